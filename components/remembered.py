"""One answer for all who ask the same at the same moment.

A page's sections ask on their own, several of them the same question with the same words: it is asked once, the others wait
for it. An answer stands until the store or its policy changes, or the day; the viewer's rights are part of what was asked.
"""

import threading
from collections import OrderedDict
from concurrent.futures import Future

from data import database
from data.viewer import Viewer
from queries import Answer, ask

KEPT = 96  # answers
LARGE = 2000  # rows; a longer answer is shared by those who wait for it and then let go

_answers: OrderedDict[tuple, Future] = OrderedDict()
_lock = threading.Lock()


def ask_once(question: str, viewer: Viewer, **given: str) -> Answer:
    """``queries.ask`` with the same words and the same refusals."""
    store = database.store()
    store.refresh_policy()
    rights = (viewer.role, viewer.region, viewer.contractor)
    key = (store, store.version, database.today(), rights, question, tuple(sorted(given.items())))
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


def _forget(key: tuple) -> None:
    with _lock:
        _answers.pop(key, None)
