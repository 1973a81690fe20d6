"""Files of an evaluation: its rows in the datasets' own form; of a contractor: the evidence of a proposed removal."""

import io

from flask import Flask, abort, request, send_file

from components import door, removal_papers, text
from components.downloads import SPREADSHEET
from components.downloads import _header as header
from components.section import COUNTY
from data import database
from data.database import today
from data.refusal import Refused, sentence
from queries import dataset_form, papers


def _send(make, kind: str, name: str, **detail):
    """What ``make`` answers, logged; a refusal in its sentence."""
    try:
        content = make()
    except Refused as refused:
        abort(403 if refused.code == "not_allowed" else 404, sentence(refused.code, text.t("common.language"), **refused.details))
    database.store().log(door.viewer().name, "downloaded", **detail)
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)


def evaluation_file(eval_id: str):
    """评估考评台账 and 评分表 of one evaluation, as an import takes them."""
    return _send(lambda: dataset_form.workbook(door.viewer(), eval_id), SPREADSHEET, f"评分表_{eval_id}.xlsx", evaluation=eval_id)


def evidence_book(contractor: str):
    """The evidence as a workbook."""
    as_of = request.args.get("as_of") or str(today())
    return _send(lambda: removal_papers.in_form(door.viewer(), contractor, as_of, header), SPREADSHEET,
                 f"{text.t('removal.file_book', contractor=contractor)}.xlsx", evidence=contractor)


def evidence_paper(contractor: str):
    """The paper."""
    as_of = request.args.get("as_of") or str(today())
    return _send(lambda: removal_papers.in_word(door.viewer(), contractor, as_of), papers.WORD, f"{text.t('removal.file', contractor=contractor)}.docx",
                 evidence=contractor)


def connect(server: Flask) -> None:
    """Opens the routes; the questions behind them decide again who may see what."""
    for path, view in (("/evaluation/<eval_id>.xlsx", evaluation_file), ("/evidence/<contractor>.xlsx", evidence_book),
                       ("/evidence/<contractor>.docx", evidence_paper)):
        door.add_route(server, path, view, *COUNTY)
