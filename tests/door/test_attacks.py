"""What an outside attacker with a cookie tries: the registry of the running app is walked, every callback and every path of it.

The county is the tiny one, so that whatever is answered could be somebody else's row: a town's account asks for the rows of
others with every parameter that a callback or a path takes.
"""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from applications import the_app
from attack import FOREIGN_ROWS, LONG, Any, call, page_of
from hands import CALL, NEW, PASSWORD, sign_in
from stores import use_store
from test_privacy_everywhere import clear_values, pattern

from components import call_shape, door
from data import database, passwords, people
from data.settings import settings
from data.viewer import ROLES
from queries import questions

TOWN = "141122101"
SCOPES = {"town": (TOWN, None), "inspector": (TOWN, None)}
# what the others of the county are known by: their villages, rectifications and complaints
OUTSIDE = FOREIGN_ROWS


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    """The running app over the tiny county; a failure of a view is an answer 500, as it is when it serves."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "_hasher", hasher)
        patch.setattr(passwords, "_nobody", hasher.hash("nobody"))
        database.close_store()
        use_store(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("attacked"), dirs_exist_ok=True) / "store", patch)
        made = the_app()
        patch.setitem(made.server.config, "PROPAGATE_EXCEPTIONS", False)
        yield made
        database.close_store()
    settings.cache_clear()


@pytest.fixture(scope="module")
def browsers(app) -> dict:
    """Role -> a browser in which an account of this role has signed in; towns and inspectors are bound to one town."""
    found = {}
    for role in ROLES:
        people.add_person("a-" + role, role, *SCOPES.get(role, ("", None)), PASSWORD, "test")
        people.change_password("a-" + role, PASSWORD, NEW, "test")
        found[role] = app.server.test_client()
        assert sign_in(found[role], "a-" + role, NEW).status_code == 303
    return found


def callbacks(app, role: str | None = None) -> Iterator[dict]:
    """The callbacks of the server, all or those that a role may call."""
    for one in app._callback_list:
        if not one["clientside_function"] and (role is None or not (rule := door.CALLBACKS[one["output"]]).roles or role in rule.roles):
            yield one


def settled(app, output: str, **more) -> dict:
    """The filters of the page that a callback belongs to."""
    pages = [page["name_key"] for page in dash.page_registry.values() if page.get("name_key")]
    module, place = page_of(app, output), output.strip(".")
    named = [name for name in pages if module == name or module.startswith(name + "_") or place.startswith(name + "-")]
    return {"page": max(named, key=len, default="overview"), "period": "2021", "as_of": "2022-04-15", **more}


def sent(app, output: str, **more):
    """What a page of ours would send: a click, the filters, and ``more`` among the filters."""
    said = {True: settled(app, output, **more), "wanted": "/accuracy?region=141122103"}
    kinds = {"n_clicks": 1, "n_intervals": 1, "search": "?case=" + more.get("case", "CC202100001"), "pathname": "/accuracy"}
    return lambda name, prop: said.get('"settled"' in name or name, kinds.get(prop, more.get("value") if prop == "value" else None))


def paths(app, given: dict) -> list[tuple[str, str]]:
    """(path, its rule) of everything that the server answers on, with the parameters filled."""
    found = []
    for rule in app.server.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(given.get(part[1], given["*"])), rule.rule)
        found.append((path, rule.rule))
    return found


# --- without a cookie, with the wrong one, from another site ---------------------------------------------------------------


def test_strangers_get_nothing_but_the_door(app):
    stranger = app.server.test_client()
    for path, rule in paths(app, {"*": "1", "question": "accuracy", "path": "accuracy"}):
        endpoint = next(one.endpoint for one in app.server.url_map.iter_rules() if one.rule == rule)
        if endpoint in door.PUBLIC:
            continue
        for method in ("GET", "POST"):
            answer = stranger.open(path, method=method)
            assert answer.status_code == 401 or (answer.status_code in (302, 308) and "/sign-in?next=" in answer.location), (method, path)
    assert {call(stranger, one, sent(app, one["output"])).status_code for one in callbacks(app)} == {401}


def test_other_sites_call_nothing(app, browsers):
    """A browser that is signed in, made to send by another site."""
    headers = {"Origin": "https://evil.example"}
    assert {call(browsers["admin"], one, sent(app, one["output"]), headers=headers).status_code for one in callbacks(app)} == {403}
    posts = [rule for rule in app.server.url_map.iter_rules() if "POST" in rule.methods and not rule.rule.startswith("/_dash")]
    assert len(posts) >= 7
    for path, rule in paths(app, {"*": "a" * 16}):
        if rule in {one.rule for one in posts}:
            assert browsers["admin"].post(path, headers=headers).status_code == 403, path


def test_a_wrong_role_calls_nothing(app, browsers):
    called = 0
    for role, browser in browsers.items():
        mine = [one["output"] for one in callbacks(app, role)]
        for one in callbacks(app):
            if one["output"] not in mine:
                called += 1
                assert call(browser, one, sent(app, one["output"])).status_code == 403, (role, one["output"])
    assert called > 50


# --- rows of others ------------------------------------------------------------------------------------------------------


FOREIGN = {"region": "141122103", "town": "141122103", "contractor": "52141122MJGFWAPE9L", "contract": "HT141122-2021-02", "village": "141122103200",
           "group_key": "141122103", "rect": "ZG20210005", "complaint": "XF202100002", "violation": "WG20210001", "source": "公示检查",
           "source_id": "JC2021000023", "evaluation": "PG2021001"}


def outside(text: str) -> list[str]:
    """The names and numbers of other towns' rows that stand in an answer; what the question itself said does not count."""
    return [one for one in OUTSIDE if one in text and one not in FOREIGN.values()]


