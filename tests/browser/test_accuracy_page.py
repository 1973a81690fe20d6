"""调查准确率 in a browser: a point leads to its rows, a row to its drawer, the keys through the drawer, and back undoes it."""

import re

from playwright.sync_api import expect

YEAR = "/accuracy?period=2021&as_of=2022-02-28"


def click_point(page, picture: str, at: int = 0) -> None:
    """A click where the reader sees a point; Plotly's own layer lies above it."""
    plot = page.locator(f'[id*=\'"picture":"{picture}"\']')
    point = plot.locator(".points path").nth(at)
    expect(point).to_be_visible()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_point_leads_to_its_rows_and_a_row_to_its_drawer_and_back(opened):
    page = opened(YEAR)
    click_point(page, "trend")
    page.wait_for_url(re.compile("month=2021-"))
    expect(page.locator(".mj-narrowed")).to_contain_text("2021-")
    page.locator(".mj-ledger a.mj-link").first.click()
    drawer = page.locator("dialog.mj-drawer")
    expect(drawer).to_contain_text("第 1 /")
    title = drawer.locator("h2").inner_text()
    page.keyboard.press("ArrowRight")
    expect(drawer).to_contain_text("第 2 /")
    expect(drawer.locator("h2")).not_to_have_text(title)
    page.keyboard.press("ArrowLeft")
    expect(drawer.locator("h2")).to_have_text(title)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    assert "case=" not in page.url and "month=" in page.url
    page.go_back()
    expect(drawer.locator("h2")).to_have_text(title)


def test_names_open_on_a_click(opened):
    page = opened(YEAR + "&only=有差错")
    page.locator(".mj-ledger a.mj-link").first.click()
    drawer = page.locator("dialog.mj-drawer")
    expect(drawer.locator(".mj-items")).to_contain_text("***")
    expect(drawer).to_contain_text("默认容差依据")
    show = drawer.get_by_role("button", name="显示姓名和原值")
    show.click()
    expect(drawer.get_by_role("alert")).to_contain_text("目的")
    drawer.get_by_label("查看目的").fill("核实差错")
    show.click()
    expect(drawer).to_contain_text("已记入日志")
    expect(drawer.locator(".mj-items")).not_to_contain_text("***")


def test_panels_are_in_the_address_and_filled_when_shown(opened):
    page = opened(YEAR)
    expect(page.locator("#accuracy-errors .mj-skeleton")).to_have_count(1)
    picture = page.locator('.mj-picks:has([id*=\'"picture":"trend"\'])')  # by keys alone: a point is read aloud and leads to its rows
    expect(picture.locator(".points path").first).to_be_visible()
    picture.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#told")).to_contain_text("202")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("month=202"))
    page.get_by_role("link", name="差错与后果").click()
    expect(page.locator("#accuracy-errors")).to_contain_text("错保")
    expect(page.locator("#accuracy-trend")).to_be_hidden()
    assert "tab=errors" in page.url
    page.go_back()
    expect(page.locator("#accuracy-trend")).to_be_visible()


def test_a_plan_is_previewed_recorded_and_listed(opened):
    page = opened("/sampling?period=2021&as_of=2022-02-28")
    page.get_by_label("按比例").check()
    page.get_by_label("抽查比例 %").fill("60")
    page.get_by_label("抽查比例 %").press("Enter")
    expect(page.locator("#sampling-preview")).to_contain_text("抽查比例 60.00%")
    page.get_by_role("button", name="抽取并记录").click()
    expect(page.locator("#sampling-preview")).to_contain_text("已记录方案 CY")
    expect(page.locator("#sampling-plans")).to_contain_text("抽样方案 1 个")
    with page.expect_download() as found:
        page.get_by_role("link", name="任务表").click()
    assert found.value.suggested_filename.startswith("入户抽查任务表_CY")
