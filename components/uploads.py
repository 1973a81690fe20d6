"""The paths of files in and out: what is sent for import, blank templates, rejected rows to mend."""

import io

from flask import Flask, Response, jsonify, request, send_file

from components import door, text
from components.door import viewer
from data import database
from data.contract import contracts
from data.intake import mending, received, templates
from data.refusal import Refused, sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATUS = {"upload_too_large": 413, "upload_no_room": 507, "no_room": 507}


def _said(error: Refused) -> str:
    return sentence(error.code, text.language(), **error.details)


def upload():
    """POST /upload?name=...: the body is the file, read as it comes."""
    try:
        job = received.receive(request.stream, request.args.get("name", ""), request.content_length, viewer().name)
    except Refused as error:
        return jsonify(said=_said(error)), STATUS.get(error.code, 400)
    return jsonify(job=job)


def _workbook(make, name: str) -> Response:
    try:
        content = make()
    except Refused as error:
        return Response(_said(error), 404, mimetype="text/plain")
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=name)


def template(dataset: str) -> Response:
    """The blank template of a dataset."""
    return _workbook(lambda: templates.template(dataset), f"{contracts()[dataset].title if dataset in contracts() else ''}模板.xlsx")


def mend(numbers: str) -> Response:
    """The rejected rows of one or more imports (12,13); ``?waiting=1`` adds the held ones."""
    chosen = [int(number) for number in numbers.split(",") if number.isdecimal() and len(number) < 18]
    database.store().log(viewer().name, "rejected rows downloaded", imports=chosen)
    return _workbook(lambda: mending.workbook(database.store(), chosen, bool(request.args.get("waiting"))), f"退回行_{'_'.join(map(str, chosen))}.xlsx")


def connect(server: Flask) -> None:
    """Opens the paths."""
    door.add_route(server, "/upload", upload, "admin", methods=("POST",))
    door.add_route(server, "/template/<dataset>", template)
    door.add_route(server, "/mending/<numbers>", mend, "admin")
