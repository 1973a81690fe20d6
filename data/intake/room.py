"""Is there room on the disk for a large file before it is begun? A full disk is survived too (nothing is lost), but late."""

import errno
import shutil
from pathlib import Path

from data.refusal import Refused

BIG = 4 << 20  # bytes; a smaller file is simply tried
# what a file may take on its way, as a multiple of its own size: unpacked rows, the rows stored with their history, the archived original
TEXT, PACKED = 5, 20
PACKS = (".xlsx", ".xlsm", ".xls", ".et", ".zip")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAID = ("no space left", "not enough space", "quota exceeded", "file too large")  # the engine's and Windows's words


def check(folder: Path, name: str, size: int) -> None:
    """Refused while the disk of ``folder`` has no room for a file of this size."""
    if size < BIG:
        return
    needed = size * (PACKED if name.lower().endswith(PACKS) else TEXT)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Refused("no_room", name=name, needed=needed >> 20, free=free >> 20)


def is_full(error: Exception) -> bool:
    """Whether an error of the machine's or the engine's means that the disk had no room."""
    return (isinstance(error, OSError) and error.errno in FULL) or any(words in str(error).lower() for words in SAID)
