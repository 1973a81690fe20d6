"""The project as its users run it: doors as subprocesses, a server in the background."""

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds for a server to come up on a busy machine


def surroundings(store: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MINGJIAN_")}
    return clean | {"MINGJIAN_STORE": str(store), "PYTHONUTF8": "1"} | more


def door(store: Path, *words: str, typed: str | None = None, folder: Path = ROOT) -> subprocess.CompletedProcess:
    """``python app.py WORDS`` with the store; the answer as text."""
    return subprocess.run([sys.executable, str(ROOT / "app.py"), *words], env=surroundings(store), cwd=folder, input=typed,
                          capture_output=True, encoding="utf-8", timeout=300)


def words(store: Path, *words: str, typed: str | None = None) -> subprocess.CompletedProcess:
    """The same in this process, a tenth of the work: for the further words of a door that was tried as ``door`` once."""
    import pytest
    from stores import use_store

    import app
    from data import database
    from data.settings import settings

    out, said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    database.close_store()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(said):
        use_store(store, patch)
        patch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = app.main(list(words))
        except SystemExit as ended:  # of argparse
            code = ended.code
    settings.cache_clear()
    out.flush()
    return subprocess.CompletedProcess(words, code, out.buffer.getvalue().decode(), said.getvalue())


@contextmanager
def server(store: Path):
    """(address, one-time password or None) of a server on a free port, stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = store.with_name(store.name + ".log")
    with log.open("w+", encoding="utf-8") as file:
        process = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env=surroundings(store, MINGJIAN_LISTEN=address),
                                   cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
        try:
            _wait(process, address, log)
            password = re.search(r"一次性密码 (\S+)", log.read_text(encoding="utf-8"))
            yield f"http://{address}", password and password[1]
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if process.poll() is not None:
            raise AssertionError(log.read_text(encoding="utf-8"))
        try:
            with urllib.request.urlopen(f"http://{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not come up: " + log.read_text(encoding="utf-8"))
