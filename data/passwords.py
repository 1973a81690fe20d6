"""Passwords: how they are kept, what they must be, and the one-time ones this machine gives out."""

import hmac
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.refusal import Refused
from data.settings import settings

LONGEST = 128
FEWEST_DIFFERENT = 5  # 1111111111 has the length of a password only
OURS = ("mingjian", "minzheng", "minzhengju")  # words that whoever guesses here tries first
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that look alike on paper
_hasher = PasswordHasher()
# One verification takes 64 MiB: a flood of sign-ins must not take the machine's memory.
_few_at_once = threading.BoundedSemaphore(2)
# What an unknown name is checked against, so that it takes as long as a known one: of a random text that nobody kept.
_nobody = "$argon2id$v=19$m=65536,t=3,p=4$HB3hwgqxvDxFnIwlkjXC7g$ideveHq5iEFO+Josubxky9lgkDKy6JRSio332QUgqh4"


def _plain(password: str) -> str:
    # The same password typed by two input methods is the same text only after normalisation.
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    """The argon2id text that is kept instead of a password."""
    with _few_at_once:
        return _hasher.hash(_plain(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password belongs to its kept text; as slow for nobody (None) as for somebody."""
    if len(password) > LONGEST:
        kept, password = None, ""
    with _few_at_once:
        try:
            return _hasher.verify(kept or _nobody, _plain(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether the kept text was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def one_time() -> str:
    """A password to be typed once from a screen or a sheet of paper: 79 bits in four groups."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def check_rules(name: str, password: str, old: str | None = None) -> None:
    """Refused with the rule that a new password breaks."""
    plain, length = _plain(password), settings().password_length
    if len(plain) < length:
        raise Refused("password_short", length=length)
    if len(plain) > LONGEST:
        raise Refused("password_long", length=LONGEST)
    if len(set(plain)) < FEWEST_DIFFERENT:
        raise Refused("password_simple", count=FEWEST_DIFFERENT)
    if plain.casefold() in (name.casefold(), name.casefold()[::-1]) or (len(name) > 3 and name.casefold() in plain.casefold()):
        raise Refused("password_is_name")
    from zxcvbn import zxcvbn  # its lists of known passwords take a while to load

    if zxcvbn(plain[:72], user_inputs=[name, *OURS])["score"] < 2:  # among the first million that are tried
        raise Refused("password_common")
    if old is not None and hmac.compare_digest(plain.encode(), _plain(old).encode()):
        raise Refused("password_is_old")
