"""⋮ of a card: to the rows behind it, its data table, its answer as a workbook, its picture, itself on paper."""

from dash import html

from components import links, replay
from components.text import t

FILES = "/download/"
CODINGS = (("gb18030", "csv_gb"), ("utf-8", "csv_utf"))


def _item(icon: str, said: str) -> list:
    return [html.I(className=f"bi {icon}", **{"aria-hidden": "true"}), said]


def _as_csv(export: str, coding: str) -> str:
    """The address of the same rows as CSV."""
    return export.replace(".xlsx", ".csv", 1) + f"&coding={coding}"


def card_menu(title: str, rows_at: str = "", table: bool = False, export: str = "", picture: bool = False) -> html.Details:
    """``rows_at``: id of the ledger with the rows; ``export``: address of the workbook; what is not given is not offered."""
    items = []
    if rows_at:
        items.append(links.sets(_item("bi-zoom-in", t("menu.rows")), goto=rows_at))
    if table:
        items.append(html.Button(_item("bi-table", t("menu.table")), type="button", **{"data-card": "table"}))
    if export:
        items.append(html.A(_item("bi-file-earmark-spreadsheet", t("menu.export")), href=export, download=""))
        if export.startswith(FILES):
            items += [html.A(_item("bi-filetype-csv", t(f"menu.{key}")), href=_as_csv(export, coding), download="") for coding, key in CODINGS]
        if whole := replay.whole_page():
            items.append(html.A(_item("bi-files", t("menu.whole")), href=whole, download=""))
    if picture:
        items.append(html.Button(_item("bi-image", t("menu.picture")), type="button", **{"data-card": "picture"}))
    items.append(html.Button(_item("bi-printer", t("menu.print")), type="button", **{"data-card": "print"}))
    button = html.Summary(
        html.I(className="bi bi-three-dots-vertical", **{"aria-hidden": "true"}),
        title=t("menu.title", name=title),
        **{"aria-label": t("menu.title", name=title)},
    )
    return html.Details([button, html.Div(items, className="mj-pop mj-list")], className="mj-menu")
