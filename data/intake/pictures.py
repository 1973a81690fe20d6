"""Photos of boards that come as files, or as a ZIP of them: each is checked like one from a phone and becomes a row of publicity_photos.

The name says whose photo it is: 640202001001_近_2022-03-05.jpg, the parts in any order, the day only where the camera wrote
none. What was taken in is not archived as it came, because of the notes a camera hides in it; what was refused is.
"""

import dataclasses
import datetime
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from data import database, photos
from data.contract import contracts
from data.entry import enter
from data.intake import TAKEN, Outcome, _record_refusal, _repeat, archive, reasons
from data.intake.files import PHOTOS, safe_name
from data.refusal import Refused

DATASET = "publicity_photos"
VIEWS = {"近": "近景", "近景": "近景", "near": "近景", "远": "远景", "远景": "远景", "far": "远景"}
UNCLEAR = ("不清", "不清晰", "模糊")  # who hands a photo in says by it that it can be read, but for these
DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
BETWEEN = re.compile(r"[\s_\-–—.()（）]+")
MOST, GIGABYTES = 5000, 4             # files in a ZIP, and what they unpack to together
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for gigabytes of memory
LITTER = ("thumbs.db", "desktop.ini")
NAMED = 5                             # refused photos of a ZIP that its sentence names; the page lists all


@dataclasses.dataclass(frozen=True)
class Named:
    """A photo that was checked, with what its name says."""

    photo: photos.Photo
    village: str
    view: str
    day: datetime.date | None
    legible: bool

    @property
    def shot(self) -> datetime.date | None:
        return self.photo.shot_at.date() if self.photo.shot_at else self.day


