"""Photos of boards: checked by their content, freed of everything a camera writes into them but the date, kept encrypted.

A photo is known by the SHA-256 of the file as it was sent, the 照片校验值 of the ledgers: the same file sent again, for any
village and any quarter, is the same picture (choices.md E3).
"""

import contextlib
import datetime
import hashlib
import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from data import database
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer

FORMS = ("JPEG", "PNG")        # Pillow reads no HEIC; phones send JPEG when the page asks for it
EDGE, LEAST_EDGE = 2560, 480   # pixels of the longer edge: what is kept at most, and below which no notice can be read
QUALITY = 82
MEGA = 1 << 20
# a small file that unpacks into gigabytes: from Pillow's own limit on it is an error, not a warning
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Photo:
    """A photo that was checked: its check value, when the camera says it was taken, and the picture as it is kept."""

    file_hash: str
    shot_at: datetime.datetime | None
    width: int
    height: int
    size: int       # bytes as it is kept
    content: bytes


def limit() -> int:
    """Bytes of one photo."""
    return settings().photo_megabytes * MEGA


def check(content: bytes) -> Photo:
    """What was sent as a photo. Refused: no picture of a kind that can be checked, too large, too small, or damaged."""
    if not content:
        raise Refused("photo_empty")
    if len(content) > limit():
        raise Refused("photo_too_large", limit=settings().photo_megabytes)
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1"):
        raise Refused("photo_heic")
    try:
        with Image.open(io.BytesIO(content), formats=FORMS) as image:
            if max(image.size) < LEAST_EDGE:
                raise Refused("photo_too_small", edge=LEAST_EDGE)
            shot_at = _shot_at(image)
            image.draft("RGB", (EDGE, EDGE))  # a large JPEG is unpacked no larger than needed
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as error:
        raise Refused("photo_no_picture") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("photo_bomb") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # cut short, or made to break a reader
        raise Refused("photo_damaged") from error
    upright.thumbnail((EDGE, EDGE))
    kept = _bare(upright, shot_at)
    return Photo(hashlib.sha256(content).hexdigest(), shot_at, *upright.size, len(kept), kept)


def _shot_at(image: Image.Image) -> datetime.datetime | None:
    """The moment of taking that the camera wrote; None when it wrote none or nonsense."""
    exif = image.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for said in (inner.get(ExifTags.Base.DateTimeOriginal), inner.get(ExifTags.Base.DateTimeDigitized)):
        with contextlib.suppress(ValueError, TypeError):
            return datetime.datetime.strptime(str(said).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")
    return None


def _bare(image: Image.Image, shot_at: datetime.datetime | None) -> bytes:
    """The pixels as a new JPEG: nothing that was hidden before, behind or inside the file comes along; of its notes only the date."""
    exif = Image.Exif()
    if shot_at:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{shot_at:%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    clean.save(out, "JPEG", quality=QUALITY, optimize=True, exif=exif)
    return out.getvalue()


def _place(folder: Path, file_hash: str) -> Path:
    return folder / "photos" / f"{file_hash}.sealed"


def lay(place: Path, content: bytes) -> None:
    """Lays bytes into the store, encrypted; half a file is never left under its name."""
    if not place.exists():
        place.parent.mkdir(mode=0o700, exist_ok=True)
        half = place.with_suffix(f".{os.urandom(4).hex()}.half")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(database.store().key.seal(content))
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)


def seal(photo: Photo) -> None:
    """Lays a photo into the store, encrypted."""
    lay(_place(database.store().folder, photo.file_hash), photo.content)


def keep(cursor, photo: Photo, who: str) -> None:
    """A photo into the store and, inside the caller's transaction, into the list of what it holds.

    One without content was sealed before; an undo may have removed it meanwhile, and its file has to be sent again.
    """
    if photo.content:
        seal(photo)
    elif not _place(database.store().folder, photo.file_hash).exists():
        raise OSError("the photo is gone")
    cursor.execute("insert into photo_files values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                   [photo.file_hash, photo.shot_at, photo.width, photo.height, photo.size, database.now(), who])


def unlist(cursor) -> list[str]:
    """Takes photos that no row names any more, not in history either, from the list; their check values, for ``remove``."""
    named = " union all ".join(f"select file_hash from {place}publicity_photos where file_hash is not null" for place in ("", "history.", "held."))
    return [row[0] for row in cursor.execute(f"delete from photo_files where file_hash not in ({named}) returning file_hash").fetchall()]


def remove(hashes: list[str], who: str) -> None:
    """Deletes the files of photos that are in no list, once that is certain: nobody else writes meanwhile."""
    if not hashes:
        return
    store = database.store()
    with store.writing(who, "photos removed", photos=hashes) as cursor:
        kept = {row[0] for row in cursor.execute("select file_hash from photo_files where list_contains($1, file_hash)", [hashes]).fetchall()}
        for one in set(hashes) - kept:
            _place(store.folder, one).unlink(missing_ok=True)


def ledger_row(photo: Photo, photo_id: str, village: str, insp_id: str | None, view: str,
               shot: datetime.date | None, day: datetime.date, legible: bool) -> dict:
    """The row of publicity_photos of a photo, entered or imported; ``day`` names its file where it has no date of taking."""
    # what reaches the bureau's own store is filed with it (photos-filed-with-bureau); a camera's wrong clock never is
    filed = database.today() if not shot or shot <= database.today() else None
    return {"photo_id": photo_id, "village_code": village, "insp_id": insp_id, "view": view, "shot_date": shot,
            "file_ref": f"{village}_{view}_{shot or day}.jpg", "file_hash": photo.file_hash, "filed_date": filed, "legible": bool(legible)}


def fetch(viewer: Viewer, photo_id: str) -> bytes:
    """The picture of a row of publicity_photos, as JPEG, for who may see its village. Refused: there is none, or not for them."""
    store = database.store()
    with store.reading() as cursor:
        found = cursor.execute("""
            select kept.file_hash from publicity_photos photo join photo_files kept using (file_hash)
            where photo_id = $photo and starts_with(village_code, $region) and $contractor is null""",
            {"photo": photo_id, "region": viewer.region, "contractor": viewer.contractor}).fetchone()
    if not found or not (place := _place(store.folder, found[0])).exists():
        raise Refused("photo_none")
    return store.key.open(place.read_bytes())
