"""No identity number, phone, account or full name of the sample county in clear: not in any column, nor in any file that a store and its doors leave.

One store takes the files of the tiny county, one of which comes with rows that are refused and with numbers inside its free text;
then everything that can be taken out is taken out, and all of it is opened and read.
"""

import csv
import datetime
import io
import logging
import re
import shutil
import tarfile
import zipfile

import pytest
from applications import the_app
from counties import EXPORTS
from PIL import ExifTags, Image
from stores import use_store

from components import bulletin, bulletin_pictures, ledger_pages
from data import backup, bulletins, copies, database, evidence, inspections, journal, look, people, sampling, saved_views
from data.contract import contracts
from data.entry import enter
from data.intake import ingest
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer
from queries import alert_digest, ask, export, questions

SECRET = ("identity", "phone", "account", "name")
SENT = "13800005919"  # typed where no number belongs
PACKED = (b"PK\x03\x04",)
PASSWORD, NEW = "长城-kite-42!", "another-Good-1"


def clear_values() -> set[str]:
    """Every identity number, phone, account and full name as the sample's own files have it."""
    found = {SENT}
    for path in EXPORTS["tiny"].iterdir():
        contract = next(contract for contract in contracts().values() if contract.title == path.stem)
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
            found |= {row[column.header].strip() for column in contract.columns if column.sensitive in SECRET and row.get(column.header)}
    # a name of two characters may be a word; the accounts of the sample's staff are all longer
    return {value for value in found if len(value) > 2}


@pytest.fixture
def county(tiny_folder, tmp_path, monkeypatch):
    database.close_store()
    use_store(shutil.copytree(tiny_folder, tmp_path, dirs_exist_ok=True) / "store", monkeypatch)
    yield database.store()
    database.close_store()
    settings.cache_clear()


def pattern(values: set[str]) -> re.Pattern:
    """Any of the values in any of the codings that a file of ours may have: one search, by what they begin with in common."""
    tree = {}
    for one in (value.encode(code) for value in values for code in ("utf-8", "gb18030", "utf-16-le")):
        place = tree
        for byte in one:
            place = place.setdefault(byte, {})
    def said(place: dict) -> bytes:
        ways = [re.escape(bytes([byte])) + said(rest) for byte, rest in place.items()]
        return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")" if ways else b""
    return re.compile(said(tree))


def leaks(secret: re.Pattern, where: str, content: bytes) -> list[tuple[str, bytes]]:
    """(where, value) of what stands in a file, and in every file inside it, as deep as it goes."""
    if content.startswith(PACKED):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return [one for inner in packed.namelist() for one in leaks(secret, f"{where}/{inner}", packed.read(inner))]
    return [(where, value) for value in set(secret.findall(content))]


def taken_out(folder) -> list[tuple[str, bytes]]:
    """What may be taken out of the store, by whom the most may be seen."""
    who, found = Viewer("审", "admin"), []
    for name, question in questions().items():
        given = {one.name: {"period": "2021", "before": "2020", "check": "CC202100001"}.get(one.name, "x") for one in question.parameters
                 if not one.optional and not one.choices}
        given |= {one.name: one.choices[0] for one in question.parameters if not one.optional and one.choices}
        if who.role in question.roles:
            answer = ask(name, who, **given | ({"as_of": "2022-04-15"} if any(one.name == "as_of" for one in question.parameters) else {}))
            found += [(f"{name}.{form}", export.write(answer, form)) for form in ("json", "xlsx")]
    found += fetched()
    (folder / "backups").mkdir()
    kept = backup.backup(folder / "backups", "test")
    found.append(("backup", kept.read_bytes()))
    with kept.open("rb") as file:
        backup._said(file)
        with tarfile.open(fileobj=io.BufferedReader(backup._Opening(file, database.store().key)), mode="r|") as tar:
            found += [(f"backup/{one.name}", tar.extractfile(one).read()) for one in tar if one.isreg()]
    found.append(("copy", copies.copy(folder / "readers.duckdb", "test").read_bytes()))
    return found


