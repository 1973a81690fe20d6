"""Which files are meant, how they are called and by what they are known again."""

import hashlib
import unicodedata
from pathlib import Path

from data.refusal import Refused

PHOTOS = (".jpg", ".jpeg", ".png", ".heic")  # HEIC only to be told what to send instead
PICTURES = (*PHOTOS, ".zip")
SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".et", ".html", ".htm", ".xml", *PICTURES)
LOCK_FILE = "~$"          # Excel's own note that a workbook is open


def files_of(paths: list[str | Path]) -> list[Path]:
    """The files meant by files and folders; Excel's lock files and files of other kinds in folders are left out.

    Photos come last: the inspection they belong to may be among the tables.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise Refused("no_such_file", path=path)
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES)
        else:
            found.append(path)
    return sorted((path for path in found if not path.name.startswith((LOCK_FILE, "._"))), key=lambda path: path.suffix.lower() in PICTURES)


def safe_name(path: Path) -> str:
    """The base name without control and direction marks, which could make it look like another."""
    return "".join(char for char in path.name if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))[:200]


def digest_of(path: Path, name: str = "") -> str:
    """The SHA-256 of a file's content, by which it is known for good; of a photo its name too, which says whose it is."""
    digest = hashlib.sha256(name.encode() if name.lower().endswith(PHOTOS) else b"")
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
