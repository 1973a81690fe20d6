"""The first start: bureau, policy profile, administrator, key file and listening, said once by whoever sits at this machine.

Open while nobody has an account but the administrator that the machine made up (data/people.py), and while only this machine
can connect. The account is made last: what fails before it leaves the door open, and is said again.
"""

import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from data import database, passwords, people, policy
from data import settings as configuration
from data.entry import enter
from data.people import MACHINE
from data.refusal import Refused
from data.settings import Settings

WRITTEN = ("profile", "key_file", "listen", "tls_certificate", "tls_key")  # what of the settings is asked for
UNIT = "M01"  # what a bureau's code in 单位表 ends with, after the six digits of its county


def is_open() -> bool:
    """Whether the first start is still to be done, here."""
    if not configuration.settings().is_loopback:
        return False
    with database.store().reading() as cursor:
        return not cursor.execute("select count(*) from people where added_by <> ? or first_sign_in is not null", [MACHINE]).fetchone()[0]


def bureau() -> str | None:
    """The bureau that the unit ledger names already: a store that holds data is not asked for it."""
    with database.store().reading() as cursor:
        found = cursor.execute("select min(unit_name) from org_units where unit_type = '民政局'").fetchone()
    return found[0]


def fixed() -> set[str]:
    """Settings that the environment says, which a file cannot change."""
    return {name for name in WRITTEN if configuration.origin(name) == "环境变量"}


def _settings(said: dict) -> dict:
    """The lines for the file: what differs from what holds already."""
    now = configuration.settings()
    known = {"profile": now.profile, "key_file": str(now.key_path), "listen": now.listen,
             "tls_certificate": str(now.tls_certificate or ""), "tls_key": str(now.tls_key or "")}
    new = {name: str(said.get(name) or "").strip() for name in WRITTEN if name not in fixed()}
    if "profile" in new and new["profile"] not in policy.profiles():
        raise Refused("bad_choice", name="profile", value=new["profile"][:40], known="、".join(policy.profiles()))
    for name, value in new.items():
        if re.search(r"[\x00-\x1f\x7f]", value):
            raise Refused("unreadable_words", name=name)
    return {name: value for name, value in new.items() if value and value != known[name]}


def _move_key(place: Path) -> None:
    """Copies the key to where it will be looked for; the old file stays until the new one is in use, and is named to whoever set it."""
    now = configuration.settings()
    if not place.is_absolute() or place.is_relative_to(now.store) or place.is_dir():
        raise Refused("first_key_place", path=place, store=now.store)
    if place.exists() and place.read_bytes() != now.key_path.read_bytes():
        raise Refused("first_key_there", path=place)
    if not place.exists():
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(now.key_path.read_bytes())
            file.flush()
            os.fsync(file.fileno())


def _write(lines: dict) -> Path:
    """The settings into their file; what else it says stays."""
    path = configuration.file()
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = [line for line in before.splitlines() if line.partition("=")[0].strip() not in lines]
    text = "\n".join([*kept, *(f"{name} = '{value}'" if "'" not in value else f'{name} = """{value}"""' for name, value in lines.items()), ""])
    tomllib.loads(text)
    half = path.with_suffix(".half")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
    return path


def set_up(said: dict, place: Callable[[Settings], object]) -> dict:
    """Does all of it, or says why not. ``place(settings)`` refuses where the server may not listen.

    Answers {lines: settings written, path: their file, old_key: the key file that is no longer used}.
    """
    if not is_open():
        raise Refused("first_over")
    name, password = people.name_of(str(said.get("name") or "")), str(said.get("password") or "")
    passwords.check_rules(name, password)
    if password != said.get("again"):
        raise Refused("first_again")
    unit, code = str(said.get("bureau") or "").strip(), str(said.get("code") or "").strip()
    if bureau() is None and not (2 <= len(unit) <= 40 and re.fullmatch(r"\d{6}[0-9A-Za-z]{0,14}", code, re.ASCII)):
        raise Refused("first_bureau")
    lines, now = _settings(said), configuration.settings()
    place(now.model_copy(update={key: Path(value) if key.startswith("tls") else value for key, value in lines.items()}))
    for key in ("tls_certificate", "tls_key"):
        if key in lines and not Path(lines[key]).is_file():
            raise Refused("first_file", path=lines[key])
    try:
        if "key_file" in lines:
            _move_key(Path(lines["key_file"]))
        path = _write(lines) if lines else configuration.file()
    except OSError as error:
        raise Refused("cannot_write", path=error.filename, why=error.strerror) from error
    if bureau() is None:
        with database.store().writing(MACHINE, "first start", bureau=unit, code=code) as cursor:
            enter(cursor, MACHINE, "org_units", [{"unit_code": code if len(code) > 6 else code + UNIT, "unit_name": unit, "unit_type": "民政局"}])
    people.first_administrator(name, password)
    return {"lines": lines, "path": path, "old_key": now.key_path if "key_file" in lines else None}
