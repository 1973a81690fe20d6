"""The ways to the pages, whatever their number; the period a page opens with; what the badges count."""

import datetime

import dash
import pytest
from test_components import of

from components import conclusion, conclusion_facts, filters, navigation, text

TODAY = datetime.date(2022, 4, 15)


def made(count: int) -> list[dict]:
    """Pages that are not there."""
    return [{"name_key": "payments", "path": f"/p{i}", "icon": "bi-grid", "group": navigation.GROUPS[i * len(navigation.GROUPS) // count], "order": i,
             "badge": lambda settled: (1, "一项")} for i in range(count)]


@pytest.mark.parametrize("count", [1, 5, 6, 15, 30])
def test_every_page_is_reached_once_on_a_phone_and_in_the_rail(count):
    own = made(count)
    bar = navigation.bar(own)
    reached = [link.href for part in bar for link in of(part, "A")]
    assert reached == [link.href for link in of(navigation.rail(own), "A")] == [page["path"] for page in own]
    assert len(of(bar[0], "A")) + len(of(bar[0], "Button")) == min(count, navigation.IN_BAR)
    assert len(bar) == (1 if count <= navigation.IN_BAR else 2)


def test_the_sheet_is_named_and_its_button_says_what_it_opens():
    nav, sheet = navigation.bar(made(15))
    more = of(nav, "Button")[0]
    assert getattr(more, "aria-controls") == sheet.id and getattr(more, "aria-haspopup") == "dialog" and getattr(more, "aria-expanded") == "false"
    assert getattr(sheet, "aria-labelledby") in [getattr(one, "id", None) for one in of(sheet, "Span")]
    assert getattr(of(sheet, "Button")[0], "aria-label")
    assert len(getattr(more, "data-paths").split()) == 15 - navigation.IN_BAR + 1


def test_a_badge_shows_its_number_and_says_what_it_counts_and_nothing_for_nothing():
    assert navigation.badge(3, "3 笔款逾期未拨足") == ("3", "3 笔款逾期未拨足")
    assert navigation.badge(0, "0 笔") is None


def test_every_page_belongs_to_a_group_of_the_rail():
    import pages  # noqa: F401

    for page in dash.page_registry.values():
        assert "roles" not in page or page["group"] in navigation.GROUPS, page["path"]


# ---- the badge and the 结论 count the same


def tranche(**more):
    return {"overdue_amount": 0, "due_date": None, "status": "按期拨付", "working_days_late": None, "contractor_name": "甲", "tranche_no": 1,
            "planned_amount": 10, "working_days_left": None, "provisional": False} | more


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_words_of_the_payments_badge_stand_in_the_conclusion(language):
    late = tranche(overdue_amount=5, due_date=TODAY, status="逾期未拨", working_days_late=4)
    rows = [late, late | {"status": "部分拨付"}, tranche(status="未评先拨"), tranche(status="超拨")]
    facts = conclusion_facts.payments([{"tranches_due": 4, "tranches_on_time": 2}], rows)
    with text.speaking(language):
        said = text.t("payments.badge", count=text.number(facts["overdue"]))
    assert facts["overdue"] == 2 and said.lower() in conclusion.conclude("payments", facts, language).lower()


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_words_of_the_publicity_badge_stand_in_the_conclusion(language):
    county = {"verdict": "未达标", "villages": 63, "inspected": 60, "coverage_pct": 95.2, "photo_sets": 60}
    facts = conclusion_facts.publicity("2022Q1", county)
    with text.speaking(language):
        period = text.period("2022Q1")
        said = text.t("publicity.badge", period=period, count=text.number(facts["missing"])).removeprefix(period)
    assert facts["missing"] == 3 and said.split("，")[-1].lstrip(": ") in conclusion.conclude("publicity", facts, language)


# ---- the period a page opens with


@pytest.mark.parametrize(("first", "last", "kind", "day", "shown"), [
    ("2019-04-01", "2022-03-31", "half", "2022-04-15", "2021H2"),  # the running half-year waits until it is over
    ("2019-04-01", "2022-03-31", "quarter", "2022-04-15", "2022Q1"),
    ("2019-04-01", "2021-06-30", "half", "2022-04-15", "2021H1"),  # nothing later is held
    ("2019-04-01", "2021-12-31", "half", "2021-12-31", "2021H1"),  # its last day still belongs to it, as the verdict 进行中 says
    ("2022-02-01", "2022-03-31", "half", "2022-04-15", None),  # the first half-year of all: it runs
])
def test_a_page_opens_with_the_last_period_that_is_over(first, last, kind, day, shown):
    options = filters.periods(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), kind)
    assert filters.first_shown(options, datetime.date.fromisoformat(day)) == shown
