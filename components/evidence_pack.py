"""证据包 of a case: Word, workbook and what pictures and files this person may open, in one ZIP; names and texts masked as on the page.

Everything comes from the questions of the case's own page, asked as the person who takes it; each file stands in the paper with
its SHA-256, so that what was handed on can be told from what was changed later.
"""

import hashlib
import io
import zipfile
from urllib.parse import quote, urlencode

from dash import html
from flask import Flask, abort, request, send_file

from components import door, downloads, replay, text
from components.section import asked
from components.text import moment, t, word
from data import database, evidence, photos
from data.refusal import Refused, sentence
from queries import Answer, ask, papers, questions
from queries.ledger_form import workbook

# page -> its questions with the parameter that the case is; the first one is the case itself
CASES = {
    "accuracy": (("recheck_case", "check"), ("accuracy_items", "check")),
    "complaints": (("complaint_path", "complaint"),),
    "violations": (("violation_cases", "violation"),),
    "rectifications": (("rectification_cases", "rect"), ("rectification_history", "rect"), ("rectification_evidence", "rect")),
    "publicity": (("village_history", "village"), ("village_inspections", "village"), ("village_photos", "village")),
}
SOURCES = {"accuracy": "抽查", "complaints": "投诉举报", "violations": "违规"}  # how rectifications call a case of the page
# what the paper shows of many rows; the workbook holds every column
SHOWN = {
    "accuracy_items": ("item_name", "original_value", "recheck_value", "item_result", "critical"),
    "rectification_cases": ("rect_id", "level", "state", "deadline", "complete_date", "lookback_state"),
    "rectification_history": ("happened_at", "who", "deed", "deadline", "reason", "document_no"),
    "rectification_evidence": ("file_name", "added_at", "added_by"),
    "village_history": ("quarter", "inspections", "last_inspected", "missing", "board_gaps"),
    "village_inspections": ("insp_date", "inspector_unit_type", "mode", "result", "counts", "board_gaps"),
    "village_photos": ("shot_date", "view", "counts", "why_not", "filed_date"),
}
INNER = {"version", "entered", "county_code", "rows", "total"}  # columns that say nothing to a reader
MOST = 60  # pictures of a pack, the latest first


def link(page: str, case: str, settled: dict) -> html.A | None:
    """The way to the pack, in the foot of a case's drawer."""
    if page not in CASES or door.viewer().role not in questions()[CASES[page][0][0]].roles:
        return None
    given = {name: settled[name] for name in ("period", "as_of") if settled.get(name)}
    icon = html.I(className="bi bi-file-earmark-zip", **{"aria-hidden": "true"})
    return html.A([icon, t("pack.take")], href=f"/case/{page}/{quote(case, safe='')}.zip?{urlencode(given)}", download="", title=t("pack.title"),
                  className="mj-button mj-pack")


def _answers(page: str, case: str, given: dict) -> list[tuple[str, dict, Answer]]:
    """(question, what it was asked, answer); Refused where the case itself is not for this person."""
    found = []
    first = CASES[page][0][0]
    wanted = [*CASES[page], *([("rectification_cases", "source_id")] if page in SOURCES else [])]
    for question, name in wanted:
        if question != first and door.viewer().role not in questions()[question].roles:
            continue
        of = asked(question, given, **{name: case}) | ({"source": SOURCES[page]} if name == "source_id" else {})
        answer = ask(question, door.viewer(), **of)
        if question == first and not answer.rows:
            raise Refused("case_none", number=case)
        found.append((question, of, answer))
    return found


