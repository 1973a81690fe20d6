"""Papers to take away: 拨付审批单 and 整改提醒函 as Word and for the printer, the payment ledger in official form, due dates, the daily digest, 通报."""

import io
from urllib.parse import quote, urlencode

from dash import html
from flask import Flask, abort, render_template, request, send_file

from components import bulletin, door, evaluation_report, payment_calendar, payment_form, payment_ledger, policy_ledger, rectification_letter, text
from components.downloads import SPREADSHEET
from components.section import COUNTY
from data import database, policy
from data.refusal import Refused, sentence
from queries import alert_digest, questions
from queries.papers import WORD


def _safely(make, *given, **more):
    """What ``make`` answers for the person signed in, or the page that says why not."""
    try:
        return make(door.viewer(), *given, **more)
    except Refused as refused:
        status = {"not_allowed": 403, "payment_application": 404, "rectification_none": 404, "digest_none": 404, "bulletin_none": 404,
                  "evaluation_none": 404}.get(refused.code, 400)
        abort(status, sentence(refused.code, text.t("common.language"), **refused.details))


def _send(content: bytes, kind: str, name: str, what: str, **detail):
    database.store().log(door.viewer().name, "downloaded", paper=what, **detail)
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)


def _asked() -> dict:
    return {name: value for name, value in request.args.items() if name in ("as_of", "contract") and value}


def _printed(name: str, values: dict) -> str:
    """A page of its own for the printer, portrait, in the language spoken."""
    return render_template(f"{name}{'' if text.language() == 'zh' else '_en'}.html", **values)


def approval_file(number: int):
    """拨付审批单 as Word."""
    content = _safely(payment_form.approval_in_word, number)
    return _send(content, WORD, text.t("payment_form.file", number=number), "payment_approval", application=number)


def approval_print(number: int):
    """拨付审批单 for the printer."""
    return _printed("payment_form", _safely(payment_form.approval, number))


def payment_ledger_file():
    """分期拨付台账 in official form."""
    return _send(_safely(payment_ledger.ledger, **_asked()), SPREADSHEET, f"{text.t('payment_form.ledger')}.xlsx", "payment_ledger", **_asked())


def payment_due_dates():
    """应拨付日期 for a calendar program."""
    return _send(_safely(payment_calendar.due_dates, **_asked()), "text/calendar", f"{text.t('payment_form.calendar')}.ics", "payment_due_dates", **_asked())


def alert_digest_file(day: str):
    """预警与待办每日摘要 as the clock made it, in the language spoken."""
    content = _safely(alert_digest.read, day, english=text.language() == "en")
    return _send(content, WORD, f"{text.t('alerts.digest_file', day=day)}.docx", "alert_digest", day=day)


def letter_file(rect_id: str):
    """整改提醒函 as Word."""
    content = _safely(rectification_letter.letter_in_word, rect_id)
    return _send(content, WORD, text.t("letter.file", number=rect_id), "rectification_letter", rectification=rect_id)


def letter_print(rect_id: str):
    """整改提醒函 for the printer."""
    return _printed("rectification_letter", _safely(rectification_letter.letter, rect_id))


def report_address(eval_id: str, settled: dict) -> str:
    """Where the report of an evaluation is fetched."""
    return f"/papers/evaluation/{quote(eval_id, safe='')}.docx?{urlencode({'as_of': settled['as_of']})}"


def report_link(eval_id: str, settled: dict) -> html.A:
    """评估报告 beside an evaluation that has its result."""
    icon = html.I(className="bi bi-file-earmark-word", **{"aria-hidden": "true"})
    return html.A([icon, " ", text.t("papers.evaluation")], href=report_address(eval_id, settled), download="", className="mj-link")


def evaluation_report_file(eval_id: str):
    """评估报告 as Word."""
    as_of = request.args.get("as_of") or None
    content = _safely(evaluation_report.in_word, eval_id, as_of)
    return _send(content, WORD, text.t("evaluation.file", number=eval_id), "evaluation_report", evaluation=eval_id)


def bulletin_address(settled: dict) -> str:
    """Where the bulletin of a page's period is fetched."""
    return f"/papers/bulletin.docx?{urlencode({name: settled[name] for name in ('period', 'as_of')})}"


def bulletin_link(settled: dict):
    """导出简报 beside the filters of 总览, for who may have one."""
    if not bulletin.may(door.viewer()):
        return None
    icon = html.I(className="bi bi-file-earmark-word", **{"aria-hidden": "true"})
    return html.A([icon, text.t("bulletin.export")], href=bulletin_address(settled), download="", title=text.t("bulletin.export_title"), className="mj-button")


def bulletin_now():
    """A period's bulletin, made now of what this person may see, in the language spoken."""
    asked = {name: request.args.get(name, "") for name in ("period", "as_of")}
    content = _safely(bulletin.word, **asked, language=spoken if (spoken := request.args.get("language")) in bulletin.TEMPLATES else text.language())
    return _send(content, WORD, f"{text.t('bulletin.file', period=asked['period'], day=asked['as_of'])}.docx", "bulletin", **asked)


def bulletin_kept(period: str):
    """A bulletin as the clock made it."""
    return _send(_safely(bulletin.read, period), WORD, f"通报_{period}.docx", "bulletin_kept", period=period)


def policy_comparison():
    """Two profiles beside each other."""
    sides = [request.args.get(side, "") for side in ("left", "right")]
    if set(sides) - set(policy.profiles()):
        abort(404)
    return _send(policy_ledger.comparison(*sides), SPREADSHEET, f"{'_'.join(sides)}.xlsx", "policy_comparison", left=sides[0], right=sides[1])


def connect(server: Flask) -> None:
    """Opens the routes; the questions behind them decide again who may see what."""
    for path, view in (("/papers/payment/<int:number>.docx", approval_file), ("/papers/payment/<int:number>", approval_print),
                       ("/papers/payments.xlsx", payment_ledger_file), ("/papers/payments.ics", payment_due_dates),
                       ("/papers/alerts/<day>.docx", alert_digest_file), ("/papers/evaluation/<eval_id>.docx", evaluation_report_file)):
        door.add_route(server, path, view, *COUNTY)
    for path, view in (("/papers/bulletin.docx", bulletin_now), ("/papers/bulletins/<period>.docx", bulletin_kept)):
        door.add_route(server, path, view, *questions()["bulletins"].roles)
    door.add_route(server, "/papers/policy.xlsx", policy_comparison)
    door.add_route(server, "/papers/rectification/<rect_id>.docx", letter_file)
    door.add_route(server, "/papers/rectification/<rect_id>", letter_print)
