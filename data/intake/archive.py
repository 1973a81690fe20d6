"""The originals as they came, by content hash, encrypted in blocks; they hold identity numbers in clear."""

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

from data.privacy import Key

BLOCK = 4 << 20
LENGTH = 4  # bytes of a block's length


def _place(folder: Path, digest: str) -> Path:
    return folder / "archive" / f"{digest}.sealed"


def keep(folder: Path, key: Key, path: Path, digest: str) -> None:
    """Seals a file into the archive; half a copy is never left under its name, a known content is not kept twice."""
    place = _place(folder, digest)
    if place.exists():
        return
    place.parent.mkdir(mode=0o700, exist_ok=True)
    half = place.with_suffix(".half")
    with path.open("rb") as source, half.open("wb") as target:
        while block := source.read(BLOCK):
            sealed = key.seal(block)
            target.write(len(sealed).to_bytes(LENGTH) + sealed)
        target.flush()
        os.fsync(target.fileno())
    half.replace(place)


def _blocks(place: Path, key: Key) -> Iterator[bytes]:
    with place.open("rb") as file:
        while head := file.read(LENGTH):
            yield key.open(file.read(int.from_bytes(head)))


def open_original(store, digest: str) -> bytes | None:
    """The original's bytes, or None when its time in the archive is over."""
    place = _place(store.folder, digest)
    return b"".join(_blocks(place, store.key)) if place.exists() else None


def drop_old(folder: Path, before: datetime.datetime) -> int:
    """Deletes originals kept since before a moment (local time); returns how many."""
    old = [place for place in (folder / "archive").glob("*") if datetime.datetime.fromtimestamp(place.stat().st_mtime) < before]
    for place in old:
        place.unlink(missing_ok=True)
    return len(old)
