"""The only room that asks: ``ask("accuracy", viewer, period="2021H1", by="town")``.

One question is one NAME.sql. It opens with what it asks and these lines, which this module reads:

    -- clause: ids of rules.md A that the figures answer
    -- roles: who may ask
    -- parameters: period by=county|town region? ...      (? may be left out)
    -- columns: what it answers, in order

Page, download, command line and bulletin ask the same file. Every file names $viewer_region and
$viewer_contractor, so that no parameter reaches a row outside the viewer's scope.
"""

import datetime
import decimal
import functools
import importlib
import re
from dataclasses import dataclass
from pathlib import Path

from data import database, derived
from data.refusal import Refused
from data.viewer import Viewer
from queries.parameters import PARSERS

FOLDER = Path(__file__).parent
# what SQL calls and Python answers; loaded when a question mentions it
FUNCTIONS = {"binomial_quantile": "binomial", "student_p": "student", "opened_numbers": "sealed_numbers",
             "poisson_low": "poisson"}

# what SQL reads and Python must have found before, for the day that is asked about
FOUND = {"alerts_on": "data.alerts.find", "alert_rows_on": "data.alerts.find"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question: its name, whether it may be left out, its choices."""

    name: str
    optional: bool
    choices: tuple[str, ...] = ()

    def parse(self, text) -> dict:
        """The SQL parameters that a given text stands for; Refused when it cannot be read."""
        if self.choices:
            if text not in self.choices:
                raise Refused("bad_choice", name=self.name, value=text, known="、".join(self.choices))
            return {self.name: text}
        return PARSERS[self.name](text)


@dataclass(frozen=True)
class Question:
    """A question as its file declares it."""

    name: str
    title: str
    clauses: tuple[str, ...]
    roles: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Answer:
    """Columns and rows as DuckDB gave them: Decimal for money, date for dates, float for shares."""

    columns: tuple[str, ...]
    rows: list[tuple]

    def dicts(self) -> list[dict]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def plain(self) -> list[dict]:
        """Rows for JSON: money as text with two decimals, dates as YYYY-MM-DD, unknown as null."""
        return [{name: plain(value) for name, value in row.items()} for row in self.dicts()]

    def select(self, wanted: str) -> "Answer":
        """What SQL makes of the answer: ``select("sum(completed)")`` is one row with one figure of it, ``select("state, count(*)")`` a row a state."""
        return Answer(*database.over(self.frame(), wanted))

    def frame(self):
        """A pandas DataFrame of the same rows."""
        import pandas

        return pandas.DataFrame(self.rows, columns=list(self.columns))


def plain(value):
    """One value as JSON knows it."""
    if isinstance(value, decimal.Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, datetime.date) else value


def _parameter(word: str) -> Parameter:
    name, _, choices = word.partition("=")
    return Parameter(name.rstrip("?"), word.endswith("?"), tuple(choices.rstrip("?").split("|")) if choices else ())


@functools.cache
def questions() -> dict[str, Question]:
    """Every question by name."""
    found = {}
    for path in sorted(FOLDER.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        said = dict(re.findall(r"^-- (clause|roles|parameters|columns): *(.*)$", sql, re.MULTILINE))
        title = re.match(r"-- \w+ (.*)", sql).group(1)
        found[path.stem] = Question(path.stem, title, tuple(said["clause"].split()), tuple(said["roles"].split()),
                                    tuple(_parameter(word) for word in said["parameters"].split()),
                                    tuple(re.split(r",\s*", said["columns"])), sql)
    return found


def _values(question: Question, viewer: Viewer, given: dict) -> dict:
    """The SQL parameters that the question mentions."""
    known = {parameter.name for parameter in question.parameters}
    for name in given.keys() - known:
        raise Refused("unknown_argument", question=question.name, name=name, known="、".join(sorted(known)) or "—")
    values = {"viewer_region": viewer.region, "viewer_contractor": viewer.contractor, "viewer_role": viewer.role}
    for parameter in question.parameters:
        text = given.get(parameter.name)
        if text in (None, "") and not parameter.optional:
            raise Refused("missing_argument", question=question.name, name=parameter.name)
        values |= parameter.parse(text) if text not in (None, "") else PARSERS[parameter.name](None)
    mentioned = set(re.findall(r"\$(\w+)", question.sql))
    return {name: value for name, value in values.items() if name in mentioned}


def ask(name: str, viewer: Viewer, trial: str | None = None, profile: str | None = None, /, **given) -> Answer:
    """The answer to a question as ``viewer`` may see it. Only ``given`` may come from outside by name: a trial is SQL.

    ``given`` are the question's parameters as text (period="2021H1", as_of="2022-04-15"). Raises
    Refused when the question is unknown, the viewer's role may not ask it or a value is unreadable.
    It is judged by the policy of the period's last day, so that a local value confirmed later never recolours it;
    ``trial``: by another policy (Store.trial); ``profile``: by that of another place, as it was on that day.
    """
    if name not in questions():
        raise Refused("unknown_question", name=name, known="、".join(questions()))
    question = questions()[name]
    if viewer.role not in question.roles:
        raise Refused("not_allowed", name=name, role=viewer.role)
    store = database.store()
    store.refresh_policy()
    for function, module in FUNCTIONS.items():
        if function in question.sql:
            importlib.import_module(f"queries.{module}").provide(store)
    values = _values(question, viewer, given)
    for name, module in FOUND.items():
        if name in question.sql:
            importlib.import_module(module).prepare(store, values)
    days = [values[name] for name in ("last_day", "as_of") if values.get(name)]
    if profile:
        trial = store.trial(profile, day=min(days, default=None))
    quick = derived.reads(question.sql)
    for last in (False, False, True):
        facts = store.facts
        with store.reading(min(days, default=None), trial, quick and not last) as cursor:
            cursor.execute(question.sql, values)
            answer = Answer(tuple(column[0] for column in cursor.description), cursor.fetchall())
        if not quick or store.facts == facts:  # else a write came between the tables and the rest of what was read
            break
    return answer
