"""No write stands outside: every place of the program that writes, every path and every button is listed here with who may, and tried.

Functions that ask for a viewer are tried with each role and scope in test_writes.py; those that do not are reached by the doors below
alone: a path or a button of the administrator's, one's own account, the machine's clock, or the command line.
"""

import ast
import io
import json
import shutil
from pathlib import Path

import pytest
from applications import the_app
from attack import call
from hands import NEW, PASSWORD, sign_in
from stores import use_store
from test_writes import FIRM, OTHER, TOWN, rows, viewers

import app as doors
from components import door
from data import database, evidence, passwords, people, saved_views
from data.intake import jobs, received, undo
from data.refusal import Refused
from data.settings import settings
from data.viewer import ROLES, Viewer

DATA = Path(database.__file__).parent
ALL, ADMIN, SUPERVISE = set(ROLES), {"admin"}, {"leader", "panel", "admin"}
# module -> functions that write (private ones are what the public ones of the module end in)
WRITERS = {
    "accounts": {"_deed", "reset", "sign_out"},
    "people": {"add_person", "set_unit", "ensure_administrator", "first_administrator", "sign_in", "change_password"},
    "second_factor": {"begin", "confirm", "enter", "leave"}, "sessions": {"sign_out", "cookie_secret"}, "saved_views": {"save", "remove"},
    "alerts.digests": {"keep", "mail"}, "alerts.states": {"recompute", "_act", "mark_seen"}, "audits": {"run"}, "bulletins": {"keep", "mark_seen"},
    "clock": {"sweep", "_note"}, "confirmed": {"confirm"}, "evidence": {"add", "withdraw"}, "first_start": {"set_up"}, "inspections": {"record", "add_photo"},
    "intake": {"_repeat", "_record_refusal", "_import"}, "intake.jobs": {"decide", "_set", "_end", "work_once"}, "intake.pictures": {"_stored"},
    "intake.undo": {"undo"}, "payments": {"apply", "approve", "send_back", "withdraw", "register", "reverse"}, "photos": {"remove"},
    "rectification_rows": {"change_row"}, "rectifications": {"open_for"}, "rounds": {"open_round", "refresh_values", "close_round", "reopen_round"},
    "rounds_raters": {"add_rater", "remind"}, "samples": {"remove"}, "sampling": {"record"}, "sheets_rating": {"save_draft", "submit", "recuse", "give_back"},
    "sheets_signing": {"sign_round"}, "town_points": {"_deed"},
}
# path and method -> who may send at all; whose row it is, the function behind it asks
PATHS = {("/upload", "POST"): ADMIN, ("/inspection/<draft>", "POST"): {"inspector", "town", "admin"},
         ("/inspection/<draft>/<view>", "POST"): {"inspector", "town", "admin"},
         ("/evidence-file/<rect_id>", "POST"): {"panel", "town", "admin"}, ("/evidence-file/<rect_id>/<file_hash>", "DELETE"): {"panel", "town", "admin"}}
OWN = {"/sign-in", "/sign-out", "/account", "/change-password", "/second-factor", "/second-factor/set-up", "/first-start"}
# what a button's id holds -> who may press it
BUTTONS = {
    "sample": ADMIN, "answer intake-decide": ADMIN, "intake-undo": ADMIN, "account-deed of": ADMIN, "deed": ADMIN, "policy-try": ADMIN,
    "policy-register": ADMIN,
    "deed of": {"finance", "leader"}, "mend-deed of seen": {"leader", "panel", "town", "admin"}, "kind open-new": {"panel", "admin"},
    "round-deed": SUPERVISE, "round-return": SUPERVISE, "points-deed": SUPERVISE, "alert of": ALL - {"auditor"}, "record": {"panel", "admin"},
    "score-part": ALL - {"auditor"}, "of view": ALL,
    "audit-prove": {"auditor", "admin"}, "reveal": {"panel", "auditor", "admin"}, "tell": {"panel", "auditor", "admin"},
}


def writing() -> dict[str, set[str]]:
    """module -> its functions in which a transaction begins."""
    found: dict[str, set[str]] = {}
    for path in DATA.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and path.name != "database.py":
                called = {one.func.attr for one in ast.walk(function) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)}
                if called & {"writing", "noting", "_transaction"}:
                    found.setdefault(".".join(path.relative_to(DATA).with_suffix("").parts).removesuffix(".__init__"), set()).add(function.name)
    return found


@pytest.fixture(scope="module")
def county(tiny_folder, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        database.close_store()
        use_store(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("doors"), dirs_exist_ok=True) / "store", patch)
        yield database.store()
        database.close_store()
    settings.cache_clear()


@pytest.fixture(scope="module")
def browsers(county) -> dict:
    """(role, scope) -> a browser in which such an account has signed in."""
    app, found = the_app(), {}
    for scope, who in viewers():
        people.add_person(who.name, who.role, who.region, who.contractor, PASSWORD, "test")
        people.change_password(who.name, PASSWORD, NEW, "test")
        found[who.role, scope] = app.server.test_client()
        assert sign_in(found[who.role, scope], who.name, NEW).status_code == 303
    return found


def test_every_function_that_writes_is_known():
    assert writing() == WRITERS, "a new write: into the table, and into a test of who may"


