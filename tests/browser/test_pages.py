"""What a person reads: the figure that the sample expects, before and after a filter; a wrong address; the keyboard; the way out."""

from counties import answers
from playwright.sync_api import expect


def expected(name: str) -> list[dict]:
    return next(one for stem, one in answers("tiny") if stem == name)["rows"]


def keyboard_reaches_the_filters(page):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.mj-filters') !== null"):
            break
    assert page.evaluate("document.activeElement.closest('.mj-filters') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_the_figure_is_the_expected_one_follows_the_filter_and_back(opened):
    page = opened("/accuracy?period=2021&as_of=2022-02-28")
    keyboard_reaches_the_filters(page)
    county = expected("accuracy__period-2021__by-county")[0]
    tile = page.locator(".mj-tile").first
    expect(tile.locator(".mj-value")).to_contain_text(f"{county['accuracy_pct']:.2f}")
    expect(tile).to_contain_text(f"n = {county['rechecked']}")
    expect(tile).to_contain_text(f"{county['ci_low_pct']:.2f}–{county['ci_high_pct']:.2f}")
    expect(tile).to_contain_text(county["verdict"])
    half = expected("accuracy__period-2021H1__by-county")[0]
    page.get_by_label("期间").select_option("2021H1")
    expect(tile.locator(".mj-value")).to_contain_text(f"{half['accuracy_pct']:.2f}")
    assert "period=2021H1" in page.url
    page.go_back()
    expect(tile.locator(".mj-value")).to_contain_text(f"{county['accuracy_pct']:.2f}")
    assert "period=2021H1" not in page.url


def test_money_is_shown_to_the_cent(opened):
    page = opened("/payments?as_of=2022-02-28")
    rows = {row["tranche_no"]: row for row in expected("payment_tranches__as-of-2022-02-28") if row["contract_no"] == "HT141122-2021-01"}
    expect(page.locator(".ag-root")).to_contain_text(f"{float(rows[3]['planned_amount']):,.2f}")
    expect(page.locator(".ag-root")).to_contain_text(rows[1]["due_date"])


def test_a_wrong_value_in_the_address_is_a_sentence(opened):
    page = opened("/accuracy?period=2021Q9&as_of=2022-02-28")
    expect(page.locator("main")).to_contain_text("2021Q9")


def test_signing_out_closes_every_page(chromium, site, opened):
    page = opened("/dictionary")
    with chromium.new_context() as stranger:
        other = stranger.new_page()
        other.goto(site[0] + "/payments")
        assert "/sign-in" in other.url and "next=" in other.url
    assert "/dictionary" in page.url
