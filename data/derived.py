"""Tables in memory that stand in for slow views: visits done, their re-checks and items (data/views/20_accuracy.sql).

They are made when they are first asked for, and made again once a row of their ledgers has changed. A cursor that asks sees them
as temporary views before the stored ones of the same name, so that no question knows of them and every answer stays the same. A
small store has none: there the views are as quick.
"""

import contextlib
import functools
import itertools
import re
import threading
from dataclasses import dataclass, field
from pathlib import Path

VIEWS = Path(__file__).parent / "views"
STAND_IN = {"visits_done": "order by visit_day", "recheck_items": "", "rechecks": "order by visit_day"}
LEDGERS = ("investigations", "cases", "spot_checks", "spot_check_items", "staff")
LEAST = 1_000  # visits below which nothing is made
KEPT = 3  # policies whose tables are kept at once; the oldest go first
KEEPS = "attach ':memory:' as derived (compress)"  # a twelfth of the memory that plain tables take
# what the views read of the policy, and what the ledgers' rows are known by: the import and the line that each came with
POLICY = "select policy_list('critical_items'), policy_list('counted_samples')"
MARKS = "select " + ", ".join(f"(select (count(*), bit_xor(hash(_import, _line))) from main.{name})" for name in LEDGERS)


@functools.cache
def _readers() -> re.Pattern:
    """What reads them: the views themselves, and every view and macro over them."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql")))
    bodies = dict(re.findall(r"create or replace (?:view|macro) (\w+)(.*?)(?=create or replace |\Z)", text, re.DOTALL))
    found, before = set(STAND_IN), set()
    while found != before:
        before, words = set(found), re.compile(rf"\b({'|'.join(found)})\b")
        found |= {name for name, body in bodies.items() if words.search(body)}
    return re.compile(rf"\b({'|'.join(sorted(found))})\b")


@functools.cache
def reads(sql: str) -> bool:
    """Whether a question reads what a table may stand in for."""
    return _readers().search(sql) is not None


@dataclass
class Made:
    """Tables made from ledgers in one state; ``told``: the statements that show them to a cursor."""

    marks: tuple
    facts: int = -1
    told: str = ""
    tables: list[str] = field(default_factory=list)
    users: int = 0
    current: bool = True


class Derived:
    """The tables of a store, by what its views read of the policy."""

    def __init__(self, store):
        self._store, self._numbers = store, itertools.count(1)
        self._making, self._counting = threading.Lock(), threading.Lock()  # order: making, then counting
        self._made: dict[tuple, Made] = {}
        self._policies: dict[str, tuple] = {}  # statements that tell a cursor the policy -> what the views read of it

    @contextlib.contextmanager
    def using(self, told: str):
        """The statements ``told`` and those that show the tables, which stay while anybody uses them."""
        with self._making:
            made = self._current(told)
            with self._counting:
                made.users += 1
        try:
            yield self._store.pooled(told + made.told)
        finally:
            with self._counting:
                made.users -= 1
                self._drop(made)

    def _current(self, told: str) -> Made:
        facts = self._store.facts  # before the rows are looked at: a write in between is looked at the next time
        known = self._policies.get(told)
        made = known and self._made.get(known)
        if made and made.facts == facts:
            return made
        with self._store.known(told) as cursor:
            if known is None:
                known = self._policies[told] = str(cursor.execute(POLICY).fetchone())
                made = self._made.get(known)
            cursor.begin()  # one state of all ledgers
            marks = cursor.execute(MARKS).fetchone()
            if not made or made.marks != marks:
                old, made = made, self._make(cursor, marks)
                self._made[known] = made
                self._retire(old)
            else:
                cursor.commit()
        made.facts = facts
        while len(self._made) > KEPT:
            self._retire(self._made.pop(next(iter(self._made))))
        return made

    def _make(self, cursor, marks: tuple) -> Made:
        """The tables of the ledgers as the cursor's transaction sees them; without room for them the views answer."""
        made, number = Made(marks), next(self._numbers)
        try:
            if marks[0][0] >= LEAST:
                for name, order in STAND_IN.items():
                    cursor.execute(f"create table derived.main.{name}_{number} as from main.{name} {order}")
                    made.tables.append(f"{name}_{number}")
                    made.told += f";create or replace temp view {name} as from derived.main.{name}_{number}"
            cursor.commit()
        except self._store.NO_ROOM:
            cursor.rollback()
            made = Made(marks)
        return made

    def _retire(self, made: Made | None) -> None:
        with self._counting:
            if made:
                made.current = False
                self._drop(made)

    def _drop(self, made: Made) -> None:
        """Lets go of tables that are old and that nobody uses."""
        if made.current or made.users or not made.tables:
            return
        self._store.forget(made.told)  # or its idle cursors would show what is no more
        with self._store.known("") as cursor:
            for name in made.tables:
                cursor.execute(f"drop table derived.main.{name}")
        made.tables = []
