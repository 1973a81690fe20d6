"""docs/help.LANGUAGE.md and the glossary as Dash: headings, lists and paragraphs, nothing more; the same text that lies beside the README."""

import functools
import re
import tomllib
from pathlib import Path

from dash import html

DOCS = Path(__file__).parents[1] / "docs"
ITEM = re.compile(r"(?:- |\d+\. )(.*)")


@functools.cache
def glossary() -> dict[str, str]:
    """The field's words, Chinese to English."""
    return tomllib.loads(Path(__file__).with_name("glossary.toml").read_text(encoding="utf-8"))["terms"]


def _line(said: str) -> list:
    """A line with what stands between backquotes as keys."""
    return [html.Kbd(part) if place % 2 else part for place, part in enumerate(said.split("`"))]


def chapters(language: str) -> list[tuple[str, list]]:
    """(title, what it says) of each chapter."""
    found = []
    for chapter in (DOCS / f"help.{language}.md").read_text(encoding="utf-8").split("## ")[1:]:
        title, *lines = [line for line in chapter.splitlines() if line.strip()]
        items = [html.Li(_line(ITEM.fullmatch(line)[1])) for line in lines if ITEM.fullmatch(line)]
        kind = html.Ol if lines and lines[0][0].isdigit() else html.Ul
        body = [html.P(_line(line)) for line in lines if not ITEM.fullmatch(line)]
        found.append((title, [*body, kind(items)] if items else body))
    return found