GIVEN = "period=2021H1&as_of=2022-04-15&left=composite&right=jian-2020&waiting=1"
FIRM, RECT = "52141122MJXEB97R5U", "ZG20210005"
DRAFT = "ab" * 8
# every path that hands something out -> what stands for its places; questions are left out, whose answers are all taken above, and
# the bulletin of the moment, which is made as the kept one is
PATHS = {
    "/case/<page>/<case>.zip": [("accuracy", "CC202100001"), ("complaints", "XF202100001"), ("violations", "WG20210001"), ("rectifications", RECT),
                                ("publicity", "141122100001")],
    "/download/<question>.csv": [], "/download/<question>.xlsx": [], "/evaluation/<eval_id>.xlsx": [("PG141122012",)],
    "/evidence-file/<rect_id>/<file_hash>": [()], "/evidence/<contractor>.docx": [(FIRM,)], "/evidence/<contractor>.xlsx": [(FIRM,)],
    "/inspection-sheet.xlsx": [()], "/ledger/<dataset>.csv": [("staff",)], "/ledger/<dataset>.xlsx": [(name,) for name in contracts()],
    "/left-out/<figure>": [("accuracy_rate",), ("satisfaction_score",), ("complaint_self",)], "/ledgers/<page>.xlsx": [(name,) for name in ledger_pages.PAGES],
    "/mending/<numbers>": [("{mended}",)], "/papers/alerts/<day>.docx": [("{day}",)], "/papers/bulletin.docx": [],
    "/papers/bulletins/<period>.docx": [("{bulletin}",)], "/papers/evaluation/<eval_id>.docx": [("PG141122012",)],
    "/papers/payment/<int:number>": [("{paid}",)], "/papers/payment/<int:number>.docx": [("{paid}",)],
    "/papers/payments.ics": [()], "/papers/payments.xlsx": [()], "/papers/policy.xlsx": [()], "/papers/rectification/<rect_id>": [(RECT,)],
    "/papers/rectification/<rect_id>.docx": [(RECT,)], "/photo/<photo_id>": [(f"XC-{DRAFT}-near",)], "/task-sheet/<plan>.xlsx": [("{plan}",)],
    "/template/<dataset>": [("staff",)],
}


