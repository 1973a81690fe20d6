"""The regulation as data: policy/PROFILE.toml, and the values that this office has confirmed.

A parameter is a table [name] with value, title, title_en, state (文件明确 本级确认 建议值 未规定),
document, clause, quotation, rule (an id of rules.md A), unit, in_force, and confirm = true where a
suggested value must be confirmed locally before it may judge anybody.
"""

import hashlib
import json
import tomllib
from pathlib import Path

from data.refusal import Refused

FOLDER = Path(__file__).with_name("policy")
LOCAL = "policy_local.toml"


def profiles() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def _profile_file(profile: str) -> Path:
    if profile not in profiles():
        raise Refused("unknown_profile", profile=profile, known="、".join(profiles()))
    return FOLDER / f"{profile}.toml"


def _local_text(folder: Path) -> str:
    path = folder / LOCAL
    return path.read_text(encoding="utf-8") if path.exists() else ""


def state(profile: str, folder: Path) -> str:
    """A digest that changes with the profile's file and with the locally confirmed values."""
    return hashlib.sha256((profile + _profile_file(profile).read_text(encoding="utf-8") + _local_text(folder)).encode()).hexdigest()


def rows(profile: str, folder: Path) -> list[tuple]:
    """The rows of the table ``policy``: a confirmed value stands before the document's and the suggested one."""
    try:
        confirmed = tomllib.loads(_local_text(folder)).get("confirmed", {})
    except tomllib.TOMLDecodeError as error:
        raise Refused("local_policy_unreadable", path=folder / LOCAL, why=error) from error
    declared = tomllib.loads(_profile_file(profile).read_text(encoding="utf-8"))["parameter"]
    unknown = sorted(confirmed.keys() - declared.keys())
    if unknown:
        raise Refused("unknown_parameter", path=folder / LOCAL, names="、".join(unknown))
    found = []
    for param, item in declared.items():
        value, how = (confirmed[param], "本级确认") if param in confirmed else (item.get("value"), item["state"])
        usable = how in ("文件明确", "本级确认") or (how == "建议值" and not item.get("confirm", False))
        found.append((param, json.dumps(value, ensure_ascii=False), usable, how, item["title"], item["title_en"], item.get("unit"),
                      item.get("rule"), item.get("document"), item.get("clause"), item.get("quotation"), item.get("in_force")))
    return found
