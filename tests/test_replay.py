"""复核: every ⓘ of every page says how to have its number again, and the command it says gives the number that stands beside it."""

import functools
import inspect
import re
import shlex
import sys
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import dash
import pytest
from applications import application, entering
from test_components import words

import app as doors
from components import door, filters, section, text
from components.explain import LEFT_OUT, definitions
from components.remembered import ask_once
from data import people
from data.refusal import Refused
from queries import Answer, ask, questions

ROLES = {"panel": "", "town": "141122100"}
SCOPED = ("complaints", "rectifications")  # pages read with a scope too
PERIODS = {"half": "&period=2021H2", "quarter": "&period=2021Q4", "year": "&period=2021"}


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    with application(tiny_folder, tmp_path_factory.mktemp("replay"), **ROLES) as made:
        yield made


@pytest.fixture
def signed_in(app):
    with entering(app, base_url="http://bureau.example:8050") as enter:
        yield enter


def sections(page: str) -> list:
    """The functions that fill the sections of a page."""
    found = []
    for name, module in list(sys.modules.items()):
        if name == f"pages.{page}" or name.startswith(f"pages.{page}_"):
            functions = [inspect.unwrap(one) for one in vars(module).values() if hasattr(one, "__wrapped__") and one.__module__ == name]
            found += [one for one in functions if inspect.isfunction(one) and list(inspect.signature(one).parameters) == ["settled"]]
    return found


def family(shown, above=()) -> list:
    """Every component with those it stands in, the nearest last."""
    inside = getattr(shown, "children", None)
    inside = inside if isinstance(inside, (list, tuple)) else [inside]
    return [(shown, above), *(pair for one in inside if hasattr(one, "_namespace") or isinstance(one, list) for pair in family(one, (*above, shown)))]


def of_class(shown, name: str) -> list:
    return [one for one, _ in family(shown) if name in str(getattr(one, "className", "") or "").split()]


def told(shown) -> list[tuple]:
    """Every ⓘ of a section: what it says, where its counts of what is left out come from, and the figure it stands beside (None: a card with many)."""
    found = []
    for one, above in family(shown):
        if "mj-info" in str(getattr(one, "className", "") or "").split():
            beside = next((value[0] for outer in reversed(above) if (value := of_class(outer, "mj-value"))), None)
            counted = [getattr(place, "data-left-out") for place in of_class(one, "mj-left-out")]
            found.append((words(one), counted, of_class(one, "mj-replay"), beside))
    return found


def replayed(line: str) -> Answer:
    """The answer of a command as it stands in 复核."""
    said = doors.parse(shlex.split(line)[2:])
    who = people.viewer_of(said.user) if said.user else people.find_person("at-panel").viewer
    answer = ask(said.question, who, None, said.profile, **said.given) if said.profile else ask_once(said.question, who, **said.given)
    return answer.select(said.select) if said.select else answer


def written(value) -> set[str]:
    """How a page may write a value."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return {text.BLANK} if value is None else {str(value)}
    value = abs(value)
    return {text.share(value), text.number(value), text.large_money(value), text.money(value), text.number(value, 1)}


def cells(shown) -> set[str]:
    """The numbers in the tables of a card."""
    said = {words(one).strip() for one, _ in family(shown) if type(one).__name__ == "Td"}
    return {one for one in said if re.fullmatch(r"[−-]?[\d,]+(\.\d+)?%?", one)}


def left_out_answers(counted: list[str]) -> bool:
    """Whether the address in an ⓘ answers with reasons: for whom, which period and place, is in it."""
    for one in counted:
        figure, said = urlsplit(one).path.removeprefix(LEFT_OUT), dict(parse_qsl(urlsplit(one).query))
        question = questions()[definitions()[figure]["left_out"]]
        said = {name.name: said[name.name] for name in question.parameters if name.name in said}
        if not any(row["figure"] == figure for row in ask_once(question.name, door.viewer(), **said).dicts()):
            return False
    return bool(counted)


@functools.cache
def answered(line: str) -> Answer:
    return replayed(line)


def checked(page: dict, settled: dict) -> tuple[list[str], int]:
    """What is wrong with the ⓘ of a page, and how many it has."""
    wrong, seen = [], 0
    for function in sections(page["name_key"]):
        shown = section.safely(function, dict(settled))
        where = f"{page['name_key']}.{function.__name__}"
        for title, counted, replay, beside in told(shown):
            seen += 1
            if not left_out_answers(counted) and text.t("left_out.nothing") not in title:
                wrong.append(f"{where}: {title[:20]} does not count what it leaves out: {counted}")
            if not replay:
                wrong.append(f"{where}: {title[:20]} has no 复核")
                continue
            address, *lines = words(replay[0]).splitlines()
            commands = [line for line in lines if line.startswith("python app.py ask ")]
            if page["path"] not in address or not commands or not any(line.startswith("queries/") for line in lines):
                wrong.append(f"{where}: {lines}")
                continue
            answers = []
            for line in commands:
                try:
                    answers.append(answered(line))
                except Refused as refused:
                    wrong.append(f"{where}: {line}: {refused.code}")
            if beside is not None:
                said = words(beside).split()[0].lstrip("+−")
                if "--select" not in commands[0] or said not in written(answers[0].rows[0][0]):
                    wrong.append(f"{where}: {title[:20]} shows {said}, {commands} answers {answers and answers[0].rows[:2]}")
            else:
                known = set().union(*(written(value) for answer in answers for row in answer.rows for value in row))
                known |= {str(len(answer.rows)) for answer in answers}
                if missing := sorted(one for one in cells(shown) if one.rstrip("%").lstrip("−-") not in known):
                    wrong.append(f"{where}: {title[:20]}: {missing[:8]} of {len(cells(shown))} not in {commands}")
    return wrong, seen


@pytest.mark.parametrize("role", ROLES)
def test_every_explanation_replays_the_number_it_stands_beside(signed_in, role):
    who = signed_in(role)
    wrong, seen = [], 0
    for page in dash.page_registry.values():
        if who.role in page.get("roles", ()) and (role != "town" or page["name_key"] in SCOPED):
            settled, _ = filters.settle(page, "?as_of=2022-02-28" + PERIODS.get(page.get("period_kind"), ""))
            found, count = checked(page, settled)
            wrong, seen = wrong + found, seen + count
    assert wrong == [], "\n".join(wrong)
    assert seen > {"panel": 70, "town": 10}[role]


def test_a_selection_reaches_nothing_but_the_answer():
    answer = Answer(("town", "n"), [("a", 1), ("a", 2), ("b", None)])
    assert answer.select("sum(n)").rows == [(3,)] and sorted(answer.select("town, count(n)").rows) == [("a", 2), ("b", 0)]
    for wanted in ("content from read_text('/etc/hostname') --", "1; attach '/tmp/x.duckdb' as x; select 1", "town from nowhere --"):
        with pytest.raises(Refused):
            answer.select(wanted)
