"""Rows outside a viewer's scope never count: every question answers a scoped viewer the same whether those rows are there or not.

Each question is asked over the whole county, with the parameters that would reach for others too, then again after every row
outside the scope was deleted. Whatever differs was made of rows that the viewer must not learn of.
"""

import json
import shutil
from pathlib import Path

import pytest
from stores import use_store

from app import run
from data import database, people
from data.handover import Talk
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer
from queries import ask, questions

TOWN, ONE = "141122100", "52141122MJXEB97R5U"
# bound to a town and to a contractor at once: a question that forgets either bound shows rows too many
BOTH = Viewer("审", "auditor", TOWN, ONE)
# contracts, scores and money are no town's matter; of these only a contractor's account tells the bound
COUNTY = Viewer("审", "auditor", "", ONE)
# what reaches for others: another town, contractor, contract, village, case ...
FOREIGN = {"region": "141122103", "town": "141122103", "contractor": "52141122MJGFWAPE9L", "contract": "HT141122-2021-02", "village": "141122103200",
           "group_key": "141122103", "rect": "ZG20210005", "complaint": "XF202100002", "violation": "WG20210001", "source": "公示检查",
           "source_id": "JC2021000023", "investigator": "01006"}
GIVEN = {"period": "2021", "before": "2020", "as_of": "2022-04-15", "evaluation": "PG141122012", "check": "CC202100005", "plan": "x",
         "audit": "checker_in_team", "alert": "audit-supervision-d:141122"}
# the same for everybody, or a matter of whole files: no row of a ledger
OF_ALL = {"policy_values", "work_calendar", "freshness", "imports", "rejects"}
# an alert says nothing where the county keeps no long-term rosters at all, which is a matter of the county
COUNTY_WIDE = "roster-monthly-update"

OF_VISITS = ("delete from investigations where {visits}", "delete from cases where case_no not in (select case_no from investigations)",
             "delete from spot_checks where inv_id not in (select inv_id from investigations)",
             "delete from spot_check_items where check_id not in (select check_id from spot_checks)",
             "delete from service_feedback where inv_id not in (select inv_id from investigations)",
             "delete from violations where inv_id not in (select inv_id from investigations)")
OF_CONTRACTS = (*(f"delete from {name} where contract_no not in (select contract_no from contracts)"
                  for name in ("payment_transactions", "payment_tranches", "evaluations", "org_posts")),
                "delete from score_sheets where eval_id not in (select eval_id from evaluations)", "delete from fund_budget")
OF_VILLAGES = ("postings", "publicity_inspections", "publicity_photos", "villages")
OUTSIDE = {
    "town": (*(line.format(visits=f"case_no not in (select case_no from cases where starts_with(village_code, '{TOWN}'))") for line in OF_VISITS),
             *(f"delete from {name} where not starts_with(village_code, '{TOWN}')" for name in OF_VILLAGES),
             f"delete from complaints where town_code is distinct from '{TOWN}'",
             f"delete from rectifications where resp_unit is distinct from '{TOWN}'",
             "delete from contracts", *OF_CONTRACTS),
    "contractor": (*(line.format(visits=f"contractor_code <> '{ONE}'") for line in OF_VISITS), f"delete from contracts where contractor_code <> '{ONE}'",
                   *OF_CONTRACTS, "delete from postings", "delete from publicity_inspections", "delete from publicity_photos",
                   f"delete from complaints where contractor_code is distinct from '{ONE}'",
                   f"delete from rectifications where resp_unit is distinct from '{ONE}'"),
}


@pytest.fixture
def county(tiny_folder, tmp_path, monkeypatch):
    database.close_store()
    use_store(shutil.copytree(tiny_folder, tmp_path, dirs_exist_ok=True) / "store", monkeypatch)
    store = database.store()
    with store.writing("test", "given") as cursor:  # another contractor works in the town too
        cursor.execute("""update investigations set contractor_code = $other, contract_no = 'HT141122-2021-02' where inv_id in (
            select inv_id from investigations join cases using (case_no) where town_code = $town order by inv_id limit 5)""",
            {"other": FOREIGN["contractor"], "town": TOWN})
    yield store
    database.close_store()
    settings.cache_clear()


def asked(question) -> list[dict]:
    """What a question is asked for: as plainly as it goes, then with everything that reaches for others."""
    takes = {one.name: one for one in question.parameters}
    plain = {name: (takes[name].choices or (GIVEN.get(name, FOREIGN.get(name)),))[-1 if name == "by" else 0] for name in takes if not takes[name].optional}
    plain |= {name: GIVEN[name] for name in ("as_of",) if name in takes}
    others = {name: FOREIGN[name] for name in takes if name in FOREIGN and takes[name].optional}
    return [plain, *([plain | others] if others else [])]


