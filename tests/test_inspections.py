"""Inspections entered in the app: stored once however often they are sent, as an import would store them, by who may and where."""

import datetime

import flask
import pytest
from test_photos import SCRIPT, picture

from components import door, inspection_routes
from data import database, inspections, people
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
VILLAGE, OTHER = TOWN + "001", "640202100001"
DRAFT = "0123456789abcdef"
BUREAU = Viewer("检查员甲", "inspector")
STREET = Viewer("镇甲", "town", region=TOWN)
FINE = {"village_code": VILLAGE, "insp_date": "2021-05-10", "has_notice": "不适用", "has_roster": "有", "has_policy": "有", "has_hotline": "有",
        "content_accurate": True, "privacy_ok": True, "roster_month_seen": "2021-05", "issues": ""}


@pytest.fixture
def county(given):
    given("org_units", unit_code="640202M01", unit_name="民政局", unit_type="民政局")
    given("org_units", unit_code=TOWN, unit_name="人民路街道", unit_type="街道")
    given("villages", village_code=VILLAGE, village_name="东街社区", town_code=TOWN)
    given("villages", village_code=OTHER, village_name="西村", town_code="640202100")


def rows(sql, *values):
    with database.store().reading() as cursor:
        return cursor.execute(sql, list(values)).fetchall()


def test_an_inspection_and_its_photos_count_at_once(county):
    assert inspections.record(BUREAU, DRAFT, FINE) == {"insp_id": f"XC-{DRAFT}", "rect_id": None, "again": False}
    for view in ("near", "far"):
        assert inspections.add_photo(BUREAU, DRAFT, view, picture(colour=(200, 0, 0) if view == "far" else (0, 200, 0)), True)["warnings"] == []
    [row] = ask("publicity_villages", BUREAU, period="2021Q2", as_of="2021-07-15").dicts()[:1]
    assert (row["inspections"], row["board_complete"], row["photo_set"], row["missing"]) == (1, True, True, None)
    assert rows("select inspector_unit, inspector_unit_type, mode, result, rect_id from publicity_inspections") == [
        ("640202M01", "民政局", "实地", "合格", None)]
    today = database.today()
    assert rows('select photo_id, "view", shot_date, filed_date, insp_id, file_ref from publicity_photos order by 1') == [
        (f"XC-{DRAFT}-far", "远景", datetime.date(2021, 5, 10), today, f"XC-{DRAFT}", f"{VILLAGE}_远景_2021-05-10.jpg"),
        (f"XC-{DRAFT}-near", "近景", datetime.date(2021, 5, 10), today, f"XC-{DRAFT}", f"{VILLAGE}_近景_2021-05-10.jpg")]
    assert rows("select distinct file from imports") == [("系统录入",)]


def test_what_is_sent_again_is_stored_once(county):
    wrong = FINE | {"has_roster": "破损"}
    first = inspections.record(BUREAU, DRAFT, wrong)
    again = inspections.record(BUREAU, DRAFT, wrong | {"has_policy": "无"})
    assert again == first | {"again": True}
    sent = picture()
    assert [inspections.add_photo(BUREAU, DRAFT, "near", sent, True) for _ in range(2)] == [{"photo_id": f"XC-{DRAFT}-near", "warnings": []}] * 2
    assert rows("""select (select count(*) from publicity_inspections), (select count(*) from publicity_photos),
                          (select count(*) from rectifications), (select count(*) from imports)""") == [(1, 1, 1, 3)]


def test_somebody_elses_number_is_refused(county):
    inspections.record(BUREAU, DRAFT, FINE)
    for deed in (lambda who: inspections.record(who, DRAFT, FINE), lambda who: inspections.add_photo(who, DRAFT, "near", picture(), True)):
        with pytest.raises(Refused) as refused:
            deed(STREET)
        assert refused.value.code == "inspection_number"


def test_a_problem_opens_a_rectification_with_its_deadline(county):
    said = FINE | {"has_roster": "破损", "privacy_ok": False, "issues": "公示栏玻璃碎了"}
    rect = inspections.record(BUREAU, DRAFT, said)["rect_id"]
    assert rows("select source_type, source_id, issue, issue_date, deadline, resp_unit from rectifications where rect_id = ?", rect) == [
        ("公示检查", f"XC-{DRAFT}", "东街社区：长期公示名册破损；公示泄露隐私；公示栏玻璃碎了", datetime.date(2021, 5, 10),
         datetime.date(2021, 5, 17), TOWN)]  # five working days
    assert rows("select result, rect_id from publicity_inspections") == [("不合格", rect)]