def test_a_town_gets_no_row_of_another_from_any_callback(app, browsers, caplog):
    cases = ("CC202100001", "ZG20210005", "XF202100002", "JC2021000023")
    towns = {one["output"]: "town" for one in callbacks(app, "town")}
    roles = {one["output"]: "inspector" for one in callbacks(app, "inspector")} | towns  # an inspector bound to the town, for what no town may
    drawers = 0
    for one in callbacks(app):
        if (role := roles.get(one["output"])) is None:
            continue
        drawer = any(place["property"] == "search" for place in one["inputs"])
        drawers += drawer
        for case in cases if drawer else cases[:1]:
            answer = call(browsers[role], one, sent(app, one["output"], **FOREIGN, case=case, new="公示检查", of="JC2021000023"))
            assert answer.status_code in (200, 204), (one["output"], answer.status_code)
            assert not outside(answer.text), one["output"]
        with_none = call(browsers[role], one, sent(app, one["output"]))
        assert not outside(with_none.text), one["output"]
    assert drawers > 3
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_town_gets_no_row_of_another_from_any_path(app, browsers):
    with database.store().reading() as cursor:
        photo = cursor.execute("select photo_id from publicity_photos where village_code = '141122103200'").fetchone()
    given = {"*": "ZG20210005", "rect_id": "ZG20210005", "contractor": FOREIGN["contractor"], "photo_id": photo and photo[0], "eval_id": "PG2021001",
             "number": "1", "day": "2022-04-15", "dataset": "cases", "numbers": "1,2"}
    asked = "?" + "&".join(f"{name}={value}" for name, value in FOREIGN.items() if name in ("region", "contract")) + "&period=2021Q1&as_of=2022-04-15"
    answered = {}
    for path, rule in paths(app, given):
        if "<question>" in rule or rule.startswith("/_") or "<path:" in rule:
            continue
        answer = browsers["town"].get(path + asked)
        answered[rule] = answer.status_code
        assert answer.status_code < 500 and not outside(answer.get_data().decode("utf-8", "replace")), rule
    assert answered["/papers/rectification/<rect_id>.docx"] == answered["/photo/<photo_id>"] == 404
    assert answered["/evidence/<contractor>.docx"] == answered["/papers/payments.ics"] == answered["/mending/<numbers>"] == 403
    assert browsers["town"].get("/papers/rectification/ZG20220001").status_code == 200, "its own"
    for question in questions().values():  # what they answer: tests/test_scope.py
        if "town" not in question.roles:
            assert browsers["town"].get(f"/download/{question.name}.csv").status_code == 403, question.name


# --- what no form sends ------------------------------------------------------------------------------------------------------


