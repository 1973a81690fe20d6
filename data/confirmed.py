"""The office's own values, confirmed in the app: into policy_local.toml (choices.md B6), with document, day and who said so."""

import datetime
import json
import os
import tomllib

from data import database, policy
from data.refusal import Refused
from data.sheets_rules import refuse
from data.viewer import Viewer

BOUNDS = {"satisfaction_low": (0, 100)}  # what may be confirmed here, and between which numbers


def confirmation(param: str) -> dict | None:
    """value, document, valid_from, who, at of a value confirmed in the app."""
    local = tomllib.loads(_text())
    said = local.get("confirmation", {}).get(param)
    return said and said | {"value": local["confirmed"].get(param)}


def confirm(viewer: Viewer, param: str, value: str, document: str, valid_from: datetime.date) -> None:
    """Confirms a value from a day on. Administrators only; logged, the value before too."""
    store = database.store()
    with store.writing(viewer.name, "policy value confirmed", detail := {"param": param, "document": document, "valid_from": valid_from}) as cursor:
        if param not in BOUNDS:
            raise Refused("confirm_what", name=param)
        if viewer.role != "admin":
            raise refuse(cursor, "only_admin_confirms", param, role=viewer.role)
        low, high = BOUNDS[param]
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = None
        if number is None or not low < number <= high:
            raise refuse(cursor, "confirm_number", param, value=value)
        if not (document or "").strip():
            raise refuse(cursor, "confirm_document", param)
        local = tomllib.loads(_text())
        detail |= {"value": number, "before": local.get("confirmed", {}).get(param)}
        local.setdefault("confirmed", {})[param] = int(number) if number == int(number) else number
        local.setdefault("confirmation", {})[param] = {"document": document.strip(), "valid_from": valid_from, "who": viewer.name, "at": database.now()}
        _write(local)
    store.refresh_policy()


def _text() -> str:
    path = database.store().folder / policy.LOCAL
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(local: dict) -> None:
    path = database.store().folder / policy.LOCAL
    lines = []
    for table in (name for name in local if name != "confirmation"):
        lines += [f"[{table}]", *(f"{name} = {_value(value)}" for name, value in local[table].items()), ""]
    for param, said in local.get("confirmation", {}).items():
        lines += [f"[confirmation.{param}]", *(f"{name} = {_value(value)}" for name, value in said.items()), ""]
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _value(value) -> str:
    """A value as TOML writes it; the numbers, texts and lists of JSON are written alike."""
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)
