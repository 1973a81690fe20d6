"""佐证材料 in the drawer of a rectification: its files, and the paths on which they come and go."""

import io
from urllib.parse import quote

from dash import html
from flask import Flask, jsonify, request, send_file

from components import door, text
from components.door import viewer
from components.text import moment, number, t
from data import evidence, photos
from data.rectification_rows import MAY
from data.refusal import Refused, sentence

STATUS = {"not_allowed": 403, "rectification_role": 403, "evidence_too_large": 413, "evidence_none": 404, "rectification_none": 404}
ACCEPT = ".jpg,.jpeg,.png,.pdf,.docx"


def _address(rect_id: str, file_hash: str = "") -> str:
    return f"/evidence-file/{quote(rect_id, safe='')}" + (f"/{file_hash}" if file_hash else "")


def _size(size: int) -> str:
    return f"{number(size / 1024, 0 if size >= 10240 else 1)} KB" if size < 1 << 20 else f"{number(size / (1 << 20), 1)} MB"


def _icon(name: str) -> html.I:
    return html.I(className=f"bi {name}", **{"aria-hidden": "true"})


def listed(rect_id: str, rows: list[dict], adding: bool) -> html.Ul:
    """The files of a rectification; ``adding``: with a cross for who added one (assets/evidence.js)."""
    found = []
    for row in rows:
        link = html.A(row["file_name"], href=_address(rect_id, row["file_hash"]), download="", className="mj-link") if evidence.may_open(viewer()) \
            else html.Span(row["file_name"])
        mine = adding and (row["added_by"] == viewer().name or viewer().role != "town")
        cross = html.Button(_icon("bi-x"), type="button", className="mj-square", title=t("evidence.withdraw"),
                            **{"aria-label": t("evidence.withdraw"), "data-withdraw": _address(rect_id, row["file_hash"])}) if mine else None
        found.append(html.Li([_icon("bi-paperclip"), link, html.Small(f"{_size(row['size'])} · {row['added_by']} · {moment(row['added_at'])}"), cross]))
    return html.Ul(found, className="mj-files")


def adding(rect_id: str, rows: list[dict]) -> html.Div:
    """The files so far and the button that sends another, inside the form of 完成."""
    said = {"data-sending": t("evidence.sending"), "data-failed": t("evidence.failed"), "data-withdraw-said": t("evidence.withdraw")}
    button = html.Button([_icon("bi-paperclip"), t("evidence.add")], type="button", className="mj-button",
                         **{"data-evidence": _address(rect_id), "data-accept": ACCEPT, "data-limit": str(photos.limit()),
                            "data-large": sentence("evidence_too_large", text.language(), limit=photos.limit() >> 20), **said})
    return html.Div([html.Span(t("evidence.title")), listed(rect_id, rows, True), button, html.Small(t("evidence.which", limit=photos.limit() >> 20)),
                     html.P(className="mj-said", role="alert")], className="mj-whole mj-evidence")


def _refused(error: Refused):
    return jsonify(said=sentence(error.code, text.language(), **error.details)), STATUS.get(error.code, 400)


def evidence_sent(rect_id: str):
    """POST /evidence-file/NUMBER?name=...: the body is the file. Answers what the list then shows of it."""
    content = request.stream.read(photos.limit() + 1)
    try:
        if request.content_length is not None and len(content) < min(request.content_length, photos.limit() + 1):
            raise Refused("evidence_damaged")
        kept = evidence.add(viewer(), rect_id, request.args.get("name", ""), content)
    except Refused as error:
        return _refused(error)
    return jsonify(name=kept["file_name"], size=_size(kept["size"]), address=_address(rect_id, kept["file_hash"]))


def evidence_withdrawn(rect_id: str, file_hash: str):
    """DELETE /evidence-file/NUMBER/CHECKVALUE."""
    try:
        evidence.withdraw(viewer(), rect_id, file_hash)
    except Refused as error:
        return _refused(error)
    return jsonify(withdrawn=True)


def evidence_file(rect_id: str, file_hash: str):
    """GET /evidence-file/NUMBER/CHECKVALUE: always a download, never a page of ours."""
    try:
        name, kind, content = evidence.fetch(viewer(), rect_id, file_hash)
    except Refused as error:
        return _refused(error)
    return send_file(io.BytesIO(content), evidence.KINDS[kind], as_attachment=True, download_name=name)


def connect(server: Flask) -> None:
    """Opens the paths; data decides whose rectification it is."""
    door.add_route(server, "/evidence-file/<rect_id>", evidence_sent, *MAY["complete"], methods=("POST",))
    door.add_route(server, "/evidence-file/<rect_id>/<file_hash>", evidence_file, *evidence.MAY_OPEN)
    door.add_route(server, "/evidence-file/<rect_id>/<file_hash>", evidence_withdrawn, *MAY["complete"], methods=("DELETE",))