def answers(viewer: Viewer, names) -> dict:
    found = {}
    for name in names:
        for given in asked(questions()[name]):
            try:
                rows = [row for row in ask(name, viewer, **given).rows if COUNTY_WIDE not in row]
            except Refused as refused:
                rows = refused.code
            found[name, tuple(given.items())] = rows
    return found


def remove(store, scope: str) -> None:
    with store.writing("test", "outside removed") as cursor:
        for statement in OUTSIDE[scope]:
            cursor.execute(statement)


def test_rows_outside_the_scope_never_count(county):
    names = [name for name, question in questions().items() if "auditor" in question.roles and name not in OF_ALL]
    assert len(names) > 60
    whole = answers(BOTH, names)
    of_county = [name for name in names if not any(rows for (asked_for, _), rows in whole.items() if asked_for == name)]
    whole_county = answers(COUNTY, of_county)
    remove(county, "contractor")
    own = answers(COUNTY, of_county)
    assert sum(bool(rows) and not isinstance(rows, str) for rows in own.values()) > 10, "nothing is left: the test proves nothing"
    assert [key for key, rows in whole_county.items() if rows != own[key]] == []
    remove(county, "town")
    own = answers(BOTH, names)
    assert sum(bool(rows) and not isinstance(rows, str) for rows in own.values()) > 20, "nothing is left: the test proves nothing"
    assert [key for key, rows in whole.items() if rows != own[key]] == []


def test_the_command_line_answers_as_the_account_may(county, quick_passwords):
    """``ask --as NAME``: the account's role and bounds hold, whatever is asked for; the log names who sat at the machine."""
    accounts = {"镇": ("town", TOWN, None), "企": ("panel", "", ONE), "检": ("inspector", TOWN, None), "财": ("finance", "", None)}
    asked = {"accuracy": ("period 2021", "by town", f"region {FOREIGN['town']}"), "publicity_villages": ("period 2021Q3",), "payment_tranches": (),
             "satisfaction": (), "rectification_cases": (), "complaint_path": ("period 2021",), "imports": ()}
    shown = 0
    for name, (role, region, contractor) in accounts.items():
        people.add_person(name, role, region, contractor, "长城-kite-42!", "test")
        who = Viewer(name, role, region, contractor)
        for question, given in asked.items():
            said, answer = [], bytearray()
            words = ["ask", question, "--as", name, *(part for one in given for part in ("--" + one).split(" "))]
            code = run(words, Talk(said.append, answer.extend, Path()))
            try:
                expected = ask(question, who, **dict(one.split(" ") for one in given)).plain()
            except Refused as refused:
                assert (code, said) == (1, [str(refused)])
                continue
            assert code == 0 and json.loads(answer) == expected, (name, question)
            shown += bool(expected)
    assert shown > 5

    def door(*words) -> tuple[int, str]:
        said, answer = [], bytearray()
        code = run(["ask", *words], Talk(said.append, answer.extend, Path()))
        return code, "".join(said) + answer.decode()
    # no role is told what its page would not: every question that it may not ask, judged by another place's policy and narrowed to a figure too
    more, refused = ("--profile", "jian-2020", "--select", "count(*)"), 0
    for name, (role, *_) in accounts.items():
        for question in (one for one in questions().values() if role not in one.roles):
            assert door(question.name, "--as", name, *(more if refused % 2 else ())) == (1, str(Refused("not_allowed", name=question.name, role=role)))
            refused += 1
    assert refused > 60
    # and what it is told is its own rows, by another policy and as one figure; of an answer nothing but the answer can be worked out
    own = ("accuracy", "--period", "2021", "--by", "town", "--profile", "jian-2020", "--select", "list(distinct group_key)::varchar as found", "--as", "镇")
    assert door(*own) == (0, f'[\n {{\n  "found": "[{TOWN}]"\n }}\n]\n')
    assert "14112" not in door(*own, "--region", FOREIGN["town"])[1]
    for wanted in ("(select count(*) from people)", "(select count(*) from read_text('/etc/passwd'))", "1 from answer; attach 'x.duckdb'", "getenv('HOME')"):
        code, said = door("publicity_villages", "--period", "2021Q3", "--as", "镇", "--select", wanted)
        assert code == 1 and "root" not in said, wanted
    for given in (("--trial", "delete from people"), ("--viewer", "x"), ("--viewer-region", ""), ("--profile", "../../etc/passwd"), ("--as", "nobody")):
        assert door("accuracy", "--period", "2021", "--by", "county", *given)[0] == 1, given
    with county.reading() as cursor:
        assert cursor.execute("select distinct who, detail ->> '$.as' from audit where what = 'ask' order by all").fetchall() == [
            ("本机管理员", name) for name in sorted(accounts)]
