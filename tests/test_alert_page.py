"""预警与待办 and 数据质量 on the page: what is sent, narrowed, taken and put off, in both languages; how much of 5,000 goes to the browser."""

import datetime
import json
from inspect import unwrap

import pytest
from applications import application, entering
from clauses.alert_scene import DAY, fill
from test_components import of, words
from werkzeug.exceptions import Forbidden, NotFound

from components import alert_list, door, papers, text
from data import audits
from data.alerts import digests, find, rules, states
from queries import ask

SETTLED = {"page": "alerts", "as_of": DAY, "said": []}
KEPT = ("tranche-1-30", "tranche-3-remainder", "visit-badge", "complaint-due", "complaint-no-limit", "board-damage-restore")


@pytest.fixture(scope="module")
def app(empty_store, tmp_path_factory):
    """Over the scene of the rules and six rules of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "rules", lambda: {name: rules()[name] for name in KEPT})
        with application(empty_store, tmp_path_factory.mktemp("alerts"), fill, panel="", auditor="", town="640202002") as made:
            yield made


@pytest.fixture
def signed_in(app):
    with entering(app) as enter:
        yield enter


def listed(**more):
    from pages import alerts

    return unwrap(alerts.listed)(SETTLED | more)


def rows(shown) -> list:
    return [one for one in shown._traverse() if type(one).__name__ == "Li"]


def buttons(shown) -> list[dict]:
    return [one.id for one in shown._traverse() if isinstance(getattr(one, "id", None), dict) and "alert" in one.id]


def test_the_list_says_what_the_question_says_and_narrows(signed_in):
    viewer = signed_in("panel")
    known = ask("alerts", viewer, as_of=DAY).dicts()
    shown = listed()
    assert len(rows(shown)) == len(known) > 6
    said = words(shown)
    assert all(one["matter"] in said for one in known) and f"预警与待办 {len(known)} 项" in said
    assert len(rows(listed(severity="grey"))) == sum(one["severity"] == "grey" for one in known) > 0
    assert len(rows(listed(rule="visit-badge"))) == 2 and len(rows(listed(q="第三期"))) == 1 and "请放宽条件" in words(listed(q="没有这样的"))
    late = [one for one in known if one["due_date"] and one["due_date"].isoformat() < DAY]
    assert len(rows(listed(only="overdue"))) == len(late) > 0
    owner = late[0]["owner"]
    assert len(rows(listed(owner=owner))) == sum(one["owner"] == owner for one in known)
    groups = [words(one).split(" ")[0] for one in shown._traverse() if type(one).__name__ == "H3"]
    assert groups[-3:] == ["逾期", "以后到期", "无期限"]  # 15 April is a Friday: what is due from the 18th on is later
    with text.speaking("en"):
        said = words(listed())
        assert "working days late" in said and "of 30 visits" in said
    assert of(listed(), "Li")


def test_a_deed_changes_the_row_and_only_those_who_may_see_buttons(signed_in):
    from pages import alerts

    assert buttons(listed_as(signed_in, "auditor")) == []
    signed_in("panel")
    key = "tranche-1-30:HT1.1"
    assert {"alert": "take", "of": key} in buttons(listed())
    assert act(alerts, "take", key)[0] == ""
    assert {"alert": "release", "of": key} in buttons(listed()) and len(rows(listed(only="mine"))) == 1
    assert "原因" in act(alerts, "snooze", key, until="2022-04-18")[0]  # in the reader's words, beside the list
    assert act(alerts, "snooze", key, reason="等资金", until="2022-04-18")[0] == ""
    drawer = unwrap(alerts.one_alert)(SETTLED, key)
    assert {"推迟", "认领"} <= set(words(drawer).replace("\n", " ").split()) or ("推迟" in words(drawer) and "等资金" in words(drawer))
    rowed = unwrap(alerts.one_alert)(SETTLED, "visit-badge:visit-badge-many.2022H1")
    assert "visit-badge-many-2" in words(rowed) and "明细 3 行" in words(rowed)
    assert "没有" in words(unwrap(alerts.one_alert)(SETTLED, "no-such:thing")) or unwrap(alerts.one_alert)(SETTLED, "no-such:thing") is not None
    waiting, said = alerts.badge({})
    assert waiting == states.unread(door.viewer()) and str(waiting) in said


def listed_as(signed_in, role):
    signed_in(role)
    return listed()


def act(alerts, deed, key, **typed):
    """The callback as the browser calls it."""
    from unittest import mock

    with mock.patch.object(alerts, "ctx", mock.Mock(triggered_id={"alert": deed, "of": key})):
        return unwrap(alerts.act)([1], list(typed.values()), [{"put_off": name} for name in typed], SETTLED)


def test_of_five_thousand_only_what_a_screen_shows_is_sent(signed_in):
    """Without a clock: the size of what goes to the browser does not grow with the list."""
    viewer = signed_in("panel")
    few = len(json.dumps(listed().to_plotly_json(), default=lambda one: one.to_plotly_json()))
    known = ask("alerts", viewer, as_of=DAY).dicts()
    many = [known[0] | {"alert_key": f"x:{number}", "subject": f"第{number}号"} for number in range(5000)]
    kept = alert_list.narrowed(many, SETTLED | {"q": "号"}, viewer.name)
    sent, groups = alert_list.grouped(kept, SETTLED, True)
    assert len(kept) == 5000 and len(sent) == alert_list.SHOWN
    whole = len(json.dumps([one.to_plotly_json() for one in groups], default=lambda one: one.to_plotly_json()))
    assert whole < 12 * few
    sent, _ = alert_list.grouped(kept, SETTLED | {"shown": "150"}, True)
    assert len(sent) == 150
    assert len(alert_list.narrowed(many, SETTLED | {"q": "第4999号"}, viewer.name)) == 1


def test_digests_are_listed_and_sent_to_who_sees_the_whole_county(signed_in):
    from pages import alerts

    shown, read = unwrap(alerts.digests), unwrap(papers.alert_digest_file)
    signed_in("panel")
    assert "还没有生成过" in words(shown(SETTLED))
    digests.keep(datetime.date(2022, 4, 15), b"PK", {"red": 3, "amber": 2, "grey": 1, "overdue": 2})
    assert [link.href for link in of(shown(SETTLED), "A")] == ["/papers/alerts/2022-04-15.docx"] and "3 2 1 2" in " ".join(words(shown(SETTLED)).split())
    sent = read("2022-04-15")
    sent.direct_passthrough = False
    assert sent.get_data() == b"PK"
    with pytest.raises(NotFound):
        read("2022-04-14")
    signed_in("town")
    assert shown(SETTLED) is None
    with pytest.raises(Forbidden):
        read("2022-04-15")


def test_data_quality_lists_every_audit_and_its_rows(signed_in):
    from pages import quality

    viewer = signed_in("panel")
    audits.run()
    known = {one["audit"]: one for one in ask("data_quality", viewer).dicts()}
    assert set(known) == set(audits.facts()) and known["visit_by_one"]["rows"] == 0
    assert {name for name, one in known.items() if one["rows"]} >= {
        "visitor_had_left",
        "photo_reused",
        "checker_in_team",
        "complaint_by_its_subject",
        "paid_before_gate",
    }
    said = words(unwrap(quality.listed)({}))
    assert "入户人员在入户前已离岗" in said and "最近一次" in said
    assert "visit-two-persons-many-0" in json.dumps(
        unwrap(quality.one_audit)({}, "visitor_had_left").to_plotly_json(), default=lambda one: one.to_plotly_json()
    )
    signed_in("town")
    mine = {one["audit"]: one["rows"] for one in ask("data_quality", door.viewer()).dicts()}
    assert "paid_before_gate" not in mine and mine["visitor_had_left"] == 0 and mine["photo_reused"] == 1
