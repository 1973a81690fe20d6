"""The clock's part: after every import or write, and when a day begins, the alerts and the audits of facts are brought up to date."""

from data import audits, database
from data.alerts import states


class Watch:
    """Looks whether facts or the day have changed and have been quiet since the last look; then recomputes."""

    def __init__(self):
        self._seen = self._done = None

    def look(self) -> dict:
        """What a recomputing changed; nothing while a burst of writes goes on."""
        store = database.store()
        with store.reading():
            pass  # says so after a fatal error of the engine, whoever met it first: the clock then ends the server
        now, before = (store.facts, database.today()), self._seen
        self._seen = now
        if now == self._done or (now != before and self._done is not None and now[1] == self._done[1]):
            return {}
        changed = states.recompute()
        audits.run()
        self._done = now
        return changed
