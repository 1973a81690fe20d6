"""Photos of boards as files and in ZIPs: the same rows as from a phone, one sentence a file, nothing stored twice."""

import datetime
import zipfile

import pytest
from test_photos import SCRIPT, bomb, picture

from data import database, inspections
from data.intake import files_of, ingest, pictures
from data.intake.undo import undo
from data.refusal import sentence
from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
A, B = TOWN + "001", TOWN + "002"
DAY = datetime.date(2021, 5, 10)
NEAR = f"{A}_近_2021-05-10.jpg"
RED, GREEN, BARE = picture(), picture(colour=(0, 200, 0)), picture(shot=None)
WHO = Viewer("检查员甲", "inspector")


@pytest.fixture
def villages(given):
    given("villages", village_code=A, village_name="东街社区", town_code=TOWN)
    given("villages", village_code=B, village_name="西街社区", town_code=TOWN)


@pytest.fixture
def photos(stored):
    return lambda columns='village_code, "view", shot_date, insp_id, legible': stored("publicity_photos", columns)


def packed(path, *members, encoding=None, **how):
    """A ZIP; with an encoding its names stand as old programs write them, without saying in which."""
    class Old(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return self.filename.encode(encoding), self.flag_bits

    with zipfile.ZipFile(path, "w", **how) as file:
        for name, content in members:
            file.writestr(Old(name) if encoding else name, content)
    return path


@pytest.mark.parametrize(("name", "content", "row"), [
    (NEAR, RED, (A, "近景", DAY, None, True)), (f"远景-{B}-20210510.JPG", BARE, (B, "远景", DAY, None, True)),
    (f"{A}_FAR.png", picture("PNG"), (A, "远景", DAY, None, True)), (f"２０２１－０５－１０＿{A}＿near.jpeg", BARE, (A, "近景", DAY, None, True)),
    (f"{A} 近 2021-5-10 (2).jpg", BARE, (A, "近景", DAY, None, True)), (f"{A}_近_模糊_2021-05-10.jpg", RED, (A, "近景", DAY, None, False)),
    (f"{A}_近_2021-05-30.jpg", RED, (A, "近景", DAY, None, True))])
def test_a_name_says_whose_photo_it_is_and_the_camera_when(villages, send, photos, name, content, row):
    outcome = send(name, content)
    assert (outcome.status, outcome.sentence[:13]) == ("imported", "已导入公示照片台账：1 行") and photos() == [row]
    assert ("拍摄日期与文件名不同" in outcome.sentence) == ("05-30" in name)


@pytest.mark.parametrize(("name", "content", "code"), [
    ("640202999999_近_2021-05-10.jpg", RED, "picture_no_village"), ("IMG_20210510.jpg", RED, "picture_no_village"),
    (f"{A}_{B}_近.jpg", RED, "picture_no_village"), (f"{A}_2021-05-10.jpg", RED, "picture_no_view"), (f"{A}_近_远.jpg", RED, "picture_no_view"),
    (f"{A}_近.jpg", BARE, "picture_no_day"), (f"{A}_近_2021-02-30.jpg", RED, "picture_bad_day"), (f"{A}_近_2998-01-01.jpg", RED, "picture_bad_day"),
    (NEAR, SCRIPT, "photo_no_picture"), (NEAR, bomb(20_000), "photo_bomb"), (NEAR, RED[:-2000], "photo_damaged"), (NEAR, b"", "photo_empty"),
    (f"{A}_近_2021-05-10.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "photo_heic"), (NEAR, picture(size=(300, 200)), "photo_too_small")])
def test_what_is_refused_says_why_and_leaves_only_its_encrypted_original(villages, store, send, photos, stored, name, content, code):
    outcome = send(name, content)
    assert outcome.status == "refused" and outcome.sentence == sentence(code, edge=480, value=name[-14:-4]) and photos() == []
    assert stored("imports", "status, sentence") == [("refused", outcome.sentence)]
    assert len(list((store.folder / "archive").iterdir())) == 1 and not (store.folder / "photos").exists()


def test_a_photo_belongs_to_the_inspection_of_its_day_else_to_the_latest_of_its_quarter(villages, given, send, photos):
    for number, day in (("J1", "2021-04-02"), ("J2", "2021-05-10"), ("J3", "2021-06-20"), ("J4", "2021-07-01")):
        given("publicity_inspections", insp_id=number, village_code=A, insp_date=day, mode="实地")
    for name in (NEAR, f"{A}_远_2021-05-11.jpg", f"{B}_远_2021-05-10.jpg", f"{A}_近_2021-01-05.jpg"):
        send(name, picture(shot=None, Software=name))
    assert photos("village_code, shot_date, insp_id") == [
        (A, datetime.date(2021, 1, 5), None), (A, DAY, "J2"), (A, datetime.date(2021, 5, 11), "J3"), (B, DAY, None)]


def test_imported_photos_count_as_entered_ones_do(villages, given, send, store):
    given("publicity_inspections", insp_id="J1", village_code=A, insp_date="2021-05-10", mode="实地", inspector_unit_type="民政局")
    send(NEAR, RED)
    send(f"{A}_远.jpg", GREEN)
    row = next(row for row in ask("publicity_villages", WHO, period="2021Q2", as_of="2030-01-01").dicts() if row["village_code"] == A)
    assert (row["photo_set"], row["photo_filed"]) == (True, True)
    assert b"Somebody" not in b"".join(file.read_bytes() for file in store.folder.rglob("*") if file.is_file())
    assert not (store.folder / "archive").exists() and len(list((store.folder / "photos").iterdir())) == 2


def test_a_photo_comes_in_once_however_it_comes(villages, send, photos, stored, tmp_path):
    assert [send(NEAR, RED).status for _ in range(2)] == ["imported", "repeated"]
    before = photos("*")
    assert "新增 0、更新 0、未变 1" in send(f"{A}_近_20210510 (1).jpg", RED).sentence
    assert "新增 0、更新 0、未变 1" in ingest(packed(tmp_path / "a.zip", (NEAR, RED)), "甲").sentence
    assert [row[:-1] for row in photos("*")] == [row[:-1] for row in before]  # but for the day it was last said
    assert "1 张照片以前用过" in send(f"{B}_近_2021-05-10.jpg", RED).sentence and len(photos()) == 2


def test_a_photo_from_the_phone_is_not_taken_again_from_its_file(villages, send, photos):
    draft = "0123456789abcdef"
    inspections.record(WHO, draft, {"village_code": A, "insp_date": "2021-05-10", "has_notice": "有", "has_roster": "有", "has_policy": "有",
                                    "has_hotline": "有", "content_accurate": True, "privacy_ok": True})
    inspections.add_photo(WHO, draft, "near", RED, True)
    assert "未变 1" in send(NEAR, RED).sentence and photos("photo_id") == [(f"XC-{draft}-near",)]


def test_an_undo_takes_the_photos_of_a_file_back(villages, send, photos, stored, store):
    def files():
        return {path.name for path in (store.folder / "photos").iterdir()}
    send(f"{A}_远_2021-05-10.jpg", GREEN)
    other = files()
    send(NEAR, RED)
    [(digest,)] = stored("imports where file = '" + NEAR + "'", "digest")
    undo(digest, "甲")
    assert len(photos()) == 1 and files() == other and stored("photo_files", "count(*)") == [(1,)]  # the picture itself is gone too
    assert send(NEAR, RED).status == "imported" and len(photos()) == 2 and len(files()) == 2


# --- ZIPs

@pytest.mark.parametrize("encoding", [None, "gb18030", "utf-8"])
def test_a_zip_is_one_import_and_says_what_was_sent_back(villages, photos, stored, tmp_path, encoding):
    members = [(f"公示照片/../../{NEAR}", RED), (f"照片\\{B}_远_2021-05-10.jpg", BARE), ("说明.txt", b"text"), (f"{A}_远.jpg", SCRIPT),
               (f"again/{NEAR}", RED), ("__MACOSX/._x.jpg", b"x"), ("Thumbs.db", b"x")]
    outcome = ingest(packed(tmp_path / "照片.zip", *members, encoding=encoding), "甲")
    assert outcome.status == "imported" and "：5 行，其中新增 2、更新 0、未变 0、退回 3、待补 0。" in outcome.sentence
    assert f"{A}_远.jpg：这个文件不是照片" in outcome.sentence
    assert photos() == [(A, "近景", DAY, None, True), (B, "远景", DAY, None, True)]
    assert stored("rejects", "line, value, reason") == [(None, NEAR, sentence("picture_twice")), (None, f"{A}_远.jpg", sentence("photo_no_picture")),
                                                        (None, "说明.txt", sentence("picture_no_village"))]
    assert {path.name for path in tmp_path.rglob("*.jpg")} == set()


def test_a_zip_with_refused_photos_may_come_again_one_without_changes_nothing(villages, given, photos, tmp_path):
    path = packed(tmp_path / "照片.zip", (NEAR, RED), ("640202001003_近.jpg", GREEN))
    assert "退回 1" in ingest(path, "甲").sentence
    given("villages", village_code="640202001003", village_name="南街社区", town_code=TOWN)
    assert "新增 1、更新 0、未变 1、退回 0" in ingest(path, "甲").sentence
    assert ingest(path, "甲").status == "repeated" and len(photos()) == 2


def locked(path):
    """The mark of a password on every member, in both places where it stands."""
    content = bytearray(path.read_bytes())
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + place] |= 1
    path.write_bytes(bytes(content))
    return path


@pytest.mark.parametrize(("make", "code"), [
    (lambda path: path.write_bytes(b"PK\x03\x04 no zip") and path, "zip_damaged"), (lambda path: locked(packed(path, (NEAR, RED))), "zip_password"),
    (lambda path: packed(path, *[(f"{number}.jpg", b"") for number in range(4)]), "zip_too_much"), (lambda path: packed(path), "zip_no_photo"),
    (lambda path: packed(path, (NEAR, RED), compression=zipfile.ZIP_LZMA), "zip_no_photo"),
    (lambda path: packed(path, (NEAR, b"\0" * 30_000_000), compression=zipfile.ZIP_DEFLATED), "zip_no_photo"),
    (lambda path: packed(path, ("a.zip", b"PK")), "zip_no_photo")])
def test_a_zip_that_cannot_be_taken_is_refused(villages, photos, stored, tmp_path, monkeypatch, make, code):
    monkeypatch.setattr(pictures, "MOST", 3)
    outcome = ingest(make(tmp_path / "照片.zip"), "甲")
    assert outcome.status == "refused" and outcome.sentence[:12] == sentence(code, count=3, gigabytes=4, first="")[:12]
    assert photos() == [] and stored("imports", "status") == [("refused",)]


def test_a_zip_never_unpacks_to_more_than_a_photo_may_have(villages, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures.photos, "limit", lambda: 100)
    assert [len(content) for _, content in pictures._unpacked(packed(tmp_path / "照片.zip", (NEAR, b"x" * 9999)))] == [101]
    monkeypatch.setattr(pictures, "GIGABYTES", 0)
    assert ingest(packed(tmp_path / "照片.zip", (NEAR, RED)), "甲").sentence.startswith("压缩包里的文件太多")


def test_a_workbook_named_zip_is_still_a_workbook(store, tmp_path):
    from data.intake.templates import template
    (path := tmp_path / "表.zip").write_bytes(template("org_units"))
    assert ingest(path, "甲").sentence.startswith("已导入单位表")


def test_photos_of_a_folder_come_after_the_tables_they_need(store, tmp_path):
    for name in ("1.zip", "2.JPG", "村.csv", "~$村.xlsx", "._3.jpg", "x.doc"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in files_of([tmp_path])] == ["村.csv", "1.zip", "2.JPG"]


def test_the_page_and_the_inbox_take_photos(villages, photos, stored):
    import io

    from data.clock import Inbox
    from data.intake import jobs, received

    received.receive(io.BytesIO(RED), NEAR, len(RED), "甲")
    assert jobs.work_once()
    one = jobs.listed()[0]
    assert (one["state"], len(one["imports"])) == ("完成", 1) and len(photos()) == 1
    inbox = Inbox(database.store().folder)
    (inbox.folder / f"{B}_远.png").write_bytes(picture("PNG"))
    now = datetime.datetime.now()
    assert inbox.look(now) == [] and inbox.look(now + datetime.timedelta(seconds=9)) == [f"{B}_远.png"] and len(photos()) == 2
