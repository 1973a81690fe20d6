"""Photos of boards (rules.md E.3; choices.md E3, I5): given photos -> sets, filed sets, what is missing."""

import pytest

from data.viewer import Viewer

TOWN = "640202001"
V1, V2 = TOWN + "001", TOWN + "002"


def test_nothing_missing_is_null(village, inspection, photo, villages):
    village()
    inspection("2021-05-10")
    photo("近景", "2021-04-01")
    photo("远景", "2021-06-30")
    row = villages()[V1]
    assert (row["photo_set"], row["missing"]) == (True, None)


def test_two_near_photos_are_no_set(village, photo, villages):
    village()
    photo("近景", "2021-05-10")
    photo("近景", "2021-05-11")
    assert villages()[V1]["missing"] == "未检查、缺远景"


@pytest.mark.parametrize("cells", [{"legible": False}, {"legible": None}, {"shot_date": None}, {"shot_date": "2021-03-31"},
                                   {"shot_date": "2021-07-01"}])
def test_illegible_undated_and_foreign_photos_do_not_count(village, photo, villages, cells):
    village()
    photo("近景", "2021-05-10")
    photo("远景", "2021-05-10", **cells)
    assert villages()[V1]["photo_set"] is False


def test_photo_after_as_of_does_not_exist(village, photo, villages):
    village()
    photo("近景", "2021-05-10")
    photo("远景", "2021-05-20")
    assert villages(as_of="2021-05-19")[V1]["photo_set"] is False
    assert villages(as_of="2021-05-20")[V1]["photo_set"] is True


def test_a_picture_counts_once_over_all_villages_and_quarters(village, photo, villages):
    village(V1)
    village(V2)
    photo("近景", "2021-05-10", V1, file_hash="same", photo_id="Z2")
    photo("近景", "2021-05-10", V2, file_hash="same", photo_id="Z1")
    photo("远景", "2021-05-10", V1, file_hash="old")
    photo("远景", "2021-01-10", V2, file_hash="old")
    found = villages()
    assert found[V1]["missing"] == "未检查、缺近景、缺远景"
    assert found[V2]["missing"] == "未检查、缺远景"


def test_an_illegible_first_copy_spends_the_picture(village, photo, villages):
    village()
    photo("近景", "2021-05-10", file_hash="same", legible=False)
    photo("近景", "2021-05-11", file_hash="same")
    assert "缺近景" in villages()[V1]["missing"]


def test_photos_without_a_check_value_count(village, photo, villages):
    village()
    photo("近景", "2021-05-10", file_hash=None)
    photo("远景", "2021-05-10", file_hash=None)
    assert villages()[V1]["photo_set"] is True


@pytest.mark.parametrize(("filed", "counted"), [("2021-07-15", 1), ("2021-07-16", 0), (None, 0)])
def test_a_set_filed_later_than_as_of_is_not_yet_filed(village, photo, coverage, filed, counted):
    village()
    photo("近景", "2021-05-10")
    photo("远景", "2021-05-10", filed_date=filed)
    assert (coverage()["photo_sets"], coverage()["photo_set_pct"], coverage()["photo_filed"]) == (1, 100, counted)


def test_a_picture_spent_in_another_town_stays_spent_for_a_town_viewer(village, photo, villages):
    village(V1)
    village("640202100001")
    photo("近景", "2021-05-09", "640202100001", file_hash="same")
    photo("近景", "2021-05-10", V1, file_hash="same")
    assert "缺近景" in villages(viewer=Viewer("甲", "town", region=TOWN))[V1]["missing"]
