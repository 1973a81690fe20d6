"""Files made to do harm: one sentence, the store as before, and memory within its bounds."""

import io
import subprocess
import sys
import zipfile

import pytest
from running import ROOT, surroundings
from small_tables import TOWNS, as_csv
from test_forms import TABLE, xlsx

from data import database

BOUND = 400  # megabytes
INGEST = """
import resource, sys
from pathlib import Path
from data.intake import ingest
import data.intake.detect, data.intake.archive
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(ingest(Path(sys.argv[1]), "测试"))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def workbook(cells: str, before: str = "") -> bytes:
    """A workbook whose only sheet holds these cells."""
    made = io.BytesIO(xlsx(TABLE))
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            if member == "xl/worksheets/sheet1.xml":
                content = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{cells}</sheetData></worksheet>'.encode()
            target.writestr(member, content)
    return changed.getvalue()


def corner(place: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{place}"><v>1</v></c></row>'


BOMBS = {
    "the corners of the largest sheet": workbook(corner("XFD1048576")),
    "a hundred million cells": workbook(corner("NTP10000"), '<dimension ref="A1:B2"/>'),
    "many rows and columns": workbook("".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 20000)) + corner("XFD20000")),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_sheet_of_too_many_cells_is_refused_within_its_memory(bomb, store, tmp_path):
    path = tmp_path / "大.xlsx"
    path.write_bytes(BOMBS[bomb])
    where = store.folder
    database.close_store()
    done = subprocess.run([sys.executable, "-c", INGEST, str(path)], cwd=ROOT, env=surroundings(where, MINGJIAN_UNPACK_MEGABYTES=str(BOUND)),
                          capture_output=True, encoding="utf-8", check=True)
    outcome, memory = done.stdout.splitlines()
    assert "status='refused'" in outcome and "展开后过大" in outcome
    mine, child = map(int, memory.split())
    assert mine < 100 and child < BOUND
    with database.store().reading() as cursor:
        assert cursor.execute("select status, sentence is not null from imports").fetchall() == [("refused", True)]


def test_an_archive_that_unpacks_a_thousandfold_is_refused_unread(send, stored):
    outcome = send("炸.xlsx", workbook("<!--" + " " * (80 << 20) + "-->"))
    assert outcome.status == "refused" and "展开后过大" in outcome.sentence
    assert send("单位.csv", as_csv(TOWNS)).status == "imported"


def test_where_memory_cannot_be_bounded_the_size_is(tmp_path):
    path = tmp_path / "大.xlsx"
    path.write_bytes(workbook("<!--" + "".join(map(chr, range(0x4E00, 0x9000))) * 200 + "-->"))
    code = ("import sys; sys.modules['resource'] = None; sys.argv = ['', 'workbook', '{}']\n"
            "from data.unpack.__main__ import main; main()")
    said = []
    for bound in (20, 4000):
        with path.open("rb") as file:
            said.append(subprocess.run([sys.executable, "-c", code.format(bound)], stdin=file, capture_output=True, cwd=ROOT, check=True).stdout)
    assert b"bomb" in said[0] and b"bomb" not in said[1]


def test_the_bound_leaves_room_for_a_real_workbook(send, stored, monkeypatch):
    from data.settings import settings

    monkeypatch.setenv("MINGJIAN_UNPACK_MEGABYTES", str(BOUND))
    settings.cache_clear()
    rows = [["单位编码", "单位名称", "单位类型"], *([f"B{number}", f"单位{number}", "街道"] for number in range(5000))]
    assert send("单位.xlsx", xlsx(rows)).status == "imported"
    assert stored("org_units", "count(*)") == [(5000,)]
