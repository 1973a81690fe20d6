"""总览 as a leader sees it: the sentence, four figures that are those of their pages, failing towns first on a phone."""

import re

from counties import answers
from playwright.sync_api import expect

PATIENCE = 20_000  # milliseconds on a busy machine
ADDRESS = "/overview?period=2021&as_of=2022-02-28"


def expected(name: str) -> list[dict]:
    return next(one for stem, one in answers("tiny") if stem == name)["rows"]


def figures_are_one_sheet_wide_on_paper(page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1040, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("new Set([...document.querySelectorAll('.mj-tile')].map(tile => tile.getBoundingClientRect().top)).size") == 1
    expect(page.locator("#filters")).not_to_be_visible()


def test_it_is_the_first_page_and_says_what_the_pages_say(opened):
    page = opened("/?period=2021&as_of=2022-02-28")
    assert "/overview" in page.url
    page.goto(page.url.partition("?")[0].removesuffix("/overview") + ADDRESS)
    expect(page.locator(".mj-tile")).to_have_count(4)
    county = expected("accuracy__period-2021__by-county")[0]
    first = page.locator(".mj-tile").first
    expect(first.locator(".mj-value")).to_contain_text(f"{county['accuracy_pct']:.2f}")
    expect(first).to_contain_text(f"n = {county['rechecked']}")
    expect(page.locator(".mj-conclusion p")).to_contain_text(f"{county['accuracy_pct']:.2f}%")
    expect(first).to_contain_text("环比")
    expect(page.locator(".mj-tiles")).to_contain_text("无可比期")
    figures_are_one_sheet_wide_on_paper(page)


def test_a_figure_opens_its_rows_in_the_same_period_and_back_returns(opened):
    page = opened(ADDRESS)
    page.locator(".mj-tile .mj-value a").first.click()
    expect(page).to_have_url(re.compile("/accuracy.period=2021&as_of=2022-02-28"))
    page.locator(".mj-tile").first.wait_for()
    page.go_back()
    expect(page).to_have_url(re.compile(re.escape(ADDRESS)))
    expect(page.locator("h1")).to_have_text("总览", timeout=PATIENCE)
    expect(page.locator(".mj-tile").first).to_contain_text("环比", timeout=PATIENCE)


def test_a_phone_shows_failing_towns_first_and_unfolds_the_rest(opened):
    page = opened(ADDRESS, 390)
    fine, button = page.locator("tr.mj-fine"), page.locator(".mj-expand")
    expect(button).to_be_visible(timeout=PATIENCE)
    expect(fine.first).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(fine.first).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
