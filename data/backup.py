"""A store as one encrypted file that was proven by opening it, and the way back.

The file: MAGIC, a line of JSON (key fingerprint, schema, when), then a tar in sealed blocks. Each block begins with its number and
whether it is the last one, so that a file cut short, or put together anew, is known as damaged. The key stays outside.
"""

import contextlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from data import database, stopping
from data.audits import findings
from data.contract import contracts
from data.privacy import Key, load_key
from data.refusal import Refused
from data.settings import settings

MAGIC = b"MINGJIAN BACKUP 1\n"
SUFFIX = ".mingjian"
BLOCK = 4 << 20
HEAD, LENGTH = 9, 4  # bytes: a block's number and whether it is the last; its sealed length
LEFT_OUT = {"scratch", "tmp", "inbox", "logs", "server.json", database.FILE, database.FILE + ".wal"}  # the database goes in as a copy


class _Sealing(io.RawIOBase):
    """What is written goes on encrypted, in blocks."""

    def __init__(self, target, key: Key):
        self._target, self._key, self._waiting, self._number = target, key, bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        self._waiting += content
        while len(self._waiting) > BLOCK:
            self._put(self._waiting[:BLOCK], False)
            del self._waiting[:BLOCK]
        return len(content)

    def finish(self) -> None:
        self._put(self._waiting, True)

    def _put(self, content: bytes, last: bool) -> None:
        sealed = self._key.seal(self._number.to_bytes(HEAD - 1) + bytes([last]) + bytes(content))
        self._target.write(len(sealed).to_bytes(LENGTH) + sealed)
        self._number += 1


class _Opening(io.RawIOBase):
    """The inverse of ``_Sealing``; Refused where a block is missing, changed or in the wrong place."""

    def __init__(self, source, key: Key):
        self._source, self._key, self._ready, self._number, self._ended = source, key, b"", 0, False

    def readable(self) -> bool:
        return True

    def readinto(self, into) -> int:
        while not self._ready and not self._ended:
            head = self._source.read(LENGTH)
            sealed = self._source.read(int.from_bytes(head))
            content = self._key.open(sealed) if len(head) == LENGTH and len(sealed) > HEAD else b""
            if len(content) < HEAD or int.from_bytes(content[:HEAD - 1]) != self._number:
                raise Refused("backup_damaged")
            self._ended, self._ready = bool(content[HEAD - 1]), content[HEAD:]
            self._number += 1
        taken, self._ready = self._ready[:len(into)], self._ready[len(into):]
        into[:len(taken)] = taken
        return len(taken)


def _state(store) -> dict:
    """What a copy must have in common with its store: the rows of every dataset, the last audit line, what the audits find."""
    with store.reading() as cursor:
        rows = {name: cursor.execute(f"select count(*) from {name}").fetchone()[0] for name in contracts()}
        chain = cursor.execute("select chain from audit order by audit_id desc limit 1").fetchone()
        schema = cursor.execute("select value from meta where name = 'schema'").fetchone()[0]
    return {"rows": rows, "chain": chain[0] if chain else None, "schema": int(schema), "findings": findings(store)}


def backup(folder: Path, who: str) -> Path:
    """A proven copy of the running store in ``folder``; nothing is left there when it fails. Refused when the copy proves wrong."""
    store, at = database.store(), database.now()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"mingjian-{at:%Y%m%d-%H%M%S}{SUFFIX}"
    half = target.with_suffix(".half")
    copied = store.scratch / f"backup-{database.FILE}"
    try:
        with store.standing_still():
            state = _state(store)
            copies = store.duplicate(copied)
        with half.open("xb") as file:
            os.chmod(half, 0o600)
            said = {"key": store.key.fingerprint, "made": at, "schema": state["schema"]}
            file.write(MAGIC + json.dumps(said, default=str).encode() + b"\n")
            sealing = _Sealing(file, store.key)
            with tarfile.open(fileobj=sealing, mode="w|") as tar:
                for copy in copies:
                    tar.add(copy, copy.name.removeprefix("backup-"))
                for path in sorted(store.folder.iterdir()):
                    if path.name not in LEFT_OUT and database.BEFORE not in path.name:
                        tar.add(path, path.name, filter=lambda one: None if one.name.endswith(".half") else one)
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        with unpacked(half, folder) as proven:
            if proven != state:
                raise Refused("backup_differs")
        half.replace(target)
    finally:
        for copy in store.scratch.glob(copied.name + "*"):
            copy.unlink(missing_ok=True)
        half.unlink(missing_ok=True)
    store.log(who, "backup", file=target.name, bytes=target.stat().st_size)
    return target


def _said(file) -> dict:
    """The line of JSON on top."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Refused("no_backup")
    try:
        return json.loads(file.readline(1 << 20))
    except ValueError as error:
        raise Refused("backup_damaged") from error


def _extract(tar: tarfile.TarFile, place: Path) -> None:
    """Plain files under plain names, which is all that a backup holds. (extractall has its filter only since Python 3.11.4.)"""
    for member in tar:
        target = place / member.name
        if not (member.isreg() or member.isdir()) or not target.resolve().is_relative_to(place.resolve()):
            raise tarfile.TarError(member.name)
        (target if member.isdir() else target.parent).mkdir(mode=0o700, parents=True, exist_ok=True)
        if member.isreg():
            with tar.extractfile(member) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file, BLOCK)
            target.chmod(0o600)
            os.utime(target, (member.mtime, member.mtime))  # originals are kept so many days from it on


@contextlib.contextmanager
def unpacked(path: Path, beside: Path, keep: Path | None = None):
    """The state of the store in a backup, opened and audited in a folder that is gone afterwards, or becomes ``keep``.

    Refused when the file is no backup, of another key, of a newer program, or damaged.
    """
    key_path = settings().key_path
    key = load_key(key_path, False)
    with tempfile.TemporaryDirectory(dir=beside, prefix=".mingjian-") as made:
        place = Path(made) / "store"
        place.mkdir(mode=0o700)
        with path.open("rb") as file:
            said = _said(file)
            if said.get("key") != key.fingerprint:
                raise Refused("backup_other_key", path=key_path)
            if said.get("schema", 0) > database.newest_step():
                raise Refused("backup_newer")
            try:
                with tarfile.open(fileobj=io.BufferedReader(_Opening(file, key), BLOCK), mode="r|") as tar:
                    _extract(tar, place)
            except (tarfile.TarError, EOFError, Refused) as error:
                raise Refused("backup_damaged") from error
        store = database.Store(place, key_path, settings().profile)
        try:
            state = _state(store)
        finally:
            store.close()
        yield state
        if keep:
            place.rename(keep)


def restore(path: Path) -> Path | None:
    """Puts a backup in the store's place; the store that was there stays beside it, and its new name is returned.

    The caller has seen to it that nobody works with the store.
    """
    if not path.is_file():
        raise Refused("no_backup")
    place = settings().store
    place.parent.mkdir(parents=True, exist_ok=True)
    new, old = place.with_name(place.name + ".new"), None
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(new)
    with unpacked(path, place.parent, keep=new):
        pass
    with stopping.ends_first("stopping_soon"):
        if place.exists():
            old = place.with_name(f"{place.name}.before-{database.now():%Y%m%d-%H%M%S}")
            place.rename(old)
        new.rename(place)
    database.store().log("本机管理员", "restore", file=path.name, before=old and old.name)
    database.close_store()
    return old
