"""The first hour: the sample county comes and goes in one go, a tour on an empty store, views of one's own."""

import pytest

from components import views_menu
from data import database, samples, saved_views
from data.intake import ingest, jobs, received
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

VILLAGES = "村（社区）编码,村（社区）名称,乡镇（街道）编码\n640202001001,骏马社区,640202001\n640202009001,没有街道的村,640202009\n"
UNITS = "单位编码,单位名称,单位类型\n640202001,长胜街道,街道\n,没有编码,街道\n"


@pytest.fixture
def sample(store, tmp_path, monkeypatch):
    """A sample of two small files and a broken one."""
    folder = tmp_path / "sample"
    folder.mkdir()
    for name, text in (("村.csv", VILLAGES), ("单位.csv", UNITS), ("空.csv", "")):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(samples, "FOLDER", folder)
    return folder


def rows(store) -> dict:
    with store.reading() as cursor:
        return {name: cursor.execute(f"select count(*) from {name}").fetchone()[0]
                for name in ("org_units", "villages", "held.villages", "rejects", "sealed", "confirmations", "photo_files")}


def test_the_sample_comes_and_goes_in_one_go(store, sample, tmp_path):
    before = rows(store)
    assert samples.offered() == "load" and samples.send("admin") == 2
    assert samples.offered() is None  # under way
    while jobs.work_once():
        pass
    assert samples.offered() == "remove" and rows(store)["villages"] == 1 and rows(store)["held.villages"] == 1 and not received.notes()
    with pytest.raises(Refused, match="已有别的数据"):
        samples.send("admin")
    assert samples.remove("admin") == 2 and rows(store) == before and samples.offered() == "load"
    assert {row["status"] for row in ask("imports", Viewer("甲", "admin")).dicts()} == {"已回退"}
    assert samples.load(lambda _: None, False) == 0 and rows(store)["villages"] == 1  # again, by the door
    with store.reading() as cursor:
        assert cursor.execute("select who from audit where what = 'sample removed'").fetchall() == [("admin",)]


def test_with_anything_else_the_sample_stays(store, sample, tmp_path):
    samples.load(lambda _: None, False)
    with store.noting("test", "made") as cursor:
        cursor.execute("insert into evidence_files values ('Z1', 'ab', 'a.pdf', 'pdf', 1, ?, '甲')", [database.now()])
    with pytest.raises(Refused, match="evidence_files"):
        samples.remove("admin")
    with store.noting("test", "made") as cursor:
        cursor.execute("delete from evidence_files")
    (tmp_path / "别的.csv").write_text("单位编码,单位名称,单位类型\n640202002,朝阳街道,街道\n", encoding="utf-8")
    assert ingest(tmp_path / "别的.csv", "甲").status == "imported"
    assert samples.offered() is None
    with pytest.raises(Refused, match="别的"):
        samples.remove("admin")
    assert rows(store)["org_units"] == 2


def test_views_are_one_s_own_and_only_addresses(store):
    one, other = Viewer("甲", "panel"), Viewer("乙", "panel")
    saved_views.save(one, "  本季 公示 ", "/publicity?period=2021Q3")
    saved_views.save(one, "本季 公示", "/publicity?period=2021Q4")
    assert saved_views.listed(one) == [("本季 公示", "/publicity?period=2021Q4")] and saved_views.listed(other) == []
    for name, address in (("", "/x"), ("a", "//elsewhere"), ("a", "https://elsewhere"), ("a", "/" + "x" * 2000)):
        with pytest.raises(Refused):
            saved_views.save(one, name, address)
    [cross] = [one for one in views_menu.listed(saved_views.listed(one))._traverse() if getattr(one, "n_clicks", None) == 0]
    assert cross.id["of"].isascii()  # else Dash finds no value of what was clicked
    saved_views.remove(other, "本季 公示")
    assert len(saved_views.listed(one)) == 1
    saved_views.remove(one, "本季 公示")
    assert saved_views.listed(one) == []
