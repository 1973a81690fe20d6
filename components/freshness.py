"""How fresh each ledger is: its last event day, its last import, its rows, and what was sent back or waits."""

from dash import html

from components import text
from components.text import number, t


def freshness(rows: list[dict]) -> html.Ul:
    """``rows``: title, last_day, last_import, rows, rejected, held; rows None: never imported."""
    shown = []
    for one in rows:
        if one["rows"] is None:
            glyph, lines = "bi-dash-circle-dotted mj-none-glyph", [t("overview.never_imported")]
        else:
            waiting = one["rejected"] or one["held"]
            glyph = "bi-exclamation-triangle-fill mj-watch-glyph" if waiting else "bi-check-circle-fill mj-good-glyph"
            lines = [t("overview.last_day", day=text.day(one["last_day"])), t("intake.last_import", at=text.moment(one["last_import"]))]
            if one["rejected"] is not None:
                lines.append(
                    t("overview.rows_back", rows=number(one["rows"]), rejected=number(one["rejected"]), held=number(one["held"]))
                )
        shown.append(
            html.Li([html.B([html.I(className=f"bi {glyph}", **{"aria-hidden": "true"}), one["title"]]), *[html.Span(line) for line in lines]])
        )
    return html.Ul(shown, className="mj-fresh")
