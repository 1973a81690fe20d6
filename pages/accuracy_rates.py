"""The strip of rates on top of 调查准确率: raw beside weighted, verdict by interval, against the period before, what was covered."""

from dash import html

from components import basis, filters, section, text, tiles
from components.concluded import before
from components.explain import explain
from components.text import number, percent, share, t, word
from pages.accuracy_rows import linked, narrow

CHANGES = {"变好": "good", "变差": "bad", "正常波动": "plain", "样本不足": "none"}


def nothing() -> tuple[str, str]:
    """Why there is nothing, and what to do."""
    return t("accuracy.none"), t("accuracy.none_next")


def strip(settled: dict, one: dict) -> html.Section:
    """``one``: the county's row of the question accuracy."""
    policy = basis.policy()
    changed = section.answer("accuracy_comparison", settled, before=before(settled)).dicts()
    minimum = basis.value(policy, "min_spot_check_rate")
    cells = [
        _rate(one, policy, settled),
        _cell(
            t("accuracy.weighted_rate"),
            one["weighted_pct"],
            (
                t("accuracy.weighted_how") if one["weighted_pct"] is not None else t("accuracy.weighted_withheld"),
                t("accuracy.weighted_gap", value=points(one["weighted_pct"] - one["accuracy_pct"]))
                if None not in (one["weighted_pct"], one["accuracy_pct"])
                else "",
            ),
            explain("accuracy_weighted", policy, figure=("accuracy", "first(weighted_pct)")),
            basis_of=basis.clause(policy, "uncovered_strata_max"),
        ),
        _change(changed[0] if changed else None, settled, policy),
        _cell(
            t("accuracy.item_rate"),
            one["item_accuracy_pct"],
            (
                t("tile.of_items", part=number(one["items_consistent"]), whole=number(one["items"])),
                t("accuracy.conclusion_said", value=percent(one["conclusion_agree_pct"])),
            ),
            explain("accuracy_item_rate", policy, figure=("accuracy", "first(item_accuracy_pct)")),
            basis_of=basis.clause(policy, "survey_items"),
        ),
        _cell(
            t("accuracy.recheck_rate"),
            one["recheck_pct"],
            (
                t("accuracy.rechecked_of", part=number(one["rechecked"]), whole=number(one["visited"])),
                t("tile.target_at_least", value=number(minimum)) if minimum is not None else t("tile.no_target"),
            ),
            explain("recheck_rate", policy, figure=("accuracy", "first(recheck_pct)")),
            basis_of=basis.clause(policy, "min_spot_check_rate"),
        ),
    ]
    return html.Section(cells, className="mj-card mj-rates")


def points(value: float) -> str:
    """A difference with its sign, in percentage points."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), 2)


def _cell(label: str, value: float | None, lines: tuple, info=None, tag=None, chosen=None, basis_of="") -> html.Div:
    shown = html.Span([share(value), html.Small("%") if value is not None else None])
    figure = linked(shown, chosen) if chosen and value is not None else shown
    head = html.Div([html.Div([html.H2(label), info], className="mj-named"), tag], className="mj-head")
    said = [html.P(line) for line in (*lines, basis_of) if line]
    return html.Div([head, html.P(figure, className="mj-value"), *said], className="mj-tile")


def _rate(one: dict, policy: dict, settled: dict) -> html.Div:
    taken = t("accuracy.taken", part=number(one["accurate"]), whole=number(one["rechecked"]), value=share(one["accuracy_pct"]))
    taken += t("accuracy.left_out", pending=number(one["pending"]), rest=number(one["visited"] - one["rechecked"] - one["pending"]))
    target = t("tile.target_at_least", value=number(one["target_pct"])) if one["target_pct"] is not None else t("tile.no_target")
    return _cell(
        t("accuracy.rate"),
        one["accuracy_pct"],
        (
            interval(one),
            f"{target} · {filters.period_text(settled)}",
            t("accuracy.sample", label=word(one["sample_label"]), pending=number(one["pending"])),
        ),
        explain("accuracy_rate", policy, taken if one["accuracy_pct"] is not None else "", ("accuracy", "first(accuracy_pct)")),
        tiles.tag(one["verdict"]),
        narrow(only="有差错"),
        basis.clause(policy, "accuracy_target"),
    )


def interval(one: dict) -> str:
    """The interval with its n, or why there is none."""
    if one["ci_low_pct"] is None:
        return t("accuracy.no_recheck")
    return t("tile.interval", low=share(one["ci_low_pct"]), high=share(one["ci_high_pct"]), n=number(one["rechecked"]))


def _change(one: dict | None, settled: dict, policy: dict) -> html.Div:
    """The difference from the period before with its interval, said in words."""
    said = text.period(before(settled))
    if one is None or one["difference_pct"] is None:
        tag, figure = None, text.BLANK
        lines = [t("accuracy.change_none"), t("accuracy.change_before", period=said, value=text.BLANK, n=number(0))]
    else:
        tag = tiles.tag(one["verdict"], kind=CHANGES.get(one["verdict"], "none"))
        figure = [points(one["difference_pct"]), html.Small(t("accuracy.points"))]
        low, high = one["ci_low_pct"], one["ci_high_pct"]
        lines = [
            t("accuracy.change_interval", low=points(low), high=points(high)) if low is not None else "",
            t("accuracy.change_before", period=said, value=percent(one["before_pct"]), n=number(one["before_rechecked"])),
            t("accuracy.change_method"),
        ]
    info = explain("accuracy_comparison", policy, figure=("accuracy_comparison", "first(difference_pct)"), of={"before": before(settled)})
    head = html.Div([html.Div([html.H2(t("accuracy.change")), info], className="mj-named"), tag], className="mj-head")
    return html.Div([head, html.P(html.Span(figure), className="mj-value"), *[html.P(line) for line in lines if line]], className="mj-tile")
