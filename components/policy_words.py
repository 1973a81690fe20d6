"""A parameter's state with a glyph, its source quoted, two rows of answers side by side. Values in, Dash out."""

from dash import html

from components import tiles
from components.change import written
from components.figure_card import data_table, right_as_is
from components.parameter import source
from components.text import BLANK, contractor, number, t, word

GLYPHS = {"文件明确": "bi-file-earmark-check", "本级确认": "bi-person-check", "建议值": "bi-lightbulb", "未规定": "bi-dash-circle-dotted"}


def state(said: str, waits: bool = False) -> html.Span:
    """文件明确, 本级确认, 建议值, 未规定; a suggestion that judges nobody before it is confirmed says so."""
    glyph = html.I(className=f"bi {GLYPHS[said]}", **{"aria-hidden": "true"})
    kind = "none" if said == "未规定" else "watch" if waits else "plain"
    return html.Span([glyph, word(said) + (f" · {t('policy.waits')}" if waits else "")], className=f"mj-tag mj-{kind}")


def waits(one: dict) -> bool:
    return one["state"] == "建议值" and not one["usable"]


def quoted(one: dict) -> html.Div:
    """Document, clause and what it says; nothing where no document says anything."""
    said = source(one)
    return html.Div([said or t("common.no_clause"), html.Q(one["quotation"]) if one.get("quotation") else None], className="mj-policy-source")


def measured(one: dict) -> str:
    name = t(f"measure.{one['measure']}")
    return f"{name} · {contractor(one['subject_name'])}" if one["subject"] else name


def _judged(one: dict | None, silent: set) -> html.Span | str:
    """The verdict of a measure; what the document is silent on, and what nobody judges, stays hollow."""
    if one is None or one["value"] is None or (one["param"] in silent and not one["verdict"]):
        return tiles.tag("未规定", t("policy.not_prescribed"), "none")
    return tiles.tag(one["verdict"]) if one["verdict"] else tiles.tag("", t("tile.not_judged"), "none")


def _shown(one: dict | None) -> str:
    return BLANK if one is None or one["value"] is None else written(one["value"], one["unit"])


def _target(one: dict | None) -> str:
    return BLANK if one is None or one["target"] is None else number(one["target"], 2 if one["target"] % 1 else 0)


def beside(now: list[dict], then: list[dict], names: tuple[str, str], silent: tuple[set, set] = (set(), set())) -> html.Table:
    """Rows of the question overview under two policies; ``names``: what the two are called; ``silent``: what they do not prescribe."""
    found = {(one["measure"], one["subject"]): [one, None] for one in now}
    for one in then:
        found.setdefault((one["measure"], one["subject"]), [None, None])[1] = one
    rows = []
    for one, other in found.values():
        rows.append({"measure": measured(one or other), "now": _shown(one), "now_target": _target(one), "now_said": _judged(one, silent[0]),
                     "then": _shown(other), "then_target": _target(other), "then_said": _judged(other, silent[1]),
                     "silent": other is None or other["value"] is None or other["param"] in silent[1]})
    columns = [("measure", t("overview.measure"), str)]
    for key, name in zip(("now", "then"), names, strict=True):
        columns += [(key, name, right_as_is), (f"{key}_target", t("overview.column_target"), right_as_is), (f"{key}_said", t("policy.verdict"), as_is)]
    return listed(rows, columns)


def listed(rows: list[dict], columns: list[tuple[str, str, object]]) -> html.Table:
    """A table whose rows may be ``silent`` (grey), and whose cells say their column where a phone shows no head."""
    table = data_table(rows, columns)
    for line, one in zip(table.children[1].children, rows, strict=True):
        line.className = "mj-silent" if one.get("silent") else None
        for cell, (_, header, _) in zip(line.children[1:], columns[1:], strict=True):
            setattr(cell, "data-label", header)
    return table


def as_is(shown):
    return shown
