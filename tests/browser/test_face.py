"""The face: every page in both widths, themes and languages without violation or overlap; menus, ⓘ, drawer, downloads, links to rows."""

import importlib.resources
import re

import openpyxl
import pytest
from playwright.sync_api import expect

# what belongs to libraries and not to us: AG Grid's own roles and its hidden measuring elements
NOT_OURS = [".ag-root-wrapper", ".js-plotly-plot"]
AXE = (importlib.resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
PATHS = {
    "accuracy": "/accuracy?period=2021&as_of=2022-02-28",
    "satisfaction": "/satisfaction?period=2021&as_of=2022-02-28",
    "publicity": "/publicity?period=2021Q4&as_of=2022-02-28",
    "payments": "/payments?as_of=2022-02-28",
}
VIEWS = [(1440, "light", "en"), (1440, "dark", "zh"), (390, "dark", "en"), (390, "light", "zh"), (1920, "light", "zh")]

TOUCHED = (
    ".mj-tabs a, .mj-filters select, .mj-filters input:not(.mj-picker), .mj-filters button, .mj-top button, .mj-chip, .mj-tools summary"
)

OVERLAP = """() => {
  const boxes = [...document.querySelectorAll("main .mj-card")].map(card => card.getBoundingClientRect());
  return boxes.some((a, i) => boxes.slice(i + 1).some(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
}"""
SPILLS = """() => [...document.querySelectorAll(".mj-tile, .mj-strip > div, .mj-alarm, .mj-card > header, .mj-card > footer")]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText.slice(0, 40))"""


def settled(page):
    expect(page.locator("main .mj-card").first).to_be_visible()
    expect(page.locator(".mj-skeleton")).to_have_count(0)


@pytest.mark.parametrize(("width", "theme", "language"), VIEWS)
@pytest.mark.parametrize("name", PATHS)
def test_every_page_fits_and_axe_finds_nothing_of_ours(opened, name, width, theme, language):
    page = opened(PATHS[name], width, theme=theme, language=language)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not page.evaluate(OVERLAP)
    assert page.evaluate(SPILLS) == []
    assert page.locator(".mj-failed").count() == 0
    page.evaluate(AXE)
    found = page.evaluate("skip => axe.run({exclude: skip.map(one => [one])}, {resultTypes: ['violations']})", NOT_OURS)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found["violations"]] == []


def test_touch_targets_on_a_phone_are_44_pixels(opened):
    page = opened(PATHS["accuracy"], 390)
    settled(page)
    small = page.evaluate("""kinds => [...document.querySelectorAll(kinds)].map(one => [one.className, one.getBoundingClientRect()])
      .filter(([, box]) => box.width && box.height < 44).map(([name]) => name)""", TOUCHED)
    assert small == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_day_is_written_alike_in_both_languages(opened, language):
    page = opened(PATHS["accuracy"], language=language)
    settled(page)
    field = page.locator("input[id*=as_of]:not(.mj-picker)")
    expect(field).to_have_value("2022-02-28")
    field.fill("2021-12-31")
    field.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2021-12-31"))


def test_the_calendar_writes_the_day_it_is_given(opened):
    page = opened(PATHS["accuracy"])
    settled(page)
    page.locator("[data-calendar]").click()
    page.locator("#picker-as_of").evaluate("one => { one.value = '2021-11-30'; one.dispatchEvent(new Event('change')); }")
    expect(page).to_have_url(re.compile("as_of=2021-11-30"))


def test_the_explanation_opens_inside_the_window_and_escape_closes_it(opened):
    page = opened(PATHS["accuracy"])
    settled(page)
    page.locator(".mj-tile .mj-info summary").last.click()
    pop = page.locator(".mj-tile .mj-info[open] .mj-pop")
    expect(pop).to_contain_text("不计入")
    expect(pop).to_contain_text("依据")
    box = pop.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 1440
    page.keyboard.press("Escape")
    expect(pop).not_to_be_visible()


