"""One score sheet on screen: items, full marks, guidance, the figure beside an item, mark and reason. Values in, Dash out."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from components import tiles
from components.text import day, number, percent, t, word

TYPED = 0.8  # seconds of rest after which what is typed is kept
STATES = {"已提交": "good", "已回避": "none", "已退回": "watch", "草稿": "watch", "未开始": "none"}
LOCKED = ("已提交", "已回避")


def state_tag(state: str, late: bool | None = False) -> html.Span:
    """Where a sheet stands; one handed in late says so."""
    return tiles.tag(state, word(state) + (f" · {t('scoring.late')}" if late else ""), "watch" if late else STATES[state])


def mine(sheets: list[dict], chosen: str, name_of) -> html.Nav:
    """The sheets of this account; ``name_of(sheet)``: its round in words."""
    from components import links

    listed = [
        html.Li(
            links.sets(
                [html.Span(name_of(one)), html.Small(t("scoring.until", day=day(one["due_day"]))), state_tag(one["state"], one["late"])],
                "scoring-sheet",
                "mj-sheet-link mj-chosen" if key(one) == chosen else "mj-sheet-link",
                sheet=key(one),
            )
        )
        for one in sheets
    ]
    head = html.Header(html.Div([html.H2(t("scoring.mine")), html.P(t("scoring.mine_note"), className="mj-measure")]))
    return html.Section([head, html.Ul(listed, className="mj-sheets")], className="mj-card")


def key(one: dict) -> str:
    """How the address names a sheet."""
    return f"{one['eval_id']}~{one['seat']}"


def part(name: str) -> dict:
    """The id of a part of the open sheet."""
    return {"score-part": name}


def plain(value) -> str:
    """A mark without the zeros that its type carries."""
    return "" if value is None else f"{float(value):g}"


def named(label: str, control) -> html.Label:
    """A field whose name is read aloud and not shown: the column's head says it already."""
    return html.Label([html.Span(label, className="mj-unseen"), control])


def item(one: dict, draft: dict, open_: bool, evidence) -> html.Tr:
    """A line: computed marks stand in a dashed field that nobody types. ``evidence``: the way to a page on this round's days, if there is one."""
    code = one["item_code"]
    name = html.Th([html.B(word(one["item_name"])), html.Small(word(one["dimension"]))], scope="row")
    if one["value"] is not None:
        value = number(one["value"]) if one["measure"] == "complaints" else percent(one["value"])
        figure = html.Span(t("scoring.figure", value=value, n=number(one["n"])))
    else:
        figure = html.Span(t("scoring.no_figure_typed" if one["computed"] else "scoring.no_figure"))
    seen = [figure] if one["measure"] else []
    if one["page"] and (href := evidence(one["page"])):
        seen.append(dcc.Link([html.I(className="bi bi-paperclip", **{"aria-hidden": "true"}), t("scoring.evidence")], href=href, className="mj-link"))
    guidance = html.Td([html.Span(word(one["guidance"])), html.Small(t("scoring.clause", where=one["clause"])) if one["clause"] else None, *seen])
    label = t("scoring.mark_of", item=word(one["item_name"]), full=plain(one["full_score"]))
    if not one["typed"]:
        shown = plain(one["computed_mark"]) or t("scoring.unmarked")
        mark = html.Output(shown, className="mj-mark mj-computed", title=t("scoring.computed_note"), **{"aria-label": label})
        why = html.Small(t("scoring.computed", low=plain(one["zero_at"]), high=plain(one["full_at"])))
    elif not open_:
        mark = html.Output(draft["marks"].get(code) or "—", className="mj-mark", **{"aria-label": label})
        why = html.Span(draft["reasons"].get(code) or "")
    else:
        mark = named(label, dbc.Input(
            id={"score-mark": code}, value=draft["marks"].get(code, ""), inputmode="decimal", maxlength=7, autocomplete="off", debounce=TYPED,
            placeholder=t("scoring.unmarked"), class_name="mj-mark",
        ))
        why = [
            named(t("scoring.reason_of", item=word(one["item_name"])), dbc.Input(
                id={"score-reason": code}, value=draft["reasons"].get(code, ""), maxlength=500, autocomplete="off", debounce=TYPED,
                placeholder=t("scoring.reason"),
            )),
            html.Small(id={"score-said": code}, className="mj-wrong", role="status"),
        ]
    full = html.Td(plain(one["full_score"]), className="mj-number", **{"data-label": t("scoring.full")})
    return html.Tr([name, full, guidance, html.Td(mark), html.Td(why)])


def table(items: list[dict], draft: dict, open_: bool, evidence) -> html.Table:
    heads = ("item", "full", "guidance", "mark", "reason_head")
    head = html.Thead(html.Tr([html.Th(t(f"scoring.{name}"), scope="col", className="mj-number" if name == "full" else "") for name in heads]))
    return html.Table([head, html.Tbody([item(one, draft, open_, evidence) for one in items])], className="mj-score")


def total(items: list[dict], marks: dict) -> tuple[float, float, int, int]:
    """(points, full marks, items with a mark, items); what cannot be read adds nothing."""
    points, done = 0.0, 0
    for one in items:
        value = one["computed_mark"] if not one["typed"] else marks.get(one["item_code"])
        try:
            points += float(value)
            done += 1
        except (TypeError, ValueError):
            continue
    return points, float(sum(one["full_score"] for one in items)), done, len(items)


def summary(items: list[dict], marks: dict) -> list:
    """已评 5 / 7 项, 小计, and the bar."""
    points, full, done, whole = total(items, marks)
    bar = html.Span(html.I(style={"width": f"{100 * points / full:.1f}%"}), className="mj-progress", **{"aria-hidden": "true"})
    said = t("scoring.subtotal", points=plain(round(points, 2)), full=plain(full))
    return [html.Span(t("scoring.done", part=number(done), whole=number(whole))), html.B(said), bar]


def blocked(sentences: list[str]) -> html.Div | html.P:
    """What still keeps the sheet from being handed in."""
    if not sentences:
        return html.P([html.I(className="bi bi-check-circle-fill", **{"aria-hidden": "true"}), t("scoring.ready")], className="mj-ready")
    head = html.P([html.I(className="bi bi-x-diamond-fill", **{"aria-hidden": "true"}), t("scoring.blocked", n=number(len(sentences)))])
    return html.Div([head, html.Ul([html.Li(one) for one in sentences])], className="mj-blocked")


def facts(pairs: list[tuple[str, object]]) -> html.Dl:
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs], className="mj-score-facts")


def signature() -> html.P:
    """On paper only: where the rater signs."""
    return html.P([html.Span(t("scoring.sign_here")), html.Span(t("scoring.sign_day"))], className="mj-signature")


def deeds() -> html.Footer:
    """Hand in, or step back with a reason."""
    remark = named(t("scoring.recuse_why"), dbc.Input(id=part("recusal"), maxlength=500, placeholder=t("scoring.recuse_why"), autocomplete="off"))
    step = html.Button(t("scoring.recuse_yes"), id=part("recuse"), type="button", className="mj-button")
    inside = html.Div([html.P(t("scoring.recuse_note")), remark, step])
    back = html.Details([html.Summary(t("scoring.recuse"), className="mj-button"), inside], className="mj-recuse")
    send = html.Button(t("scoring.submit"), id=part("submit"), type="button", className="mj-button mj-primary")
    return html.Div([back, html.Div(id=part("kept"), className="mj-kept", role="status"), send], className="mj-score-deeds")
