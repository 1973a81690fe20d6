"""What a person sees: sign in, open every page, change a filter, read the figure that the sample expects."""

import re

import pytest
from counties import answers
from playwright.sync_api import expect

PAGES = ("overview", "accuracy", "satisfaction", "publicity", "payments", "intake", "dictionary")


def expected(name: str) -> list[dict]:
    return next(one for stem, one in answers("tiny") if stem == name)["rows"]


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_draws_and_fits(opened, path, width, theme):
    page = opened(f"/{path}", width, theme=theme)
    expect(page.locator(".mj-card").first).to_be_visible()
    expect(page.locator(".mj-skeleton")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".mj-error").count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_english(opened, path):
    page = opened(f"/{path}", language="en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert not re.search("[\u4e00-\u9fff]", page.locator("h1").inner_text())


def test_the_figure_is_the_expected_one(opened):
    page = opened("/accuracy?period=2021&as_of=2022-02-28")
    county = expected("accuracy__period-2021__by-county")[0]
    tile = page.locator(".mj-tile").first
    expect(tile.locator(".mj-value")).to_contain_text(f"{county['accuracy_pct']:.2f}")
    expect(tile).to_contain_text(f"n = {county['rechecked']}")
    expect(tile).to_contain_text(f"{county['ci_low_pct']:.2f}–{county['ci_high_pct']:.2f}")
    expect(tile).to_contain_text(county["verdict"])


def test_money_is_shown_to_the_cent(opened):
    page = opened("/payments?as_of=2022-02-28")
    rows = {row["tranche_no"]: row for row in expected("payment_tranches__as-of-2022-02-28") if row["contract_no"] == "HT141122-2021-01"}
    expect(page.locator(".ag-root")).to_contain_text(f"{float(rows[3]['planned_amount']):,.2f}")
    expect(page.locator(".ag-root")).to_contain_text(rows[1]["due_date"])


def test_a_filter_changes_the_figure_and_the_address_and_back_undoes_it(opened):
    page = opened("/accuracy?period=2021&as_of=2022-02-28")
    year = expected("accuracy__period-2021__by-county")[0]
    half = expected("accuracy__period-2021H1__by-county")[0]
    page.get_by_label("期间").select_option("2021H1")
    expect(page.locator(".mj-tile .mj-value").first).to_contain_text(f"{half['accuracy_pct']:.2f}")
    assert "period=2021H1" in page.url
    page.go_back()
    expect(page.locator(".mj-tile .mj-value").first).to_contain_text(f"{year['accuracy_pct']:.2f}")
    assert "period=2021H1" not in page.url


def test_a_wrong_value_in_the_address_is_a_sentence(opened):
    page = opened("/accuracy?period=2021Q9&as_of=2022-02-28")
    expect(page.locator("main")).to_contain_text("2021Q9")


def test_the_keyboard_reaches_the_filters(opened):
    page = opened("/accuracy?period=2021&as_of=2022-02-28")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.mj-filters') !== null"):
            break
    assert page.evaluate("document.activeElement.closest('.mj-filters') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_signing_out_closes_every_page(chromium, site, opened):
    page = opened("/accuracy")
    with chromium.new_context() as stranger:
        other = stranger.new_page()
        other.goto(site[0] + "/payments")
        assert "/sign-in" in other.url and "next=" in other.url
    assert "/accuracy" in page.url
