"""The edge cases of coverage (rules.md E.3), row by row: given villages, inspections and photos -> what is counted, shown, listed."""

import pytest

from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
V1, V2 = TOWN + "001", TOWN + "002"
AS_OF = "2021-07-15"


@pytest.fixture
def asked(leader):
    """``asked("village_history", village=V1)``: the rows of a question as of the closed second quarter."""
    def rows(question, viewer=leader, **given):
        return ask(question, viewer, **{"as_of": AS_OF} | given).dicts()
    return rows


def test_a_village_counts_once_however_often_it_was_inspected(village, inspection, coverage):
    village()
    inspection("2021-05-10")
    inspection("2021-05-11", inspector_unit_type="民政局")
    assert (coverage()["inspected"], coverage()["inspections_per_village"]) == (1, 2)


def test_an_inspection_late_covers_the_next_quarter_only(village, inspection, asked):
    village()
    inspection("2021-06-30")
    inspection("2021-07-01")
    rows = {row["quarter"]: row for row in asked("village_history", village=V1, as_of="2021-10-15")}
    assert {name: row["inspections"] for name, row in rows.items()} == {"2021Q4": 0, "2021Q3": 1, "2021Q2": 1}
    assert [rows[name]["missing"] for name in ("2021Q4", "2021Q3")] == ["未检查、缺近景、缺远景", "缺近景、缺远景"]
    assert [rows[name]["closed"] for name in rows] == [False, True, True]


@pytest.mark.parametrize(("cells", "why"), [({"mode": "视频"}, "非实地"), ({"inspector_unit_type": "第三方"}, "第三方跟踪"),
                                            ({"inspector_unit_type": None}, "检查主体不明"), ({}, None)])
def test_what_does_not_count_says_why(village, inspection, asked, cells, why):
    village()
    inspection("2021-05-10", **cells)
    [row] = asked("village_inspections", village=V1)
    assert (row["counts"], row["why_not"]) == (why is None, why)
    assert asked("village_history", village=V1)[-1]["not_counted"] == int(why is not None)


def test_nothing_posted_is_covered_and_fails_the_board(village, inspection, villages, coverage):
    village()
    inspection("2021-05-10", has_notice="无", has_roster="无", has_policy="无", has_hotline="无")
    assert (coverage()["coverage_pct"], coverage()["board_complete_pct"]) == (100, 0)
    assert villages()[V1]["board_gaps"] == "审核公示单、长期公示名册、救助政策要点、监督举报电话"


def test_partial_posting_lists_the_items_that_lack(village, inspection, villages):
    village(V1)
    village(V2)
    inspection("2021-05-10", V1, has_roster="破损", has_hotline=None)
    inspection("2021-05-10", V2, has_notice="不适用")
    assert villages()[V1]["board_gaps"] == "长期公示名册、监督举报电话"
    assert (villages()[V2]["board_complete"], villages()[V2]["board_gaps"]) == (True, None)


def test_without_photos_an_inspection_counts_and_carries_a_flag(village, inspection, photo, coverage, asked):
    village()
    inspection("2021-05-10")
    assert (coverage()["inspected"], coverage()["photo_sets"]) == (1, 0)
    assert [row["photos_missing"] for row in asked("village_inspections", village=V1)] == [True]
    photo("近景", "2021-04-01")
    photo("远景", "2021-06-30")
    assert [row["photos_missing"] for row in asked("village_inspections", village=V1)] == [False]


def test_photos_that_do_not_count_are_listed_with_the_reason(village, photo, asked):
    village(V1)
    village(V2)
    photo("近景", "2021-05-10", V1, photo_id="Z1", file_hash="same")
    photo("近景", "2021-05-11", V2, photo_id="Z2", file_hash="same")
    photo("远景", None, V2, photo_id="Z3", filed_date=None)
    photo("远景", "2021-05-12", V2, photo_id="Z4", legible=None)
    assert {row["photo_id"]: row["why_not"] for row in asked("village_photos", village=V2)} == {
        "Z2": "照片重复使用", "Z3": "无拍摄日期", "Z4": "不清晰"}
    assert [row["counts"] for row in asked("village_photos", village=V1)] == [True]


@pytest.mark.parametrize(("filed", "said"), [("2021-06-30", "按期备案"), ("2021-07-01", "宽限期内备案"), ("2021-07-05", "宽限期内备案"),
                                             ("2021-07-06", "逾期备案"), (None, None), ("2021-07-16", None)])
def test_a_set_is_filed_in_its_quarter_or_its_days_of_grace(village, photo, asked, filed, said):
    village()
    photo("近景", "2021-05-10", filed_date=filed)
    assert [row["filed_in_time"] for row in asked("village_photos", village=V1)] == [said]


