"""The store: one DuckDB file, one process, many threads; the only module that imports duckdb.

Reads take a cursor each. Every write goes through ``Store.writing`` or ``Store.noting``: one transaction, one
audit line in the same transaction; any error rolls back and is raised again, because DuckDB's COMMIT
after a swallowed error discards everything without a word.

Two locks. Whoever writes facts holds the long one from begin to commit, so that no two of them meet. The
short one is held by whoever appends to the chain of audit lines and commits; a sign-in or an audit line
takes only that, and waits for an import's commit but never for its work. Order: long, then short.
"""

import contextlib
import contextvars
import datetime
import hashlib
import importlib
import json
import shutil
import sys
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from data import alerts, audits, policy, working_days
from data.contract import contracts, declaration_digest
from data.derived import KEEPS, Derived
from data.privacy import PERSONAL, Key, load_key
from data.refusal import Refused
from data.settings import settings

HERE = Path(__file__).parent
FILE = "mingjian.duckdb"
HELD_ALONE = sys.platform == "win32"  # nobody may read the file while the engine has it open
BEFORE = ".before-"  # a copy of the file as it was before a schema step
SHANGHAI = ZoneInfo("Asia/Shanghai")
# the address behind the request that this thread works on, for the audit lines; the door says it
CAME_FROM: contextvars.ContextVar[str | None] = contextvars.ContextVar("came_from", default=None)
CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
          "allow_community_extensions": "false", "python_enable_replacements": False,
          # What does not fit into memory goes to files, and may be identity numbers in clear. Their key lives in memory only; that
          # the engine calls its own random numbers unsafe is a lesser evil than a clear file left behind by a power cut.
          "temp_file_encryption": "true", "force_mbedtls_unsafe": "true"}


def now() -> datetime.datetime:
    """The bureau's clock: naive local time of Asia/Shanghai, to the second."""
    return datetime.datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)


def instant() -> int:
    """Seconds since 1970, for codes that change with time."""
    return int(datetime.datetime.now(datetime.UTC).timestamp())


def today() -> datetime.date:
    return now().date()


Error = duckdb.Error
Fatal = duckdb.FatalException  # the engine works no more until it is opened anew


class Locked(Refused):
    """Another process holds the store."""


class _Pandas:
    """Given a first value, the engine asks pandas for its two blanks, and loads it for that: half a second of every start. Here it gets two
    that no value is; what else it asks for (a frame, in ``over``) it gets from pandas itself."""

    NaT, NA = object(), object()

    def __getattr__(self, name: str):
        return getattr(importlib.import_module("pandas"), name)


