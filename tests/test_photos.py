"""Photos in: told by content, freed of their notes, kept encrypted, shown only to who may see the village."""

import datetime
import io
import zlib

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from data import photos
from data.refusal import Refused
from data.viewer import Viewer

SCRIPT = b"<script>fetch('/_dash-update-component')</script>\n" * 40
TOWN = "640202001"


def picture(form="JPEG", size=(900, 600), shot="2021:05:10 09:30:00", colour=(200, 30, 40), **more) -> bytes:
    """A photo with the notes a phone writes: date, place, maker; the far corner is marked."""
    image = Image.new("RGB", size, colour)
    image.paste((0, 0, 255), (size[0] - 100, size[1] - 100, *size))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Made-up phone"
    exif[ExifTags.Base.Artist] = "Somebody Made-up"
    if shot:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = shot
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (39.0, 1.0, 2.0)
    for tag, value in more.items():
        exif[ExifTags.Base[tag]] = value
    out = io.BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_keeps_its_date_and_nothing_else(store, form):
    sent = picture(form)
    photo = photos.check(sent)
    kept = opened(photo.content)
    exif = kept.getexif()
    assert photo.shot_at == datetime.datetime(2021, 5, 10, 9, 30)
    assert kept.format == "JPEG" and kept.size == (photo.width, photo.height) == (900, 600)
    assert exif.get_ifd(ExifTags.IFD.Exif) == {ExifTags.Base.DateTimeOriginal: "2021:05:10 09:30:00"}
    assert set(exif) <= {ExifTags.IFD.Exif} and not exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert b"Somebody" in sent and b"Somebody" not in photo.content and b"Made-up" not in photo.content
    assert "icc_profile" not in kept.info and "comment" not in kept.info


def test_a_photo_stands_upright(store):
    kept = opened(photos.check(picture(Orientation=6)).content)
    assert kept.size == (600, 900) and kept.getpixel((50, 850))[2] > 200


@pytest.mark.parametrize(("shot", "taken"), [(None, None), ("0000:00:00 00:00:00", None), ("soon", None), ("2021:02:30 10:00:00", None)])
def test_without_a_date_of_the_camera_there_is_none(store, shot, taken):
    assert photos.check(picture(shot=shot)).shot_at is taken


def test_a_large_photo_is_kept_smaller(store):
    assert max(opened(photos.check(picture(size=(5200, 3900))).content).size) == photos.EDGE


def test_the_check_value_is_that_of_the_file_as_sent(store):
    import hashlib
    sent = picture()
    assert photos.check(sent).file_hash == hashlib.sha256(sent).hexdigest()


def bomb(edge: int) -> bytes:
    """A PNG of a few hundred bytes that says it has edge x edge pixels."""
    def chunk(name, data):
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
    head = edge.to_bytes(4) + edge.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("content", "code"), [
    (SCRIPT, "photo_no_picture"), (b"GIF89a" + SCRIPT, "photo_no_picture"), (b"%PDF-1.4", "photo_no_picture"), (b"", "photo_empty"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo_no_picture"), (b"\xff\xd8\xff" + SCRIPT, "photo_no_picture"),
    (b"\0\0\0\x18ftypheic" + b"\0" * 40, "photo_heic"), (picture(size=(300, 200)), "photo_too_small")])
def test_what_is_no_photo_is_refused_in_one_sentence(store, content, code):
    with pytest.raises(Refused) as refused:
        photos.check(content)
    assert refused.value.code == code and str(refused.value).count("。") == 1


def test_a_cut_photo_is_refused(store):
    with pytest.raises(Refused) as refused:
        photos.check(picture()[:-2000])
    assert refused.value.code == "photo_damaged"


@pytest.mark.parametrize("edge", [20_000, 10_000])  # of the smaller one Pillow alone would only warn
def test_a_decompression_bomb_is_refused(store, edge):
    with pytest.raises(Refused) as refused:
        photos.check(bomb(edge))
    assert refused.value.code == "photo_bomb"


def test_a_script_behind_a_real_photo_does_not_stay(store):
    kept = photos.check(picture() + SCRIPT).content
    assert b"<script" not in kept
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", SCRIPT.decode())
    out = io.BytesIO()
    Image.new("RGB", (600, 600)).save(out, "PNG", pnginfo=note)
    assert b"script" not in photos.check(out.getvalue()).content


def test_too_large_is_refused(store, monkeypatch):
    monkeypatch.setattr(photos, "MEGA", 50)
    with pytest.raises(Refused, match="MB"):
        photos.check(picture())


def test_a_kept_photo_is_encrypted_and_shown_only_in_scope(store, given):
    photo = photos.check(picture())
    with store.writing("test", "photo") as cursor:
        photos.keep(cursor, photo, "甲")
        photos.keep(cursor, photo, "甲")  # the same again is the same file
    given("publicity_photos", photo_id="Z1", village_code=TOWN + "001", view="近景", file_hash=photo.file_hash)
    given("publicity_photos", photo_id="Z2", village_code=TOWN + "001", view="近景", file_hash="held nowhere")
    [file] = (store.folder / "photos").iterdir()
    assert photo.content[:2000] not in file.read_bytes() and not file.read_bytes().startswith(b"\xff\xd8")
    assert photos.fetch(Viewer("甲", "town", region=TOWN), "Z1") == photo.content
    for viewer, number in ((Viewer("甲", "town", region="640202100"), "Z1"), (Viewer("乙", "inspector", contractor="C1"), "Z1"),
                           (Viewer("丙", "admin"), "Z2"), (Viewer("丙", "admin"), "../photos"), (Viewer("丙", "admin"), "")):
        with pytest.raises(Refused) as refused:
            photos.fetch(viewer, number)
        assert refused.value.code == "photo_none"
