"""The paths of inspections: what a device sends (POST, in small steps that may be repeated), and photos to look at."""

import hashlib
import io
import json
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, render_template_string, request, send_file

from components import door, downloads, text, theme
from components.door import viewer
from data import database, inspections, photos
from data.refusal import Refused, sentence
from queries import inspection_sheet

LARGEST = 1 << 16  # bytes of an inspection without its photos
HERE = Path(__file__).parent
# what 检查登记 is made of when there is no network
STYLES = ("/vendor/css/bootstrap.min.css", "/vendor/css/font/bootstrap-icons.min.css",
          *(f"/assets/{name}.css" for name in ("00-tokens", "10-frame", "20-cards", "25-card-parts", "47-inspect")))
SCRIPTS = ("/assets/inspect-device.js", "/assets/inspect.js")


def _said(error: Refused, status: int = 400):
    """The sentence, and a code by which the device knows whether sending again could help: it could not."""
    return jsonify(said=sentence(error.code, text.language(), **error.details), code=error.code), status


def inspection(draft: str):
    """POST /inspection/DRAFT: the cells as JSON. Answers its number; the same again when it is sent again."""
    said = request.get_json(silent=True) if (request.content_length or 0) <= LARGEST else None
    if not isinstance(said, dict):
        return _said(Refused("inspection_unreadable"))
    try:
        return jsonify(inspections.record(viewer(), draft, said))
    except Refused as error:
        return _said(error, 403 if error.code == "not_allowed" else 400)


def inspection_photo(draft: str, view: str):
    """POST /inspection/DRAFT/near|far?legible=1: the body is the photo as the camera made it."""
    content = request.stream.read(photos.limit() + 1)  # a longer one is refused by what has come
    if request.content_length is not None and len(content) < min(request.content_length, photos.limit() + 1):
        return _said(Refused("photo_damaged"))
    try:
        return jsonify(inspections.add_photo(viewer(), draft, view, content, request.args.get("legible") == "1"))
    except Refused as error:
        return _said(error, {"photo_too_large": 413, "not_allowed": 403}.get(error.code, 400))


def photo(photo_id: str) -> Response:
    """GET /photo/NUMBER: always a JPEG that this program wrote, never a document."""
    try:
        content = photos.fetch(viewer(), photo_id)
    except Refused as error:
        return Response(sentence(error.code, text.language(), **error.details), 404, mimetype="text/plain")
    found = Response(content, mimetype="image/jpeg")
    found.headers["Content-Disposition"] = "inline"
    return found


def sheet_address(settled: dict) -> str:
    """Where the inspector's sheet of what a page shows is fetched."""
    return "/inspection-sheet.xlsx?" + urlencode({name: settled[name] for name in ("period", "as_of", "region") if settled.get(name)})


def inspection_sheet_file():
    """GET /inspection-sheet.xlsx?period=...: the villages still to inspect, to be filled in on paper or in Excel and imported."""
    asked = {name: request.args.get(name, "") for name in ("period", "as_of", "region")}
    try:
        content = inspection_sheet.sheet(viewer(), **asked)
    except Refused as error:
        return Response(_said(error)[0].json["said"], 400, mimetype="text/plain")
    database.store().log(viewer().name, "downloaded", question="publicity_villages", sheet=True, **asked)
    return send_file(io.BytesIO(content), downloads.SPREADSHEET, as_attachment=True, download_name=f"公示检查单_{asked['period']}.xlsx")


def inspect_offline() -> str:
    """GET /inspect-offline: the bare page that the worker keeps; it holds nobody's data."""
    page = (HERE / "inspect_offline.html").read_text(encoding="utf-8")
    return render_template_string(page, t=text.t, language=text.language(), theme=theme.theme(), styles=STYLES, scripts=SCRIPTS)


def inspect_worker() -> Response:
    """GET /inspect-worker.js: the browser's own server for /inspect while there is no network."""
    icons = "/vendor/css/font/fonts/bootstrap-icons.woff2"
    worker = (HERE / "inspect_worker.js").read_text(encoding="utf-8")
    files = [path for path in (HERE / "assets").iterdir() if f"/assets/{path.name}" in (*STYLES, *SCRIPTS)]
    made = hashlib.sha256(b"".join(path.read_bytes() for path in sorted([*files, HERE / "inspect_offline.html"]))).hexdigest()[:16]
    body = worker.replace("{version}", made, 1).replace("{files}", json.dumps([*STYLES, *SCRIPTS, icons]), 1)
    return Response(body, mimetype="text/javascript")


def connect(server: Flask) -> None:
    """Opens the paths; what may be seen and entered is decided by data."""
    door.add_route(server, "/inspect-worker.js", inspect_worker, *inspections.MAY)
    door.add_route(server, "/inspect-offline", inspect_offline, *inspections.MAY)
    door.add_route(server, "/inspection/<draft>", inspection, *inspections.MAY, methods=("POST",))
    door.add_route(server, "/inspection/<draft>/<view>", inspection_photo, *inspections.MAY, methods=("POST",))
    door.add_route(server, "/photo/<photo_id>", photo)
    door.add_route(server, "/inspection-sheet.xlsx", inspection_sheet_file)
