"""检查登记 on a phone: an inspection with two photos, the connection cut in the middle, sent again, stored once."""

import io

import openpyxl
from playwright.sync_api import expect
from test_photos import SCRIPT, picture

VIEWS = ("near", "far")


def stored(page, address: str, question: str, village: str) -> list[dict]:
    """The rows of a question as its workbook has them."""
    answer = page.request.get(f"{address}/download/{question}.xlsx?village={village}")
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.body())).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def choose(page, name: str, value: str) -> None:
    page.locator(f"label:has(input[name={name}][value='{value}'])").click()


def test_two_photos_over_a_cut_connection_are_stored_once(opened, site):
    page = opened("/inspect", width=390)
    village = page.locator("#inspect-village")
    code = village.locator("option").nth(1).get_attribute("value")
    before = {name: len(stored(page, site[0], name, code)) for name in ("village_inspections", "village_photos")}
    village.select_option(code)
    page.get_by_role("button", name="四项都有").click()
    choose(page, "has_roster", "破损")
    choose(page, "content_accurate", "true")
    choose(page, "privacy_ok", "true")
    today = page.locator("input[type=date]").input_value().replace("-", ":")
    for number, view in enumerate(VIEWS):
        taken = picture(shot=f"{today} 09:30:00", colour=(200 - 90 * number, 30, 40))
        page.locator(".mj-insp-shot input[type=file]").nth(number).set_input_files({"name": f"{view}.jpg", "mimeType": "image/jpeg", "buffer": taken})
        expect(page.locator(".mj-insp-shot").nth(number).locator("img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    cut = {"inspection": 1, "near": 1, "far": 1}  # each is cut once: before it arrives, or before its answer is back

    def line(route):
        name = route.request.url.partition("?")[0].rsplit("/", 1)[-1]
        name = name if name in VIEWS else "inspection"
        if not cut[name]:
            route.continue_()
            return
        cut[name] -= 1
        if name != "far":
            route.fetch()  # it reaches the server, only the answer is lost
        route.abort("connectionreset")

    page.route("**/inspection/**", line)
    page.get_by_role("button", name="提交检查").click()
    box = page.locator(".mj-insp-outbox li")
    expect(box).to_contain_text("未送达")
    page.reload()  # the phone was put away: what is not delivered is still there, and is tried again
    for _ in range(len(cut)):
        again = page.get_by_role("button", name="重新发送")
        expect(page.locator(".mj-insp-outbox li:is([data-state=waiting], [data-state=done])")).to_be_visible()
        if again.count():
            again.click()
            expect(page.locator(".mj-insp-outbox li[data-state=sending]")).to_have_count(0)
    expect(page.locator(".mj-insp-outbox li[data-state=done]")).to_have_count(1)
    assert sum(cut.values()) == 0
    found = stored(page, site[0], "village_inspections", code)
    photos = stored(page, site[0], "village_photos", code)
    assert (len(found) - before["village_inspections"], len(photos) - before["village_photos"]) == (1, 2)
    page.reload()
    page.locator("#inspect-village").wait_for()
    expect(page.locator(".mj-insp-outbox li")).to_have_count(0)  # nothing is left on the device
    page.watch.seen[:] = [one for one in page.watch.seen if "ERR_CONNECTION_RESET" not in one]


def test_a_script_named_jpg_is_refused_before_it_is_sent(opened):
    page = opened("/inspect", width=390)
    page.locator(".mj-insp-shot input[type=file]").first.set_input_files({"name": "近景.jpg", "mimeType": "image/jpeg", "buffer": SCRIPT})
    expect(page.locator(".mj-insp-shot").first).to_contain_text("这个文件不是照片")
    expect(page.locator(".mj-insp-shot img")).to_have_count(0)


def test_the_page_opens_without_network_and_sends_when_it_is_back(opened, site):
    page = opened("/inspect", width=390)
    code = page.locator("#inspect-village option").nth(2).get_attribute("value")
    before = len(stored(page, site[0], "village_inspections", code))
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("status").first).to_contain_text("连不上服务器")
    village = page.locator("#inspect-village")
    village.select_option(code)
    page.get_by_role("button", name="四项都有").click()
    choose(page, "content_accurate", "true")
    choose(page, "privacy_ok", "true")
    page.get_by_role("button", name="提交检查").click()
    expect(page.locator(".mj-insp-outbox li")).to_have_attribute("data-state", "waiting")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    held = page.evaluate("caches.open('inspect').then(one => one.keys()).then(found => found.map(one => one.url))")
    assert held and not [url for url in held if "_dash" in url or "download" in url]  # no answer of the server is kept
    page.reload()  # put away once more
    expect(page.locator(".mj-insp-outbox li")).to_have_attribute("data-state", "waiting")
    page.context.set_offline(False)
    expect(page.locator(".mj-insp-outbox li")).to_have_attribute("data-state", "done")
    assert len(stored(page, site[0], "village_inspections", code)) - before == 1
    page.goto(site[0] + "/inspect")
    page.locator("#inspect-village").wait_for()
    page.route("**/sign-out", lambda route: route.fulfill(content_type="text/html", body="<p>signed out</p>"))  # other tests are signed in by the same session
    page.get_by_role("button", name="退出登录").click()
    page.get_by_text("signed out").wait_for()
    assert page.evaluate("Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then(found => found.flat().length)") == 0
    page.watch.seen[:] = [one for one in page.watch.seen if "ERR_INTERNET_DISCONNECTED" not in one and "ERR_FAILED" not in one]