def test_the_menu_shows_the_table_and_saves_workbook_and_picture(opened, tmp_path):
    page = opened(PATHS["accuracy"])
    settled(page)
    card = page.locator("#accuracy-coverage .mj-card")
    card.locator(".mj-menu summary").click()
    card.get_by_text("看数据表").first.click()
    expect(card.locator("table")).to_be_visible()
    for words, ending in (("导出 Excel", ".xlsx"), ("导出图片", ".png")):
        card.locator(".mj-menu summary").click()
        with page.expect_download() as waiting:
            card.get_by_text(words).click()
        waiting.value.save_as(tmp_path / ("one" + ending))
        assert waiting.value.suggested_filename.endswith(ending) and (tmp_path / ("one" + ending)).stat().st_size > 2000
    rows = list(openpyxl.load_workbook(tmp_path / "one.xlsx").active.iter_rows(values_only=True))
    assert "入户" in rows[0] and len(rows) > 2


def test_a_number_leads_to_its_rows_and_a_row_to_its_case(opened):
    page = opened(PATHS["accuracy"])
    settled(page)
    page.locator(".mj-tile .mj-value a").first.click()
    expect(page).to_have_url(re.compile("only="))
    ledger = page.locator("#accuracy-cases-card")
    expect(ledger.locator(".mj-chosen")).to_contain_text("有差错")
    link = ledger.locator(".ag-cell a").first
    key = link.inner_text()
    link.click()
    drawer = page.locator("dialog.mj-drawer")
    expect(drawer).to_contain_text(key)
    assert f"case={key}" in page.url
    # the focus stays inside however often one tabs
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert "case=" not in page.url
    assert page.evaluate("document.activeElement.textContent") == key
    page.go_back()
    expect(drawer).to_contain_text(key)


@pytest.mark.parametrize(("path", "first"), [("payments", ".mj-leg"), ("publicity", ".mj-towns tbody a"), ("satisfaction", ".mj-tile .mj-value a")])
def test_the_drawer_steps_to_the_next(opened, path, first):
    page = opened(PATHS[path])
    settled(page)
    page.locator(first).first.click()
    drawer = page.locator("dialog.mj-drawer")
    expect(drawer).to_be_visible()
    place = drawer.locator("footer span").last.inner_text()
    step = drawer.locator("footer a.mj-button").last
    step.click()
    expect(drawer.locator("footer span").last).not_to_have_text(place)


def test_a_case_that_is_not_there_says_so(opened):
    page = opened(PATHS["accuracy"] + "&case=nothing")
    expect(page.locator("dialog.mj-drawer")).to_contain_text("nothing")


def test_a_filter_changes_only_what_it_changes(opened):
    page = opened(PATHS["satisfaction"])
    settled(page)
    page.evaluate("document.querySelector('#satisfaction-trend .mj-card').dataset.mark = 'same'")
    page.get_by_label("期间", exact=True).select_option("2021H1")
    expect(page.locator("#satisfaction-feedback")).to_contain_text("2021年上半年")
    assert page.evaluate("document.querySelector('#satisfaction-trend .mj-card').dataset.mark") == "same"


def test_the_rail_counts_what_waits(opened):
    page = opened(PATHS["payments"])
    settled(page)
    badge = page.locator(".mj-rail a[href='/payments'] .mj-badge")
    expect(badge).to_contain_text(re.compile(r"^\d+"))


def test_the_rail_reaches_the_bottom(opened):
    page = opened(PATHS["accuracy"])
    settled(page)
    assert page.evaluate("document.querySelector('.mj-rail').getBoundingClientRect().bottom >= document.documentElement.scrollHeight - 1 - scrollY")


def test_on_paper_there_are_no_controls(opened):
    page = opened(PATHS["accuracy"])
    settled(page)
    page.emulate_media(media="print")
    for hidden in (".mj-rail", ".mj-filters", ".mj-tools", ".mj-square"):
        expect(page.locator(hidden).first).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#until")).to_be_visible()


def test_a_slow_answer_shows_that_it_is_under_way(opened):
    page = opened(PATHS["payments"])
    settled(page)
    style = page.evaluate("""() => { const place = document.querySelector("#payments-track"); place.dataset.dashIsLoading = "true";
      const found = getComputedStyle(place, "::before"); return [found.animationDelay, found.content]; }""")
    assert style[0].startswith("0.3s") and style[1] != "none"


def test_a_server_that_is_away_is_said(opened):
    page = opened(PATHS["payments"])
    settled(page)
    page.watch.seen.clear()
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.get_by_label("合同", exact=True).select_option(index=2)
    expect(page.locator("#cut-off")).to_be_visible()
    page.watch.seen.clear()  # the browser reports the cut itself