def test_every_path_that_takes_something(county, browsers):
    """Nobody else's role gets behind the gate, and within it nobody reaches what is not his."""
    app = the_app()
    listed = {(rule.rule, method) for rule in app.server.url_map.iter_rules() for method in rule.methods - {"GET", "HEAD", "OPTIONS"}}
    taken = {one for one in listed if one[0] not in OWN and not one[0].startswith("/_dash")}
    assert taken == PATHS.keys() and {path for path, _ in listed} >= OWN
    before, tried = rows(county), 0
    for (path, method), may in PATHS.items():
        for (role, scope), browser in browsers.items():
            address = path.replace("<rect_id>", "ZG20210005").replace("<file_hash>", "a" * 64).replace("<draft>", "ab" * 8).replace("<view>", "near")
            answer = browser.open(address, method=method, data=b"no picture, no paper")
            assert answer.status_code == 403 if role not in may else 400 <= answer.status_code < 500, (path, role, scope, answer.status_code)
            tried += 1
    assert rows(county) == before and tried > 80 and not list(received.folder().iterdir())


def test_every_button(county, browsers):
    """Which roles its callback takes is what stands here; a press by another is refused before anything runs."""
    app, met = the_app(), {}
    for one in app._callback_list:
        for place in [] if one["clientside_function"] else one["inputs"]:
            if place["property"] == "n_clicks" and place["id"].startswith("{"):
                met.setdefault(" ".join(sorted(json.loads(place["id"]))), []).append(one)
    assert met.keys() == BUTTONS.keys(), "a new button: into the table"
    before = rows(county)
    for keys, ones in met.items():
        for one in ones:
            rule = door.CALLBACKS[one["output"]]
            assert (set(rule.roles) or ALL) == BUTTONS[keys], keys
            for (role, scope), browser in browsers.items():
                if role not in BUTTONS[keys]:
                    assert call(browser, one, lambda _, prop: 1 if prop == "n_clicks" else None).status_code == 403, (keys, role, scope)
    assert rows(county) == before


def test_evidence_stays_within_the_scope(county):
    """Whose rectification it is not, and whoever may not open evidence at all, adds, reads and withdraws nothing."""
    rect, pdf = "ZG20210005", b"%PDF-1.4\n%%EOF"
    kept = evidence.add(Viewer("p", "panel"), rect, "a.pdf", pdf)["file_hash"]
    for scope, who in viewers():
        adds = who.role in ("panel", "admin") and scope == "county"
        opens = who.role in evidence.MAY_OPEN and scope == "county"
        for deed, may in ((lambda who: evidence.add(who, rect, "b.pdf", pdf), adds), (lambda who: evidence.fetch(who, rect, kept), opens),
                          (lambda who: evidence.withdraw(who, rect, "0" * 64), False)):
            try:
                deed(who)
                done = True
            except Refused as refused:
                done = False
                assert refused.code in {"not_allowed", "rectification_role", "rectification_none", "evidence_none"}, (who, refused.code)
            assert done == may, (who, scope)
    evidence.withdraw(Viewer("p", "panel"), rect, kept)
    assert OTHER.startswith("141122103") and OTHER[:9] != TOWN and FIRM


def test_what_asks_for_no_viewer_is_reached_by_the_administrator_alone(county, browsers):
    """Taking an import back, deciding about a file, a backup: through the page, with the numbers that an administrator has."""
    app = the_app()
    content = "单位编码,单位名称,单位类型\nX1,某街道,街道\n".encode()
    job = received.receive(io.BytesIO(content), "x.csv", len(content), "admin-county")
    while jobs.work_once():
        pass
    before = rows(county)
    ones = {name: next(one for one in app._callback_list if not one["clientside_function"] and f'"{name}"' in str(one["inputs"]))
            for name in ("intake-undo", "intake-decide", "sample", "deed")}
    for (role, _), browser in browsers.items():
        for one in ones.values() if role != "admin" else ():
            said = call(browser, one, lambda name, prop: 1 if prop == "n_clicks" else {"imports": job} if '"settled"' in name else None)
            assert said.status_code == 403
        assert role == "admin" or browser.get("/mending/1").status_code == 403
    assert rows(county) == before
    with county.reading() as cursor:
        digest = cursor.execute("select digest from imports where file = 'x.csv'").fetchone()[0]
    undo.undo(digest, "admin-county")
    with pytest.raises(Refused):
        undo.undo(digest, "admin-county")


def test_the_chain_is_proven_for_who_sees_the_whole_log(county, browsers):
    """A finding names the line, which may be about anybody."""
    one = next(one for one in the_app()._callback_list if not one["clientside_function"] and "audit-prove" in str(one["inputs"]))
    said = {scope: call(browsers["auditor", scope], one, lambda *_: 1).text for scope in ("county", "town", "firm")}
    assert "mj-done" in said["county"] and "mj-done" not in said["town"] + said["firm"]


def test_views_are_ones_own(county):
    one, other = Viewer("甲", "leader"), Viewer("乙", "town", TOWN)
    saved_views.save(one, "本季", "/publicity?period=2021Q3")
    saved_views.save(other, "本季", "/publicity?period=2021Q4")
    saved_views.remove(other, "本季")
    assert saved_views.listed(one) == [("本季", "/publicity?period=2021Q3")] and saved_views.listed(other) == []


@pytest.mark.parametrize("word", ["ingest", "backup", "copy", "restore", "demo", "audit", "questions", "config", "user"])
def test_at_the_command_line_only_a_question_is_asked_as_somebody(word):
    """Whoever sits at the machine writes as the machine's administrator; ``--as`` narrows what is read and opens nothing."""
    with pytest.raises(SystemExit):
        doors.parse([word, *{"ingest": ["x"], "backup": ["x"], "copy": ["x"], "restore": ["x"], "user": ["reset", "x"]}.get(word, []), "--as", "at-town"])
