"""通报: what it says is what the questions and the pages' 结论 say, in both languages, and only to whom; kept encrypted, announced, made once."""

import datetime
import io
import re
import shutil
import warnings

import pytest
import time_machine
from docx import Document
from stores import use_store
from test_papers import words

from components import bulletin, bulletin_pictures, bulletin_tables, concluded, conclusion, text
from data import bulletins, database
from data.alerts import find, rules
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer
from queries import ask, papers

DAY, PERIOD = "2022-01-10", "2021H1"
PANEL = Viewer("小组", "panel")
SETTLED = {"period": PERIOD, "as_of": DAY}
FEW = ("tranche-1-30", "complaint-due", "visit-badge")


@pytest.fixture(scope="module")
def county(tiny_folder, tmp_path_factory):
    """The tiny county, three rules of alerts."""
    with pytest.MonkeyPatch.context() as patch:
        database.close_store()
        use_store(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("bulletin"), dirs_exist_ok=True) / "store", patch)
        patch.setattr(find, "rules", lambda: {name: rules()[name] for name in FEW})
        yield database.store()
        database.close_store()
    settings.cache_clear()


def test_it_says_what_the_pages_say_in_both_languages(county):
    asking = bulletin.Asking(PANEL)
    facts = {page: getattr(concluded, page)(asking, SETTLED) for page in ("overview", "satisfaction", "payments", "complaints")}
    [rate] = ask("accuracy", PANEL, period=PERIOD, as_of=DAY, by="county").dicts()
    for language in text.LANGUAGES:
        content = bulletin.word(PANEL, PERIOD, DAY, language)
        said = words(content)
        assert "{{" not in said and "{%" not in said and "None" not in said
        table = Document(io.BytesIO(content)).tables[-1].rows  # the state of the data: rows of every ledger, of those without a day too
        with county.reading() as cursor:
            counted = [cursor.execute(f"select count(*) from {name}").fetchone()[0] for name in ("contractors", "staff", "spot_check_items")]
        assert {text.number(one) for one in counted} <= {row.cells[1].text for row in table} and "—" not in {row.cells[1].text for row in table[1:]}
        for page, one in facts.items():
            assert conclusion.conclude(page, one, language) in said, page
        with text.speaking(language):
            assert f"{text.share(rate['accuracy_pct'])}%" in said and text.word(rate["verdict"]) in said
        for contractor in ask("accuracy", PANEL, period=PERIOD, as_of=DAY, by="contractor").dicts():
            assert contractor["group_name"] in said if contractor["group_name"] else True
        assert f"ask accuracy --period {PERIOD} --as-of {DAY} --by town" in said and county_chain() in said
    headings = [one.text for one in Document(io.BytesIO(content)).paragraphs if one.style.name.startswith("Heading")]
    assert len(headings) > 20 and not [one for one in headings if re.search("[\u4e00-\u9fff]", one)]
    asked = {question for question, _ in asking.asked}
    assert "accuracy_funnel" not in asked and not [row["staff_id"] for row in ask("accuracy_funnel", PANEL, period=PERIOD).dicts() if row["staff_id"] in said]


def county_chain() -> str:
    with database.store().reading() as cursor:
        return cursor.execute("select chain from audit order by audit_id desc limit 1").fetchone()[0]


def test_it_holds_the_viewers_rows_only_and_says_whose(county):
    rows = [row for row in ask("accuracy", PANEL, period=PERIOD, as_of=DAY, by="contractor").dicts() if row["group_name"]]
    mine, others = rows[0], rows[1:]
    said = words(bulletin.word(Viewer("企", "auditor", contractor=mine["group_key"]), PERIOD, DAY, "zh"))
    assert mine["group_name"] in said and others and not [one["group_name"] for one in others if one["group_name"] in said]
    assert f"范围：{mine['group_name']}" in said and "--as '企'" in said
    for role in ("finance", "town", "inspector"):
        with pytest.raises(Refused, match=role):
            bulletin.word(Viewer("别人", role), PERIOD, DAY, "zh")
    with pytest.raises(Refused):
        bulletin.word(PANEL, "2021H3", DAY, "zh")


