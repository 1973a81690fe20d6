"""Every write with each role and scope: through its function, and through the page's form with the numbers of others.

Who may is said here once more, beside the program, so that a right that was opened by mistake shows. Whoever may not is refused
for that reason and not a row of the store differs afterwards; whoever may is refused, if at all, for another reason.
"""

import datetime
import json
import shutil

import pytest
from applications import the_app
from hands import CALL, NEW, PASSWORD, sign_in
from stores import use_store

from data import (
    accounts,
    confirmed,
    database,
    inspections,
    look,
    passwords,
    payments,
    people,
    photos,
    rectifications,
    rounds,
    rounds_raters,
    sampling,
    sheets_rating,
    town_points,
)
from data.alerts import states
from data.refusal import Refused
from data.settings import settings
from data.sheets_signing import sign_round
from data.viewer import ROLES, Viewer

TOWN, FIRM, CONTRACT, OTHER = "141122101", "52141122MJXEB97R5U", "HT141122-2021-01", "141122103200"
DAY, AS_OF = datetime.date(2022, 4, 15), {"as_of": datetime.date(2022, 4, 15)}
SCOPES = {"county": ("", None), "town": (TOWN, None), "firm": ("", FIRM)}
# refused because of who asks, or because the row is out of his reach
RIGHTS = {"not_allowed", "payment_role", "rectification_role", "rectification_none", "rectification_source", "not_lead", "points_role", "only_admin_confirms",
          "alert_gone", "inspection_village", "inspection_no_unit", "not_rater", "complaint_none", "photo_none"}
FORM = {"issue": "未公示", "level": "立行立改", "resp_unit": "141122103", "resp_person": "王某"}
SEEN_BOARD = {"village_code": OTHER, "insp_date": "2022-04-01"}


def viewers() -> list[tuple[str, Viewer]]:
    """(scope, viewer) of every role in every scope that an account may have."""
    found = []
    for role in ROLES:
        for scope, bounds in SCOPES.items():
            try:
                people.check_scope(role, *bounds)
            except Refused:
                continue
            found.append((scope, Viewer(f"{role}-{scope}", role, *bounds)))
    return found


