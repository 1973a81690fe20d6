"""What a figure leaves out, counted for just this number when somebody opens its ⓘ (assets/left_out.js): nothing of it is asked as a page is drawn."""

from flask import Flask, abort, jsonify, request

from components import door
from components.explain import LEFT_OUT, definitions
from components.remembered import ask_once
from components.text import number, t, word
from data.refusal import Refused, sentence
from queries import questions


def counts(rows: list[dict]) -> dict:
    """What is said of the rows of one figure: each reason with its count, and in one line those that took nothing away."""
    some = [[word(row["left_out"]), t(f"left_out.{row['unit']}", count=number(row["count"]))] for row in rows if row["count"]]
    none = t("common.list").join(word(row["left_out"]) for row in rows if not row["count"])
    return {"rows": some, "none": t("left_out.zero" if some else "left_out.all_zero", names=none) if none else ""}


def counted(figure: str):
    """GET /left-out/FIGURE?period=...: the counts as the person may see them."""
    question = definitions().get(figure, {}).get("left_out")
    if question is None:
        abort(404)
    takes = {one.name for one in questions()[question].parameters}
    given = {name: value for name, value in request.args.items() if name in takes and value}
    try:
        rows = ask_once(question, door.viewer(), **given).dicts()
    except Refused as refused:
        abort(403 if refused.code == "not_allowed" else 400, sentence(refused.code, t("common.language"), **refused.details))
    return jsonify(counts([row for row in rows if row["figure"] == figure]))


def connect(server: Flask) -> None:
    """Opens the path for everybody signed in; the question decides who may ask it."""
    door.add_route(server, f"{LEFT_OUT}<figure>", counted)
