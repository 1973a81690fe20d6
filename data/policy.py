"""The regulation as data: policy/PROFILE.toml, and the values that this office has confirmed.

A parameter is a table [parameter.NAME] with value, title, title_en, state (文件明确 本级确认 建议值 未规定),
document, clause, quotation, rule (an id of rules.md A), unit, in_force, and confirm = true where a
suggested value must be confirmed locally before it may judge anybody.

composite.toml declares every parameter. The other profiles are one document each: their files hold that
document and its date once, and what it says beyond what the composite already takes from it.
"""

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


def _profile_file(profile: str) -> Path:
    if profile not in profiles():
        raise Refused("unknown_profile", profile=profile, known="、".join(profiles()))
    return FOLDER / f"{profile}.toml"


def _text_of(profile: str) -> str:
    return _profile_file(profile).read_text(encoding="utf-8")


def parameters(profile: str) -> dict[str, dict]:
    """Every parameter as this profile has it."""
    shared = tomllib.loads(_text_of(COMPOSITE))["parameter"]
    if profile == COMPOSITE:
        return shared
    read = tomllib.loads(_text_of(profile))
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


def state(profile: str, folder: Path) -> str:
    """A digest that changes with the profile's file, the composite's, and with the locally confirmed values."""
    return hashlib.sha256("\n".join([profile, _text_of(profile), _text_of(COMPOSITE), _local_text(folder)]).encode()).hexdigest()


def rows(profile: str, folder: Path) -> list[tuple]:
    """The rows of the table ``policy``: a confirmed value stands before the document's and the suggested one."""
    try:
        local = tomllib.loads(_local_text(folder))
    except tomllib.TOMLDecodeError as error:
        raise Refused("local_policy_unreadable", path=folder / LOCAL, why=error) from error
    # [confirmed] name = value; [confirmation.name] what the app wrote beside it (data/confirmed.py)
    confirmed, said = local.get("confirmed", {}), local.get("confirmation", {})
    declared = parameters(profile)
    unknown = sorted(confirmed.keys() - declared.keys())
    if unknown:
        raise Refused("unknown_parameter", path=folder / LOCAL, names="、".join(unknown))
    found = []
    for param, item in declared.items():
        value, how = (confirmed[param], "本级确认") if param in confirmed else (item.get("value"), item["state"])
        if param in confirmed and param in said:
            item = item | {"document": said[param]["document"], "clause": None, "in_force": said[param]["valid_from"]}
        usable = how in ("文件明确", "本级确认") or (how == "建议值" and not item.get("confirm", False))
        found.append((param, json.dumps(value, ensure_ascii=False), usable, how, item["title"], item["title_en"], item.get("unit"),
                      item.get("rule"), item.get("document"), item.get("clause"), item.get("quotation"), item.get("in_force")))
    return found
