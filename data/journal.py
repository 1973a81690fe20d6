"""The server's log: a file in the store that begins anew before it grows large, and names nobody.

A traceback says where and what kind; what an error quotes may be a cell of an export, so quoted values and long numbers go.
"""

import contextlib
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER, NAME = "logs", "mingjian.log"
LARGEST, KEPT = 5 << 20, 5  # bytes of one file, how many older ones stay
QUOTED = re.compile(r"""'(?![\w./:-]*')[^'\n]*'|"(?![\w./:-]*")[^"\n]*"|“[^”\n]*”""", re.ASCII)
NUMBERS = re.compile(r"[0-9Xx*]{6,}")


class Discreet(logging.Formatter):
    """A line without values: quoted words that are no identifier and numbers of six digits or more become ‥."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        when, rest = super().format(record).split(" ", 1)
        return f"{when} " + NUMBERS.sub("‥", QUOTED.sub("‥", rest))


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
