"""Two counties, imported in shuffled orders: answers and rejects equal the expected ones to the last digit."""

import contextlib
import json
import re
import shutil
import unicodedata

import pytest
import python_calamine
from counties import EXPECTED, EXPORTS, answers, difference, shuffled
from stores import use_store

from data import database
from data.audits import findings
from data.contract import contracts
from data.intake import detect, ingest
from data.refusal import Refused
from data.settings import settings
from data.viewer import machine_administrator
from queries import ask

ORDER = 5  # of dawukou's files; tiny_folder has its own, and the command line's tests take the files by name


@pytest.fixture(scope="session", params=["tiny", "dawukou"])
def imported(request, tmp_path_factory, empty_store, tiny_folder):
    """(county, store folder) of a county imported in a shuffled order."""
    county, made = request.param, tmp_path_factory.mktemp(request.param)
    shutil.copytree(tiny_folder if county == "tiny" else empty_store, made, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_store(made / "store", monkeypatch)
        monkeypatch.delitem(database.CONFIG, "threads")  # in parallel, as it is in use
        if county == "dawukou":
            for path in shuffled(county, ORDER):
                ingest(path, "测试")
        yield county, made / "store"
        database.close_store()
        settings.cache_clear()


def test_answers(imported):
    county, folder = imported
    wrong = {}
    for name, expected in answers(county):
        if expected["policy"]:
            shutil.copy(EXPECTED / county / expected["policy"], folder)
        given = {key.replace("-", "_"): value for key, value in expected["args"].items()}
        if found := difference(expected, ask(expected["question"], machine_administrator(), **given).plain()):
            wrong[name] = found
    (folder / "policy_local.toml").unlink(missing_ok=True)
    assert wrong == {}


@pytest.mark.parametrize("period", ["2021", "2021H1", "2021Q3", "2021-05", "2021-02-10..2021-04-09"])
def test_the_overview_is_what_the_pages_say(imported, period):
    viewer, as_of = machine_administrator(), "2022-02-28"
    found = {row["measure"]: row for row in ask("overview", viewer, period=period, as_of=as_of).dicts() if row["subject"] is None}
    rate = ask("accuracy", viewer, period=period, by="county", as_of=as_of).dicts()[0]
    quarter = {"2021": "2021Q4", "2021Q3": "2021Q3"}.get(period, "2021Q2")
    cover = ask("publicity_coverage", viewer, period=quarter, by="county", as_of=as_of).dicts()[0]
    summary = ask("payment_summary", viewer, as_of=as_of).dicts()
    forms = ask("service_feedback", viewer, period=period, by="contractor", as_of=as_of).dicts()
    due, on_time, satisfied, returned = (sum(row[name] or 0 for row in rows) for rows, name in (
        (summary, "tranches_due"), (summary, "tranches_on_time"), (forms, "satisfied"), (forms, "forms_valid")))
    said = {(measure, name): found[measure][name] for measure in found for name in ("value", "n", "verdict")}
    assert (said["accuracy", "value"], said["accuracy", "n"], said["accuracy", "verdict"]) == (rate["accuracy_pct"], rate["rechecked"], rate["verdict"])
    assert said["item_accuracy", "value"] == rate["item_accuracy_pct"] and said["recheck_share", "value"] == rate["recheck_pct"]
    assert (said["coverage", "value"], said["coverage", "verdict"]) == (cover["coverage_pct"], cover["verdict"])
    assert said["photo_sets", "value"] == cover["photo_set_pct"]
    assert said["on_time", "value"] == pytest.approx(100 * on_time / due)
    assert said["overdue_amount", "value"] == sum(row["overdue_amount"] for row in summary)
    assert said["service_satisfaction", "value"] == pytest.approx(100 * satisfied / returned)


def plain(header: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", header) if char not in " \n\r\t()[]:")


def test_rejects(imported):
    """To the file, sheet, line, header and code; nothing else is rejected.

    Two rows that the sample lists as duplicates are none: the other row of their key stands in another
    file of the same dataset, and a key in two files is a newer row, not a duplicate (choices.md A3).
    """
    county, _ = imported
    expected = {(row["file"], row["sheet"], row["line"], row["code"]): plain(row["header"])
                for row in json.loads((EXPECTED / county / "expected_rejects.json").read_text(encoding="utf-8"))}
    across_files = {("02_抽查复核分项结果.csv", None, 1392, "duplicate_in_file"), ("02_抽查复核分项结果.csv", None, 2441, "duplicate_in_file")}
    got = {(row["file"], row["sheet"], row["line"], row["code"]): plain(row["header"])
           for row in ask("rejects", machine_administrator()).dicts() if row["line"] is not None}
    assert got == {key: header for key, header in expected.items() if key not in across_files}


def test_every_row_of_every_file_is_accounted_for(imported):
    county, _ = imported
    rows = ask("imports", machine_administrator()).dicts()
    for file in json.loads((EXPECTED / county / "manifest.json").read_text(encoding="utf-8"))["files"]:
        mine = [row for row in rows if row["file"] == file["file"]]
        taken = sum(row[name] for row in mine for name in ("accepted", "replaced", "unchanged", "rejected", "held"))
        assert mine and taken == (0 if file["refused"] else file["rows"]), file["file"]


def test_no_row_exists_that_must_not(imported):
    assert findings() == []


DIGITS = re.compile(r"[0-9]{11,19}[Xx]?")
RUNS = re.compile("[0-9A-Za-z]{11,}")  # whole ones, so that no piece of a checksum counts
CHINESE = re.compile("[\u4e00-\u9fff]{3,}")
SECRET = {"identity", "phone", "account", "name"}


def in_clear(store, county: str) -> tuple[set[str], set[str]]:
    """(identity numbers, phones and accounts as they stand anywhere in the files; full names as the store has sealed them)."""
    numbers, names = set(), set()
    for path in EXPORTS[county].iterdir():
        with contextlib.suppress(Refused, python_calamine.CalamineError):  # broken ones
            if detect.kind_of(path) == "text":
                numbers |= set(DIGITS.findall(path.read_text(encoding=detect.encoding_of(path))))
            else:
                book = python_calamine.CalamineWorkbook.from_path(path)
                numbers |= {found for name in book.sheet_names for found in DIGITS.findall(repr(book.get_sheet_by_name(name).to_python()))}
    with store.reading() as cursor:
        of = {number: contracts()[dataset] for number, dataset in
              cursor.execute("select import_id, dataset from imports where dataset is not null").fetchall()}
        for number, content in cursor.execute("select import_id, content from sealed").fetchall():
            for cells in store.key.open_rows(content).values():
                names |= {value for name, value in cells.items() if value and of[number][name].sensitive == "name" and len(value) > 2}
                numbers |= {found for name, value in cells.items() if value and of[number][name].sensitive in SECRET for found in DIGITS.findall(value)}
    return {one for one in numbers if len(one) > 14 or re.fullmatch("1[3-9][0-9]{9}", one)}, names  # no codes of villages


def test_nothing_of_the_files_stands_in_clear(imported):
    """Every text column by SQL: numbers that the files hold anywhere, free text too, and full names. Files: tests/test_privacy_everywhere.py."""
    county, folder = imported
    store = database.store()
    numbers, names = in_clear(store, county)
    assert len(numbers) > 30 and len(names) > 20, (len(numbers), len(names))
    found, lengths = {}, {len(name) for name in names}
    with store.reading() as cursor:
        texts = cursor.execute("""select schema_name, table_name, list('cast("' || column_name || '" as varchar)') from duckdb_columns() where not internal
            and database_name = current_database() and data_type in ('VARCHAR', 'VARCHAR[]', 'MAP(VARCHAR, VARCHAR)') group by all order by all""").fetchall()
        for schema, table, columns in texts:
            cells = cursor.execute(f'select distinct unnest([{", ".join(columns)}]) from {schema}."{table}"').fetchall()
            said = "\n".join(str(row[0]) for row in cells)
            runs = set(CHINESE.findall(said))
            pieces = {run[place:place + length] for run in runs for length in lengths for place in range(len(run) - length + 1)}
            if leaked := numbers & set(RUNS.findall(said)) | names & pieces:
                found[f"{schema}.{table}"] = sorted(leaked)[:3]
    for path in folder.rglob("*.log"):
        assert not numbers & set(RUNS.findall(path.read_text(encoding="utf-8"))), path.name
    assert not found, found
