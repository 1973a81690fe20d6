"""From a finding to its rectification: one click opens the form with the finding's number, or leads to the one that stands."""

from urllib.parse import urlencode

from dash import dcc, html

from components.door import viewer
from components.text import t
from data.rectification_rows import may


def cell(source_type: str, source_id: str, rect_id: str | None) -> dict | None:
    """The same as a cell of a ledger (tables.column of kind way); nothing for who may not open one."""
    if rect_id:
        return {"text": rect_id, "href": "/rectifications?" + urlencode({"case": rect_id})}
    if may(viewer(), "open"):
        return {"text": t("rectifications.raise"), "href": "/rectifications?" + urlencode({"new": source_type, "of": source_id})}
    return None


def to_rectification(source_type: str, source_id: str, rect_id: str | None = None) -> html.Div | None:
    """A link to the rectification of this finding; who may open one and finds none gets the button for it."""
    if rect_id:
        link = dcc.Link(t("rectifications.see", number=rect_id), href="/rectifications?" + urlencode({"case": rect_id}), className="mj-link")
    elif may(viewer(), "open"):
        glyph = html.I(className="bi bi-flag", **{"aria-hidden": "true"})
        asked = urlencode({"new": source_type, "of": source_id})
        link = dcc.Link([glyph, t("rectifications.raise")], href=f"/rectifications?{asked}", className="mj-button")
    else:
        return None
    return html.Div(link, className="mj-deed-row mj-raise")
