"""Which questions, alerts, audits and deeds use a parameter of the regulation, read once from their files.

A file uses what it names itself and what the views, macros and shared parts it names use (data/views, data/alerts/find.SHARED).
"""

import functools
import re
from pathlib import Path

from data import alerts
from queries import questions

DATA = Path(alerts.__file__).parents[1]
READ = re.compile(r"(?:policy_\w+|prescribed)\('(\w+)'|param (?:=|in) \(?'(\w+)'|'(\w+)' as param")
MADE = re.compile(r"create or replace (?:view|macro) (\w+)", re.IGNORECASE)


def _plain(sql: str) -> str:
    """Without its comments, which mention what they like."""
    return re.sub(r"--.*", "", sql)


def _read(sql: str) -> set[str]:
    return {name for found in READ.findall(sql) for name in found if name}


@functools.cache
def _views() -> dict[str, str]:
    """Each view and macro with its own text."""
    found = {}
    for path in sorted((DATA / "views").glob("*.sql")):
        parts = MADE.split(_plain(path.read_text(encoding="utf-8")))
        found |= {name: text for name, text in zip(parts[1::2], parts[2::2], strict=True) if text}
    return found


@functools.cache
def _of_view(name: str) -> frozenset[str]:
    return frozenset(_read_by(_views()[name], {name}))


def _read_by(sql: str, seen: set[str]) -> set[str]:
    """What a text reads, through every view it names."""
    found, named = _read(sql), set(re.findall(r"\b\w+\b", sql)) & _views().keys() - seen
    seen |= named
    for name in named:
        found |= _read_by(_views()[name], seen)
    return found


def _all_of(sql: str) -> set[str]:
    return _read(sql).union(*(_of_view(name) for name in set(re.findall(r"\b\w+\b", sql)) & _views().keys()))


@functools.cache
def uses(known: frozenset[str]) -> dict[str, dict[str, list[str]]]:
    """parameter of ``known`` -> questions, alerts, audits and deeds (modules of data) that use it."""
    found = {name: {"questions": [], "alerts": [], "audits": [], "deeds": []} for name in sorted(known)}

    def put(kind: str, name: str, params: set[str]) -> None:
        for param in params & known:
            found[param][kind].append(name)

    for question in questions().values():
        params = _all_of(_plain(question.sql))
        put("questions", question.name, params)
    for rule in alerts.rules().values():
        put("alerts", rule.name, _all_of(_plain(rule.sql)) | {rule.said["clause"], rule.group} | ({"min_sample"} if rule.group.startswith("bounds") else set()))
    for path in sorted((DATA / "audits" / "facts").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        put("audits", path.stem, _all_of(_plain(text)) | set(re.findall(r"^-- \w+: *(\w+)$", text, re.MULTILINE)))
    for path in sorted([*DATA.glob("*.py"), *(DATA / "alerts").glob("*.py"), *(DATA / "intake").glob("*.py")]):
        text = path.read_text(encoding="utf-8")
        put("deeds", path.stem, set(re.findall(r"[\"'](\w+)[\"']", text)))
    return found
