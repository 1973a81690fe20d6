"""Headline figures: value, interval and n, target, verdict, clause; and the tag that shows a verdict."""

from dash import html

from components.text import t, word

# how loud a status is; ink grows with severity, and what has not been judged stays hollow
TONES = {
    "达标": "good",
    "按期拨付": "good",
    "已导入": "good",
    "齐全": "good",
    "关注": "watch",
    "临期": "watch",
    "部分拨付": "watch",
    "逾期拨付": "watch",
    "部分导入": "watch",
    "未达标": "bad",
    "未评先拨": "bad",
    "超拨": "bad",
    "逾期未拨": "bad",
    "较低": "bad",
    "已拒收": "bad",
    "未检查": "bad",
    "准确": "good",
    "有差错": "bad",
    "待定": "watch",
    "一致": "good",
    "不一致": "bad",
    "正常波动": "plain",
    "查出偏少": "watch",
    "查出偏多": "watch",
    "合格": "good",
    "不合格": "bad",
    "超期未结": "bad",
    "逾期办结": "watch",
    "按期办结": "good",
    "逾期未改": "bad",
    "逾期完成": "watch",
    "按期完成": "good",
    "回头看逾期": "watch",
    "未通过": "bad",
    "通过": "good",
    "已确认": "good",
    "待确认": "watch",
    "抽查结果已变": "watch",
    "抽查已不在台账": "bad",
}
GLYPHS = {
    "good": "bi-check-circle-fill",
    "watch": "bi-exclamation-triangle-fill",
    "bad": "bi-x-diamond-fill",
    "none": "bi-dash-circle-dotted",
    "plain": "",
}


def tone(status: str | None) -> str:
    """good, watch, bad, or none for what is not judged (样本不足, 进行中, 未到条件 ...)."""
    return TONES.get(status, "none")


def tag(status: str | None, text: str | None = None, kind: str | None = None) -> html.Span:
    """A status as text and glyph."""
    if status is None:
        return html.Span(className="mj-tag")
    kind = kind or tone(status)
    glyph = [html.I(className=f"bi {GLYPHS[kind]}", **{"aria-hidden": "true"})] if GLYPHS[kind] else []
    return html.Span([*glyph, text or word(status)], className=f"mj-tag mj-{kind}")


def tag_value(status: str | None) -> dict | None:
    """The same tag as a cell value of a ledger (assets/dashAgGridFunctions.js, Tag)."""
    return status and {"text": word(status), "tone": tone(status), "glyph": GLYPHS[tone(status)]}


def tile(
    label: str,
    value: str,
    unit: str = "",
    period: str = "",
    lines: tuple = (),
    status=None,
    as_of: str = "",
    clause="",
    info=None,
    rows=None,
    spark=None,
) -> html.Article:
    """One figure. ``lines`` say interval and n, target, and what else belongs to the value; ``clause`` None: none applies.

    ``info``: its ⓘ; ``rows``: a function that makes the value a link to its rows (links.sets); ``spark``: a sparkline.
    """
    named = html.Div([html.H2(label), *([info] if info is not None else [])], className="mj-named")
    head = html.Div([named, *([status] if status is not None else [])], className="mj-head")
    shown = [value, html.Small(unit) if unit and value != "—" else None]
    figure = html.P(
        [
            rows(html.Span(shown)) if rows and value != "—" else html.Span(shown),
            html.Small(period, className="mj-period") if period else None,
        ],
        className="mj-value",
    )
    foot = html.Footer([html.Span(as_of), html.Span(t("common.no_clause") if clause == "" else clause)]) if as_of or clause is not None else None
    body = [*[html.P(line) for line in lines if line], *([spark] if spark is not None else [])]
    return html.Article([head, figure, *body, html.Div(className="mj-gap"), foot], className="mj-card mj-tile")


def tiles(*figures: html.Article) -> html.Div:
    """Tiles side by side; more than five make two even rows."""
    columns = len(figures) if len(figures) <= 5 else -(-len(figures) // 2)
    return html.Div(list(figures), className="mj-tiles", style={"--columns": columns})
