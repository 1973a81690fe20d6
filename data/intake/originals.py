"""A sheet of an import, read again from the archived original."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.intake import archive
from data.intake.recognise import Recognised
from data.intake.sheets import TableSheet, TextSheet
from data.refusal import Refused


@contextlib.contextmanager
def vanishing(folder: Path) -> Iterator[tuple]:
    """(binary file, path to read it by) of a file in clear that is gone afterwards; on Linux it never has a name."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform.startswith("linux"):
        with tempfile.TemporaryFile(dir=folder) as file:
            yield file, Path(f"/proc/self/fd/{file.fileno()}")
        return
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def opened(store, digest: str, name: str | None, dataset: str) -> Iterator[tuple[TextSheet | TableSheet, Recognised]]:
    """The sheet ``name`` of the original with this digest. Refused when its time in the archive is over."""
    from data.intake import _recognised_sheets

    content = archive.open_original(store, digest)
    if content is None:
        raise Refused("original_gone")
    with vanishing(store.scratch) as (file, path):
        file.write(content)
        file.flush()
        sheets, _ = _recognised_sheets(path)
        yield next((sheet, found) for sheet, found in sheets if sheet.name == name and found.contract.dataset == dataset)