def plan(who: Viewer) -> str:
    days = (datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
    return sampling.record(who, sampling.propose(who, "2021", days, share=50, as_of=DAY, seed="0"))


def writes(round_id: str, alert: str, roles: set, photo: str) -> dict:
    """Name -> (the write, upon what is not the town's, and the roles that may, when they are bound to nothing)."""
    lead, rect, doers = {"panel"}, "ZG20210005", roles & set(states.DOERS)
    changed = {"assign": ("panel admin", ("141122103", "李某")), "extend": ("leader panel admin", ("2030-01-01", "x")), "remind": ("panel admin", ("电话",)),
               "send_letter": ("panel admin", ("1号", "2030-01-01", "改")), "to_meeting": ("leader panel admin", ("2022-01-01", "1号")),
               "to_discipline": ("leader", ("2022-01-01", "x")), "complete": ("panel town admin", ("2022-01-01", "已改")),
               "look_back": ("panel admin", ("2022-01-01", dict.fromkeys(("lookback_measures", "lookback_ontime", "lookback_public"), "是"))),
               "give_back": ("panel admin", ("2030-01-01", "x"))}
    found = {f"rectifications.{name}": (lambda who, name=name, given=given: getattr(rectifications, name)(who, rect, "0.0", *given),
                                        set(roles.split()) - {"town"}) for name, (roles, given) in changed.items()}
    found |= {
        "rectifications.open_for": (lambda who: rectifications.open_for(who, "公示检查", "JC2021000023", FORM), {"panel", "admin"}),
        "payments.apply": (lambda who: payments.apply(who, CONTRACT, 1, "1"), {"finance"}),
        "payments.approve": (lambda who: payments.approve(who, 1), {"finance", "leader"}),
        "payments.send_back": (lambda who: payments.send_back(who, 1, "资料不全"), {"finance", "leader"}),
        "payments.withdraw": (lambda who: payments.withdraw(who, 1), {"finance"}),
        "payments.register": (lambda who: payments.register(who, 1, "X1", DAY), {"finance"}),
        "payments.reverse": (lambda who: payments.reverse(who, "X1", "X2", DAY), {"finance"}),
        "rounds.open_round": (lambda who: rounds.open_round(who, CONTRACT, "满意度评估"), {"panel", "admin"}),
        "rounds.refresh_values": (lambda who: rounds.refresh_values(who, round_id), {"panel", "admin"}),
        "rounds.close_round": (lambda who: rounds.close_round(who, round_id), lead),
        "rounds.reopen_round": (lambda who: rounds.reopen_round(who, round_id, ""), lead),
        "rounds.remind": (lambda who: rounds_raters.remind(who, round_id), lead),
        "rounds.add_rater": (lambda who: rounds_raters.add_rater(who, round_id, unit_code="none"), lead),
        "sheets.give_back": (lambda who: sheets_rating.give_back(who, round_id, 1, "x"), lead),
        "sheets.sign_round": (lambda who: sign_round(who, round_id), lead | {"leader"}),
        "sheets.save_draft": (lambda who: sheets_rating.save_draft(who, round_id, 1, {"x": "1"}, {}), set()),
        "sheets.submit": (lambda who: sheets_rating.submit(who, round_id, 1, {}, {}), set()),
        "sheets.recuse": (lambda who: sheets_rating.recuse(who, round_id, 1, "x"), set()),
        "inspections.record": (lambda who: inspections.record(who, "ab" * 8, SEEN_BOARD), {"inspector", "admin"}),
        "town_points.confirm": (lambda who: town_points.confirm(who, ["none"], "x", "1"), {"panel", "leader", "admin"}),
        "town_points.leave_out": (lambda who: town_points.leave_out(who, ["none"], "x"), {"panel", "leader", "admin"}),
        "town_points.withdraw": (lambda who: town_points.withdraw(who, ["none"], "x"), {"panel", "leader", "admin"}),
        "confirmed.confirm": (lambda who: confirmed.confirm(who, "satisfaction_low", 70, "", DAY, "x"), {"admin"}),
        "alerts.take": (lambda who: states.take(who, alert, DAY), doers),
        "alerts.release": (lambda who: states.release(who, alert, DAY), doers),
        "alerts.snooze": (lambda who: states.snooze(who, alert, "", DAY, DAY), doers),
        "look.complaint": (lambda who: look.complaint(who, "XF202100002", "核对"), {"panel", "auditor", "admin"}),
        "photos.fetch": (lambda who: photos.fetch(who, photo), set(ROLES) - {"town"}),
    }
    found |= {f"accounts.{name}": (lambda who, name=name, more=more: getattr(accounts, name)(who, "nobody", **more), {"admin"})
              for name, more in (("create", {"role": "x"}), ("change", {"role": "leader"}), ("lock", {}), ("unlock", {}), ("reset_password", {}),
                                 ("sign_out", {}), ("take_second_factor", {}))}
    return found


@pytest.fixture(scope="module")
def county(tiny_folder, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        hasher = passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "_hasher", hasher)
        database.close_store()
        use_store(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("written"), dirs_exist_ok=True) / "store", patch)
        yield database.store()
        database.close_store()
    settings.cache_clear()


def rows(store) -> list:
    """A number for the content of every table but those of looks, sessions and what a screen has shown."""
    with store.reading() as cursor:
        named = [f'{schema}."{table}"' for schema, table in cursor.execute("""select schema_name, table_name from duckdb_tables()
            where not internal and database_name = current_database() and not list_contains(['audit', 'sessions', 'alert_seen', 'bulletins_seen', 'clock_runs'],
            table_name) order by all""").fetchall()]
        return [(name, *cursor.execute(f"select count(*), bit_xor(hash(t)) from {name} t").fetchone()) for name in named]


def refused(deed, who: Viewer) -> str | None:
    """The code of the refusal, or None when it was done."""
    try:
        deed(who)
    except Refused as error:
        return error.code


