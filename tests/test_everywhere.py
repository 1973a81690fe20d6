"""What must hold on machines that no test runs on: Windows, and a bureau without network."""

import ast
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
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


def test_what_starts_it_elsewhere_names_what_is_there():
    service = ElementTree.parse(ROOT / "deploy" / "mingjian-service.xml").getroot()
    assert service.findtext("arguments") == "app.py" and service.find("onfailure").get("action") == "restart"
    unit = (ROOT / "deploy" / "mingjian.service").read_text(encoding="utf-8")
    assert "Restart=on-failure" in unit and "KillSignal=SIGTERM" in unit
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
    assert (ROOT / "deploy" / "启动.bat").read_bytes().count(b"\r\n") > 20, "cmd loses its labels in a file of bare line feeds"
    sys.modules.pop("bundle")
