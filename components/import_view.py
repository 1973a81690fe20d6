"""数据导入: the steps, the drop zone, the files under way and what became of one import. Values in, Dash out."""

from dash import html

from components import links, text, tiles
from components.text import actor, number, t

MEGA = 1024 * 1024
RUNNING = ("排队", "导入中", "已确认")
TONES = {"完成": "good", "待确认": "watch", "等待空间": "watch", "待重试": "watch", "拒收": "bad"}
ANSWERS = {"待确认": ("confirm_overwrite", "give_up"), "等待空间": ("try_again", "give_up"), "待重试": ("try_again", "give_up")}
COUNTS = ("accepted", "replaced", "unchanged", "rejected", "held")
# what assets/upload.js says while a file is on its way
SAID = ("large", "sending", "waiting", "kept", "left", "failed", "close")


def icon(name: str) -> html.I:
    return html.I(className=f"bi {name}", **{"aria-hidden": "true"})


def size(amount: int) -> str:
    """Bytes as people read them."""
    if amount < 1024:
        return f"{amount} B"
    return f"{number(amount / MEGA, 1)} MB" if amount >= MEGA / 10 else f"{number(amount / 1024, 1)} KB"


def stepper(now: int, labels: list[str]) -> html.Ol:
    """The four steps; ``now`` counts from 1, beyond the last all are done."""
    steps = []
    for place, label in enumerate(labels, 1):
        kind = "done" if place < now else "now" if place == now else "todo"
        glyph = icon("bi-check") if kind == "done" else str(place)
        current = {"aria-current": "step"} if kind == "now" else {}
        steps.append(html.Li([html.Span(glyph, className="mj-step"), html.Span(label)], className=f"mj-{kind}", **current))
    return html.Ol(steps, className="mj-card mj-steps", **{"aria-label": t("intake.steps")})


def templates(datasets: list[tuple[str, str]]) -> html.Details:
    """The blank templates (dataset, title) behind one button."""
    listed = [html.A(title, href=f"/template/{name}", download="") for name, title in datasets]
    return html.Details(
        [html.Summary([icon("bi-file-earmark-arrow-down"), t("intake.templates")], className="mj-button"), html.Div(listed, className="mj-template-list")],
        className="mj-templates",
    )


def drop_zone(limit: int) -> html.Div:
    """Where files are dropped; assets/upload.js works it, in the words it carries."""
    megas = limit // MEGA
    said = {f"data-{name}": t(f"intake.js_{name}", limit=megas) if name == "large" else t(f"intake.js_{name}") for name in SAID}
    words = html.Div([html.B(t("intake.drop")), html.P(t("intake.drop_note", limit=megas))])
    button = html.Button(t("intake.choose"), type="button", className="mj-button mj-primary", **{"data-choose": ""})
    return html.Div([icon("bi-cloud-arrow-up"), words, button], id="intake-drop", className="mj-drop", **{"data-limit": str(limit)}, **said)


def job_list(jobs: list[dict]) -> html.Ul | html.P:
    """The files that arrived, the latest first."""
    if not jobs:
        return html.P(t("intake.no_jobs"), className="mj-note")
    return html.Ul([_job(one) for one in jobs], className="mj-jobs")


def _job(one: dict) -> html.Li:
    running = one["state"] in RUNNING
    mark = html.Span(text.word(one["state"]), className="mj-tag mj-plain") if running else tiles.tag(one["state"], kind=TONES[one["state"]])
    name = html.Div([html.B(one["file"]), html.Span(t("intake.sent_by", size=size(one["bytes"]), who=actor(one["who"]), at=str(one["started"])[:16]))])
    middle = html.Span(className="mj-running" + (" mj-moving" if one["state"] == "导入中" else "")) if running else html.Span(one["sentence"] or "")
    tools = []
    if one["imports"]:
        tools.append(links.sets(t("intake.view"), "intake-result", imports=",".join(map(str, one["imports"])), rule="", undo=""))
    for answer, look in zip(ANSWERS.get(one["state"], ()), ("mj-button mj-primary", "mj-button"), strict=False):
        place = {"intake-decide": one["job_id"], "answer": answer}
        tools.append(html.Button(t(f"intake.{answer}"), type="button", id=place, className=look))
    return html.Li([icon("bi-file-earmark-spreadsheet"), name, html.Div(middle, className="mj-said"), mark, html.Div(tools, className="mj-deeds")])


def counts(totals: dict[str, int]) -> html.Dl:
    """How many rows were new, replaced, unchanged, sent back, waiting."""
    shown = []
    for name in COUNTS:
        look = "mj-bad-text" if name == "rejected" and totals[name] else ""
        value = html.Dd([html.B(number(totals[name]), className=look), " ", t("intake.lines")])
        shown.append(html.Div([html.Dt(t(f"intake.count_{name}")), value]))
    return html.Dl(shown, className="mj-counts")


def rules(found: dict[str, int], chosen: str) -> html.Nav:
    """The findings by rule; a rule narrows the list beside it."""
    choices = [("", t("intake.all_rules"), sum(found.values()))]
    choices += [(code, t(f"reject.{code}"), count) for code, count in sorted(found.items(), key=lambda pair: -pair[1])]
    listed = [links.sets([html.Span(said), html.B(number(count))], "", "mj-chosen" if code == chosen else "", rule=code) for code, said, count in choices]
    return html.Nav([html.H3(t("intake.by_rule")), *listed], className="mj-rules", **{"aria-label": t("intake.by_rule")})


def undo_box(file: str) -> html.Div:
    """The question before an import is taken back."""
    yes = html.Button(t("intake.undo_yes"), type="button", id={"intake-undo": "yes"}, className="mj-button mj-danger")
    no = links.sets(t("intake.undo_no"), "", "mj-button", undo="")
    return html.Div([html.P(t("intake.undo_ask", file=file)), yes, no], className="mj-ask", role="alertdialog")


def sample(offered: str | None) -> html.Section | None:
    """The sample county: one click loads it, one more takes it away."""
    if offered is None:
        return None
    button = html.Button([icon("bi-box-arrow-in-down" if offered == "load" else "bi-trash"), t(f"intake.sample_{offered}")], id={"sample": offered},
                         type="button", className="mj-button mj-primary" if offered == "load" else "mj-button mj-danger", n_clicks=0)
    asked = button if offered == "load" else html.Details([html.Summary(t("intake.sample_remove_ask")), button])
    head = html.Header(html.Div([html.H2(t("intake.sample")), html.P(t(f"intake.sample_{offered}_note"), className="mj-measure")]))
    return html.Section([head, html.Div([asked, html.P(id={"said": "sample"}, role="alert", className="mj-said")], className="mj-note")],
                        className="mj-card mj-sample")
