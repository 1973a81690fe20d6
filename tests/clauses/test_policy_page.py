"""指标口径: what is listed, what uses it, two profiles beside each other, a trial that leaves nothing behind, a value confirmed from a day on."""

import datetime
import threading
import tomllib
from inspect import unwrap

import pytest
from applications import application, entering
from dash import html
from test_components import of, words

from components import basis, explain, replay, text
from data import confirmed, database, policy
from data.confirmed import confirm
from data.policy_kinds import kind_of
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask
from queries.policy_uses import uses

ADMIN = Viewer("at-admin", "admin")
SETTLED = {"page": "policy", "period": "2021H2", "as_of": "2022-04-15", "said": []}
CLOSED = datetime.date(2021, 1, 1)


# --- the page


def _village(store) -> None:
    with store.writing("test", "given") as cursor:
        cursor.execute("""insert into villages by name select '640202001001' as village_code, '甲村' as village_name, '640202001' as town_code,
                          '甲镇' as town_name, 0 as _import, 1 as _line, date '2020-01-01' as _exported""")


@pytest.fixture(scope="module")
def app(empty_store, tmp_path_factory):
    """Over a store that knows one village."""
    with application(empty_store, tmp_path_factory.mktemp("policy"), _village, admin="", panel="", town="640202001") as made:
        yield made


@pytest.fixture
def signed_in(app):
    with entering(app, base_url="http://bureau.example:8050") as enter:
        yield enter


def test_every_parameter_is_listed_found_and_opened(signed_in):
    from pages import policy as page
    from pages.policy_rows import narrowed, rows

    signed_in("town")
    every = rows()
    assert {one["param"] for one in every} == set(policy.parameters("composite")) and every[0]["param"] == "doc_no"
    shown = words(unwrap(page.listed)(SETTLED))
    assert f"（共 {len(every)} 项）" in shown and "在乡镇、村（社区）委会的参与协助下进行" in shown and "再显示" in shown
    assert [one["param"] for one in narrowed(every, {"q": "较低”界线"})] == ["satisfaction_low"]
    assert {one["state"] for one in narrowed(every, {"state": "未规定"})} == {"未规定"}
    on_page = {one["param"] for one in narrowed(every, {"use": "payments"})}
    assert "tranche_1_pct" in on_page and "accuracy_target" not in on_page
    drawn = unwrap(page.one_parameter)(SETTLED, "tranche_1_pct")
    said = words(drawn)
    assert all(part in said for part in ("文件明确", "30 %", "大武口区 2019", "交城县 2021", "未规定", "payment_tranches", "分期拨付", "第一期拨付"))
    assert policy.parameters("composite")["tranche_1_pct"]["quotation"] in said and "试算" not in said
    assert "没有" in words(html.Div(unwrap(page.one_parameter)(SETTLED, "no_such")))
    with text.speaking("en"):
        said = words(unwrap(page.listed)(SETTLED | {"state": "未规定"}))
        assert "not prescribed" in said or "Parameter" in said
    for role, there in (("town", False), ("panel", True)):
        signed_in(role)
        assert ("switch" in page.tabs_of(role)) is there


def test_what_uses_a_parameter_is_read_from_the_files():
    found = uses(frozenset(policy.parameters("composite")))
    assert {"accuracy", "overview"} <= set(found["accuracy_target"]["questions"]) and "accuracy-rate" in found["accuracy_target"]["alerts"]
    assert "publicity_coverage" not in found["accuracy_target"]["questions"]
    assert set(found["satisfaction_low"]["questions"]) >= {"satisfaction", "overview"}  # through two views
    assert "policy_values" not in found["accuracy_target"]["questions"] and found["original_keep_days"]["deeds"] == ["clock"]
    assert "paid_over_plan" in found["tranche_1_pct"]["audits"] and not any(found["archive_keeper"].values())