@pytest.mark.parametrize(("viewer", "unit"), [(BUREAU, ("640202M01", "民政局")), (STREET, (TOWN, "街道")),
                                              (Viewer("镇乙", "inspector", region=VILLAGE), (TOWN, "街道"))])
def test_for_whom_somebody_inspects(county, viewer, unit):
    inspections.record(viewer, DRAFT, FINE)
    assert rows("select inspector_unit, inspector_unit_type from publicity_inspections") == [unit]


@pytest.mark.parametrize(("viewer", "change", "code"), [
    (Viewer("局长", "leader"), {}, "not_allowed"), (Viewer("审计", "auditor"), {}, "not_allowed"),
    (Viewer("承接", "inspector", contractor="C1"), {}, "not_allowed"),
    (STREET, {"village_code": OTHER}, "inspection_village"), (BUREAU, {"village_code": "640202999999"}, "inspection_village"),
    (BUREAU, {"village_code": None}, "inspection_village"),
    (Viewer("无单位", "town", region="640202100"), {"village_code": OTHER}, "inspection_no_unit"),
    (BUREAU, {"has_roster": None}, "inspection_incomplete"), (BUREAU, {"privacy_ok": None}, "inspection_incomplete"),
    (BUREAU, {"privacy_ok": "是"}, "inspection_incomplete"), (BUREAU, {"has_roster": "不适用"}, "entry"),
    (BUREAU, {"insp_date": "2999-01-01"}, "entry"), (BUREAU, {"insp_date": "昨天"}, "bad_day"),
    (BUREAU, {"roster_month_seen": "五月"}, "inspection_month")])
def test_what_is_refused_leaves_nothing(county, viewer, change, code):
    with pytest.raises(Refused) as refused:
        inspections.record(viewer, DRAFT, FINE | {"has_policy": "无"} | change)
    assert refused.value.code == code
    assert rows("select (select count(*) from publicity_inspections), (select count(*) from rectifications), (select count(*) from imports)") == [(0, 0, 0)]


@pytest.mark.parametrize("draft", ["", "1", "../../x", "0123456789ABCDEF", "0" * 33, None])
def test_a_number_is_a_devices_own(county, draft):
    with pytest.raises(Refused) as refused:
        inspections.record(BUREAU, draft, FINE)
    assert refused.value.code == "inspection_number"


def test_photos_that_will_not_count_say_so(county):
    sent = picture()
    for draft, village in ((DRAFT, VILLAGE), ("f" * 16, OTHER)):
        inspections.record(BUREAU, draft, FINE | {"village_code": village})
    assert inspections.add_photo(BUREAU, DRAFT, "near", sent, True)["warnings"] == []
    assert inspections.add_photo(BUREAU, "f" * 16, "near", sent, True)["warnings"] == ["reused"]
    assert inspections.add_photo(BUREAU, "f" * 16, "far", picture(shot=None), True)["warnings"] == ["no_date"]
    assert inspections.add_photo(BUREAU, DRAFT, "far", picture(shot="2021:03:31 10:00:00"), False)["warnings"] == ["other_quarter", "unclear"]


def test_a_camera_set_to_tomorrow_is_not_filed(county):
    inspections.record(BUREAU, DRAFT, FINE)
    assert inspections.add_photo(BUREAU, DRAFT, "near", picture(shot="2998:01:01 10:00:00"), True)["warnings"] == ["other_quarter"]
    assert rows("select filed_date from publicity_photos") == [(None,)]


def test_a_photo_needs_its_inspection(county):
    with pytest.raises(Refused) as refused:
        inspections.add_photo(BUREAU, DRAFT, "near", picture(), True)
    assert refused.value.code == "inspection_first" and not (database.store().folder / "photos").exists()


# --- the paths

PASSWORD, NEW = "长城-kite-42!", "another-Good-1"


@pytest.fixture
def client(county, quick_passwords):
    server = flask.Flask("site")
    door.guard(server)
    inspection_routes.connect(server)

    def make(role):
        browser = server.test_client()
        people.add_person(f"a-{role}", role, TOWN if role == "town" else "", None, PASSWORD, "test")
        people.change_password(f"a-{role}", PASSWORD, NEW, "test")
        assert browser.post("/sign-in", data={"name": f"a-{role}", "password": NEW, "next": "/"}).status_code == 303
        return browser
    return make