@pytest.fixture(scope="module")
def targets(county) -> dict:
    """A round that runs, an alert and a photo that are not of the town."""
    round_id = rounds.open_round(Viewer("panel-county", "panel"), CONTRACT, "满意度评估")
    states.recompute(DAY)
    with county.reading() as cursor:
        alert, roles = cursor.execute("""select alert_key, roles from alerts_on($as_of) where not starts_with(coalesce(region, ''), '141122101')
            order by 1""", AS_OF).fetchone()
        photo = cursor.execute("select photo_id from publicity_photos where village_code = ? order by 1", [OTHER]).fetchone()
    with county.noting("test", "the first seat is somebody's") as cursor:
        cursor.execute("""insert or replace into round_raters (eval_id, seat, person, rater_type, paper, state)
                          values (?, 1, 'other', '民政局', false, '未开始')""", [round_id])
    key = f"{CONTRACT}~满意度评估~{round_id.rpartition('M')[2]}"
    return {"round_id": round_id, "key": key, "alert": alert, "roles": set(roles), "photo": photo[0] if photo else "none"}


def test_every_write_by_everybody(county, targets):
    before, tried, found = rows(county), 0, writes(*(targets[name] for name in ("round_id", "alert", "roles", "photo")))
    for name, (deed, whole) in found.items():
        for scope, who in viewers():
            if (who.role in whole or who.role == "town") != (scope == "county"):  # the wrong role with the whole county, the right one with less
                code = refused(deed, who)
                assert code in RIGHTS, (name, who, code)
                tried += 1
    assert rows(county) == before, "something was written by who may not"
    assert tried > 250
    for name, (deed, whole) in found.items():
        for scope, who in viewers():
            if who.role in whole and scope == "county":
                assert refused(deed, who) not in RIGHTS - {"photo_none"}, (name, who)


def test_scopes_narrower_than_the_county(county):
    """Who is bound may act within his bounds and no further: plans hold his own visits only, looks find nothing of others."""
    for scope, who in viewers():
        if who.role in sampling.RECORDERS and scope == "firm":
            assert refused(plan, who) == "not_allowed"
    drawn = plan(Viewer("panel-town", "panel", TOWN))
    with county.reading() as cursor:
        towns = cursor.execute("select distinct town_code from sampling_plan_cases where plan_id = ?", [drawn]).fetchall()
        other = cursor.execute("""select check_id from spot_checks join investigations using (inv_id) join cases on cases.case_no = investigations.case_no
                                  where not starts_with(village_code, ?) and contractor_code <> ? order by 1""", [TOWN, FIRM]).fetchone()[0]
    assert towns == [(TOWN,)]
    for bounds in ((TOWN, None), ("", FIRM)):
        bound = Viewer("审", "auditor", *bounds)
        assert look.names(bound, other, "核对") == {} == look.item_values(bound, other, "核对")
    assert look.names(Viewer("审", "auditor"), other, "核对")
    own = Viewer("下", "town", "141122103")
    assert refused(lambda who: rectifications.complete(who, "ZG20210005", None, "2022-01-01", "已改"), own) is None


# --- the forms of the pages, sent by hand with the numbers of others -------------------------------------------------------


