"""One finding from an inspection to a closed look-back: the phone opens a rectification, it is completed and looked back on."""

import re

from playwright.sync_api import expect
from test_inspection import choose


def deed(drawer, name: str, **fields: str) -> None:
    """Fills the fields of one deed of the drawer and does it."""
    form = drawer.locator("details", has=drawer.page.get_by_text(name, exact=True)).first
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    for label, value in fields.items():
        field = form.get_by_label(label.replace("_", " "))
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name=name).click()


def test_a_finding_goes_from_the_inspection_to_a_closed_look_back(opened):
    page = opened("/inspect", width=390)
    village = page.locator("#inspect-village")
    mine = village.locator("option", has_not_text="已检查").last  # one that no other test has inspected
    code, name = mine.get_attribute("value"), mine.inner_text()
    village.select_option(code)
    page.get_by_role("button", name="四项都有").click()
    choose(page, "has_roster", "破损")
    choose(page, "content_accurate", "true")
    choose(page, "privacy_ok", "true")
    page.get_by_role("button", name="提交检查").click()
    expect(page.locator(".mj-insp-outbox li[data-state=done]", has_text=name)).to_have_count(1)

    # the village's drawer leads to what the inspection opened
    today = page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    quarter = f"{today[:4]}Q{(int(today[5:7]) + 2) // 3}"
    page = opened(f"/publicity?period={quarter}&as_of={today}&case={code}")
    link = page.locator("dialog.mj-drawer").get_by_role("link", name=re.compile("^看整改 ZG-"))
    number = link.inner_text().split()[-1]
    link.click()
    drawer = page.locator("dialog.mj-drawer")
    expect(drawer.locator("h2")).to_have_text(number)
    expect(drawer).to_contain_text("长期公示名册破损")

    # a blank evidence is refused in a sentence and nothing changes; what was typed stays
    deed(drawer, "登记完成", 佐证材料文号="星政〔2026〕3号")
    expect(drawer.get_by_role("alert")).to_contain_text("整改情况和佐证")
    deed(drawer, "登记完成", 整改情况和佐证="名册已换新，附照片")
    history = drawer.locator("table").last
    expect(history).to_contain_text("星政〔2026〕3号")
    deed(drawer, "登记回头看", 措施是否落实="是", 是否按期解决="是", 群众是否认可="是")
    expect(drawer.locator(".mj-tags")).to_contain_text("通过")
    expect(history.locator("tbody tr")).to_have_count(3)

    # closed: nothing is left to do, and the list has it among the passed ones
    expect(drawer.get_by_text("办理", exact=True)).to_have_count(1)  # the column of the history alone
    page.keyboard.press("Escape")
    expect(page.locator("dialog.mj-drawer")).to_have_count(0)
    expect(page.locator("#rectifications-cases-card")).to_contain_text(number)
