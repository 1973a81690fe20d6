"""What must hold on machines that no test runs on: Windows, and a bureau without network."""

import ast
import ctypes
import shutil
import subprocess
import sys
from xml.etree import ElementTree

from running import ROOT, surroundings

POSIX = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "spwd", "crypt", "readline", "curses", "uvloop", "gunicorn"}
# of os and signal, what Windows lacks
LACKS = {"fork", "geteuid", "getuid", "chown", "memfd_create", "O_TMPFILE", "statvfs", "mkfifo", "setsid", "killpg", "sched_setaffinity",
         "SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "alarm", "setitimer", "pthread_kill"}
ROOMS = ("app.py", *(f"{room}/**/*.py" for room in ("data", "queries", "components", "pages")))


def unguarded(text: str) -> list[str]:
    """POSIX-only modules and names of a source that no ``if``, ``try`` or ``with suppress`` stands around."""
    found = []

    def walk(node: ast.AST, guarded: bool) -> None:
        named = [one.name.partition(".")[0] for one in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None)]
        lacks = isinstance(node, ast.Attribute) and node.attr in LACKS and isinstance(node.value, ast.Name) and node.value.id in ("os", "signal")
        if not guarded:
            found.extend([one for one in named if one in POSIX] + ([node.attr] if lacks else []))
        for child in ast.iter_child_nodes(node):
            walk(child, guarded or isinstance(node, ast.If | ast.Try | ast.IfExp))
    walk(ast.parse(text), False)
    return found


def test_nothing_takes_for_granted_what_windows_lacks():
    assert unguarded("import fcntl") == ["fcntl"] and unguarded("def f():\n    os.fork()") == ["fork"]
    assert unguarded("if os.name != 'nt':\n    import fcntl") == []
    sources = [path for pattern in ROOMS for path in ROOT.glob(pattern)]
    assert len(sources) > 150
    assert {str(path.relative_to(ROOT)): one for path in sources if (one := unguarded(path.read_text(encoding="utf-8")))} == {}


WITHOUT = """
import builtins, sys
real = builtins.__import__
def without(name, globals=None, *more, **others):
    if name.partition(".")[0] in {POSIX} and (globals or {{}}).get("__name__", "").partition(".")[0] in ("app", "data", "queries", "components", "pages"):
        raise ImportError(name)
    return real(name, globals, *more, **others)
builtins.__import__ = without
import importlib, pkgutil
import app, data, queries, components, pages
met = [importlib.import_module(one.name) for room in (data, queries, components, pages)
       for one in pkgutil.walk_packages(room.__path__, room.__name__ + ".") if not one.name.startswith(("data.samples.", "pages."))]
from data import database
database.store().close()
print(len(met), "whole" if pages.make_app and "pandas" not in sys.modules else "with pandas, half a second")
"""


def test_the_whole_program_is_imported_where_posix_modules_are_missing(empty_store, tmp_path):
    shutil.copytree(empty_store, tmp_path, dirs_exist_ok=True)
    code = WITHOUT.format(POSIX=POSIX)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=surroundings(tmp_path / "store"), capture_output=True, encoding="utf-8")
    count, said = done.stdout.strip().split(" ", 1) if done.returncode == 0 else (0, done.stderr)
    assert int(count) > 120 and said == "whole", said


def test_the_child_that_unpacks_is_bounded_on_windows(monkeypatch):
    """As far as it can be seen from here: the structure has the layout of 64-bit Windows, and the calls come in their order."""
    from types import SimpleNamespace

    from data.unpack import windows

    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert (ctypes.sizeof(windows.Limits), windows.Limits.flags.offset, windows.Limits.process_memory.offset) == (144, 16, 112)
    called, answers = [], {"CreateJobObjectW": 7, "GetCurrentProcess": -1, "SetInformationJobObject": 1, "AssignProcessToJobObject": 1}

    def kernel(**other):
        def function(name, answer):
            def call(*given):
                called.append((name, given))
                if name == "SetInformationJobObject":
                    told = given[2]._obj
                    assert (told.process_memory, told.process_time, told.flags & 0x102, given[1], given[3]) == (64 << 20, 9 * 10**7, 0x102, 9, 144)
                return answer
            return call
        return SimpleNamespace(**{name: function(name, answer) for name, answer in (answers | other).items()})

    assert windows.bound(64, 9, kernel()) and called[-1] == ("AssignProcessToJobObject", (7, -1))
    assert not windows.bound(64, 9, kernel(AssignProcessToJobObject=0)) and not windows.bound(64, 9, kernel(CreateJobObjectW=None))