def test_a_device_sends_and_somebody_looks(client):
    browser = client("inspector")
    assert browser.post(f"/inspection/{DRAFT}", json=FINE).json["again"] is False
    assert browser.post(f"/inspection/{DRAFT}", json=FINE).json["again"] is True
    sent = browser.post(f"/inspection/{DRAFT}/near?legible=1", data=picture())
    assert sent.json == {"photo_id": f"XC-{DRAFT}-near", "warnings": []}
    shown = browser.get(f"/photo/XC-{DRAFT}-near")
    assert (shown.status_code, shown.mimetype, shown.headers["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert shown.headers["Cache-Control"] == "no-store" and "script-src 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.data.startswith(b"\xff\xd8\xff") and browser.get("/photo/none").status_code == 404


def test_a_script_named_jpg_is_refused(client):
    browser = client("admin")
    browser.post(f"/inspection/{DRAFT}", json=FINE)
    answer = browser.post(f"/inspection/{DRAFT}/near?legible=1", data=SCRIPT, headers={"Content-Type": "image/jpeg"})
    assert answer.status_code == 400 and answer.json["said"].startswith("这个文件不是照片")
    assert rows("select count(*) from publicity_photos") == [(0,)]


def test_others_may_not_send_nor_see(client):
    inspector, street, leader = client("inspector"), client("town"), client("leader")
    inspector.post(f"/inspection/{DRAFT}", json=FINE | {"village_code": OTHER})
    inspector.post(f"/inspection/{DRAFT}/near", data=picture())
    assert street.get(f"/photo/XC-{DRAFT}-near").status_code == 404 and leader.get(f"/photo/XC-{DRAFT}-near").status_code == 200
    assert leader.post(f"/inspection/{'a' * 16}", json=FINE).status_code == 403
    assert street.post(f"/inspection/{'a' * 16}", json=FINE | {"village_code": OTHER}).status_code == 400
    assert inspector.post(f"/inspection/{'a' * 16}", json=FINE, headers={"Origin": "https://evil.example"}).status_code == 403


def test_a_body_cut_in_the_middle_leaves_nothing(client):
    browser = client("inspector")
    browser.post(f"/inspection/{DRAFT}", json=FINE)
    sent = picture()
    answer = browser.post(f"/inspection/{DRAFT}/near", data=sent[:3000], environ_overrides={"CONTENT_LENGTH": str(len(sent))})
    assert answer.status_code == 400 and rows("select count(*) from publicity_photos") == [(0,)]
    assert browser.post(f"/inspection/{DRAFT}", data=b"{" + b"x" * 70_000).status_code == 400


# --- the printed sheet

def test_the_sheet_holds_what_is_left_to_do_and_comes_back_as_inspections(county, tmp_path):
    import openpyxl

    from data.intake import ingest
    from queries.inspection_sheet import sheet

    inspections.record(BUREAU, DRAFT, FINE | {"village_code": OTHER})
    (path := tmp_path / "检查单.xlsx").write_bytes(sheet(BUREAU, "2021Q2", "2021-05-20"))
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    headers = [cell.value.lstrip("*") for cell in page[1]]
    assert page.max_row == 2 and page.cell(2, headers.index("村（社区）编码") + 1).value == VILLAGE and page.page_setup.orientation == "landscape"
    for header, value in {"检查日期": datetime.date(2021, 5, 20), "审核公示单": "有", "长期公示名册": "有", "救助政策要点": "有", "监督举报电话": "有",
                          "内容准确": "是", "隐私保护": "是", "检查结果": "合格"}.items():
        page.cell(2, headers.index(header) + 1).value = value
    book.save(path)
    assert [ingest(path, "甲").status for _ in range(2)] == ["imported", "repeated"]
    assert rows("select village_code, insp_date, inspector_unit_type, mode, has_roster from publicity_inspections where insp_id not like 'XC-%'") == [
        (VILLAGE, datetime.date(2021, 5, 20), "民政局", "实地", "有")]
    with pytest.raises(Refused) as refused:
        sheet(BUREAU, "2021Q2", "2021-05-20")
    assert refused.value.code == "sheet_nothing"


def test_the_sheet_keeps_to_the_viewer(county):
    import io

    import openpyxl

    from queries.inspection_sheet import sheet

    page = openpyxl.load_workbook(io.BytesIO(sheet(STREET, "2021Q2", "2021-05-20"))).worksheets[0]
    assert page.max_row == 2 and TOWN in [cell.value for cell in page[2]] and "街道" in [cell.value for cell in page[2]]