def by_clock_and_phone() -> dict[str, str]:
    """What lies in the store once the clock, a phone and an applicant were there: the digest, a bulletin, a photo, a plan, an application."""
    store, who, days = database.store(), Viewer("审", "admin"), (datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
    assert alert_digest.make() and bulletin.make()
    seen = dict.fromkeys(inspections.ITEMS, "有") | {"has_notice": "不适用", "content_accurate": True, "privacy_ok": True}
    inspections.record(who, DRAFT, seen | {"village_code": "141122100001", "insp_date": "2022-04-01", "issues": f"找{SENT}"})
    picture, note = io.BytesIO(), Image.Exif()
    note[ExifTags.Base.ImageDescription] = SENT
    Image.new("RGB", (640, 480)).save(picture, "JPEG", exif=note, comment=SENT.encode())
    inspections.add_photo(who, DRAFT, "near", picture.getvalue(), True)
    with store.noting("test", "applied") as cursor:
        paid = cursor.execute("""insert into payment_applications (contract_no, tranche_no, amount, trigger_date, planned_amount, state, applied_by,
            applied_at) select contract_no, tranche_no, 1, date '2021-01-01', 1, '已申请', '审', now() from payment_tranches limit 1
            returning application_id""").fetchone()[0]
        mended = cursor.execute("select string_agg(distinct import_id, ',') from rejects").fetchone()[0]
    plan = sampling.record(who, sampling.propose(who, "2021", days, share=50, as_of=datetime.date(2022, 4, 15), seed="0"))
    day, made = ask("alert_digests", who).rows[0][0], ask("bulletins", who).rows[0][0]
    return {"plan": plan, "paid": str(paid), "mended": mended, "day": str(day), "bulletin": made}


def fetched() -> list[tuple[str, bytes]]:
    """Every path that hands something out, as an administrator gets it; a new path must be put into the table."""
    there = by_clock_and_phone()
    app, found, bad = the_app(), [], {}
    rules = {rule.rule for rule in app.server.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint in app.server.extensions["door_routes"]}
    assert rules - {"/inspect-worker.js", "/inspect-offline"} == PATHS.keys()
    people.add_person("a-admin", "admin", "", None, PASSWORD, "test")
    people.change_password("a-admin", PASSWORD, NEW, "test")
    browser = app.server.test_client()
    assert browser.post("/sign-in", data={"name": "a-admin", "password": NEW, "next": "/"}).status_code == 303
    hashed = evidence.add(Viewer("审", "admin"), RECT, f"找{SENT}.pdf", b"%PDF-1.4\n%%EOF")["file_hash"]
    for rule, many in PATHS.items():
        for places in many if many != [()] or "<" not in rule else [(RECT, hashed)]:
            path = rule
            for place in places:
                path = re.sub(r"<[^>]+>", place.format_map(there), path, count=1)
            answer = browser.get(f"{path}?{GIVEN if 'inspection-sheet' not in path else 'period=2022Q2&as_of=2022-04-15'}")
            if answer.status_code != 200:
                bad[path] = answer.status_code
            found.append((path, answer.data))
            found.append((f"{path} headers", str(answer.headers).encode()))
    assert not bad, "the test would look at nothing"
    return found


def test_nothing_in_clear_anywhere(county, quick_passwords, tmp_path, monkeypatch):
    monkeypatch.setattr(bulletins, "due", lambda _: ("半年", "2021H1"))
    for picture in ("months", "intervals", "shares"):  # they take most of a bulletin's time and hold rates alone
        monkeypatch.setattr(bulletin_pictures, picture, lambda *_: None)
    bad = tmp_path / "检查.csv"
    rows = (f"J1,141122100001,2021-05-10,实地,联系王某{SENT}", f"J2,141122100001,明天,实地,{SENT}", f"{SENT},x,x,x,x")
    bad.write_text("\n".join(("检查编号,村（社区）编码,检查日期,检查方式,发现问题", *rows, "")), encoding="utf-8")
    assert ingest(bad, "测试").status == "imported"
    bad.unlink()
    with county.writing("test", "given") as cursor:
        row = {"rect_id": "ZGT", "source_type": "公示检查", "issue": f"请找{SENT}", "issue_date": "2021-05-11"}
        enter(cursor, "test", "rectifications", [row])
    with pytest.raises(Refused):
        people.sign_in(SENT, SENT, "127.0.0.1")  # typed into the wrong field
    look.names(Viewer("审", "auditor"), "CC202100001", "审计")
    saved_views.save(Viewer("审", "auditor"), f"找{SENT}", f"/alerts?q={SENT}")
    with journal.kept(county.folder):  # an error quotes the cell that it failed on
        logging.getLogger("mingjian").error("error: %s", ValueError(f"Could not convert string '某人 {SENT}' to INT32"))
    values, found = clear_values(), []
    assert len(values) > 25
    secret = pattern(values)
    assert leaks(secret, "x", b"..\0" + SENT.encode("utf-16-le")) == [("x", SENT.encode("utf-16-le"))]
    with county.reading() as cursor:
        columns = cursor.execute("""select schema_name, table_name, list(column_name) from duckdb_columns() where not internal
            and database_name = current_database() and data_type in ('VARCHAR', 'VARCHAR[]', 'MAP(VARCHAR, VARCHAR)')
            group by all order by all""").fetchall()
        assert sum(len(names) for _, _, names in columns) > 300
        for schema, table, names in columns:
            seen = cursor.execute(f"""select {', '.join(f'cast("{name}" as varchar)' for name in names)} from {schema}."{table}" """).fetchall()
            found += leaks(secret, f"{schema}.{table}", repr(seen).encode())
    for name, content in taken_out(tmp_path):
        found += leaks(secret, name, content)
    database.close_store()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 20 and {"archive", "logs", "backups"} <= {path.parent.name for path in files}
    for path in files:
        found += leaks(secret, path.name, path.read_bytes())
    assert not found, sorted(set(found))[:20]
