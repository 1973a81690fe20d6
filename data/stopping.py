"""Ctrl-C and SIGTERM. The first lets what is under way end: a door stops behind the file it is at, the server behind its import.

The second ends the process on the spot, which the store survives as it survives a power cut: the import is rolled back.
"""

import _thread
import contextlib
import os
import signal
import sys
import threading

from data.refusal import sentence

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]  # the last is Windows's
_came: list[int] = []
_said: list[str] = []    # what is answered to the first
_ending: list[str] = []  # of these, where the main thread goes on until it asks


def asked() -> bool:
    """Whether this process was told to stop: nothing new is begun."""
    return bool(_came)


def code() -> int:
    """The exit code of a process that a signal stopped, as shells know it."""
    return 128 + _came[0]


def _hear(number: int, _frame) -> None:
    again = bool(_came)
    _came.append(number)
    if again:
        _say("stopped_at_once")
        os._exit(128 + number)
    if _said:
        _say(_said[-1])
    if not _ending:
        raise KeyboardInterrupt


def _say(name: str) -> None:
    """Not by print, which may be at work when the signal comes."""
    with contextlib.suppress(OSError):
        os.write(2, (sentence(name) + "\n").encode(getattr(sys.stderr, "encoding", None) or "utf-8", "replace"))


@contextlib.contextmanager
def heard(said: str | None = None):
    """While the block runs the signals are heard here: the first says ``said`` and raises KeyboardInterrupt in the main thread."""
    _came.clear()
    _said[:] = [said] if said else []
    before = {number: signal.signal(number, _hear) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _came.clear()


@contextlib.contextmanager
def ends_first(said: str):
    """In the main thread a signal does not break the block: ``said`` is answered, and the block asks ``asked`` where it may end.
    In other threads, which no signal meets, it does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _said.append(said)
    _ending.append(said)
    try:
        yield
    finally:
        _ending.pop()
        _said.pop()


def ask_self() -> None:
    """Tells the main thread of this process to stop. On Windows os.kill would end it on the spot."""
    if _came:
        return
    if os.name == "nt":
        _thread.interrupt_main(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)
