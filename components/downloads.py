"""/download/QUESTION.xlsx?period=...: a question's answer as a ledger or CSV, and a page's ledgers, as the person may see them, and logged."""

import io
from urllib.parse import quote, urlencode

from flask import Flask, abort, request, send_file

from components import door, ledger_pages, text
from components.remembered import ask_once
from data import database
from data.refusal import Refused, sentence
from queries import Answer, ask, dataset_ledger, questions
from queries import task_sheet as tasks
from queries.alert_digest import SEVERITIES
from queries.export import to_csv
from queries.ledger_form import Sheet, Words, workbook

CODINGS = {"gb18030": "gb18030"}  # of a CSV, beside UTF-8 with its mark, which Excel needs
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def address(question: str, asked: dict[str, str], form: str = "xlsx") -> str:
    """Where a question's workbook, or its CSV, is fetched."""
    return f"/download/{question}.{form}?{urlencode(asked)}"


def _header(column: str) -> str:
    """A column as the screen calls it; one without a phrase keeps its name."""
    entry = text.catalogue().get(f"column.{column}")
    return entry[text.language()] if entry else column


def _cell(column: str, value):
    """A value in the reader's words; numbers, days and what the catalogue does not know stand as they are."""
    if isinstance(value, bool):
        return text.t("case.yes" if value else "case.no")
    if column == "measure" and f"measure.{value}" in text.catalogue():
        return text.t(f"measure.{value}")
    if column == "severity" and value in SEVERITIES:
        return text.word(SEVERITIES[value])
    if isinstance(value, list):
        return text.t("common.list").join(text.word(str(one)) for one in value)
    return text.word(value) if isinstance(value, str) and text.language() != "zh" else value


def _rows(answer: Answer) -> list[tuple]:
    return [tuple(map(_cell, answer.columns, row)) for row in answer.rows]


def _asked(question: str, asked: dict[str, str]) -> Answer:
    """The answer for the person signed in; the question itself decides who may ask and which rows there are."""
    try:
        return ask(question, door.viewer(), **asked)
    except Refused as refused:
        status = {"not_allowed": 403, "unknown_question": 404}.get(refused.code, 400)
        abort(status, sentence(refused.code, text.t("common.language"), **refused.details))


def _title(question: str) -> str:
    return questions()[question].title.partition("：")[0] if text.language() == "zh" else question.replace("_", " ").capitalize()


def _sheet(question: str, asked: dict[str, str], answer: Answer) -> Sheet:
    """A question's answer in official form, with headers as the screen has them."""
    by = text.t(f"ledger.by_{asked['by']}") if asked.get("by") else ""
    about = text.t("ledger.period", period=text.period(asked["period"])) if asked.get("period") else ""
    columns = [(column, _header(column)) for column in answer.columns]
    # a visit counts for each of its investigators: their rows have no sum
    return Sheet(_title(question) + by, columns, _rows(answer), about, asked.get("by") not in ("investigator", "staff"))


def _words(asked: dict[str, str]) -> Words:
    """Who reports, on which day; the signatures that the form asks for."""
    known = [row["name"] for row in ask_once("filter_choices", door.viewer()).dicts() if row["kind"] == "unit" and row["name"].endswith("民政局")]
    return Words(text.t("ledger.reporter", name=known[0] if known else text.BLANK),
                 text.t("ledger.as_of", day=asked.get("as_of") or text.day(database.today())), text.t("ledger.units"), text.t("ledger.total"),
                 tuple(text.t(f"ledger.{who}") for who in ("made_by", "checked_by", "head")))


def _sent(content: bytes, kind: str, name: str):
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)


def _file(question: str, asked: dict[str, str]) -> str:
    return "_".join([_title(question), *(asked[key] for key in ("period", "by", "as_of") if key in asked)])


