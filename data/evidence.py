"""佐证材料 of a rectification: pictures, PDF and Word files, told by content, kept encrypted, opened by right and with a line in the log.

A picture is drawn anew as a photo of a board is (data/photos.py). A document is kept as it came, once it is what it says and holds
nothing that acts by itself; what lies in a PDF's compressed parts is not looked into, so it is only ever handed out for download.
"""

import hashlib
import io
import re
import zipfile
from pathlib import Path

from data import database, photos
from data.rectification_rows import check, stored
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer

KINDS = {"jpg": "image/jpeg", "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
MAY_OPEN = ("leader", "panel", "town", "auditor", "admin")
MOST = 20         # files of one rectification
NAME = 80         # characters of a file's name
ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia|Encrypt)\b")  # an encrypted PDF cannot be checked
PARTS, UNPACKED = 2000, 200 << 20  # of a DOCX
RELATIONS = 1 << 20  # bytes of a list of relations that are read


def may_open(viewer: Viewer) -> bool:
    """Whether this person may open evidence at all: it may name people, and who is complained of must not learn who complained."""
    return viewer.role in MAY_OPEN and viewer.contractor is None


def recognised(content: bytes) -> tuple[str, bytes]:
    """(kind, the bytes to keep) of what was sent. Refused: nothing we can check, too large, damaged, or with something that acts."""
    if not content:
        raise Refused("evidence_empty")
    if len(content) > photos.limit():
        raise Refused("evidence_too_large", limit=settings().photo_megabytes)
    if content.startswith(b"%PDF-"):
        return "pdf", _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return "docx", _docx(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG")) or content[4:8] == b"ftyp":
        return "jpg", photos.check(content).content
    raise Refused("evidence_kind")


def _pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise Refused("evidence_damaged")
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)  # names may be written in hexadecimals
    if found := ACTS.search(plain):
        raise Refused("evidence_acts", what=found[1].decode())
    return content


def _docx(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            names = {one.filename for one in listed}
            if len(listed) > PARTS or sum(one.file_size for one in listed) > UNPACKED or any(one.flag_bits & 1 for one in listed):
                raise Refused("evidence_damaged")
            if not {"[Content_Types].xml", "word/document.xml"} <= names:
                raise Refused("evidence_kind")
            acting = next((name for name in sorted(names) if "vbaproject" in name.lower() or "/embeddings/" in name or "/activex" in name.lower()), None)
            for name in sorted(names):
                if name.endswith(".rels"):
                    with parts.open(name) as file:
                        relations = file.read(RELATIONS)
                    for one in re.findall(rb"<Relationship\b[^>]*>", relations):
                        if b"External" in one and b"/hyperlink" not in one:  # a template or picture fetched from elsewhere
                            acting = acting or name
            with parts.open("word/document.xml") as file:
                if b"<w:document" not in file.read(RELATIONS):
                    raise Refused("evidence_damaged")
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused("evidence_damaged") from error
    except Exception as error:
        if isinstance(error, Refused):
            raise
        raise Refused("evidence_damaged") from error  # zlib's own, of a part that was changed
    if acting:
        raise Refused("evidence_acts", what=acting)
    return content


def _place(folder: Path, file_hash: str) -> Path:
    return folder / "evidence" / f"{file_hash}.sealed"


def _name(said: str, kind: str) -> str:
    bare = re.sub(r'[\x00-\x1f\x7f"<>|:*?\\/\u202a-\u202e\u2066-\u2069]', "", str(said).replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    return f"{(bare.rsplit('.', 1)[0] or 'file')[:NAME]}.{kind}"


def _open_case(cursor, viewer: Viewer, rect_id: str) -> None:
    """The rectification is in the viewer's scope and not completed: after that its evidence stands."""
    if (done := stored(cursor, viewer, rect_id, None)["complete_date"]) is not None:
        raise Refused("rectification_complete", number=rect_id, day=done)


def add(viewer: Viewer, rect_id: str, name: str, content: bytes) -> dict:
    """Keeps a file with a rectification; the same file again changes nothing. Answers {file_hash, file_name, size}."""
    check(viewer, "complete")
    kind, kept = recognised(content)  # slow, so before the lock
    file_hash, store = hashlib.sha256(content).hexdigest(), database.store()
    with store.noting(viewer.name, "evidence kept", found := {}, rect_id=rect_id, file=file_hash) as cursor:
        _open_case(cursor, viewer, rect_id)
        if cursor.execute("select count(*) from evidence_files where rect_id = ?", [rect_id]).fetchone()[0] >= MOST:
            raise Refused("evidence_many", most=MOST)
        photos.lay(_place(store.folder, file_hash), kept)
        cursor.execute("insert into evidence_files values (?, ?, mask_digits(?), ?, ?, ?, ?) on conflict do nothing",
                       [rect_id, file_hash, _name(name, kind), kind, len(kept), database.now(), viewer.name])
        file_name = cursor.execute("select file_name from evidence_files where rect_id = ? and file_hash = ?", [rect_id, file_hash]).fetchone()[0]
        found["name"] = file_name
    return {"file_hash": file_hash, "file_name": file_name, "size": len(kept)}


def withdraw(viewer: Viewer, rect_id: str, file_hash: str) -> None:
    """Takes a file away that was added by mistake: who added it, or the bureau, and only until the rectification is completed."""
    check(viewer, "complete")
    store = database.store()
    with store.noting(viewer.name, "evidence withdrawn", rect_id=rect_id, file=str(file_hash)[:64]) as cursor:
        _open_case(cursor, viewer, rect_id)
        found = cursor.execute("select added_by from evidence_files where rect_id = ? and file_hash = ?", [rect_id, file_hash]).fetchone()
        if not found or (found[0] != viewer.name and viewer.role == "town"):
            raise Refused("evidence_none")
        cursor.execute("delete from evidence_files where rect_id = ? and file_hash = ?", [rect_id, file_hash])
        if not cursor.execute("select 1 from evidence_files where file_hash = ?", [file_hash]).fetchone():
            _place(store.folder, file_hash).unlink(missing_ok=True)


def fetch(viewer: Viewer, rect_id: str, file_hash: str) -> tuple[str, str, bytes]:
    """(name, kind, content) of a file, with a line in the audit log. Refused: there is none, or not for this person."""
    if not may_open(viewer):
        raise Refused("not_allowed", name="佐证材料", role=viewer.role)
    store = database.store()
    with store.reading() as cursor:
        stored(cursor, viewer, rect_id, None)  # within the scope
        found = cursor.execute("select file_name, kind from evidence_files where rect_id = ? and file_hash = ?", [rect_id, file_hash]).fetchone()
    if not found or not (place := _place(store.folder, file_hash)).exists():
        raise Refused("evidence_none")
    store.log(viewer.name, "looked", content="evidence", rect_id=rect_id, file=file_hash)
    return *found, store.key.open(place.read_bytes())