def test_the_clock_makes_each_once_encrypted_and_tells_who_sees_the_county(county, monkeypatch):
    monkeypatch.setattr(bulletin, "values", lambda viewer, period, as_of: {"red": len(as_of)})
    monkeypatch.setattr(papers, "render", lambda name, said: b"PK of " + name.encode())
    assert bulletins.due(datetime.date(2021, 7, 4)) == ("月度", "2021-05")  # on the fifth day after its end, not before
    assert bulletins.due(datetime.date(2021, 7, 5)) == ("月度", "2021-06")
    with time_machine.travel("2021-07-06T12:00+08:00", tick=False):
        done = [bulletin.make() for _ in range(4)]
    assert done == [True, True, True, False]
    assert {(one["kind"], one["bulletin"]) for one in ask("bulletins", PANEL).dicts()} == {("月度", "2021-06"), ("季度", "2021Q2"), ("半年", "2021H1")}
    assert bulletins.due(datetime.date(2023, 7, 6)) is None  # no visits of it
    for place in bulletins.folder().iterdir():
        assert place.suffix == ".sealed" and not place.read_bytes().startswith(b"PK")
    assert bulletins.unseen(PANEL) == {"2021-06", "2021Q2", "2021H1"}
    assert bulletin.read(PANEL, "2021H1") == b"PK of bulletin" and bulletins.unseen(PANEL) == {"2021-06", "2021Q2"}
    assert len(bulletins.unseen(Viewer("局长", "leader"))) == 3
    for viewer, period, code in ((Viewer("企", "panel", contractor="C1"), "2021H1", "bulletin_none"), (Viewer("镇里", "panel", region="640202002"), "2021H1",
                                 "bulletin_none"), (Viewer("财", "finance"), "2021H1", "not_allowed"), (PANEL, "../../mingjian", "bulletin_none")):
        with pytest.raises(Refused) as refused:
            bulletin.read(viewer, period)
        assert refused.value.code == code


def test_periods_that_are_over():
    for kind, day, name, last in (("月度", (2022, 1, 1), "2021-12", (2021, 12, 31)), ("季度", (2022, 4, 1), "2022Q1", (2022, 3, 31)),
                                  ("季度", (2022, 3, 31), "2021Q4", (2021, 12, 31)), ("半年", (2022, 6, 30), "2021H2", (2021, 12, 31)),
                                  ("半年", (2022, 7, 1), "2022H1", (2022, 6, 30))):
        found = bulletins.over(kind, datetime.date(*day))
        assert (found[0], found[2]) == (name, datetime.date(*last))


def test_a_machine_without_a_chinese_font_prints_numbers_and_no_boxes(monkeypatch):
    rows = [{"group_name": name, "villages": 4, "inspected": done, "coverage_pct": 25.0 * done} for name, done in (("甲街道", 3), ("乙镇", 4))]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a sign that its font lacks
        monkeypatch.setattr(bulletin_pictures, "chinese_font", lambda: None)
        assert bulletin_pictures.named(rows) == ["1", "2"] and bulletin_pictures.shares(rows, 100).startswith(b"\x89PNG")
        with monkeypatch.context() as wrong, pytest.raises(UserWarning, match="missing"):
            wrong.setattr(bulletin_pictures, "named", lambda rows: [row["group_name"] for row in rows])
            bulletin_pictures.shares(rows, 100)
    monkeypatch.setattr(bulletin_pictures, "chinese_font", lambda: "some font")
    assert bulletin_pictures.named(rows) == ["甲街道", "乙镇"]


def test_groups_of_so_few_households_that_one_could_be_recognised_say_no_number(county, confirm_few):
    """A bulletin leaves the house: a town of two visited families tells about both of them."""
    rows = [{"visited": 40, "rechecked": 9}, {"visited": 12, "rechecked": 2}, {"visited": 30, "rechecked": 5}, {"visited": 8, "rechecked": 0}]
    assert bulletin_tables.hidden(rows, 3, "visited", "rechecked") == {1, 2}, "one alone could be had from the total"
    assert bulletin_tables.hidden(rows, 2, "visited", "rechecked") == set() == bulletin_tables.hidden(rows, None, "visited")
    months = [{"rechecked": count, "accuracy_pct": 50.0} for count in (9, 2, 0, 5)]
    assert [row["accuracy_pct"] for row in bulletin_tables.months(months, 3)] == [50, None, 50, None] and months[1]["rechecked"] == 2
    towns = ask("accuracy", PANEL, period=PERIOD, as_of=DAY, by="town").dicts()
    least = sorted(min(row["visited"], row["rechecked"]) for row in towns)[1] + 1  # so that two towns fall below
    confirm_few(least)
    values = bulletin.values(PANEL, PERIOD, DAY)
    few = bulletin_tables.hidden(towns, least, "visited", "rechecked")
    assert len(few) >= 2
    for place, row in enumerate(values["towns"]):
        assert (row["rechecked"] == row["value"] == row["visited"] == "＊") == (place in few) and row["name"] == towns[place]["group_name"]
    assert "＊ 不足" in values["based"]["accuracy"]


@pytest.fixture
def confirm_few(county):
    """``confirm_few(9)``: the office tells of no fewer households than nine."""
    local = county.folder / "policy_local.toml"
    yield lambda least: local.write_text(f"[confirmed]\nsmall_cell = {least}\n", encoding="utf-8")
    local.unlink()
    county.refresh_policy()
