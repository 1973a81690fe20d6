"""From a signed 中期评估 to the paid tranche and the ledger: one person applies and registers, another approves."""

import datetime
import io
import re

import openpyxl
import pytest
from chromium import PASSWORD, Watch
from playwright.sync_api import expect
from running import server, words

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
GIVEN = "First-pass-2026x"
FILES = {
    "承接主体台账.csv": "统一社会信用代码,承接主体名称\n91640200MA0000001X,安和社会工作服务中心（样例）",
    "购买服务合同台账.csv": "合同编号,统一社会信用代码,合同生效日期,合同总金额\nHT-1,91640200MA0000001X,2021-01-12,640000.00",
    "分期拨付台账.csv": "合同编号,拨付期次,拨付条件,关联评估编号\nHT-1,1,合同生效,\nHT-1,2,中期评估合格,\nHT-1,3,末期评估合格,",
}
EVALUATION = f"评估编号,评估类型,合同编号,评估轮次,结果确认日期,总分,是否合格\nPG-1,中期评估,HT-1,1,{TODAY},91.30,合格"
PAGE = f"/payments?as_of={TODAY}&case=HT-1.2"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """(address, store) of a server with one contract and two people of finance."""
    folder = tmp_path_factory.mktemp("office")
    store, files = folder / "store", folder / "files"
    files.mkdir()
    for name, text in FILES.items():
        (files / name).write_text(text, encoding="utf-8")
    assert words(store, "ingest", str(files)).returncode == 0
    for name in ("cashier", "chief"):
        assert words(store, "user", "add", name, "--role", "finance", "--password-stdin", typed=GIVEN).returncode == 0
    with server(store) as (address, _):
        yield address, store


@pytest.fixture
def person(chromium, office):
    """``person("chief")``: a page of this person, signed in; nothing may be said on its console."""
    made = []

    def sign_in(name):
        context = chromium.new_context(reduced_motion="reduce", viewport={"width": 1440, "height": 1000}, accept_downloads=True)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.watch = Watch(page, office[0])
        made.append(page)
        page.goto(office[0])
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码", exact=True).fill(GIVEN)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile("/change-password"))
        for field, text in zip(page.locator("input[type=password]").all(), (GIVEN, PASSWORD, PASSWORD), strict=True):
            field.fill(text)
        page.get_by_role("button", name="保存新密码").click()
        page.locator(".mj-card").first.wait_for()
        return page

    yield sign_in
    seen = [message for page in made for message in page.watch.seen]
    for page in made:
        page.context.close()
    assert seen == []


def test_from_the_signed_evaluation_to_the_paid_tranche(office, person, tmp_path):
    address, store = office
    cashier, chief = person("cashier"), person("chief")
    cashier.goto(address + PAGE)
    drawer = cashier.locator("dialog.mj-drawer")
    expect(drawer).to_contain_text("“中期评估合格”具备后才能申请用款")
    expect(drawer.get_by_role("button", name="提交用款申请")).to_have_count(0)

    (tmp_path / "评估考评台账.csv").write_text(EVALUATION, encoding="utf-8")
    assert words(store, "ingest", str(tmp_path / "评估考评台账.csv")).returncode == 0
    cashier.goto(address + PAGE)
    amount = drawer.get_by_label("申请金额（元）")
    expect(amount).to_have_value("192000.00")
    amount.fill("192000.01")
    drawer.get_by_role("button", name="提交用款申请").click()
    expect(drawer.get_by_role("alert")).to_contain_text("超过本期余额 192,000.00 元")
    amount.fill("192000.00")
    drawer.get_by_role("button", name="提交用款申请").click()
    expect(drawer).to_contain_text("第 1 号用款申请 · 已申请")
    expect(drawer.get_by_role("button", name="审核同意")).to_have_count(0)    # not the applicant

    chief.goto(address + PAGE)
    theirs = chief.locator("dialog.mj-drawer")
    theirs.get_by_role("button", name="审核同意").click()
    expect(theirs).to_contain_text("第 1 号用款申请 · 已审核")

    cashier.goto(address + PAGE)
    drawer.get_by_label("支付凭证号", exact=True).fill("ZF-2026-001")
    drawer.get_by_label(re.compile("收款账号")).fill("6222020200012345678")
    drawer.get_by_role("button", name="登记拨付").click()
    expect(drawer.locator("header")).to_contain_text("按期拨付")
    expect(drawer).to_contain_text("ZF-2026-001")
    expect(drawer).not_to_contain_text("6222020200012345678")

    cashier.goto(f"{address}/payments?as_of={TODAY}")
    row = cashier.locator(".ag-center-cols-container .ag-row").nth(1)
    expect(row).to_contain_text("按期拨付")
    expect(row).to_contain_text("192,000.00")
    with cashier.expect_download() as fetched:
        cashier.get_by_role("link", name="导出正式台账").click()
    cells = [[cell.value for cell in line] for line in openpyxl.load_workbook(io.BytesIO(fetched.value.path().read_bytes())).active.iter_rows()]
    assert cells[4][cells[2].index("已拨净额")] == 192000 and cells[4][cells[2].index("状态")] == "按期拨付"
