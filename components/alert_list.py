"""The list of alerts: grouped by deadline, narrowed by what the address says; one alert lies in alert_case.py."""

import datetime
import re
from urllib.parse import quote

import dash_bootstrap_components as dbc
from dash import dcc, html

from components import links, tiles
from components.text import BLANK, day, language, number, t, word
from queries import alert_digest

SHOWN = 10  # of a group, more on demand, all in the workbook: the browser takes seconds to put a hundred such rows into a page
SEVERITIES = {"red": ("预警", "bad"), "amber": ("关注", "watch"), "grey": ("未规定", "none")}
GROUPS = tuple(alert_digest.GROUPS)  # the paper and the page say the same


def said(one: dict, name: str) -> str:
    """title, matter or verb in the reader's language; a value of the data inside it too."""
    return one[name] if language() == "zh" else spoken(one[f"{name}_en"])


def spoken(sentence: str) -> str:
    """An English sentence in which values of the data still stand in Chinese: those that the catalogue knows are said in English."""
    known = re.sub(r"[\u4e00-\u9fff（）]+", lambda found: word(found[0]), sentence)
    return known.replace("、", ", ").replace("，", ", ").replace("；", "; ").replace("：", ": ")


def tag(severity: str) -> html.Span:
    """How grave, as word and glyph."""
    status, kind = SEVERITIES[severity]
    return tiles.tag(status, kind=kind)


def late(rows: list[dict], settled: dict) -> int:
    """How many are overdue on the page's day."""
    return sum(map(_only(settled | {"only": "overdue"}, ""), rows))


def _only(settled: dict, name: str):
    """The test behind 仅看."""
    today = datetime.date.fromisoformat(settled["as_of"])
    tests = {
        "mine": lambda one: one["taken_by"] == name,
        "overdue": lambda one: alert_digest.group_of(one["due_date"], today) == "overdue",
        "free": lambda one: one["state"] == "待办",
        "put_off": lambda one: one["state"] == "已推迟",
    }
    return tests.get(settled.get("only", ""), lambda one: True)


def narrowed(rows: list[dict], settled: dict, name: str) -> list[dict]:
    """The rows that the address leaves: severity, owner, rule, text, 仅看."""
    wanted = (settled.get("q") or "").strip().lower()
    only = _only(settled, name)

    def holds(one: dict) -> bool:
        texts = (one["matter"], one["matter_en"], one["subject"], one["owner"], one["title"], one["rule_id"])
        return (
            only(one)
            and (not settled.get("severity") or one["severity"] == settled["severity"])
            and (not settled.get("owner") or one["owner"] == settled["owner"])
            and (not settled.get("rule") or one["rule"] == settled["rule"])
            and (not wanted or any(wanted in (text or "").lower() for text in texts))
        )

    return [one for one in rows if holds(one)]


def choices(rows: list[dict], settled: dict, name: str, kinds: tuple = ("", "overdue", "mine", "free", "put_off")) -> list[tuple[str, str, int]]:
    """仅看, each with how many there are."""
    return [
        (only, t(f"alerts.only_{only or 'all'}"), sum(map(_only({"as_of": settled["as_of"], "only": only}, name), rows)))
        for only in kinds
    ]


def controls(rows: list[dict], settled: dict) -> html.Div:
    """Severity, owner, rule and text; each is written into the address like a filter of the bar."""

    def choice(name: str, options: list[tuple[str, str]]) -> html.Label:
        listed = [{"value": "all", "label": t("alerts.all")}, *({"value": value, "label": label} for value, label in options)]
        return html.Label([t(f"alerts.{name}"), dbc.Select(id={"filter": name}, options=listed, value=settled.get(name) or "all")])

    titles = {one["rule"]: one for one in rows}
    rules = sorted(((rule, said(one, "title")) for rule, one in titles.items()), key=lambda pair: pair[1])
    return html.Div(
        [
            choice("severity", [(key, word(status)) for key, (status, _) in SEVERITIES.items()]),
            choice("owner", [(name, word(name)) for name in sorted({one["owner"] for one in rows if one["owner"]})]),
            choice("rule", rules),
            html.Label([t("alerts.q"), dbc.Input(id={"filter": "q"}, value=settled.get("q", ""), debounce=True, type="search", maxlength=40)]),
        ],
        className="mj-filters mj-alert-filters",
    )


