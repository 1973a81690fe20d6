"""/download/QUESTION.xlsx?period=...: a question's answer as a workbook, as the person signed in may see it, and logged."""

import io
from urllib.parse import quote, urlencode

from flask import Flask, abort, request, send_file

from components import door, text
from data import database
from data.refusal import Refused, sentence
from queries import Answer, ask, questions
from queries.export import to_xlsx
from queries.task_sheet import workbook

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def address(question: str, asked: dict[str, str]) -> str:
    """Where a question's workbook is fetched."""
    return f"/download/{question}.xlsx?{urlencode(asked)}"


def _header(column: str) -> str:
    """A column as the screen calls it; one without a phrase keeps its name."""
    entry = text.catalogue().get(f"column.{column}")
    return entry[text.language()] if entry else column


def _cell(value):
    return "、".join(map(str, value)) if isinstance(value, list) else value


def download(question: str):
    """The guarded view: the question itself decides who may ask and which rows there are."""
    asked = dict(request.args)
    try:
        answer = ask(question, door.viewer(), **asked)
    except Refused as refused:
        status = {"not_allowed": 403, "unknown_question": 404}.get(refused.code, 400)
        abort(status, sentence(refused.code, text.t("common.language"), **refused.details))
    database.store().log(door.viewer().name, "downloaded", question=question, rows=len(answer.rows), **asked)
    named = Answer(tuple(_header(column) for column in answer.columns), [tuple(map(_cell, row)) for row in answer.rows])
    title = questions()[question].title.partition("：")[0] if text.language() == "zh" else question
    name = "_".join([title, *(asked[key] for key in ("period", "by", "as_of") if key in asked)]) + ".xlsx"
    return send_file(io.BytesIO(to_xlsx(named)), SPREADSHEET, as_attachment=True, download_name=name)


def task_address(plan: str) -> str:
    """Where the blind task sheet of a sampling plan is fetched."""
    return f"/task-sheet/{quote(plan, safe='')}.xlsx"


def task_sheet(plan: str):
    """The guarded view; the workbook's own question decides who may, and logs it."""
    try:
        content = workbook(door.viewer(), plan)
    except Refused as refused:
        abort(403 if refused.code == "not_allowed" else 404, sentence(refused.code, text.t("common.language"), **refused.details))
    return send_file(io.BytesIO(content), SPREADSHEET, as_attachment=True, download_name=f"{text.t('sampling.sheet_file')}_{plan}.xlsx")


def connect(server: Flask) -> None:
    """Opens the routes for everybody signed in."""
    door.add_route(server, "/download/<question>.xlsx", download)
    door.add_route(server, "/task-sheet/<plan>.xlsx", task_sheet)
