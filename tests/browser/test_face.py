"""The face at work: filters, back, menus, ⓘ, drawer, downloads, links to rows, badges, the sheet of a phone, paper."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

PATHS = {
    "accuracy": "/accuracy?period=2021&as_of=2022-02-28",
    "satisfaction": "/satisfaction?period=2021&as_of=2022-02-28",
    "publicity": "/publicity?period=2021Q4&as_of=2022-02-28",
    "payments": "/payments?as_of=2022-02-28",
}


def settled(page):
    expect(page.locator("main .mj-card").first).to_be_visible()
    expect(page.locator(".mj-skeleton:visible, [data-waits]:visible")).to_have_count(0)


@pytest.mark.parametrize("chosen", [{}, {"theme": "dark", "language": "en"}], ids=["zh", "en"])
def test_the_day_is_written_alike_in_both_languages_and_the_calendar_writes_it_too(opened, chosen):
    page = opened(PATHS["accuracy"], **chosen)
    settled(page)
    field = page.locator("input[id*=as_of]:not(.mj-picker)")
    expect(field).to_have_value("2022-02-28")
    field.fill("2021-12-31")
    field.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2021-12-31"))
    settled(page)
    page.locator("[data-calendar]").click()
    page.locator("#picker-as_of").evaluate("one => { one.value = '2021-11-30'; one.dispatchEvent(new Event('change')); }")
    expect(page).to_have_url(re.compile("as_of=2021-11-30"))


def explanation_opens_inside_the_window_and_escape_closes_it(page):
    page.locator(".mj-tile .mj-info summary").last.click()
    pop = page.locator(".mj-tile .mj-info[open] .mj-pop")
    expect(pop).to_contain_text("不计入")
    expect(pop).to_contain_text("依据")
    box = pop.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 1440
    page.keyboard.press("Escape")
    expect(pop).not_to_be_visible()


def menu_shows_the_table_and_saves_workbook_and_picture(page, tmp_path):
    card = page.locator("#accuracy-coverage .mj-card")
    card.locator(".mj-menu summary").click()
    card.get_by_text("看数据表").first.click()
    expect(card.locator("table")).to_be_visible()
    for words, ending in (("导出 Excel", ".xlsx"), ("导出图片", ".png")):
        card.locator(".mj-menu summary").click()
        with page.expect_download() as waiting:
            card.get_by_text(words, exact=True).click()
        waiting.value.save_as(tmp_path / ("one" + ending))
        assert waiting.value.suggested_filename.endswith(ending) and (tmp_path / ("one" + ending)).stat().st_size > 2000
    rows = list(openpyxl.load_workbook(tmp_path / "one.xlsx").active.iter_rows(values_only=True))
    assert "入户" in rows[2] and len(rows) > 4


def test_a_number_is_explained_saved_and_leads_to_its_rows_and_a_row_to_its_case(opened, tmp_path):
    page = opened(PATHS["accuracy"])
    settled(page)
    explanation_opens_inside_the_window_and_escape_closes_it(page)
    menu_shows_the_table_and_saves_workbook_and_picture(page, tmp_path)
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
    step = drawer.locator("footer a[data-step=next]")
    step.click()
    expect(drawer.locator("footer span").last).not_to_have_text(place)


def test_a_case_that_is_not_there_says_so(opened):
    page = opened(PATHS["accuracy"] + "&case=nothing")
    expect(page.locator("dialog.mj-drawer")).to_contain_text("nothing")


def test_a_filter_and_the_way_back_change_only_what_they_change(opened):
    page = opened(PATHS["satisfaction"])
    settled(page)
    period, feedback = page.get_by_label("期间", exact=True), page.locator("#satisfaction-feedback")
    page.evaluate("document.querySelector('#satisfaction-trend .mj-card').dataset.mark = 'same'")
    for change, shown in ((lambda: period.select_option("2021H1"), "2021年上半年"), (page.go_back, "2021年"), (page.go_forward, "2021年上半年")):
        change()
        expect(feedback.locator(".mj-measure")).to_contain_text(shown)
        assert page.evaluate("document.querySelector('#satisfaction-trend .mj-card').dataset.mark") == "same"
    expect(period).to_have_value("2021H1")


def test_a_page_asks_for_its_filters_once(opened):
    page = opened("/dictionary")
    settled(page)
    asked = []
    page.on("request", lambda request: asked.append(request.post_data_json["output"]) if "_dash-update" in request.url else None)
    page.locator(".mj-rail a[href='/satisfaction']").click()
    expect(page.locator("h1")).to_have_text("满意度")
    settled(page)
    page.wait_for_load_state("networkidle")
    assert sorted(asked) == sorted(set(asked)) and sum("filter-fields.children" in output for output in asked) == 1


def test_further_pages_are_in_a_sheet_on_a_phone(opened):
    page = opened("/dictionary", 390)
    settled(page)
    more, sheet = page.locator("#more"), page.get_by_role("dialog", name="更多页面")
    expect(more).to_have_class(re.compile("active"))
    reached = page.locator(".mj-tabs a").evaluate_all("links => links.map(link => link.pathname)")
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    reached += sheet.locator("a").evaluate_all("links => links.map(link => link.pathname)")
    assert reached == page.locator(".mj-rail a").evaluate_all("links => links.map(link => link.pathname)")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(more).to_have_attribute("aria-expanded", "false")
    expect(more).to_be_focused()
    more.click()
    sheet.locator("a").first.click()
    expect(sheet).to_be_hidden()
    expect(page.locator("h1")).not_to_have_text("数据字典")


def test_rail_and_paper_and_a_slow_answer_and_none(opened):
    page = opened(PATHS["payments"])
    settled(page)
    assert page.evaluate("document.querySelector('.mj-rail').getBoundingClientRect().bottom >= document.documentElement.scrollHeight - 1 - scrollY")
    # many pages in a low window: the list scrolls, brand and foot stay
    page.set_viewport_size({"width": 1440, "height": 600})
    kept = page.evaluate("""() => { const nav = document.querySelector(".mj-rail nav"), links = nav.innerHTML;
      nav.innerHTML = links + links + links;
      const foot = document.querySelector(".mj-rail footer").getBoundingClientRect();
      const found = [nav.scrollHeight > nav.clientHeight, foot.bottom <= innerHeight + 1, nav.scrollWidth <= nav.clientWidth];
      nav.innerHTML = links; return found; }""")
    assert kept == [True, True, True]
    style = page.evaluate("""() => { const place = document.querySelector("#payments-track"); place.dataset.dashIsLoading = "true";
      const found = getComputedStyle(place, "::before"); return [found.animationDelay, found.content]; }""")
    assert style[0].startswith("0.3s") and style[1] != "none"
    page.locator("#payments-ledger .ag-row").first.wait_for()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("table.mj-paper th").count() == page.locator("#payments-ledger .ag-header-cell[col-id]").count() > 10  # no column is cut
    expect(page.locator("table.mj-paper").first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("table.mj-paper")).to_have_count(0)
    for hidden in (".mj-rail", ".mj-filters", ".mj-tools", ".mj-square"):
        expect(page.locator(hidden).first).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#until")).to_be_visible()
    page.emulate_media(media="screen")
    server_that_is_away_is_said(page)


def server_that_is_away_is_said(page):
    page.watch.seen.clear()
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.get_by_label("合同", exact=True).select_option(index=2)
    expect(page.locator("#cut-off")).to_be_visible()
    page.watch.seen.clear()  # the browser reports the cut itself