def test_two_profiles_beside_each_other(signed_in):
    from pages import policy_compare as page

    signed_in("panel")
    found = dict((name, (one, other)) for name, one, other in page.differing("dawukou-2019", "tianjin-2022"))
    assert found["tranche_1_pct"][0]["value"] == 30 and found["tranche_1_pct"][1]["state"] == "未规定" and "wilson_z" not in found
    shown = unwrap(page.compared)(SETTLED | {"tab": "compare", "left": "dawukou-2019", "right": "tianjin-2022", "shown": "300"})
    assert "大武口区 2019" in words(shown) and any("mj-silent" in (one.className or "") for one in of(shown, "Div") if "mj-policy-side" in
                                                (getattr(one, "className", "") or ""))
    assert page.differing("composite", "composite") == []


def test_another_profile_is_tried_and_nothing_of_it_stays(signed_in):
    from pages import policy_compare as page

    viewer, store = signed_in("panel"), database.store()
    given = {"period": "2021H2", "as_of": "2022-04-15"}
    before = ask("overview", viewer, **given).rows
    shown = unwrap(page.switched)(SETTLED | {"tab": "switch", "profile": "jiaocheng-2021"})
    assert "未规定，不评价" in words(shown) and [one for one in of(shown, "Tr") if getattr(one, "className", None) == "mj-silent"]
    assert "公示检查" in words(shown)
    trial = store.trial(profile="jiaocheng-2021")
    with store.reading(trial=trial) as cursor:
        assert cursor.execute("select policy_number('coverage_target'), policy_number('accuracy_target')").fetchone()[0] is None
    for _ in range(3):  # no cursor of the trial came back among those that wait for work
        with store.reading() as cursor:
            assert cursor.execute("select policy_number('coverage_target')").fetchone()[0] is not None
    assert ask("overview", viewer, **given).rows == before




def test_an_administrator_tries_and_then_registers(signed_in):
    from pages import policy as page
    from pages import policy_confirm

    signed_in("admin")
    drawn = unwrap(page.one_parameter)(SETTLED, "satisfaction_low")
    assert "登记本级确认值" in words(drawn) and {one.id["policy-field"]: getattr(one, "value", None) for one in of(drawn, "Input")} == {
        "value": "70", "valid_from": None, "document": None, "reason": None}
    assert of(unwrap(page.one_parameter)(SETTLED, "photo_set"), "Checklist")[0].value == ["近景", "远景"]
    assert "不能由本级另定" in words(unwrap(page.one_parameter)(SETTLED, "sme_limit_days"))
    tried, registered = unwrap(policy_confirm.tried), unwrap(policy_confirm.registered)
    ids = [{"policy-field": name} for name in ("value", "valid_from", "document", "reason")]
    about = {"param": "satisfaction_low", "seen": ""}
    assert "0 至 100" in words(tried(1, ["170", "2021-01-01", "某文", "会议"], ids, about, SETTLED))
    shown = html.Div(tried(1, ["72", "2021-01-01", "某文", "会议"], ids, about, SETTLED))
    assert "新值 72 分" in words(shown) and "满意度轮次" in words(shown) and confirmed.history("satisfaction_low") == []
    keep = of(shown, "Store")[0].data
    said, settled, _, refused = registered(1, keep | {"document": " "}, SETTLED)
    assert "文件" in words(html.Div(refused)) and confirmed.history("satisfaction_low") == []
    said, settled, _, refused = registered(1, keep, SETTLED)
    assert "已登记" in said and settled["done"] and confirmed.confirmation("satisfaction_low")["value"] == 72
    said, settled, _, refused = registered(1, keep, SETTLED)  # a second administrator with the form he opened before
    assert "at-admin刚才已登记为 72" in words(html.Div(refused)) and len(confirmed.history("satisfaction_low")) == 1
    said = words(unwrap(page.one_parameter)(SETTLED, "satisfaction_low"))
    assert "本级确认" in said and "会议" in said and "at-admin" in said


