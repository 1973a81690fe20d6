"""The server's log: a file in the store that begins anew before it grows large, and names nobody.

A traceback says where and what kind; what an error quotes may be a cell of an export, so quoted values and long numbers go.
"""

import contextlib
import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER, NAME = "logs", "mingjian.log"
LARGEST, KEPT = 5 << 20, 5  # bytes of one file, how many older ones stay
QUOTED = re.compile(r"""'(?![\w./:-]*')[^'\n]*'|"(?![\w./:-]*")[^"\n]*"|“[^”\n]*”""", re.ASCII)
NUMBERS = re.compile(r"[0-9Xx*]{6,}")
LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ [A-Z]+ \S+ (.*)")
TAIL = 1 << 16  # bytes of the log that are read for its last lines


def discreet(text: str) -> str:
    """A message of an error without the values that it quotes."""
    return NUMBERS.sub("‥", QUOTED.sub("‥", text))


class Discreet(logging.Formatter):
    """A line without values: quoted words that are no identifier and numbers of six digits or more become ‥."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        when, rest = super().format(record).split(" ", 1)
        return f"{when} {discreet(rest)}"


def recent(folder: Path, most: int = 10) -> list[dict]:
    """{at, said, why} of the last lines, the latest first; ``why``: how a traceback ends, the rest of which stays in the file."""
    path, found = folder / FOLDER / NAME, []
    if not path.exists():
        return found
    with path.open("rb") as file:
        file.seek(-min(TAIL, path.stat().st_size), os.SEEK_END)
        lines = file.read().decode("utf-8", "replace").splitlines()
    for line in lines:
        if head := LINE.match(line):
            found.append({"at": head[1], "said": head[2][:200], "why": ""})
        elif found and line[:1] not in ("", " ") and not line.startswith("Traceback"):
            found[-1]["why"] = line[:200]
    return found[:-most - 1:-1]


@contextlib.contextmanager
def kept(folder: Path):
    """Inside it, warnings and errors of this process go to the store's log and to the screen."""
    place = folder / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    handlers = [RotatingFileHandler(place / NAME, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8"), logging.StreamHandler()]
    for handler in handlers:
        handler.setFormatter(Discreet())
        handler.setLevel(logging.WARNING)
        logging.getLogger().addHandler(handler)
    try:
        yield place / NAME
    finally:
        for handler in handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
