"""数据导入 in a browser: a good and a bad file are dropped, their result is read, and it is still there after a reload."""

import json

import openpyxl
import pytest
from playwright.sync_api import expect

UNITS = "单位编码,单位名称,单位类型,应配专职人数\n999999901,测试一街道,街道,3\n999999902,测试二街道,街道,若干\n999999903,测试三街道,大街,2\n"


def drop(page, files: dict[str, str]) -> None:
    """Files dropped on the zone as from the desktop."""
    page.locator("#intake-drop").evaluate("""(zone, files) => {
        const carried = new DataTransfer();
        Object.entries(files).forEach(([name, text]) => carried.items.add(new File([text], name)));
        ["dragover", "drop"].forEach(kind => zone.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true})));
    }""", json.loads(json.dumps(files)))


@pytest.fixture
def page(opened):
    return opened("/intake")


def line(page, name: str):
    return page.locator("#intake-jobs li").filter(has_text=name).first


def test_drop_see_reload_mend_and_take_back(page, tmp_path):
    drop(page, {"新单位.csv": UNITS, "扫描件.xlsx": "%PDF-1.4"})
    expect(line(page, "扫描件.xlsx")).to_contain_text("PDF", timeout=60_000)
    expect(line(page, "新单位.csv")).to_contain_text("退回 2")
    page.reload()
    expect(line(page, "新单位.csv")).to_contain_text("完成")
    expect(line(page, "扫描件.xlsx")).to_contain_text("拒收")
    line(page, "新单位.csv").get_by_text("查看").click()
    result = page.locator("#intake-result")
    expect(result.locator("h2")).to_contain_text("新单位.csv")
    expect(result.locator(".mj-counts")).to_contain_text("退回2 行")
    expect(result.locator(".ag-row")).to_have_count(2)
    result.locator(".mj-rules").get_by_text("不在选项内").click()
    expect(result.locator(".ag-row")).to_have_count(1)
    expect(result.locator(".ag-row")).to_contain_text("大街")
    with page.expect_download() as download:
        result.get_by_text("下载退回行").click()
    download.value.save_as(tmp_path / "退回.xlsx")
    table = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "退回.xlsx").worksheets[0]]
    assert table[0][-1] == "原因" and [row[0] for row in table[1:]] == ["999999902", "999999903"]
    expect(page.locator("#intake-history .ag-row").filter(has_text="新单位.csv").first).to_contain_text("admin")
    result.get_by_text("回退", exact=True).click()
    page.get_by_role("button", name="确认回退").click()
    expect(result).to_contain_text("已回退", timeout=30_000)


def test_a_template_is_offered(page):
    page.locator(".mj-templates summary").click()
    with page.expect_download() as download:
        page.locator(".mj-template-list a").first.click()
    assert download.value.suggested_filename.endswith("模板.xlsx")


def test_the_dictionary_shows_another_ledger(opened):
    page = opened("/dictionary")
    page.get_by_label("台账", exact=True).select_option(label="人员台账")
    expect(page.locator("#dictionary-columns h2")).to_have_text("人员台账")
    expect(page.locator(".ag-root")).to_contain_text("身份证号")
    assert "dataset=staff" in page.url
    with page.expect_download() as download:
        page.get_by_text("下载空白模板").click()
    assert download.value.suggested_filename == "人员台账模板.xlsx"