# --- a value that holds from a day on


def test_a_change_never_recolours_a_closed_period(store, monkeypatch):
    monkeypatch.setattr(database, "today", lambda: datetime.date(2022, 8, 15))

    def target(period):
        with store.reading(period) as cursor:
            return cursor.execute("select policy_number('accuracy_target'), policy_number('satisfaction_low')").fetchone()

    with pytest.raises(Refused, match=r"2022-08-01.*不因改口径而变色"):
        confirm(ADMIN, "accuracy_target", "90", "某文", datetime.date(2022, 7, 31), "会议")
    confirm(ADMIN, "accuracy_target", "90", "某文", datetime.date(2022, 8, 1), "会议")
    confirm(ADMIN, "accuracy_target", "92", "另一文", datetime.date(2022, 9, 1), "会议")
    days = [datetime.date(2022, *one) for one in ((7, 31), (8, 1), (8, 31), (9, 1))]
    assert [target(day)[0] for day in days] == [95, 90, 90, 92] and target(None)[0] == 90
    with replay.here(replay.Here("/accuracy", {"period": "2022H1", "as_of": "2022-08-15"}, "", str)):
        then = policy.before(store.profile, store.folder, basis.judged_on())  # what a closed period rests on is shown with it
    assert set(then) == {"accuracy_target"} and then["accuracy_target"]["value"] == "95" and "交民发" in then["accuracy_target"]["document"]
    assert policy.before(store.profile, store.folder, days[-1]) == {}
    said = {row["param"]: row for row in ask("policy_values", ADMIN).dicts()}["accuracy_target"]
    assert (said["value"], said["document"]) == ("90", "某文")  # September's is not in force yet
    monkeypatch.setattr(database, "today", lambda: datetime.date(2022, 9, 2))
    assert {row["param"]: row for row in ask("policy_values", ADMIN).dicts()}["accuracy_target"]["value"] == "92"
    confirm(ADMIN, "satisfaction_low", "70", "某文", CLOSED, "首次确认")  # it judged nobody before: any day
    with pytest.raises(Refused, match="2022-09-01"):
        confirm(ADMIN, "satisfaction_low", "80", "某文", datetime.date(2022, 1, 1), "改")
    assert [target(datetime.date(year, 6, 30))[1] for year in (2020, 2021)] == [None, 70]


def test_a_question_is_judged_by_its_period(store, given, monkeypatch):
    given("villages", village_code="640202001001", village_name="甲村", town_code="640202001", town_name="甲镇")
    given("cases", case_no="S1", village_code="640202001001", town_code="640202001", case_type="新申请", assistance_type="农村低保")
    for number, day in ((1, "2022-06-10"), (2, "2022-09-10")):
        given("investigations", inv_id=f"I{number}", case_no="S1", visit_result="已入户", visit_date=day)
    monkeypatch.setattr(database, "today", lambda: datetime.date(2022, 7, 2))
    confirm(ADMIN, "accuracy_target", "90", "某文", datetime.date(2022, 7, 1), "会议")

    def target(period, as_of="2022-12-31"):
        return [row["target_pct"] for row in ask("accuracy", ADMIN, period=period, as_of=as_of, by="county").dicts()]

    assert (target("2022H1"), target("2022H2"), target("2022")) == ([95], [90], [90])
    assert target("2022", "2022-06-30") == [95]  # as it was known on that day


def test_a_round_keeps_the_bound_of_its_day(served_contract, round_, store, monkeypatch):
    round_(1, 75, result_date="2021-07-31")
    confirm(ADMIN, "satisfaction_low", "70", "某文", CLOSED, "首次")
    confirm(ADMIN, "satisfaction_low", "80", "新文", confirmed.first_day(), "提高")
    low = [row["low"] for row in ask("satisfaction", ADMIN, as_of="2029-12-31").dicts()]
    assert low == [False]


