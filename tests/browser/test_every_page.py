"""Every page there is, loaded once in Chinese by light and once in English in the dark on a phone; each load serves all checks: it draws,
fits, nothing lies on anything, axe finds nothing of ours, the console is silent and nothing leaves the host (conftest.Watch)."""

import importlib.resources
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

SOURCES = (Path(__file__).parents[2] / "pages").glob("*.py")
PAGES = sorted(path for file in SOURCES for path in re.findall(r'\bpath="(/[\w-]+)"', file.read_text(encoding="utf-8")))
# what belongs to libraries and not to us: AG Grid's own roles and its hidden measuring elements
NOT_OURS = [".ag-root-wrapper", ".js-plotly-plot"]
# what of it goes before axe looks; a grid whose frame went too would measure itself, find no width and warn of it (AG Grid #29)
CONTENT = [".ag-row", ".ag-header-cell", ".ag-paging-panel > *", ".js-plotly-plot > *"]
AXE = (importlib.resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """skip => axe.run({exclude: skip.map(one => [one])}, {resultTypes: ['violations']}).then(found =>
  found.violations.map(one => [one.id, one.nodes.map(node => String(node.target)).slice(0, 3)]))"""
OVERLAPS = """() => { const boxes = [...document.querySelectorAll("main .mj-card")].map(card => card.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1
    && b.top < a.bottom - 1).map(b => [a.top, b.top])); }"""
SPILLS = """() => [...document.querySelectorAll(".mj-tile, .mj-strip > div, .mj-alarm, .mj-card > header, .mj-card > footer")]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText.slice(0, 40))"""
TOUCHED = (
    ".mj-tabs a, .mj-tabs button, .mj-filters select, .mj-filters input:not(.mj-picker), .mj-filters button, .mj-top button, .mj-chip, .mj-tools summary"
)
SMALL = """kinds => [...document.querySelectorAll(kinds)].map(one => [one.className, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height < 44).map(([name]) => name)"""


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(SPILLS) == []


def drawn(page, theme: str, language: str) -> None:
    expect(page.locator("main .mj-card:visible").first).to_be_visible()
    expect(page.locator(".mj-skeleton:visible")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[language])
    assert page.locator(".mj-failed").count() == 0
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


# what is written, without the choices of a list, which are data, and without ⓘ, which quotes documents as they are
WORDS = """all => all.map(one => { const copy = one.cloneNode(true); copy.querySelectorAll("select, .mj-pop").forEach(part => part.remove());
                                   return copy.textContent; })"""


# axe looks at every element; the hundredth row of a table is made as the first, and what is not ours is not judged
FEWER = """content => { document.querySelectorAll(content.join()).forEach(one => one.remove());
  for (const [kind, kept] of [["tbody", 6], ["tr", 14], ["select", 6]])
    document.querySelectorAll(kind).forEach(one => [...one.children].slice(kept).forEach(child => child.remove())); }"""


def is_accessible(page) -> None:
    """Last of all: what repeats is taken out of the page."""
    page.evaluate(FEWER, CONTENT)
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE, NOT_OURS) == []


def fits_at(page, *widths: int) -> None:
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        fits(page)


def rail_counts_what_the_page_says_first(page, path: str) -> None:
    badge = page.locator(f".mj-rail a[href='{path}'] .mj-badge [title]")
    number, said = badge.locator("span").first.inner_text(), badge.get_attribute("title")
    assert re.search(rf"\b{number} ", said)
    expect(page.locator(".mj-conclusion p")).to_contain_text(said.split("，")[-1])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_chinese_by_light(opened, path):
    page = opened(path, theme="light", language="zh")
    drawn(page, "light", "zh")
    if path in ("/payments", "/publicity"):
        rail_counts_what_the_page_says_first(page, path)
    fits_at(page, 390, 1920, 1440)
    is_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_english_in_the_dark_on_a_phone(opened, path):
    page = opened(path, 390, theme="dark", language="en")
    drawn(page, "dark", "en")
    assert page.evaluate(SMALL, TOUCHED) == []
    said = " ".join(page.locator("h1, .mj-tile .mj-head, .mj-filters label").evaluate_all(WORDS))
    assert not re.search("[\u4e00-\u9fff]", re.sub(r"\S+（样例.）", "", said))  # a contractor's name stays as it is
    fits_at(page, 390, 1440)
    is_accessible(page)