class Store:
    """A store folder opened by this process."""

    NO_ROOM = (duckdb.OutOfMemoryException, duckdb.IOException)

    def __init__(self, folder: Path, key_path: Path, profile: str):
        self.folder, self.profile = folder, profile
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = folder / FILE
        fresh = not self.file.exists()
        try:
            self._connection = self._connect()
        except duckdb.IOException as error:
            if "lock" in str(error).lower() or "being used by another process" in str(error):
                raise Locked("store_locked", path=self.file) from error
            raise Refused("store_unreadable", path=self.file, why=str(error).splitlines()[0]) from error
        self._facts, self._lock = threading.RLock(), threading.RLock()  # the long lock, the short lock
        self._values = [(datetime.date.min, "")]  # from which day on which statements tell a cursor the policy
        self._idle: dict[str, list] = {}  # those statements -> cursors that know them and have nothing to do
        self.version = 0  # grows with every committed write; caches compare it
        self.facts = 0  # the same, of writes that may change a figure
        self._policy_state = None
        self._derived = Derived(self)
        self._provided: set[str] = set()
        try:
            self.key: Key = load_key(key_path, fresh)
            self._prepare()
        except BaseException:  # else the engine holds the file, and answers from it for the store that is restored in its place
            self._connection.close()
            raise

    # --- opening -----------------------------------------------------------------------------

    def _connect(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(str(self.file), config=CONFIG | {
            "temp_directory": str(self.folder / "tmp"), "memory_limit": f"{settings().database_megabytes}MiB"})
        if "pandas" not in sys.modules:
            sys.modules["pandas"] = _Pandas()
            try:
                connection.execute("select ?", [0])
            finally:
                del sys.modules["pandas"]
        return connection

    def _prepare(self) -> None:
        self._before_steps()
        self._connection.execute("attach ':memory:' as kept;" + alerts.KEPT + ";" + KEEPS)  # what is found once for all who ask
        with self._transaction() as cursor:
            self._take_schema_steps(cursor)
            self._check_key(cursor)
            self._make_dataset_tables(cursor)
            self._make_views(cursor)
            if self._meta(cursor, "calendar") != working_days.shipped():
                working_days.ship(cursor, now())
                self._meta(cursor, "calendar", working_days.shipped())
        self.refresh_policy()
        # From here on no file but the scratch files that this process holds open can be read by SQL.
        self._connection.execute("set allowed_directories = ['/proc/self/fd/', ?]", [str(self.scratch)])
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    @property
    def scratch(self) -> Path:
        """Where a file lies while it is read, on systems without unnamed files; emptied at each start."""
        return self.folder / "scratch"

    def _meta(self, cursor, name: str, value: str | None = None) -> str | None:
        if value is not None:
            cursor.execute("insert or replace into meta values (?, ?)", [name, value])
        found = cursor.execute("select value from meta where name = ?", [name]).fetchone()
        return found and found[0]

    def _steps_taken(self, cursor) -> int:
        known = cursor.execute("select count(*) from duckdb_tables() where table_name = 'meta'").fetchone()[0]
        return int(self._meta(cursor, "schema") or 0) if known else 0

    def _before_steps(self) -> None:
        """A store of a newer program is left alone; one of an older is copied before it changes, and the copy stays beside it."""
        done, newest = self._steps_taken(self._connection), newest_step()
        if done > newest:
            raise Refused("store_newer", path=self.file)
        if 0 < done < newest:
            self._connection.close()  # which writes everything into the file, and lets Windows read it
            for old in self.folder.glob(f"{FILE}{BEFORE}*"):
                old.unlink()
            shutil.copyfile(self.file, self.folder / f"{FILE}{BEFORE}{newest:03d}")
            self._connection = self._connect()

    def _take_schema_steps(self, cursor) -> None:
        done = self._steps_taken(cursor)
        for step in sorted((HERE / "schema").glob("*.sql")):
            number = int(step.name[:3])
            if number > done:
                cursor.execute(step.read_text(encoding="utf-8"))
                self._meta(cursor, "schema", str(number))

    def _check_key(self, cursor) -> None:
        if (self._meta(cursor, "key") or self._meta(cursor, "key", self.key.fingerprint)) != self.key.fingerprint:
            raise Refused("wrong_key")

    def _make_dataset_tables(self, cursor) -> None:
        """facts in main, rows that wait for a parent in held, replaced rows in history."""
        declared = declaration_digest()
        if self._meta(cursor, "contracts") == declared:
            return  # nothing to write: an open that only reads costs no flush to the disk
        cursor.execute("create schema if not exists held; create schema if not exists history")
        extra = {"main": {}, "held": {"_missing": 'STRUCT("column" VARCHAR, "value" VARCHAR, reason VARCHAR)[]'},
                 "history": {"_replaced_by": "BIGINT", "_replaced_at": "TIMESTAMP"}}
        there = {}
        for schema, table, column in cursor.execute("select schema_name, table_name, column_name from duckdb_columns()").fetchall():
            there.setdefault((schema, table), set()).add(column)
        for dataset, contract in contracts().items():
            for schema, more in extra.items():
                columns = contract.stored_columns() | more
                have = there.get((schema, dataset))
                if have is None:
                    cursor.execute(f"create table {schema}.{dataset} ({', '.join(f'{n} {t}' for n, t in columns.items())})")
                for name in columns.keys() - have if have else ():
                    cursor.execute(f"alter table {schema}.{dataset} add column {name} {columns[name]}")
        cursor.execute("create or replace view held_rows as " + " union all ".join(
            f"select '{dataset}' as dataset, _import, _line, _missing from held.{dataset}" for dataset in contracts()))
        self._meta(cursor, "contracts", declared)

    def _make_views(self, cursor) -> None:
        named = {file.name: file.read_text(encoding="utf-8") for file in (HERE / "views").glob("*.sql")}
        named |= {"80_rules": alerts.view(), "82_audits": audits.view()}
        texts = [text for _, text in sorted(named.items())]
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        if self._meta(cursor, "views") != digest:
            for text in texts:
                cursor.execute(text)
            self._meta(cursor, "views", digest)

    def refresh_policy(self) -> None:
        """The profile and the office's confirmed values into the table the views read."""
        state = policy.state(self.profile, self.folder, today())
        if state == self._policy_state:
            return
        rows = policy.rows(self.profile, self.folder, today())
        values = [(day, _statements(policy.variables(self.profile, self.folder, day))) for day in (datetime.date.min, *policy.starts(self.folder))]
        with self._transaction() as cursor:
            if self._meta(cursor, "policy") != state:
                cursor.execute("delete from policy")
                cursor.executemany(f"insert into policy values ({', '.join('?' * len(rows[0]))})", rows)
                self._meta(cursor, "policy", state)
        before, self._values, self._idle = self._idle, values, {told: [] for _, told in values}
        for idle in before.values():
            while idle:
                idle.pop().close()
        self._policy_state = state
        self.version += 1
        self.facts += 1

    # --- using -------------------------------------------------------------------------------

    def _told(self, day: datetime.date | None) -> str:
        day = day or today()
        return [told for start, told in self._values if start <= day][-1]

    def _cursor(self, told: str):
        """A new cursor that knows the policy, which data/views/01_policy.sql reads from its variables."""
        cursor = self._connection.cursor()
        if told:
            cursor.execute(told)
        return cursor

    def trial(self, profile: str | None = None, changed: dict | None = None, day: datetime.date | None = None) -> str:
        """Another profile's values on a day, or some changed ones, for ``reading``; nothing of the store knows of them."""
        return _statements(policy.variables(profile or self.profile, self.folder, day or today(), changed))

    @contextlib.contextmanager
    def reading(self, day: datetime.date | None = None, trial: str | None = None, quick: bool = False):
        """A cursor of one's own that knows the policy of a day (today's) or a trial's; no answer meets that of another thread.

        ``quick``: tables stand in for slow views (data/derived.py), made now if need be.
        """
        told = self._told(day) if trial is None else trial
        shown = self._derived.using(told) if quick and trial is None else contextlib.nullcontext(told)
        with shown as told, self.known(told, pooled=trial is None) as cursor:
            yield cursor

    @contextlib.contextmanager
    def known(self, told: str, pooled: bool = True):
        """A cursor for which the statements ``told`` have been run; one that is not ``pooled`` is made for it and goes with it."""
        cursor = self._borrow(told) if pooled else self._cursor(told)
        try:
            yield cursor
            cursor.execute("set variable idle = true")  # lets go of the last answer, and of what it was read from
        except BaseException:
            cursor.close()
            raise
        self._give_back(cursor, told)

    def pooled(self, told: str) -> str:
        """Cursors to which these statements were told are kept for the next one who asks with them."""
        self._idle.setdefault(told, [])
        return told

    def forget(self, ending: str) -> None:
        """Closes the idle cursors to which statements that end so were told."""
        for told in [told for told in self._idle if told.endswith(ending)]:
            idle = self._idle.pop(told)
            while idle:
                idle.pop().close()

    def _borrow(self, told: str):
        """A cursor that knows the policy: to tell it takes longer than most of what it is asked."""
        with contextlib.suppress(KeyError, IndexError):
            return self._idle[told].pop()
        return self._cursor(told)

    def _give_back(self, cursor, told: str) -> None:
        if (idle := self._idle.get(told)) is None:  # another policy holds by now
            cursor.close()
        else:
            idle.append(cursor)

    @contextlib.contextmanager
    def _transaction(self):
        with self._lock:
            cursor = self._connection.cursor()
            try:
                cursor.begin()
                yield cursor
                cursor.commit()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise
            finally:
                cursor.close()

    @contextlib.contextmanager
    def writing(self, who: str, what: str, found: dict | None = None, figures: bool = True, **detail):
        """One transaction over facts, with its audit line. ``found`` may be filled while the write goes on.
        ``figures`` False: it moves no figure (a draft), so that no alert is looked for anew.

        Whoever makes a temporary table drops it: the next write gets the same cursor.
        """
        with self._facts:
            told = self._told(None)
            cursor = self._borrow(told)
            try:
                cursor.begin()
                yield cursor
                with self._lock:  # around the count too: it must never repeat a number
                    self._audit(cursor, who, what, detail | (found or {}))
                    cursor.commit()
                    self.version += 1
                    self.facts += figures
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                cursor.close()
                raise
            self._give_back(cursor, told)

    @contextlib.contextmanager
    def noting(self, who: str, what: str, found: dict | None = None, **detail):
        """Like ``writing``, for short writes that touch no facts (people, sessions, jobs): no import makes it wait."""
        with self._lock:
            with self._transaction() as cursor:
                yield cursor
                self._audit(cursor, who, what, detail | (found or {}))
            self.version += 1

    def _audit(self, cursor, who: str, what: str, detail: dict) -> None:
        with self.reading() as other:  # a long transaction's own view of the chain may be an old one
            last = other.execute("select max_by(chain, audit_id) from audit").fetchone()
        if (address := CAME_FROM.get()) and "address" not in detail:
            detail = detail | {"address": address}
        text = json.dumps(detail, ensure_ascii=False, default=str)
        at = now()
        cursor.execute("insert into audit (happened_at, who, what, detail, chain) values (?, ?, ?, ?, ?)",
                       [at, who, what, text, link(last and last[0], at, who, what, text)])

    def log(self, who: str, what: str, **detail) -> None:
        """An audit line for something that was looked at or refused, not written: no answer becomes old by it."""
        said = {name: PERSONAL.sub("***", value) if isinstance(value, str) else value for name, value in detail.items()}  # typed into an address
        with self._lock, self._transaction() as cursor:
            self._audit(cursor, who, what, said)

    def provide(self, name: str, function, parameters: list[str], result: str) -> None:
        """Makes a Python function callable from SQL."""
        with self._lock:
            if name not in self._provided:
                self._connection.create_function(name, function, parameters, result)
                self._provided.add(name)

    @contextlib.contextmanager
    def standing_still(self):
        """Nobody writes meanwhile: what lies in the file and its log is the whole store."""
        with self._facts, self._lock:
            with contextlib.suppress(duckdb.Error):  # somebody reads: then the log stays, and is copied too
                self._connection.execute("checkpoint")
            yield

    def duplicate(self, place: Path) -> list[Path]:
        """The database as it stands, copied to ``place`` in the scratch folder; what lies there then. While nobody writes.

        Windows lets nobody read a file that the engine holds: there the engine writes the copy.
        """
        self.scratch.mkdir(exist_ok=True, mode=0o700)
        if HELD_ALONE:
            with self._connection.cursor() as cursor:
                cursor.execute(f"attach {_quoted(str(place))} as duplicate")
                try:
                    cursor.execute("copy from database mingjian to duplicate")
                finally:
                    cursor.execute("detach duplicate")
            return [place]
        log = self.file.with_name(FILE + ".wal")
        shutil.copyfile(self.file, place)
        if not log.exists():
            return [place]
        shutil.copyfile(log, place.with_name(place.name + ".wal"))
        return [place, place.with_name(place.name + ".wal")]

    def close(self) -> None:
        with self._lock:
            for idle in self._idle.values():
                while idle:
                    idle.pop().close()
            self._connection.close()


def only_tables(source: Path, target: Path, left_out: tuple[str, ...]) -> None:
    """Writes the tables of a copied store into a new file, so that nothing of those left out lies in a free block of it."""
    with duckdb.connect(str(target), config=CONFIG) as connection:
        connection.execute(f"attach {_quoted(str(source))} as store")
        named = connection.execute("select table_name from duckdb_tables() where database_name = 'store' and schema_name = 'main' and not internal").fetchall()
        for (name,) in named:
            if name not in left_out:
                connection.execute(f"create table {name} as from store.main.{name}")
        connection.execute("detach store")


def over(frame, wanted: str) -> tuple[tuple[str, ...], list[tuple]]:
    """Columns and rows of ``select WANTED from answer group by all``, where answer is the frame and nothing else can be reached."""
    with duckdb.connect(config={"enable_external_access": "false", "python_enable_replacements": False, "lock_configuration": "true"}) as alone:
        alone.register("answer", frame)
        try:
            found = alone.execute(f"select {wanted} from answer group by all")
        except duckdb.Error as error:
            raise Refused("bad_select", wanted=wanted, why=str(error).splitlines()[0]) from error
        return tuple(column[0] for column in found.description), found.fetchall()


def link(before: str | None, at: datetime.datetime, who: str, what: str, detail: str) -> str:
    """What ties an audit line to the one before."""
    return hashlib.sha256("\n".join([before or "", str(at), who, what, detail]).encode()).hexdigest()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _statements(values: dict[str, str]) -> str:
    return ";".join(f"set variable policy_{name} = {_quoted(value)}" for name, value in values.items())


def newest_step() -> int:
    """The number of the last schema step that this program knows."""
    return max(int(step.name[:3]) for step in (HERE / "schema").glob("*.sql"))


_open: dict[tuple, Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The store of this process, opened on first use and never at import."""
    found = settings()
    asked = (found.store, found.key_path, found.profile)
    if asked not in _open:
        with _opening:
            if asked not in _open:
                _open[asked] = Store(*asked)
    return _open[asked]


def close_store() -> None:
    """Closes what was opened; the next use opens it again."""
    while _open:
        _open.popitem()[1].close()