def test_what_cannot_be_is_refused_by_type_unit_and_bounds(store):
    day = confirmed.first_day()
    refused = [("tranche_1_limit_wd", "15.5", "整数"), ("tranche_1_limit_wd", "0", "整数"), ("tranche_1_limit_wd", "9999", "整数"),
               ("tranche_1_pct", "101", "100"), ("bounds_form", "95、98", "2 个"), ("bounds_form", "98", "2 个"), ("uses_contractor", "也许", "是"),
               ("photo_set", ["中景"], "近景"), ("photo_set", [], "至少"), ("satisfaction_period", "每周", "半年"), ("sme_limit_days", "20", "国务院"),
               ("doc_level_", "x", "不是可以"), ("tranche_1_pct", "1e999", "100"), ("tranche_1_pct", None, "100")]
    for param, value, why in refused:
        with pytest.raises(Refused, match=why):
            confirm(ADMIN, param, value, "某文", day, "会议")
    with pytest.raises(Refused, match="理由"):
        confirm(ADMIN, "tranche_1_pct", "40", "某文", day, " ")
    assert not (store.folder / "policy_local.toml").exists()
    for param, value, held in (("bounds_form", "97、90", [97, 90]), ("uses_contractor", "false", False), ("photo_set", ["近景"], ["近景"]),
                               ("complaint_reply_wd", "15", 15), ("accuracy_target", "97.5", 97.5)):
        confirm(ADMIN, param, value, "某文", day, "会议 13912345678")
        assert confirmed.history(param)[-1]["value"] == held and "13912345678" not in confirmed.history(param)[-1]["reason"]


def test_every_declared_value_could_be_registered_as_it_stands():
    for name, item in policy.parameters("composite").items():
        kind = kind_of(name, "composite")
        if kind is not None and item.get("value") is not None and kind.wants != "word":
            now = item["value"]
            written = str(now).lower() if kind.wants == "yes" else "、".join(map(str, now)) if kind.wants == "numbers" else now
            assert kind.read(written) == (pytest.approx(now) if isinstance(now, float) else now), name


def test_two_at_once_lose_nothing(store):
    params = ["tranche_1_limit_wd", "tranche_2_limit_wd", "near_due_1_wd", "lookback_days", "accuracy_target", "min_sample"]
    threads = [threading.Thread(target=confirm, args=(ADMIN, one, "21", "某文", confirmed.first_day(), "会议")) for one in params]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    local = tomllib.loads((store.folder / "policy_local.toml").read_text(encoding="utf-8"))
    assert local["confirmed"] == dict.fromkeys(params, 21) and set(local["confirmation"]) == set(params)
    with store.reading() as cursor:
        assert cursor.execute("select count(*) from audit where what = 'policy value confirmed'").fetchone() == (len(params),)


# --- 复核


def test_every_explanation_in_a_section_replays_its_own_figure(signed_in):
    from components import section

    viewer = signed_in("town")
    settled = SETTLED | {"page": "accuracy", "region": "640202001"}

    def card(settled):
        section.answer("accuracy_trend", settled)
        section.answer("accuracy", settled, by="county")
        return explain.explain("accuracy_rate", {}, figure=("accuracy", "first(accuracy_pct)"))

    shown = section.safely(card, settled)
    lines = of(shown, "Pre")[0].children.splitlines()
    with database.store().reading() as cursor:
        chain = cursor.execute("select chain from audit order by audit_id desc limit 1").fetchone()[0]
    assert lines[0] == "http://bureau.example:8050/accuracy?period=2021H2&as_of=2022-04-15&region=640202001"
    said = "--period 2021H2 --as-of 2022-04-15 --region 640202001 --by county"
    assert lines[1] == f'python app.py ask accuracy {said} --select "first(accuracy_pct)" --as {viewer.name}'
    assert lines[2] == "queries/accuracy.sql" and lines[3].endswith(chain) and len(lines) == 4
    assert of(explain.explain("accuracy_rate", {}), "Pre") == []