def test_what_starts_it_on_windows():
    """Double-clicked in a folder with spaces, by somebody who never saw a command line."""
    said = (ROOT / "deploy" / "启动.bat").read_bytes()
    lines = said.decode("utf-8").split("\r\n")
    assert said.count(b"\n") == said.count(b"\r\n") > 20, "cmd loses its labels in a file of bare line feeds"
    assert not said.startswith(b"\xef\xbb\xbf") and all(line.isascii() for line in lines[:lines.index("chcp 65001 >nul")])
    assert 'cd /d "%~dp0"' in lines and "set PYTHONUTF8=1" in lines
    text = "\n".join(lines)
    assert '"py -3.13"' in text and '"python"' in text and "没有找到 Python 3.11" in text and "No Python 3.11" in text
    assert "--no-index" in text and "--find-links wheels" in text and all(f":{label}" in lines for label in ("run", "failed"))
    inside = text[text.index("if not defined found (\n  echo"):].partition("\n)")[0]
    assert inside.count("(") == 1 and ")" not in inside, "a bracket in a sentence would end the block"


def test_advisories_say_when_nobody_could_be_asked_and_fail_when_something_is_known(monkeypatch, capsys):
    """The index is a stand-in: what matters is what its answers lead to."""
    import json
    from types import SimpleNamespace
    monkeypatch.syspath_prepend(str(ROOT / "deploy"))
    import advisories
    monkeypatch.setattr(advisories, "KNOWN", "http://127.0.0.1:9/none")
    assert advisories.main() == 0 and "NOT CHECKED" in capsys.readouterr().out
    monkeypatch.setattr(advisories, "answers", lambda: True)
    report = {"dependencies": [{"name": "good", "version": "1", "vulns": []}, {"name": "ours", "skip_reason": "not there"}]}
    asked = SimpleNamespace(stdout=json.dumps(report), stderr="")
    monkeypatch.setattr(advisories.subprocess, "run", lambda *_, **__: asked)
    assert advisories.main() == 0 and "1 of 2 packages are known to the index, 0 weaknesses" in capsys.readouterr().out
    report["dependencies"].append({"name": "bad", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]})
    asked.stdout = json.dumps(report)
    assert advisories.main() == 1 and "bad 2: PYSEC-1, mended in 3" in capsys.readouterr().err
    asked.stdout, asked.stderr = "", "it broke"
    assert advisories.main() == 1 and "it broke" in capsys.readouterr().err
    sys.modules.pop("advisories")


def test_what_starts_it_elsewhere_names_what_is_there():
    service = ElementTree.parse(ROOT / "deploy" / "mingjian-service.xml").getroot()
    assert service.findtext("arguments") == "app.py" and service.find("onfailure").get("action") == "restart"
    unit = (ROOT / "deploy" / "mingjian.service").read_text(encoding="utf-8")
    assert "Restart=on-failure" in unit and "KillSignal=SIGTERM" in unit and "KillMode=mixed" in unit and "StateDirectory=mingjian" in unit
    if shutil.which("systemd-analyze"):  # what it finds is that nothing is installed where the unit looks
        done = subprocess.run(["systemd-analyze", "verify", str(ROOT / "deploy" / "mingjian.service")], capture_output=True, encoding="utf-8")
        assert [line for line in done.stderr.splitlines() if "is not executable" not in line and "mingjian.service" in line] == []
    assert "tzdata==" in (ROOT / "requirements.txt").read_text(encoding="utf-8"), "Windows has no time zones of its own"


def test_the_list_of_components_names_a_licence_for_each(tmp_path, monkeypatch):
    import zipfile
    monkeypatch.syspath_prepend(str(ROOT / "deploy"))
    import bundle
    for name, said in (("a", "License-Expression: MIT"), ("b", "Classifier: License :: OSI Approved :: BSD License"), ("c", "License: Apache 2.0")):
        with zipfile.ZipFile(tmp_path / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{said}\n")
    found = bundle.sbom(tmp_path)
    assert [(one["name"], one["licenses"][0]["license"]["name"]) for one in found["components"]] == [("a", "MIT"), ("b", "BSD License"), ("c", "Apache 2.0")]
    assert all(len(one["hashes"][0]["content"]) == 64 for one in found["components"]) and found["bomFormat"] == "CycloneDX"
    with zipfile.ZipFile(tmp_path / "d-1.0-py3-none-any.whl", "w") as wheel:
        asks = "Requires-Dist: colorama; platform_system == 'Windows'\nRequires-Dist: a\nRequires-Dist: more; extra == 'x'\n"
        wheel.writestr("d-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: d\nVersion: 1.0\n{asks}")
    assert bundle.lacking(tmp_path, "linux", ["3.12"]) == set() and "colorama" in str(bundle.lacking(tmp_path, "windows", ["3.12"]))
    sys.modules.pop("bundle")
