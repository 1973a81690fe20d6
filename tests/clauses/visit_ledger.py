"""Visits and re-checks of a made-up county as a test needs them, everything else about them as usual."""

import hashlib

from data.viewer import Viewer
from queries import ask

TOWN, OTHER_TOWN = "640202001", "640202002"
CONTRACTOR, OTHER_CONTRACTOR = "52640202MJ00000001", "52640202MJ00000002"
BUREAU = "640202M01"
CHECKER = "09001"
LEADER = Viewer(name="局长", role="leader")


class VisitLedger:
    """Puts rows into the store and asks about them; ids are counted up, so that the later row has the larger id."""

    def __init__(self, given, store):
        self.given, self.store, self.visits, self.rechecks = given, store, 0, 0

    def visit(self, day="2021-05-10", town=TOWN, contractor=CONTRACTOR, people=("01001",), assistance="城市低保",
              kind="新申请", result="已入户", conclusion="符合", amount="300.00"):
        """A case and its visit; the visit's id."""
        self.visits += 1
        inv_id, case_no = f"RH{self.visits:04}", f"SL{self.visits:04}"
        self.given("cases", case_no=case_no, town_code=town, village_code=f"{town}001", assistance_type=assistance,
                   case_type=kind)
        self.given("investigations", inv_id=inv_id, case_no=case_no, contractor_code=contractor, visit_date=day,
                   visit_result=result, investigator_ids=list(people), conclusion=conclusion, amount_suggested=amount)
        return inv_id

    def recheck(self, inv_id, day="2021-06-01", sample="随机", outcome="一致", confirmed=True, objection="无",
                checkers=(CHECKER,), unit=BUREAU, conclusion="符合", amount="300.00", error="无", critical=None,
                cause=None, nature=None, **items):
        """A re-check of a visit with its items (户籍="不一致"; one consistent 户籍 when none is given); the re-check's id."""
        self.rechecks += 1
        check_id = f"CC{self.rechecks:04}"
        self.given("spot_checks", check_id=check_id, inv_id=inv_id, sample_method=sample, check_date=day, outcome=outcome,
                   confirmed=confirmed, contractor_objection=objection, checker_ids=list(checkers), checker_unit=unit,
                   conclusion_recheck=conclusion, amount_recheck=amount, targeting_error=error, error_cause=cause, cause_nature=nature)
        for number, (name, result) in enumerate((items or {"户籍": "一致"}).items()):
            self.given("spot_check_items", check_id=check_id, item_code=f"{number:02}", item_name=name, item_result=result,
                       critical=critical)
        return check_id

    def measured(self, item, pairs, unit="元", tolerance=None, result="一致"):
        """A visit with a re-check for each (investigated, re-checked) value, kept as intake keeps it: sealed and hashed, never in clear."""
        rows, first = {}, self.rechecks + 1
        for number, pair in enumerate(pairs, first):
            self.recheck(self.visit())
            named = dict(zip(("original_value", "recheck_value"), pair, strict=True))
            rows[number] = {name: value for name, value in named.items() if value is not None}
            hashes = {f"{name}_hash": hashlib.sha256(value.encode()).hexdigest() for name, value in rows[number].items()}
            self.given("spot_check_items", check_id=f"CC{number:04}", item_code="99", item_name=item, item_result=result, unit=unit,
                       tolerance=tolerance, _import=7, _line=number, **dict.fromkeys(rows[number], "***"), **hashes)
        with self.store.writing("test", "sealed") as cursor:
            cursor.execute("insert into sealed values (7, 0, ?)", [self.store.key.seal_rows(rows)])

    def rechecked(self, wrong=False, sample="随机", checkers=(CHECKER,), **visit):
        """A visit with one re-check, whose critical item is wrong or right."""
        inv_id = self.visit(**visit)
        self.recheck(inv_id, sample=sample, checkers=checkers, 户籍="不一致" if wrong else "一致")
        return inv_id

    def many(self, count, wrong=0, **visit):
        """``count`` visits of one case, each with one re-check; ``wrong`` of them have a wrong critical item."""
        if not count:
            return
        inv_id = self.rechecked(wrong=wrong == count, **visit)
        check_id = f"CC{self.rechecks:04}"
        renamed = {"investigations": ("inv_id || '-' || n as inv_id", "inv_id", inv_id),
                   "spot_checks": ("inv_id || '-' || n as inv_id, check_id || '-' || n as check_id", "check_id", check_id),
                   "spot_check_items": (f"check_id || '-' || n as check_id, if(n <= {wrong}, '不一致', '一致') as item_result",
                                        "check_id", check_id)}
        with self.store.writing("test", "many") as cursor:
            for table, (columns, key, value) in renamed.items():
                cursor.execute(f"insert into {table} select rows.* replace ({columns}) from {table} as rows, "
                               f"range(1, ?) as copies(n) where {key} = ?", [count, value])

    def ask(self, question="accuracy", viewer=LEADER, period="2021", **given):
        return ask(question, viewer, period=period, **given).dicts()

    def groups(self, by, **given):
        """The answer by group."""
        return {row["group_key"]: row for row in self.ask(by=by, **given)}

    def total(self, **given):
        """The one row of the county."""
        [row] = self.ask(by="county", **given)
        return row
