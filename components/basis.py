"""The 依据 of a figure: value, document and clause of a policy parameter, as the regulation table holds them."""

import json
import re

from dash import html

from components.door import viewer
from components.remembered import ask_once
from components.text import language, t, word


def policy() -> dict[str, dict]:
    """Every parameter by name."""
    return {row["param"]: row for row in ask_once("policy_values", viewer()).dicts()}


def clause(values: dict[str, dict], *names: str):
    """依据: document number and clause of the first parameter known, with its state when the number is not the document's own.

    The whole document and the quotation stand in the title that shows on pointing.
    """
    row = next((values[name] for name in names if name in values), None)
    if row is None:
        return ""
    document = row["document"] or ""
    short = re.search(r"\S*〔\d{4}〕\d+号", document)
    where = " ".join(part for part in (short[0] if short else document.split(" ")[0], row["clause"]) if part)
    said = where or (row["title"] if language() == "zh" else row["title_en"] or row["title"])
    text = (
        t("basis.clause", where=said)
        if row["state"] == "文件明确"
        else t("basis.clause_state", where=said, state=word(row["state"]))
    )
    return html.Span(text, title="\n".join(part for part in (document, row["clause"], row["quotation"]) if part))


def value(values: dict[str, dict], name: str, only_usable: bool = False) -> float | None:
    """A parameter as a number, also while it is only suggested."""
    row = values.get(name)
    try:
        return float(row["value"]) if row and (row["usable"] or not only_usable) else None
    except (TypeError, ValueError):
        return None


def listed(values: dict[str, dict], name: str) -> list[str]:
    """A parameter that is a list of words."""
    row = values.get(name)
    return json.loads(row["value"]) if row and row["value"] else []