def test_wrong_types_are_answered_and_never_break(app, browsers):
    """Every input of every callback at once, then inside the filters, then inside the ids of pattern callbacks."""
    bad = {}
    forged = ({}, {"param": ["x"]}, {"n": 1, "risk": "x", "allocation": []}, {"number": True, "marks": {"a": []}, "reasons": {"a": {}}})
    for one in callbacks(app):
        output = one["output"]
        may = door.CALLBACKS[output].roles
        role = "admin" if not may or "admin" in may else min(may)
        tries = [(lambda *_, wrong=wrong: wrong, None) for wrong in (True, LONG, {"a": {}})]
        if any(place["property"] == "data" and '"settled"' not in place["id"] for place in [*one["inputs"], *one["state"]]):  # what a page keeps in the browser
            usual = sent(app, output)
            tries += [(lambda name, prop, wrong=wrong, usual=usual: wrong if prop == "data" and '"settled"' not in name else usual(name, prop), None)
                      for wrong in forged]
        filters = dict.fromkeys(("period", "as_of", "region", "contractor", "case", "tab", "only", "plan", "round", "param"), "' or 1=1 --")
        tries.append((sent(app, output, **filters), None))
        if "{" in str(one["inputs"]):
            tries += [(sent(app, output, value=wrong), Any(wrong)) for wrong in (("x.y", -1) if role == "admin" else ("apply", 5))]
        for value, wild in tries:
            answer = call(browsers[role], one, value, wild)
            if answer.status_code not in (200, 204, 400):
                bad[output] = answer.status_code
    assert not bad


@pytest.mark.parametrize("value", [{"page": "accuracy", "period": ["2021"]}, "x", {"page": {"a": 1}}, {"region": LONG}, {"a": "\ud800"}, {"done": "x"}])
def test_filters_that_no_page_settles_are_refused_before_anything_runs(app, browsers, value):
    one = next(one for one in callbacks(app, "leader") if one["output"].startswith("..accuracy-"))
    answer = call(browsers["leader"], one, lambda name, _: value if '"settled"' in name else None)
    assert answer.status_code == 400 and "不能识别" in answer.get_json()["error"]


def test_bodies_that_do_not_fit_their_callback_are_refused_before_anything_runs(app, browsers):
    """Other outputs, inputs, states or names of patterns than declared: an answer, never a failure of the framework."""
    harms = (lambda body: body.update(outputs=None), lambda body: body.update(outputs=[{"id": "x", "property": "children"}]),
             lambda body: body.update(inputs=[]), lambda body: body.update(inputs=body["inputs"] + body["inputs"]),
             lambda body: body.update(inputs=[{"id": "x", "property": "n_clicks", "value": 1}]), lambda body: body.update(state=[None]),
             lambda body: body.update(changedPropIds="x"), lambda body: body.update(changedPropIds=["x.n_clicks"]),
             lambda body: body.update(changedPropIds=['{"deed":"approve"}.n_clicks', "{.n_clicks"]))
    sent_on = []
    class Recorded:
        def post(self, _path, json, **_):
            sent_on.append(json)
    for one in callbacks(app, "admin"):
        call(Recorded(), one, sent(app, one["output"]))
    for body in sent_on:
        for harm in harms:
            spoilt = json.loads(json.dumps(body))
            harm(spoilt)
            answer = browsers["admin"].post(CALL, json=spoilt)
            assert answer.status_code == 400, (body["output"], answer.status_code)
    named = next(body for body in sent_on if any(isinstance(one, list) and one and one[0]["property"] == "id" for one in body["state"]))
    for one in named["state"]:
        for place in one if isinstance(one, list) else ():
            place["value"] = "x" if place["property"] == "id" else place["value"]
    assert browsers["admin"].post(CALL, json=named).status_code == 400, "a field that calls itself something else"
    form = next(body for body in sent_on if sum(isinstance(one, list) for one in body["state"]) == 2)
    next(one for one in form["state"] if isinstance(one, list)).clear()
    assert browsers["admin"].post(CALL, json=form).status_code == 400, "values without the names of their fields"


def test_a_body_that_is_too_large_is_not_read(app, browsers):
    answer = browsers["leader"].post("/_dash-update-component", data=b" " * (call_shape.BODY + 1), content_type="application/json")
    assert answer.status_code in (400, 403, 413)


def test_tricks_in_paths_and_queries(app, browsers):
    for trick in ("..%2f..%2fetc%2fpasswd", "..", "%00", LONG[:1500], "-1", "1 or 1=1", "<script>"):
        for path, rule in paths(app, {"*": trick}):
            if "<" in rule and not rule.startswith("/_"):
                answer = browsers["admin"].get(path)
                assert answer.status_code < 500 and b"root:" not in answer.get_data() and b"<script>alert" not in answer.get_data(), path
    # words of our own functions are no parameters of a question; a trial's would be run as SQL
    for word in ("trial=delete+from+people", "profile=x", "name=x", "viewer=x", "cursor=x", "x=1", "region=' or 1=1 --", "contractor=" + LONG,
                 "as_of=9999-12-31", "period=0001-01-01..9999-12-31", "period=" + LONG, "as_of=%00"):
        query = f"by=county&{word}" + ("" if word.startswith("period") else "&period=2021")
        for form in ("xlsx", "csv"):
            assert browsers["admin"].get(f"/download/accuracy.{form}?{query}").status_code == 400, query


