"""The bound of 较低, confirmed in the app: value, document, valid from; who and when is logged (choices.md B6)."""

import datetime

import pytest

from data import database
from data.confirmed import confirm, confirmation
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

ADMIN = Viewer("管理员", "admin")
DAY = datetime.date(2021, 1, 1)


def low(as_of="2029-12-31"):
    return [(row["low"], row["streak"], row["proposal"]) for row in ask("satisfaction", ADMIN, as_of=as_of).dicts()]


def test_until_confirmed_nothing_is_judged_then_it_is(served_contract, round_, store):
    round_(1, 71)
    round_(2, 71)
    assert low() == [(None, None, None)] * 2
    confirm(ADMIN, "satisfaction_low", "72.5", "某民发〔2021〕1号", DAY, "会议确定")
    assert low() == [(True, 1, None), (True, 2, "建议清退，提请研究")]
    said = {row["param"]: row for row in ask("policy_values", ADMIN).dicts()}["satisfaction_low"]
    assert (said["state"], said["value"], said["document"], said["in_force"]) == ("本级确认", "72.5", "某民发〔2021〕1号", DAY)
    found = confirmation("satisfaction_low")
    assert (found["who"], found["valid_from"], found["value"]) == ("管理员", DAY, 72.5) and isinstance(found["at"], datetime.datetime)
    with store.reading() as cursor:
        assert cursor.execute("select who from audit where what = 'policy value confirmed' and detail like '%72.5%'").fetchall() == [("管理员",)]


def test_a_round_before_the_bound_was_in_force_is_not_judged_by_it(served_contract, round_, store):
    round_(1, 60, result_date="2021-07-31")
    round_(2, 60, result_date="2022-07-31")
    confirm(ADMIN, "satisfaction_low", "70", "某民发〔2022〕3号", datetime.date(2022, 7, 31), "会议确定")
    assert low() == [(None, None, None), (True, 1, None)]


def test_what_the_file_held_before_stays(store, confirm):
    import tomllib

    from data.confirmed import confirm as confirm_in_app

    confirm(tranche_1_limit_wd=20, satisfaction_unit_types='["民政局", "街道"]')
    confirm_in_app(ADMIN, "satisfaction_low", "70", "甲\"乙\\", DAY, "会议确定")
    confirm_in_app(ADMIN, "satisfaction_low", "75", "丙\x7f", DAY, "笔误")  # a character that TOML takes in no text
    local = tomllib.loads((store.folder / "policy_local.toml").read_text(encoding="utf-8"))
    assert local["confirmed"] == {"tranche_1_limit_wd": 20, "satisfaction_unit_types": ["民政局", "街道"], "satisfaction_low": 75}
    assert local["confirmation"]["satisfaction_low"]["document"] == "丙\x7f"


@pytest.mark.parametrize("who, param, value, document, said", [
    (Viewer("组", "panel"), "satisfaction_low", "70", "文", "系统管理员.*依据：.*四"), (ADMIN, "satisfaction_low", "0", "文", "0 至 100.*依据"),
    (ADMIN, "satisfaction_low", "nan", "文", "依据"), (ADMIN, "satisfaction_low", "七十", "文", "依据"), (ADMIN, "satisfaction_low", "70", " ", "文件.*依据"),
    (ADMIN, "no_such", "90", "文", "不是可以由本级确认")])
def test_who_may_not_or_what_cannot_be_is_refused_and_nothing_is_written(store, who, param, value, document, said):
    with pytest.raises(Refused, match=said):
        confirm(who, param, value, document, DAY, "会议确定")
    assert not (store.folder / "policy_local.toml").exists()
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from audit where what = 'policy value confirmed'").fetchone() == (0,)