def press(browser, app, clicked: dict, fields=(), settled=None, **more):
    """Sends one press of a button with a form's fields: ``fields`` are (id, value) pairs."""
    declared = next(one for one in app._callback_list if not one["clientside_function"] and any(
        place["id"].startswith("{") and json.loads(place["id"]).keys() == clicked.keys() and place["property"] == "n_clicks" for place in one["inputs"]))

    def place(one):
        if not one["id"].startswith("{"):
            return {"id": one["id"], "property": one["property"], "value": more.get(one["id"])}
        wanted = json.loads(one["id"])
        if "settled" in wanted:
            return {"id": wanted, "property": one["property"], "value": settled}
        if wanted.keys() == clicked.keys() and one["property"] == "n_clicks":
            given = [{"id": clicked, "property": "n_clicks", "value": 1}]
        else:
            given = [{"id": name, "property": one["property"], "value": name if one["property"] == "id" else value}
                     for name, value in fields if name.keys() == wanted.keys() and all(said in (["ALL"], ["MATCH"], name[key]) for key, said in wanted.items())]
        many = ["ALL"] in wanted.values()
        return given if many else (given or [{"id": wanted, "property": one["property"], "value": None}])[0]

    outputs = []
    for one in declared["output"].strip(".").split("...") if declared["output"].startswith("..") else [declared["output"]]:
        name, _, prop = one.rpartition(".")
        outputs.append({"id": json.loads(name) if name.startswith("{") else name, "property": prop.partition("@")[0]})
    name = json.dumps(clicked, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    body = {"output": declared["output"], "outputs": outputs if declared["output"].startswith("..") else outputs[0],
            "inputs": [place(one) for one in declared["inputs"]], "state": [place(one) for one in declared["state"]], "changedPropIds": [name + ".n_clicks"]}
    return browser.post(CALL, json=body)


def forms(targets: dict) -> list[tuple]:
    """(button, fields, filters) of the forms of every page that writes, with numbers that are not the sender's."""
    rect = "ZG20210005"
    mend = {"reason": "x", "deadline": "2030-01-01", "day": "2022-01-01", "evidence": "已改", "mode": "电话", "letter_no": "1", "measures": "改",
            "resp_unit": "141122103", "resp_person": "李某", "bulletin_no": "1", "meeting": "2022-01-01", "document_no": "1",
            "lookback_measures": "是", "lookback_ontime": "是", "lookback_public": "是"}
    found = [({"mend-deed": deed, "of": rect, "seen": "0.0"}, [({"mend": name, "of": f"{rect}.{deed}"}, value) for name, value in mend.items()], {})
             for deed in ("assign", "remind", "letter", "meeting", "discipline", "extend", "complete", "look_back", "return")]
    found.append(({"open-new": "JC2021000023", "kind": "公示检查"}, [({"mend": name, "of": "new"}, value) for name, value in FORM.items()], {}))
    paid = {"amount": "1", "reason": "资料不全", "voucher": "X1", "day": "2022-04-15", "original": "ZF1", "back_voucher": "X2", "back_day": "2022-04-15"}
    found += [({"deed": deed, "of": of}, [({"pay": name, "of": of}, value) for name, value in paid.items()], {})
              for deed, of in (("apply", f"{CONTRACT}.1"), ("approve", "1"), ("send_back", "1"), ("withdraw", "1"), ("register", "1"), ("reverse", "1"))]
    field = {"reason": "x", "verdict": "合格", "contract": CONTRACT, "kind": "中期评估", "paper_of": "141122103", "incomplete": True, "bound_value": 70,
             "bound_document": "文", "bound_from": "2030-01-01"}
    found += [({"round-deed": deed}, [({"round-field": name}, value) for name, value in field.items()], {"round": targets["key"]})
              for deed in ("bound", "open_special", "open", "remind", "paper", "refresh", "close", "reopen", "sign")]
    found.append(({"round-return": f"{targets['round_id']}-01"}, [({"round-field": "reason"}, "x")], {}))
    found += [({"points-deed": deed}, [({"chosen": "x"}, [{"check_id": "CC202200030"}]), ({"points": "points"}, "1"), ({"points": "reason"}, "x")], {})
              for deed in ("confirm", "leave_out", "withdraw")]
    return [*found, ({"alert": "take", "of": targets["alert"]}, [], {})]


def test_forms_sent_with_the_numbers_of_others_write_nothing(county, targets):
    app = the_app()
    sent = 0
    for _scope, who in viewers():
        people.add_person(who.name, who.role, who.region, who.contractor, PASSWORD, "test")
        people.change_password(who.name, PASSWORD, NEW, "test")
    browsers = {who.name: app.server.test_client() for _, who in viewers()}
    for name, browser in browsers.items():
        assert sign_in(browser, name, NEW).status_code == 303
    before = rows(county)
    for clicked, fields, filters in forms(targets):
        settled = {"page": "rounds", "period": "2021", "as_of": "2022-04-15", **filters}
        for scope, who in viewers():
            if scope == "county":
                continue  # wrong roles: tests/door/test_attacks.py
            answer = press(browsers[who.name], app, clicked, fields, settled)
            assert answer.status_code in (200, 204, 403), (clicked, who, answer.status_code)
            sent += 1
    assert rows(county) == before and sent > 300
    done = press(browsers["panel-county"], app, *forms(targets)[1][:2], {"page": "rectifications", "as_of": "2022-04-15"})
    assert done.status_code == 200 and rows(county) == before, "another version than the one seen is refused"
    clicked, fields, _ = next(one for one in forms(targets) if one[0].get("round-deed") == "reopen")  # the one that a test above closed
    chosen = {"page": "rounds", "period": "2021", "as_of": str(database.today()), "round": targets["key"]}
    assert press(browsers["panel-county"], app, clicked, fields, chosen).status_code == 200 and rows(county) != before, "the form itself works"
