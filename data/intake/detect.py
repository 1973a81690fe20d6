"""What kind of file an office sent: told by its first bytes and its text, never by its name."""

import codecs
import zipfile
from pathlib import Path

from data.refusal import Refused

BLOCK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGIN_XLS = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # an XLS of 1997 or later: its workbook's first record
FILE_PASS, END_OF_SHEET, SHEET_NAME = 0x2F, 0x0A, 0x85
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# A workbook unpacks to at most this many bytes; a larger one is a bomb, not an export.
UNPACKED_LIMIT = 4 << 30
RATIO_LIMIT = 1000


def kind_of(path: Path) -> str:
    """``workbook`` (XLSX, XLS, ET), ``markup`` (HTML or XML table) or ``text``; Refused for all else."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n") and path.stat().st_size <= BLOCK:
        raise Refused("empty_file")
    if head.startswith(b"%PDF"):
        raise Refused("pdf_file")
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in head + _tail(path) or _is_encrypted_xls(head):
            raise Refused("password_protected")
        return "workbook"
    if head.startswith(b"PK\x03\x04"):
        _check_archive(path)
        return "workbook"
    start = head[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<?xml", b"<html", b"<!", b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div")):
        return "markup"
    return "text"


def _tail(path: Path) -> bytes:
    """The end of a large file, where a compound file may keep its directory."""
    size = path.stat().st_size
    if size <= BLOCK:
        return b""
    with path.open("rb") as file:
        file.seek(max(BLOCK, size - BLOCK))
        return file.read()


def _is_encrypted_xls(head: bytes) -> bool:
    """Whether the records of an XLS begin with the one that says it is encrypted; its reader calls that an unknown format."""
    at = head.find(BEGIN_XLS)
    while 0 <= at <= len(head) - 4:
        kind, length = int.from_bytes(head[at:at + 2], "little"), int.from_bytes(head[at + 2:at + 4], "little")
        if kind in (FILE_PASS, END_OF_SHEET, SHEET_NAME):
            return kind == FILE_PASS
        at += 4 + length
    return False


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused("damaged_workbook") from error
    if any(member.flag_bits & 1 for member in members):
        raise Refused("password_protected")
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT or any(m.file_size > RATIO_LIMIT * max(m.compress_size, 1) > BLOCK for m in members):
        raise Refused("bomb")
    if not any(member.filename.startswith(("xl/", "content.xml")) for member in members):
        raise Refused("not_a_table")


def encoding_of(path: Path) -> str:
    """The encoding of a text file, proved by decoding all of it strictly.

    UTF-8 is tried before GB18030, which holds GBK and would take almost anything; Latin-1 never,
    because it turns Chinese into nonsense without an error.
    """
    with path.open("rb") as file:
        head = file.read(4)
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            _prove(path, encoding)
            return encoding
    _refuse_nul(path)
    try:
        _prove(path, "utf-8")
        return "utf-8"
    except Refused:
        _prove(path, "gb18030")
        return "gb18030"


def _refuse_nul(path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\x00" in block:
                raise Refused("nul_bytes")


def _prove(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                if "\x00" in decoder.decode(block):
                    raise Refused("nul_bytes")
            decoder.decode(b"", final=True)
        except UnicodeError as error:
            raise Refused("unreadable_text") from error