def _files(answers: list[tuple[str, dict, Answer]]) -> list[tuple[str, bytes]]:
    """Pictures and evidence that the store holds and this person may open."""
    found = []
    for question, of, answer in answers:
        rows = answer.dicts()
        if question == "village_photos":
            held = [row for row in rows if row["held"]][:MOST]
            found += [(f"{row['shot_date'] or '-'}_{word(row['view'])}_{row['photo_id']}.jpg", photos.fetch(door.viewer(), row["photo_id"])) for row in held]
        if question == "rectification_evidence" and evidence.may_open(door.viewer()):
            for number, row in enumerate(rows, 1):
                name, _, content = evidence.fetch(door.viewer(), of["rect"], row["file_hash"])
                found.append((f"{number:02d}_{name}", content))
    return [("".join("_" if sign in '\\/:*?"<>|' else sign for sign in name), content) for name, content in found]


def _said(value) -> str:
    if isinstance(value, bool):
        return word("是" if value else "否")
    if isinstance(value, list):
        return t("common.list").join(map(word, value)) or text.BLANK
    if hasattr(value, "hour"):
        return moment(value)
    if hasattr(value, "isoformat"):
        return text.day(value)
    if isinstance(value, float):
        return text.number(value, 2)
    return " ".join(str(word(value)).split()) or text.BLANK


def _section(question: str, answer: Answer) -> dict:
    """One question in the paper: a row as names and values, more rows as a table of the columns that matter."""
    rows, title = answer.dicts(), downloads._title(question)
    if question in SHOWN and (question != "rectification_cases" or len(rows) != 1):
        names = SHOWN[question]
        return {"title": title, "heads": [downloads._header(name) for name in names], "rows": [[_said(row[name]) for name in names] for row in rows],
                "none": "" if rows else t("drawer.none")}
    pairs = [[downloads._header(name), _said(value)] for name, value in (rows[0] if rows else {}).items()
             if value not in (None, "", []) and name not in INNER and text.catalogue().get(f"column.{name}")]
    return {"title": title, "heads": [t("pack.name"), t("pack.value")], "rows": pairs, "none": "" if rows else t("drawer.none")}


def pack(page: str, case: str, given: dict) -> bytes:
    """The ZIP."""
    answers = _answers(page, case, given)
    files = _files(answers)
    book = workbook([downloads._sheet(question, of, answer) for question, of, answer in answers], downloads._words(given))
    files.insert(0, (f"{t('pack.ledger')}.xlsx", book))
    who, today = door.viewer(), text.day(database.today())
    as_of = text.day(given["as_of"]) if given.get("as_of") else today
    paper = papers.render("evidence_pack", {
        "title": t("pack.of", page=t(f"page.{page}"), case=case), "note": t("pack.note", who=who.name, day=today, as_of=as_of),
        "sections": [_section(question, answer) for question, _, answer in answers], "files_title": t("pack.files"), "replay_title": t("explain.replay"),
        "files": [{"name": name, "size": text.number(len(content)), "hash": hashlib.sha256(content).hexdigest()} for name, content in files],
        "heads": {name: t(f"pack.{name}") for name in ("file", "bytes", "hash")},
        "commands": [replay.command(question, of, who.name if who.region or who.contractor else "") for question, of, _ in answers]})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in [(f"{t('pack.paper')}.docx", paper), *files]:
            parts.writestr(name, content)
    database.store().log(who.name, "downloaded", paper="evidence_pack", page=page, case=case, files=len(files))
    return out.getvalue()


def evidence_pack(page: str, case: str):
    """GET /case/PAGE/NUMBER.zip?period=...&as_of=..."""
    if page not in CASES:
        abort(404)
    try:
        content = pack(page, case, {name: request.args[name] for name in ("period", "as_of") if request.args.get(name)})
    except Refused as refused:
        status = {"not_allowed": 403, "case_none": 404}.get(refused.code, 400)
        abort(status, sentence(refused.code, text.t("common.language"), **refused.details))
    return send_file(io.BytesIO(content), "application/zip", as_attachment=True, download_name=f"{t('pack.take')}_{case}.zip")


def connect(server: Flask) -> None:
    """Opens the path; the questions decide whose case it is."""
    door.add_route(server, "/case/<page>/<case>.zip", evidence_pack)