def test_what_one_reader_sends_is_not_kept_for_the_next(app, browsers):
    """A section is drawn once for all who may see the same: from what it is kept under, not from whatever else the first one sent."""
    for place in ("accuracy-trend", "overview-measures"):
        one = next(one for one in callbacks(app, "leader") if one["output"].startswith(f"..{place}."))
        planted = call(browsers["leader"], one, sent(app, one["output"], period="2021H1", case="PLANTED", sort="PLANTED"))
        later = call(browsers["leader"], one, sent(app, one["output"], period="2021H1"))
        assert planted.status_code == later.status_code == 200 and place in later.text and "PLANTED" not in later.text, place


def test_words_of_the_log_are_no_words_of_an_address(app, browsers):
    """What an address says goes into the audit line only as the parameters of a question, and never a phone that was typed there."""
    phone = "13800005919"
    told = "&".join(f"{name}=x" for name in ("who", "what", "self", "ledgers", "sheets", "question", "rows"))
    assert browsers["admin"].get(f"/ledgers/violations.xlsx?as_of=2022-04-15&period=2021&{told}").status_code == 200
    assert browsers["admin"].get(f"/download/contractor_issues.csv?contractor={phone}").status_code == 200
    with database.store().reading() as cursor:
        lines = cursor.execute("select detail from audit where what = 'downloaded' order by audit_id desc limit 2").fetchall()
    assert '"contractor": "***"' in lines[0][0] and phone not in str(lines) and '"ledgers": "violations"' in lines[1][0] and "rows" not in lines[1][0]


def test_headers_of_what_is_downloaded(app, browsers):
    for path in ("/download/contractor_issues.csv?contractor=x", "/papers/payments.xlsx", "/template/cases", "/_dash-layout"):
        answer = browsers["leader"].get(path)
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_browser_that_cannot_draw_the_pages_gets_a_sentence(app, browsers):
    """A hidden one that a script of ES5 shows where the browser is too old, and one where scripts are off; nothing inline, for the policy's sake."""
    page = browsers["leader"].get("/accuracy").text
    assert 'id="old-browser"' in page and "109" in page and "<noscript>" in page and page.index("old-browser") < page.index("react-entry-point")
    script = (Path(call_shape.__file__).parent / "assets" / "00-browser.js").read_text(encoding="utf-8")
    assert "/assets/00-browser.js" in page and "old-browser" in script and not re.search(r"=>|`|\b(const|let|class|async)\b|\?\.", script.partition("*/")[2])


# --- what was stored on purpose ----------------------------------------------------------------------------------------------


# what would make a text markup, of the components that we use
MARKUP = re.compile(r'"(dangerously_allow_html|dangerouslySetInnerHTML|srcDoc)"|"dangerously_allow_code": true'
                    r'|"type": "(Script|DangerouslySetInnerHTML|Markdown)"')


def test_stored_scripts_stay_text_and_formulas_do_not_run(app, browsers):
    """Last in this file: every text column of every dataset is made a script."""
    script, formula = "<script>alert(1)</script>", "=HYPERLINK(1)"
    from data.contract import contracts
    with database.store().writing("test", "given") as cursor:
        for dataset, contract in contracts().items():
            texts = [column.name for column in contract.columns if column.type == "text" and not column.allowed and not column.sensitive]
            if texts:
                cursor.execute(f"update {dataset} set " + ", ".join(f"{name} = '{script if name != 'issue' else formula}'" for name in texts))
    seen, secret = 0, pattern(clear_values())
    for one in callbacks(app, "admin"):
        answer = call(browsers["admin"], one, sent(app, one["output"]))
        assert answer.status_code in (200, 204), one["output"]
        told = json.dumps(answer.get_json(), ensure_ascii=False)
        assert not secret.search(told.encode()), one["output"]
        if script in told:  # as text in a property of a component; nothing of ours turns text into markup
            seen += 1
            assert not MARKUP.search(told), one["output"]
    assert seen > 5, "no page shows what was stored: the test proves nothing"
    printed = browsers["admin"].get("/papers/rectification/ZG20220001").text
    assert script not in printed and ("&lt;script&gt;" in printed or "HYPERLINK" in printed)
    lines = browsers["admin"].get("/download/rectification_cases.csv?as_of=2022-04-15").text
    assert "'=HYPERLINK" in lines and not re.search(r'(^|,)"?=', lines)
