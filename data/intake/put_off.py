"""Received files that could not be worked and stay: for want of room until there is some, or for an error until a person asks.

Known to this process alone, because a full disk takes no note of it; the next start tries each anew.
"""

import contextlib
import time
from dataclasses import dataclass

from data import database
from data.refusal import sentence

AGAIN = 60.0  # seconds until a file that waits for room is tried again
BROKEN = 3    # starts that found a file half worked; then a person must ask for it: it may be what broke the server


@dataclass(frozen=True)
class Held:
    """Why it waits; ``again``: the moment (monotonic) from which it is tried by itself, None when a person must ask."""

    sentence: str
    again: float | None
    confirmed: bool = False

    @property
    def state(self) -> str:
        return "待重试" if self.again is None else "等待空间"


held: dict[str, Held] = {}


def put_off(job: str, outcome, confirmed: bool) -> None:
    """Lets a job wait whose file the machine could not take (``Outcome``)."""
    said = sentence("upload_waits", name=outcome.file) if outcome.full else \
        sentence("upload_stays", name=outcome.file, why=outcome.sentence.rstrip("。"))
    held[job] = Held(said, time.monotonic() + AGAIN if outcome.full else None, confirmed)


def judge(job: str, name: str) -> None:
    """After a start that found the job half worked: once too often, and a person must ask for it."""
    with database.store().reading() as cursor:
        broke = cursor.execute("select count(*) from audit where what = 'upload queued' and contains(detail, ?)", [job]).fetchone()[0]
    if broke >= BROKEN:
        held[job] = Held(sentence("upload_broke", name=name), None)


def may_begin(job: str) -> bool:
    """Whether nothing keeps the job from being worked now."""
    one = held.get(job)
    return one is None or (one.again is not None and one.again <= time.monotonic())


def ask(job: str, who: str) -> bool:
    """A person asks that it be tried now; whether it waited at all."""
    if (one := held.get(job)) is None:
        return False
    with contextlib.suppress(database.Error):  # a full disk takes no line; the file is tried all the same
        database.store().log(who, "upload tried again", job=job)
    held[job] = Held(one.sentence, time.monotonic(), one.confirmed)
    return True
