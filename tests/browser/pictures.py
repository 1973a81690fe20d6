"""``make docs``: the six pages over the sample county as docs/pictures/NAME.png and NAME_en.png, light, 1440 wide, each below 300 KB."""

import itertools
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from chromium import PASSWORD, QUIET, find
from running import ROOT, door, server

OUT = ROOT / "docs" / "pictures"
LARGEST = 300 * 1024
HIGH = 1000  # pixels: what a screen shows, so that a picture stays small
SHOTS = {
    "overview": "/overview?period=2021H2",
    "accuracy": "/accuracy?period=2021",
    "satisfaction": "/satisfaction?period=2021",
    "publicity": "/publicity?period=2022Q1",
    "payments": "/payments",
    "intake": "/intake",
}


def sign_in(page, address: str, password: str) -> None:
    """The first sign-in, with a password of one's own."""
    page.goto(address)
    page.fill("input[name=name]", "admin")
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url(re.compile("/change-password"))
    for field, text in zip(page.locator("input[type=password]").all(), (password, PASSWORD, PASSWORD), strict=True):
        field.fill(text)
    page.click("button[type=submit]")
    page.locator("main .mj-card").first.wait_for()


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    too_large = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        assert door(store, "demo").returncode == 0
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        with server(store) as (address, password):
            page = browser.new_page(viewport={"width": 1440, "height": HIGH}, reduced_motion="reduce")
            page.set_default_timeout(120_000)  # a busy machine is slow, not wrong
            sign_in(page, address, password)
            for (name, where), language in itertools.product(SHOTS.items(), ("zh", "en")):
                page.context.add_cookies([{"name": "language", "value": language, "url": address}])
                page.goto(address + where)
                page.locator("main .mj-card").first.wait_for()
                expect(page.locator(".mj-skeleton:visible")).to_have_count(0, timeout=120_000)
                page.wait_for_timeout(800)  # charts settle
                picture = OUT / f"{name}{'' if language == 'zh' else '_en'}.png"
                page.screenshot(path=picture)
                Image.open(picture).quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)
                print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} KB")
                too_large += [picture.name] if picture.stat().st_size > LARGEST else []
        browser.close()
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
