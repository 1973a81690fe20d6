"""Ctrl-C and SIGTERM in the middle of an import: it ends, or is rolled back, and says so. No test waits for a time to pass: the import
waits for a line, and the signal is sent while it does.
"""

import contextlib
import signal
import socket
import subprocess
import sys

import pytest
from running import ROOT, surroundings

from data import database
from data.audits import findings
from data.intake import jobs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")

WAITS = """
import io, os, sys, threading
import app, data.intake as intake
real = intake._settle_all
def waiting(*given):
    print("middle", flush=True)
    sys.stdin.readline()
    return real(*given)
intake._settle_all = waiting
"""
INGEST = WAITS + "sys.exit(app.main(['ingest', sys.argv[1]]))"
SERVE = WAITS + """
from pathlib import Path
from components import server
from data.intake import received
path = Path(sys.argv[1]) / "1.csv"
with path.open("rb") as file:
    received.receive(file, path.name, path.stat().st_size, "测试")
class App:
    server = staticmethod(lambda environ, answer: [])
sys.exit(server.serve(lambda: App, app.run))
"""


@pytest.fixture
def files(new_store, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"{number}.csv").write_text(f"单位编码,单位名称,单位类型\nB{number},单位{number},街道\n", encoding="utf-8")
    database.close_store()
    return folder


@contextlib.contextmanager
def in_the_middle(code: str, files, store):
    """A process whose import waits for a line."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen([sys.executable, "-c", code, str(files)], cwd=ROOT, env=surroundings(store, MINGJIAN_LISTEN=place),
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        while (line := process.stdout.readline()) != "middle\n":
            assert line, process.stderr.read()
        yield process
    finally:
        process.kill()
        process.communicate()


def units() -> list[str]:
    with database.store().reading() as cursor:
        found = [row[0] for row in cursor.execute("select unit_code from org_units order by all").fetchall()]
    assert findings() == []
    return found


def test_the_file_under_way_ends_and_the_next_is_not_begun(files, new_store):
    with in_the_middle(INGEST, files, new_store.folder) as process:
        process.send_signal(signal.SIGTERM)
        assert "正在导入的文件做完就停" in process.stderr.readline()
        said = process.communicate("\n\n\n")[1]
        assert process.returncode == 143 and "Traceback" not in said
    assert said.splitlines()[-1].startswith("已按要求停止：1 个文件已处理，2 个没有开始") and units() == ["B1"]


def test_the_second_one_stops_at_once_and_rolls_back(files, new_store):
    with in_the_middle(INGEST, files, new_store.folder) as process:
        process.send_signal(signal.SIGINT)
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130 and "已立即停止" in process.stderr.readline()
    assert units() == []


def test_the_server_ends_its_import_first(files, new_store):
    with in_the_middle(SERVE, files, new_store.folder) as process:
        process.send_signal(signal.SIGTERM)
        assert "正在做的导入做完就停" in process.stderr.readline()
        said = process.communicate("\n")[1]
        assert process.returncode == 0 and "Traceback" not in said
    assert units() == ["B1"] and jobs.listed()[0]["state"] == "完成"