def way(one: dict, settled: dict):
    """The verb: to the page with the rows, or to the rows beside the list."""
    inside = [said(one, "verb"), " ", html.I(className="bi bi-arrow-right", **{"aria-hidden": "true"})]
    if one["page"].startswith("/alerts?"):
        return links.sets(inside, look="mj-link mj-verb", case=one["alert_key"])
    more = f"{'&' if '?' in one['page'] else '?'}as_of={settled['as_of']}" if "as_of" in settled.get("said", ()) else ""
    return dcc.Link(inside, href=quote(one["page"], safe="/?&=.%-:") + more, className="mj-link mj-verb")


def left(one: dict) -> html.Span | str:
    """Working days left, or late."""
    days = one["working_days_left"]
    if days is None:
        return BLANK
    late = days < 0
    return html.Span(t("alerts.late" if late else "alerts.left", days=number(abs(days))), className="mj-late" if late else "")


def button(deed: str, key: str) -> html.Button:
    return html.Button(t(f"alerts.{deed}"), id={"alert": deed, "of": key}, type="button", className="mj-button", n_clicks=0)


def _row(one: dict, settled: dict, may: bool) -> html.Li:
    basis = html.Details(
        [
            html.Summary([html.I(className="bi bi-info-circle", **{"aria-hidden": "true"}), " ", one["clause"] or t("common.no_clause")]),
            html.Q(one["quotation"]) if one["quotation"] else None,
            html.Small(word(one["clause_state"])),
        ],
        className="mj-alert-clause",
    )
    state = {"已认领": t("alerts.taken_by", name=one["taken_by"]), "已推迟": t("alerts.put_off_until", day=day(one["snoozed_until"]))}.get(
        one["state"]
    )
    about = word(one["subject"]) if one["subject"] else ""
    deed = button("release" if state else "take", one["alert_key"]) if may else None
    more = links.sets(t("alerts.more"), look="mj-button", case=one["alert_key"])
    return html.Li(
        [
            html.Div(tag(one["severity"]), className="mj-alert-tag"),
            html.Div([html.B(said(one, "matter")), html.Span(f"{about} · {said(one, 'title')}"), basis], className="mj-alert-matter"),
            html.Div([html.Span(word(one["owner"])), html.Small(state) if state else None], className="mj-alert-owner"),
            html.Div([html.Span(day(one["due_date"])), html.Small(left(one)) if one["due_date"] else None], className="mj-alert-due"),
            html.Div([way(one, settled), deed, more], className="mj-alert-deeds"),
        ]
    )


def grouped(rows: list[dict], settled: dict, may: bool) -> tuple[list[dict], list]:
    """The rows that are sent, and the list by deadline."""
    limit = int(settled["shown"]) if str(settled.get("shown", "")).isdigit() else SHOWN
    sent, blocks, groups = [], [], {}
    today = datetime.date.fromisoformat(settled["as_of"])
    for one in rows:
        groups.setdefault(alert_digest.group_of(one["due_date"], today), []).append(one)
    for group in GROUPS:
        if group not in groups:
            continue
        mine = sorted(groups[group], key=lambda one: one["due_date"] or datetime.date.max)
        sent += mine[:limit]
        head = html.H3([t(f"alerts.group_{group}"), " ", html.Small(number(len(mine)))])
        rest = (
            [links.sets(t("alerts.show_more", count=number(len(mine) - limit)), look="mj-button", shown=str(limit + SHOWN))]
            if len(mine) > limit
            else []
        )
        blocks.append(html.Section([head, html.Ol([_row(one, settled, may) for one in mine[:limit]], className="mj-alert-rows"), *rest]))
    return sent, blocks
