"""The office's own values, confirmed in the app: into policy_local.toml (choices.md B6), with document, reason, day and who said so.

A value holds from its day on; what held before stays in the file for the periods that were closed by then (data/policy.py).
"""

import datetime
import json
import os

from data import database, policy
from data.policy_kinds import Kind, kind_of
from data.refusal import Refused
from data.sheets_rules import refuse, said
from data.viewer import Viewer


def history(param: str) -> list[dict]:
    """value, document, reason, valid_from, who, at of each local value, the latest last; a line written by hand has its value only."""
    return policy.confirmations(database.store().folder).get(param, [])


def confirmation(param: str) -> dict | None:
    """The latest local value that was confirmed in the app."""
    known = history(param)
    return known[-1] if known and "document" in known[-1] else None


def mark(param: str) -> str:
    """What changes whenever somebody registers a value: a form carries it, so that nobody overwrites what he has not seen."""
    return max((str(one["at"]) + str(one["value"]) for one in history(param) if "at" in one), default="")


def read(cursor, param: str, value) -> tuple[Kind, object]:
    """The value that was typed, as what the parameter is; Refused when it cannot be one."""
    kind = kind_of(param, database.store().profile)
    if kind is None:
        raise Refused("confirm_what", name=param)
    if kind.national:
        raise refuse(cursor, "confirm_national", param)
    try:
        return kind, kind.read(value)
    except ValueError as error:
        raise refuse(cursor, f"confirm_{kind.wants}", param, value=value, **kind.bounds()) from error


def confirm(viewer: Viewer, param: str, value, document: str, valid_from: datetime.date, reason: str, seen: str | None = None) -> None:
    """Confirms a value from a day on. Administrators only; logged, the value before too. ``seen``: the ``mark`` that the form was drawn with."""
    store = database.store()
    with store.writing(viewer.name, "policy value confirmed", detail := {"param": param, "document": document, "valid_from": valid_from}) as cursor:
        if viewer.role != "admin":
            raise refuse(cursor, "only_admin_confirms", param, role=viewer.role)
        _, found = read(cursor, param, value)
        if not (document or "").strip():
            raise refuse(cursor, "confirm_document", param)
        reason = said(cursor, reason, "登记本级确认值", param)
        known = history(param)
        if seen is not None and seen != mark(param):
            raise refuse(cursor, "confirm_moved", param, who=known[-1]["who"], value=known[-1]["value"])
        _check_day(cursor, param, valid_from, known)
        detail |= {"value": found, "before": known[-1]["value"] if known else None, "reason": reason}
        new = {"value": found, "document": document.strip(), "reason": reason, "valid_from": valid_from, "who": viewer.name, "at": database.now()}
        _write(param, [*(one for one in known if one.get("valid_from") != valid_from), new])
    store.refresh_policy()


def first_day() -> datetime.date:
    """From which day on a value that judges already may change: months, quarters, half-years and years that are over keep theirs."""
    return database.today().replace(day=1)


def _check_day(cursor, param: str, day: datetime.date, known: list[dict]) -> None:
    """A change never recolours a closed period (spec.md 5). What judged nobody may begin on any day; a slip of today may be put right."""
    store = database.store()
    slip = any(one.get("valid_from") == day and "at" in one and one["at"].date() == database.today() for one in known)
    if day < first_day() and not slip and policy.on_day(store.profile, store.folder, day)[param]["usable"]:
        raise refuse(cursor, "confirm_closed", param, day=first_day())


def _write(param: str, each: list[dict]) -> None:
    """Puts the parameter's values, the latest last, into the file and leaves the others as they are."""
    *earlier, last = sorted(each, key=lambda one: one.get("valid_from") or datetime.date.min)
    folder = database.store().folder
    local = policy.local(folder)
    local.setdefault("confirmed", {})[param] = last["value"]
    local.setdefault("confirmation", {})[param] = {name: value for name, value in last.items() if name != "value"}
    local.setdefault("earlier", {})[param] = earlier
    lines = []
    for table in (name for name in local if name not in ("confirmation", "earlier")):
        lines += [f"[{table}]", *_lines(local[table])]
    for name, said_of in local["confirmation"].items():
        lines += [f"[confirmation.{name}]", *_lines(said_of)]
    for name, those in local["earlier"].items():
        for one in those:
            lines += [f"[[earlier.{name}]]", *_lines(one)]
    path = folder / policy.LOCAL
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _lines(table: dict) -> list[str]:
    return [*(f"{name} = {_value(value)}" for name, value in table.items()), ""]


def _value(value) -> str:
    """A value as TOML writes it; the numbers, texts and lists of JSON are written alike."""
    # but for one character, which would make the whole file unreadable
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
