"""A real browser before a real server that holds the tiny county."""

import re
import shutil

import pytest
from chromium import PASSWORD, QUIET, Watch, find
from playwright.sync_api import expect, sync_playwright
from running import server

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def chromium():
    path = find()
    assert path, "no Chromium: run make test, or name one with CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tiny_folder, tmp_path_factory):
    """(address, one-time administrator password) of a server over the tiny county."""
    store = shutil.copytree(tiny_folder, tmp_path_factory.mktemp("site"), dirs_exist_ok=True) / "store"
    with server(store) as (address, password):
        yield address, password


@pytest.fixture(scope="session")
def cookies(chromium, site):
    """A signed-in administrator: the one-time password, then a password of one's own."""
    address, password = site
    with chromium.new_context() as context:
        page = context.new_page()
        watch = Watch(page, address)
        page.goto(address)
        page.get_by_label("用户名").fill("admin")
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile("/change-password"))
        for field, text in zip(page.locator("input[type=password]").all(), (password, PASSWORD, PASSWORD), strict=True):
            field.fill(text)
        page.get_by_role("button", name="保存新密码").click()
        page.wait_for_url(re.compile("/(overview|accuracy)"))
        page.locator(".mj-card").first.wait_for()
        assert watch.seen == []
        return context.cookies()


@pytest.fixture(scope="session")
def context(chromium, site, cookies):
    """``context(theme="dark")``: one browser profile per theme and language, so that its scripts are fetched once."""
    made = {}

    def get(**preferences: str):
        key = tuple(sorted(preferences.items()))
        if key not in made:
            made[key] = chromium.new_context(reduced_motion="reduce")
            made[key].add_cookies(cookies + [{"name": name, "value": value, "url": site[0]} for name, value in key])
        return made[key]

    yield get
    for one in made.values():
        one.close()


@pytest.fixture
def opened(context, site):
    """``opened("/accuracy?period=2021", width=390)``: the page once its sections are filled."""
    pages = []

    def go(path: str, width: int = 1440, **preferences: str):
        page = context(**preferences).new_page()
        page.set_default_timeout(60_000)
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.watch = Watch(page, site[0])
        page.goto(site[0] + path)
        page.wait_for_load_state("networkidle")
        return page

    yield go
    seen = [message for page in pages for message in page.watch.seen]
    for page in pages:
        page.close()
    assert seen == []