def test_a_merged_village_leaves_the_denominator_and_keeps_its_history(village, inspection, coverage, asked):
    village(active_to="2021-06-15")
    inspection("2021-05-10")
    assert coverage() is None
    [row] = [row for row in asked("village_history", village=V1) if row["quarter"] == "2021Q2"]
    assert (row["due"], row["missing"], row["inspections"]) == (False, None, 0)
    assert [str(row["insp_date"]) for row in asked("village_inspections", village=V1)] == ["2021-05-10"]


def test_a_running_quarter_shows_elapsed_share_and_pace(village, inspection, coverage):
    for number in range(20):
        village(f"{TOWN}{number:03}")
    for number in range(4):
        inspection("2021-04-06", f"{TOWN}{number:03}")
    # April to June 2021: 62 working days with the make-up days of 25 April and 8 May; four until 7 April, a holiday on the 5th
    row = coverage("2021-04-07")
    assert (row["verdict"], row["working_days"], row["working_days_gone"]) == ("进行中", 62, 4)
    assert (row["pace"], row["pace_needed"]) == (1, pytest.approx(16 / 58))
    assert row["elapsed_pct"] == pytest.approx(100 * 4 / 62)
    assert coverage("2021-06-30")["pace_needed"] is None  # no working day is left
    assert (coverage()["verdict"], coverage()["pace"], coverage()["pace_needed"]) == ("未达标", None, None)


@pytest.mark.parametrize(("bureau", "towns", "mode", "said"), [
    (0, 2, "town_all_bureau_once", "关注"), (1, 2, "town_all_bureau_once", "达标"), (2, 1, "town_all_bureau_once", "未达标"),
    (1, 1, "any", "达标"), (1, 2, "each", "未达标"), (2, 2, "each", "达标")])
def test_who_must_inspect(village, inspection, coverage, confirm, bureau, towns, mode, said):
    village(V1)
    village(V2)
    for code in (V2, V1)[:bureau]:
        inspection("2021-05-10", code, inspector_unit_type="民政局")
    for code in (V1, V2)[:towns]:
        inspection("2021-05-10", code)
    confirm(inspection_obligor_mode=f'"{mode}"')
    row = coverage()
    assert row["bodies_verdict"] == said and row["verdict"] == "达标"
    assert coverage("2021-05-31")["bodies_verdict"] == "进行中"


def test_a_town_does_not_answer_for_the_bureau(village, inspection, asked):
    village()
    inspection("2021-05-10")
    assert asked("publicity_coverage", period="2021Q2", by="town")[0]["bodies_verdict"] == "达标"


def test_an_inspection_of_the_last_day_entered_later_counts_by_its_day_and_shows_its_lag(store, village, inspection, coverage, asked):
    village()
    with store.writing("test", "an import") as cursor:
        cursor.execute("""insert into imports (import_id, file, dataset, digest, dated, imported_at, who, status)
                          values (7, '检查.csv', 'publicity_inspections', 'd', false, '2021-07-10 09:00', '甲', 'imported')""")
    inspection("2021-06-30", _import=7)
    assert coverage()["inspected"] == 1
    assert [row["entry_lag"] for row in asked("village_inspections", village=V1)] == [10]


def test_grid_and_history_keep_to_the_viewer(village, inspection, asked):
    village(V1)
    village("640202100001")
    inspection("2021-05-10", V1)
    other = Viewer("甲", "town", region="640202100")
    assert {row["village_code"] for row in asked("publicity_grid", other, period="2021Q2")} == {"640202100001"}
    for viewer in (other, Viewer("乙", "inspector", contractor="C1")):
        assert [asked(name, viewer, village=V1) for name in ("village_history", "village_inspections", "village_photos")] == [[], [], []]


def test_the_grid_is_the_same_figure_in_each_of_eight_quarters(village, inspection, photo, leader, asked):
    village(V1, active_from="2020-02-01")
    inspection("2020-05-10", V1)
    photo("近景", "2020-05-10", V1)
    photo("远景", "2020-05-10", V1)
    rows = {row["quarter"]: row for row in asked("publicity_grid", period="2021Q2")}
    assert list(rows) == ["2020Q1", "2020Q2", "2020Q3", "2020Q4", "2021Q1", "2021Q2"]  # not due before it was set up
    for quarter, row in rows.items():
        [one] = asked("publicity_villages", period=quarter)
        assert {name: row[name] for name in ("inspections", "last_inspected", "board_complete", "photo_set")} == {
            name: one[name] for name in ("inspections", "last_inspected", "board_complete", "photo_set")}
