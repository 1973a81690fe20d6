"""Papers to take away: 拨付审批单 and 整改提醒函 as Word and for the printer, the payment ledger in official form, due dates, the daily digest."""

import io

from flask import Flask, abort, render_template, request, send_file

from components import door, text
from components.downloads import SPREADSHEET
from components.section import COUNTY
from data import database
from data.refusal import Refused, sentence
from queries import alert_digest, payment_calendar, payment_ledger, payment_papers, rectification_papers
from queries.papers import WORD


def _safely(make, *given, **more):
    """What ``make`` answers for the person signed in, or the page that says why not."""
    try:
        return make(door.viewer(), *given, **more)
    except Refused as refused:
        status = {"not_allowed": 403, "payment_application": 404, "rectification_none": 404, "digest_none": 404}.get(refused.code, 400)
        abort(status, sentence(refused.code, text.t("common.language"), **refused.details))


def _send(content: bytes, kind: str, name: str, what: str, **detail):
    database.store().log(door.viewer().name, "downloaded", paper=what, **detail)
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)


def _asked() -> dict:
    return {name: value for name, value in request.args.items() if name in ("as_of", "contract") and value}


def payment_form(number: int):
    """拨付审批单 as Word."""
    return _send(_safely(payment_papers.approval_in_word, number), WORD, f"拨付审批单_{number}.docx", "payment_approval", application=number)


def payment_form_print(number: int):
    """拨付审批单 for the printer: a page of its own, portrait."""
    return render_template("payment_form.html", **_safely(payment_papers.approval, number))


def payment_ledger_file():
    """分期拨付台账 in official form."""
    return _send(_safely(payment_ledger.workbook, **_asked()), SPREADSHEET, "分期拨付台账.xlsx", "payment_ledger", **_asked())


def payment_due_dates():
    """应拨付日期 for a calendar program."""
    return _send(_safely(payment_calendar.due_dates, **_asked()), "text/calendar", "应拨付日期.ics", "payment_due_dates", **_asked())


def alert_digest_file(day: str):
    """预警与待办每日摘要 as the clock made it."""
    return _send(_safely(alert_digest.read, day), WORD, f"预警与待办每日摘要_{day}.docx", "alert_digest", day=day)


def rectification_letter(rect_id: str):
    """整改提醒函 as Word."""
    content = _safely(rectification_papers.letter_in_word, rect_id)
    return _send(content, WORD, f"整改提醒函_{rect_id}.docx", "rectification_letter", rectification=rect_id)


def rectification_letter_print(rect_id: str):
    """整改提醒函 for the printer: a page of its own, portrait."""
    return render_template("rectification_letter.html", **_safely(rectification_papers.letter, rect_id))


def connect(server: Flask) -> None:
    """Opens the routes; the questions behind them decide again who may see what."""
    for path, view in (("/papers/payment/<int:number>.docx", payment_form), ("/papers/payment/<int:number>", payment_form_print),
                       ("/papers/payments.xlsx", payment_ledger_file), ("/papers/payments.ics", payment_due_dates),
                       ("/papers/alerts/<day>.docx", alert_digest_file)):
        door.add_route(server, path, view, *COUNTY)
    door.add_route(server, "/papers/rectification/<rect_id>.docx", rectification_letter)
    door.add_route(server, "/papers/rectification/<rect_id>", rectification_letter_print)