def meant(path: Path, name: str) -> bool:
    """Whether a file goes this way: a photo by its name (its content is judged later), or a ZIP that is no workbook."""
    if name.lower().endswith(".zip"):
        try:
            with zipfile.ZipFile(path) as packed:
                return not any(member.startswith(("xl/", "content.xml")) for member in packed.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return True
    return name.lower().endswith(PHOTOS)


def ingest(path: Path, name: str, digest: str, who: str) -> Outcome:
    """Takes the photos of a file in. A ZIP is taken again as long as some of its photos were refused: the village may be known by now."""
    if outcome := _repeat(name, digest, who, f"{TAKEN} having min(rejected) = 0"):
        return outcome
    store = database.store()
    try:
        if name.lower().endswith(".zip"):
            found, refused = _checked(_unpacked(path))
            if refused:
                archive.keep(store.folder, store.key, path, digest)
            if not found:
                raise Refused("zip_no_photo", first="".join(f"{member}：{said}" for member, said in refused[:1]))
        else:
            with path.open("rb") as file:
                found, refused = [_named(name, file.read(photos.limit() + 1))], []
    except Refused as error:
        archive.keep(store.folder, store.key, path, digest)
        _record_refusal(name, digest, who, str(error))
        return Outcome(name, "refused", str(error))
    return _stored(name, digest, who, found, refused)


def _checked(files: Iterator[tuple[str, bytes | Refused]]) -> tuple[list[Named], list[tuple[str, str]]]:
    """The photos that can be taken, and (name, why not) of the others. Only one picture at a time is in memory."""
    found: dict[tuple, Named] = {}
    refused = []
    for member, content in files:
        try:
            if isinstance(content, Refused):
                raise content
            one = _named(member, content)
            if found.setdefault((one.village, one.view, one.photo.file_hash), one) is not one:
                raise Refused("picture_twice")
        except Refused as error:
            refused.append((member, str(error)))
    return list(found.values()), refused


def _named(name: str, content: bytes) -> Named:
    """A photo that its content and its name let in; its picture lies sealed in the store already. Refused else."""
    stem = unicodedata.normalize("NFKC", Path(name).stem).lower()
    day = None
    if said := DAY.search(stem):
        try:
            day = datetime.date(*(int(part) for part in said.groups() if part))
        except ValueError as error:
            raise Refused("picture_bad_day", value=said[0]) from error
        if day > database.today():
            raise Refused("picture_bad_day", value=said[0])
    parts = BETWEEN.split(DAY.sub("_", stem))
    with database.store().reading() as cursor:
        villages = cursor.execute("select village_code from villages where list_contains($1, village_code)", [parts]).fetchall()
    if len(villages) != 1:
        raise Refused("picture_no_village")
    views = {VIEWS[part] for part in parts if part in VIEWS}
    if len(views) != 1:
        raise Refused("picture_no_view")
    photo = photos.check(content)
    if not (photo.shot_at or day):
        raise Refused("picture_no_day")
    photos.seal(photo)
    return Named(dataclasses.replace(photo, content=b""), villages[0][0], views.pop(), day, not any(part in UNCLEAR for part in parts))


def _unpacked(path: Path) -> Iterator[tuple[str, bytes | Refused]]:
    """(base name, content) of the files of a ZIP. No path inside is ever used. Refused: no ZIP, locked, or too much."""
    with _opened(path) as packed:
        members = [member for member in packed.infolist() if not member.is_dir()]
        if any(member.flag_bits & 1 for member in members):
            raise Refused("zip_password")
        if len(members) > MOST or sum(member.file_size for member in members) > GIGABYTES << 30:
            raise Refused("zip_too_much", count=MOST, gigabytes=GIGABYTES)
        for member in members:
            name = safe_name(Path(member.filename.replace("\\", "/")))
            if name.startswith(".") or name.lower() in LITTER:
                continue
            try:
                if member.compress_type not in PACKINGS:
                    raise NotImplementedError
                with packed.open(member) as file:  # never more than one byte beyond what a photo may have
                    yield name, file.read(photos.limit() + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
                yield name, Refused("photo_damaged")


def _opened(path: Path) -> zipfile.ZipFile:
    """Chinese Windows writes the names in GBK and does not say so."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return zipfile.ZipFile(path, metadata_encoding=encoding)
        except UnicodeError:
            continue
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            break
    raise Refused("zip_damaged")


# --- into the store --------------------------------------------------------------------------------

def _stored(name: str, digest: str, who: str, found: list[Named], refused: list[tuple[str, str]]) -> Outcome:
    with database.store().writing(who, "import", file=name, digest=digest) as cursor:
        rows = [_row(cursor, one) for one in found]
        number = enter(cursor, who, DATASET, rows, new=False, file=name, digest=digest)
        for one in found:
            photos.keep(cursor, one.photo, who)
        for member, said in refused:
            cursor.execute("insert into rejects values (?, null, null, ?, 'wrong_file', ?)", [number, member, said])
        totals = cursor.execute("""update imports set rows = rows + $2, rejected = rejected + $2 where import_id = $1
            returning rows, accepted, replaced, unchanged, rejected, held""", [number, len(refused)]).fetchone()
        reused = cursor.execute(f"""select count(*) from {DATASET} one where _import = $1 and exists (
            select 1 from {DATASET} other where other.file_hash = one.file_hash and other.photo_id <> one.photo_id)""", [number]).fetchone()[0]
    said = reasons.summary("imported", contracts()[DATASET].title, *totals)
    redated = sum(1 for one in found if one.day and one.day != one.shot)
    for note, count in (("photos_reused", reused), ("photos_redated", redated)):
        said += reasons.summary(note, count) if count else ""
    if refused:
        said += reasons.summary("photos_refused", "".join(f"{member}：{why}" for member, why in refused[:NAMED]))
    return Outcome(name, "imported", said)


def _row(cursor, one: Named) -> dict:
    """The row of a photo: as it stands where the same picture of that board is known already, entered or imported; else a new one.

    It belongs to the inspection of its day, else to the latest one of that quarter.
    """
    columns = [column.name for column in contracts()[DATASET].columns]
    quoted = ", ".join(f'"{column}"' for column in columns)
    known = cursor.execute(f"""select {quoted} from {DATASET} where village_code = ? and "view" = ? and lower(file_hash) = ?
        order by photo_id limit 1""", [one.village, one.view, one.photo.file_hash]).fetchone()
    if known:
        return dict(zip(columns, known, strict=True))
    day = one.day or one.shot
    inspection = cursor.execute("""select insp_id from publicity_inspections
        where village_code = $village and date_trunc('quarter', insp_date) = date_trunc('quarter', cast($day as date))
        order by insp_date = $day desc, insp_date desc, insp_id desc limit 1""", {"village": one.village, "day": day}).fetchone()
    view = {"近景": "near", "远景": "far"}[one.view]
    return photos.ledger_row(one.photo, f"ZP-{one.village}-{view}-{one.photo.file_hash[:16]}", one.village,
                             inspection and inspection[0], one.view, one.shot, day, one.legible)
