"""The regulation as data: policy/PROFILE.toml, and the values that this office has confirmed.

A parameter is a table [parameter.NAME] with value, title, title_en, state (文件明确 本级确认 建议值 未规定),
document, clause, quotation, rule (an id of rules.md A), unit, in_force, and confirm = true where a
suggested value must be confirmed locally before it may judge anybody.

composite.toml declares every parameter. The other profiles are one document each: their files hold that
document and its date once, and what it says beyond what the composite already takes from it.
"""

import datetime
import functools
import hashlib
import json
import tomllib
from pathlib import Path

from data.refusal import Refused

FOLDER = Path(__file__).with_name("policy")
LOCAL = "policy_local.toml"
COMPOSITE = "composite"
OF_ALL = ("title", "title_en", "unit", "confirm")  # what a parameter is called does not depend on who regulates it


def profiles() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def header(profile: str) -> dict:
    """id, title, title_en, and of a profile that is one document its document and in_force."""
    return _read(_text_of(profile))["profile"]


def _profile_file(profile: str) -> Path:
    if profile not in profiles():
        raise Refused("unknown_profile", profile=profile, known="、".join(profiles()))
    return FOLDER / f"{profile}.toml"


def _text_of(profile: str) -> str:
    path = _profile_file(profile)
    return _text_at(path, path.stat().st_mtime_ns)  # asked before each answer, so it is read again only when it is another


@functools.lru_cache(maxsize=16)
def _text_at(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")


@functools.lru_cache(maxsize=16)
def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@functools.lru_cache(maxsize=16)
def _read(text: str) -> dict:
    return tomllib.loads(text)


def parameters(profile: str) -> dict[str, dict]:
    """Every parameter as this profile has it."""
    shared = _read(_text_of(COMPOSITE))["parameter"]
    if profile == COMPOSITE:
        return dict(shared)
    read = _read(_text_of(profile))
    return {name: _in_profile(item, read["parameter"].get(name), read["profile"]) for name, item in shared.items()}


def _in_profile(shared: dict, entry: dict | None, header: dict) -> dict:
    """The profile's own entry, else what the composite takes from the same document, else our own method, else nothing."""
    if entry is None and (shared.get("national") or shared.get("document") == header["document"]):
        return shared
    named = {key: shared[key] for key in OF_ALL if key in shared}
    if entry is not None:
        source = {"document": header["document"]} if "rule" in entry else {}
        dated = {"in_force": header["in_force"]} if entry["state"] == "文件明确" and "in_force" in header else {}
        return named | source | dated | entry
    if shared.get("own"):
        return named | {"value": shared["value"], "state": "建议值"}
    return named | {"state": "未规定"}


def _local_text(folder: Path) -> str:
    path = folder / LOCAL
    return path.read_text(encoding="utf-8") if path.exists() else ""


def local(folder: Path) -> dict:
    """What policy_local.toml holds."""
    try:
        return tomllib.loads(_local_text(folder))
    except tomllib.TOMLDecodeError as error:
        raise Refused("local_policy_unreadable", path=folder / LOCAL, why=error) from error


def confirmations(folder: Path) -> dict[str, list[dict]]:
    """Each parameter's local values, the latest last; each holds from its valid_from on (without one: always) until the next.

    [confirmed] name = value, the latest; [confirmation.name] what the app wrote beside it; [[earlier.name]] those before it,
    which periods closed by then keep (spec.md 5: a rule change never recolours a closed period).
    """
    found = local(folder)
    said, earlier = found.get("confirmation", {}), found.get("earlier", {})
    return {name: [*earlier.get(name, ()), said.get(name, {}) | {"value": value}] for name, value in found.get("confirmed", {}).items()}


def starts(folder: Path) -> list[datetime.date]:
    """The days from which a local value holds."""
    return sorted({one["valid_from"] for each in confirmations(folder).values() for one in each if one.get("valid_from")})


def state(profile: str, folder: Path, today: datetime.date) -> str:
    """A digest that changes with the profile's file, the composite's, the local values, and on the day when one of these begins to hold."""
    begun = [str(day) for day in starts(folder) if day <= today][-1:] if _local_text(folder) else []
    return _digest(profile, _text_of(profile), _text_of(COMPOSITE), _local_text(folder), *begun)


def _usable(item: dict) -> bool:
    return item["state"] in ("文件明确", "本级确认") or (item["state"] == "建议值" and not item.get("confirm", False))


def on_day(profile: str, folder: Path, day: datetime.date) -> dict[str, dict]:
    """Every parameter as it holds on a day: a confirmed value stands before the document's and the suggested one."""
    declared, said = parameters(profile), confirmations(folder)
    if unknown := sorted(said.keys() - declared.keys()):
        raise Refused("unknown_parameter", path=folder / LOCAL, names="、".join(unknown))
    for name, each in said.items():
        held = [one for one in each if not one.get("valid_from") or one["valid_from"] <= day]
        if held:
            source = {"document": held[-1]["document"], "clause": None, "in_force": held[-1]["valid_from"]} if "document" in held[-1] else {}
            declared[name] = declared[name] | source | {"value": held[-1]["value"], "state": "本级确认"}
    return {name: item | {"usable": _usable(item)} for name, item in declared.items()}


def before(profile: str, folder: Path, day: datetime.date) -> dict[str, dict]:
    """What the parameters that changed after a day were on it, as the question policy_values says it."""
    later = [name for name, each in confirmations(folder).items() if any(one.get("valid_from") and one["valid_from"] > day for one in each)]
    held = on_day(profile, folder, day) if later else {}
    told = ("state", "document", "clause", "quotation", "in_force", "usable")
    return {name: {"value": value if isinstance(value := held[name].get("value"), str | None) else _json(value)}
            | {one: held[name].get(one) for one in told} for name in later}


def rows(profile: str, folder: Path, day: datetime.date) -> list[tuple]:
    """The rows of the table ``policy`` on a day."""
    return [(name, _json(item.get("value")), item["usable"], item["state"], item["title"], item["title_en"], item.get("unit"),
             item.get("rule"), item.get("document"), item.get("clause"), item.get("quotation"), item.get("in_force"))
            for name, item in on_day(profile, folder, day).items()]


def variables(profile: str, folder: Path, day: datetime.date, changed: dict | None = None) -> dict[str, str]:
    """What a cursor is told (data/views/01_policy.sql): each usable value on a day; ``changed``: values as if they held already.

    dated_NAME: [day, value] of a value that changed, the first with its day null, for what is judged by a day of its own.
    """
    changed = changed or {}
    found = {name: _json(item.get("value")) for name, item in on_day(profile, folder, day).items() if item["usable"]}
    declared = parameters(profile)
    for name, each in confirmations(folder).items():
        if name not in changed and any(one.get("valid_from") for one in each):
            first = [None, declared[name].get("value") if _usable(declared[name]) else None]
            found["dated_" + name] = _json([first, *([str(one["valid_from"]) if one.get("valid_from") else None, one["value"]] for one in each)])
    return found | {name: _json(value) for name, value in changed.items()}


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False)