def download(question: str):
    """The guarded view: one ledger as a workbook."""
    asked = dict(request.args)
    answer = _asked(question, asked)
    database.store().log(door.viewer().name, "downloaded", question=question, rows=len(answer.rows), **asked)
    return _sent(workbook([_sheet(question, asked, answer)], _words(asked)), SPREADSHEET, _file(question, asked) + ".xlsx")


def download_csv(question: str):
    """The same rows as CSV, in UTF-8 or, with coding=gb18030, for an Excel that reads nothing else."""
    asked = dict(request.args)
    coding = CODINGS.get(asked.pop("coding", ""), "utf-8-sig")
    answer = _asked(question, asked)
    database.store().log(door.viewer().name, "downloaded", question=question, rows=len(answer.rows), coding=coding, **asked)
    named = Answer(tuple(_header(column) for column in answer.columns), _rows(answer))
    return _sent(to_csv(named, coding), "text/csv", f"{_file(question, asked)}.csv")


def download_page(page: str):
    """Every ledger of a page that this person may see, a sheet each."""
    given, sheets = {}, []
    for question, more in ledger_pages.PAGES.get(page, ()):
        if door.viewer().role in questions()[question].roles:
            takes = {parameter.name for parameter in questions()[question].parameters}
            mine = {name: value for name, value in request.args.items() if name in takes}
            given |= mine
            sheets.append(_sheet(question, mine | more, _asked(question, mine | more)))
    if not sheets:
        abort(404)
    database.store().log(door.viewer().name, "downloaded", ledgers=page, sheets=len(sheets), **given)
    return _sent(workbook(sheets, _words(given)), SPREADSHEET, f"{text.t(f'page.{page}')}_{text.t('ledger.all')}.xlsx")


def _dataset(dataset: str) -> Sheet:
    """A dataset's ledger as our own intake takes it back; logged."""
    try:
        sheet = dataset_ledger.ledger(door.viewer(), dataset)
    except Refused as refused:
        status = {"not_allowed": 403, "unknown_dataset": 404}.get(refused.code, 400)
        abort(status, sentence(refused.code, text.t("common.language"), **refused.details))
    database.store().log(door.viewer().name, "downloaded", ledger=dataset, rows=len(sheet.rows))
    return sheet


def download_dataset(dataset: str):
    """A dataset's ledger as a workbook; in Chinese, as its headers are."""
    sheet = _dataset(dataset)
    with text.speaking("zh"):
        return _sent(workbook([sheet], _words({})), SPREADSHEET, f"{sheet.title}.xlsx")


def download_dataset_csv(dataset: str):
    """The same as CSV, in UTF-8 or with coding=gb18030."""
    sheet = _dataset(dataset)
    return _sent(dataset_ledger.as_csv(sheet, CODINGS.get(request.args.get("coding", ""), "utf-8-sig")), "text/csv", f"{sheet.title}.csv")


def task_address(plan: str) -> str:
    """Where the blind task sheet of a sampling plan is fetched."""
    return f"/task-sheet/{quote(plan, safe='')}.xlsx"


def task_sheet(plan: str):
    """The guarded view; the workbook's own question decides who may, and logs it."""
    try:
        content = tasks.workbook(door.viewer(), plan)
    except Refused as refused:
        abort(403 if refused.code == "not_allowed" else 404, sentence(refused.code, text.t("common.language"), **refused.details))
    return send_file(io.BytesIO(content), SPREADSHEET, as_attachment=True, download_name=f"{text.t('sampling.sheet_file')}_{plan}.xlsx")


def connect(server: Flask) -> None:
    """Opens the routes for everybody signed in."""
    door.add_route(server, "/download/<question>.xlsx", download)
    door.add_route(server, "/ledgers/<page>.xlsx", download_page)
    door.add_route(server, "/ledger/<dataset>.xlsx", download_dataset, *dataset_ledger.ROLES)
    door.add_route(server, "/ledger/<dataset>.csv", download_dataset_csv, *dataset_ledger.ROLES)
    door.add_route(server, "/download/<question>.csv", download_csv)
    door.add_route(server, "/task-sheet/<plan>.xlsx", task_sheet)
