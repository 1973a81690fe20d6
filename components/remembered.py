"""One answer for all who ask the same at the same moment.

A page's sections ask on their own, several of them the same question with the same words: it is asked once, the others wait
for it. An answer stands until a fact or the policy changes, or the day; the viewer's rights are part of what was asked. A sign-in,
an upload on its way or a draft makes no answer old but those that read such things.
"""

import contextvars
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future

from data import database
from data.viewer import Viewer
from queries import Answer, ask

KEPT = 96  # answers
LARGE = 2000  # rows; a longer answer is shared by those who wait for it and then let go
SHOWN = 192  # sections as they were shown: a page's seven for two dozen filters

# questions that read what Store.noting and drafts write: states, evidence, rounds under way; tests/test_remembered.py finds them
NOTED = frozenset({"alert_digests", "alert_history", "alert_rows", "alerts", "audit_log", "bulletins", "data_quality", "data_quality_rows",
                   "left_out_satisfaction", "rater_agreement", "rectification_evidence", "rounds", "score_sheets"})

_answers: OrderedDict[tuple, Future] = OrderedDict()
_shown: OrderedDict[tuple, object] = OrderedDict()
_lock = threading.Lock()
_met: contextvars.ContextVar[list | None] = contextvars.ContextVar("met", default=None)  # questions of NOTED that a section asked


def ask_once(question: str, viewer: Viewer, /, **given: str) -> Answer:
    """``queries.ask`` with the same words and the same refusals."""
    store = database.store()
    store.refresh_policy()
    if question in NOTED and (met := _met.get()) is not None:
        met.append(question)
    rights = (viewer.role, viewer.region, viewer.contractor)
    state = store.version if question in NOTED else store.facts
    key = (store, state, database.today(), rights, question, tuple(sorted(given.items())))
    with _lock:
        found = _answers.get(key)
        if first := found is None:
            found = _answers[key] = Future()
            while len(_answers) > KEPT:
                _answers.popitem(last=False)
        else:
            _answers.move_to_end(key)
    if first:
        try:
            answer = ask(question, viewer, **given)
        except BaseException as error:
            _forget(key)
            found.set_exception(error)
            raise
        if len(answer.rows) > LARGE:
            _forget(key)
        found.set_result(answer)
    return found.result()


def show_once(place: tuple, make: Callable):
    """What ``make`` shows, as long as no fact, policy or day changes. ``place``: all else that it depends on.

    What fails is not kept, nor what asked for something that notes, drafts and persons change.
    """
    store = database.store()
    store.refresh_policy()
    key = (store, store.facts, database.today(), *place)
    with _lock:
        if (found := _shown.get(key)) is not None:
            _shown.move_to_end(key)
            return found
    before = _met.set([])
    try:
        found, met = make(), _met.get()
    finally:
        _met.reset(before)
    if met:
        return found
    with _lock:
        _shown[key] = found
        while len(_shown) > SHOWN:
            _shown.popitem(last=False)
    return found


def _forget(key: tuple) -> None:
    with _lock:
        _answers.pop(key, None)
