"""What 指标口径 lists: each parameter with its value, its clause and what uses it; narrowed by what the address says."""

import functools
import re
from pathlib import Path

import dash

from components import section
from components.explain import definitions
from components.text import language, t
from data import alerts, policy
from queries import questions
from queries.policy_uses import uses

NARROW = ("q", "state", "use", "shown", "tab", "left", "right", "profile")
STATES = ("文件明确", "本级确认", "建议值", "未规定")
SHOWN = 40  # rows; more on demand, all of them in the workbook
ASKED = re.compile(r'\b(?:answer|asked|export|ask_once|ask)\(\s*"(\w+)"')


@functools.cache
def pages_of() -> dict[str, list[str]]:
    """question -> the pages (name_key) whose files ask it."""
    keys = sorted((one["name_key"] for one in dash.page_registry.values() if "name_key" in one), key=len, reverse=True)
    found: dict[str, list[str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        key = next((one for one in keys if path.stem == one or path.stem.startswith(one + "_")), None)
        for question in set(ASKED.findall(path.read_text(encoding="utf-8"))) & questions().keys():
            if key and key != "policy" and key not in found.setdefault(question, []):
                found[question].append(key)
    return found


@functools.cache
def used_by(param: str) -> dict[str, list[str]]:
    """questions, alerts, audits, deeds, the definitions that quote it, and the pages that show any of them."""
    known = uses(frozenset(places()))[param]
    quoted = [name for name, one in definitions().items() if param in one["params"]]
    shown = {page for question in known["questions"] for page in pages_of().get(question, ())}
    shown |= ({"alerts"} if known["alerts"] else set()) | ({"quality"} if known["audits"] else set())
    return known | {"definitions": quoted, "pages": sorted(shown)}


@functools.cache
def places() -> dict[str, int]:
    """The order of the parameters: by matter, as the composite profile lists them."""
    return {name: place for place, name in enumerate(policy.parameters(policy.COMPOSITE))}


def rows() -> list[dict]:
    """Every parameter of the profile in force as it holds today."""
    found = section.answer("policy_values", {}).dicts()
    return sorted((one | {"uses": used_by(one["param"])} for one in found), key=lambda one: places()[one["param"]])


def narrowed(found: list[dict], settled: dict) -> list[dict]:
    """The rows that the address leaves."""
    wanted = (settled.get("q") or "").strip().lower()

    def holds(one: dict) -> bool:
        texts = (one["param"], one["title"], one["title_en"], one["document"], one["clause"], one["quotation"], one["rule_id"], one["value"])
        return (
            (not settled.get("state") or one["state"] == settled["state"])
            and (not settled.get("use") or settled["use"] in one["uses"]["pages"])
            and (not wanted or any(wanted in (text or "").lower() for text in texts))
        )

    return [one for one in found if holds(one)]


def page_link(key: str) -> tuple[str, str] | None:
    """(words, path) of a page."""
    return next(((t(f"page.{key}"), one["path"]) for one in dash.page_registry.values() if one.get("name_key") == key), None)


def question_title(name: str) -> str:
    return questions()[name].title.partition("：")[0] if language() == "zh" else name.replace("_", " ")


def alert_title(name: str) -> str:
    return alerts.rules()[name].said["title"][language() != "zh"]
