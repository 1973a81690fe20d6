"""Doors beside a running server: their words go to it over loopback, guarded by an owner-only secret.

The server writes ``server.json`` (0600: address and secret) into the store; whoever may read the store
may speak. Messages are JSON in ``multiprocessing.connection``'s frames, never pickles.
"""

import contextlib
import json
import os
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from data import stopping
from data.refusal import Refused, sentence
from data.settings import settings

PATIENCE = 20.0  # seconds a door waits for another one to let go of the store
Run = Callable[[list[str], "Talk"], int]


@dataclass
class Talk:
    """Where a door's answer goes: ``say`` for a person (stderr), ``give`` for the answer itself."""

    say: Callable[[str], None]
    give: Callable[[bytes], None]
    folder: Path                     # relative paths are meant from here
    secret: str | None = field(default=None, repr=False)


def work(run: Run, words: list[str], folder: Path, secret: str | None, out: Path | None) -> int:
    """Works a door: by the running server when there is one, else in this process. Returns the exit code."""
    answer = bytearray()
    talk = Talk(lambda text: print(text, file=sys.stderr, flush=True), answer.extend, folder, secret)
    patience = time.monotonic() + PATIENCE
    while True:
        code = _ask_server(words, talk)
        if code is None:
            code = _work_here(run, words, talk, last_try=time.monotonic() > patience)
        if code is not None:
            break
        time.sleep(0.1)
    if code == 0 and answer:
        return _deliver(bytes(answer), out)
    return code


def _work_here(run: Run, words: list[str], talk: Talk, last_try: bool) -> int | None:
    """None while another process holds the store."""
    from data import database

    try:
        database.store()
    except database.Locked as error:
        if not last_try:
            return None
        talk.say(str(error))
        return 1
    except Refused as error:
        talk.say(str(error))
        return 1
    try:
        return run(words, talk)
    finally:
        database.close_store()


def _deliver(answer: bytes, out: Path | None) -> int:
    if out is None:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        return 0
    name = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(answer)
        os.replace(name, out)  # on Windows not while a spreadsheet has it open
    except OSError as error:
        Path(name or out.with_suffix(".none")).unlink(missing_ok=True)
        print(sentence("cannot_write", path=out, why=error.strerror), file=sys.stderr)
        return 1
    return 0


# --- beside a running server -----------------------------------------------------------------------

def _address_file() -> Path:
    return settings().store / "server.json"


def server_runs() -> bool:
    """Whether a server works with the store."""
    try:
        known = json.loads(_address_file().read_text(encoding="utf-8"))
        Client(("127.0.0.1", known["port"]), authkey=bytes.fromhex(known["secret"])).close()
    except (OSError, ValueError, KeyError, EOFError, AuthenticationError):
        return False
    return True


def _ask_server(words: list[str], talk: Talk) -> int | None:
    """The exit code of a door that the running server worked, or None when no server answers."""
    try:
        known = json.loads(_address_file().read_text(encoding="utf-8"))
        connection = Client(("127.0.0.1", known["port"]), authkey=bytes.fromhex(known["secret"]))
    except (OSError, ValueError, KeyError, EOFError, AuthenticationError):
        return None
    with connection:
        _send(connection, words=words, folder=str(talk.folder), secret=talk.secret)
        try:
            while True:
                message = json.loads(connection.recv_bytes())
                if "say" in message:
                    talk.say(message["say"])
                elif "give" in message:
                    talk.give(connection.recv_bytes())
                else:
                    return message["exit"]
        except KeyboardInterrupt:
            talk.say(sentence("left_server"))
            return stopping.code()
        except (EOFError, OSError):
            talk.say(sentence("server_gone"))
            return 1


def _send(connection: Connection, **message) -> None:
    connection.send_bytes(json.dumps(message).encode())


@contextlib.contextmanager
def listening(run: Run):
    """While the block runs, doors of other processes are worked by this one; those under way end before it does."""
    secret, doors = secrets.token_bytes(32), []
    with Listener(("127.0.0.1", 0), authkey=secret) as listener:
        path, new = _address_file(), _address_file().with_suffix(".new")
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"port": listener.address[1], "secret": secret.hex()}, file)
        os.replace(new, path)
        threading.Thread(target=_accept, args=(listener, run, doors), daemon=True, name="handover").start()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            listener.close()
            for door in list(doors):
                door.join()


def _accept(listener: Listener, run: Run, doors: list[threading.Thread]) -> None:
    while True:
        try:
            connection = listener.accept()
        except AuthenticationError:
            continue
        except (OSError, EOFError):
            if getattr(listener, "_listener", None) is None:
                return
            continue
        if getattr(listener, "_listener", None) is None:  # closed while it waited
            connection.close()
            return
        doors[:] = [door for door in doors if door.is_alive()] + [threading.Thread(target=_answer, args=(connection, run), daemon=True)]
        doors[-1].start()


def _answer(connection: Connection, run: Run) -> None:
    with connection, contextlib.suppress(OSError, EOFError):
        asked = json.loads(connection.recv_bytes())

        def give(content: bytes) -> None:
            _send(connection, give=len(content))
            connection.send_bytes(content)

        def say(text: str) -> None:
            _send(connection, say=text)
            if connection.poll():  # who asked has gone, and wants no more
                raise EOFError

        talk = Talk(say, give, Path(asked["folder"]), asked["secret"])
        try:
            code = run(asked["words"], talk)
        except SystemExit as error:
            code = error.code
        except Exception as error:
            talk.say(sentence("door_failed", why=type(error).__name__))
            _send(connection, exit=1)
            raise
        _send(connection, exit=code)
