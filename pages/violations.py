"""违规处理: the five kinds of violation on their three steps, what became of them, and what money came back."""

from dash import html, register_page

from components import basis, concluded, conclusion, drawer, filters, links, section, states, text, tiles
from components.explain import explain
from components.figure_card import card
from components.frame import page, row
from components.text import money, number, share, t, word
from components.tiles import tile
from pages import violations_case, violations_lists  # noqa: F401  (their sections and the drawer register themselves)
from pages.violations_lists import LEDGER, ROLES, STEPS, USES, found

SHOWN = 8  # cards of a step; the list below has all


def badge(settled) -> tuple[int, str]:
    """Violations without an outcome, as the 结论 counts them."""
    waiting = facts(settled)["waiting"]
    return waiting, t("violations.badge", count=number(waiting))


register_page(
    __name__,
    path="/violations",
    name_key="violations",
    order=5.2,
    icon="bi-exclamation-octagon",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region", "contractor"),
    period_kind="year",
    dataset="violations",
    badge=badge,
    also=("only",),
)


def layout(**_):
    return page(
        "violations",
        ROLES,
        [
            row(section.shell("violations", "figures", 220)),
            row(section.shell("violations", "board", 420)),
            row((section.shell("violations", "kinds", 320), 5), (section.shell("violations", "contractors", 320), 7)),
            row((section.shell("violations", "staff", 320), 7), (section.shell("violations", "towns", 320), 5)),
            row(section.shell("violations", "cases", 520)),
            drawer.shell("violations"),
        ],
        section.shell("violations", "conclusion", 0),
    )


def facts(settled) -> dict:
    """What the 结论 and the badge say."""
    return concluded.violations(section.answer, settled)


@section.fill("violations", "conclusion", *ROLES, uses=USES)
def conclude(settled):
    return conclusion.sentence("violations", facts(settled))


@section.fill("violations", "figures", *ROLES, uses=USES)
def figures(settled):
    rows, said, policy = found(settled), facts(settled), basis.policy()
    if not rows:
        return states.empty(t("violations.none"), t("violations.none_next"))
    period, as_of = filters.period_text(settled), t("frame.until", day=text.day(settled["as_of"]))
    of = t("violations.of_found", n=number(len(rows)))
    unjudged = tiles.tag("", t("tile.not_judged"), "none")

    def card_of(key, value, unit, lines, status, definition, only, select):
        return tile(t(f"violations.{key}"), value, unit, period, lines, status, as_of, basis.clause(policy, "violation_decision_body"),
                    info=explain(definition, policy, figure=("violation_cases", select)), rows=lambda inside: links.sets(inside, LEDGER, only=only))

    cards = []
    for step, key in (("处理意见", "waiting_proposal"), ("审定", "waiting_decision"), ("结果", "decided")):
        mine = [one for one in rows if one["step"] == step]
        longest = max((one["waiting_days"] for one in mine if one["waiting_days"] is not None), default=None)
        lines = (of, t("violations.longest", days=number(longest)) if longest is not None else t("violations.full_count"), t("violations.no_limit"))
        cards.append(card_of(key, number(len(mine)), t("violations.unit"), lines, unjudged, "violations_steps", step,
                             f"count(*) filter (step = '{step}')"))
    owed = [one for one in rows if one["recover_due"]]
    full = said["short"] <= 0
    value = share(100 * said["recovered"] / said["recover_due"]) if said["recover_due"] else text.BLANK
    cards.append(card_of(
        "recovered", value, "%",
        (t("violations.recover_of", due=money(said["recover_due"]), n=number(len(owed))), f"{t('column.recovered')} {money(said['recovered'])}",
         t("violations.recover_target")),
        tiles.tag("达标" if full else "未达标") if owed else unjudged, "violations_recovery", "owed",
        "100 * sum(recovered) / nullif(sum(recover_due), 0)"))  # fmt: skip
    first = card_of("found", number(len(rows)), t("violations.unit"), (t("violations.full_count"), t("tile.no_target")), unjudged, "violations_steps", "",
                    "count(*)")
    return tiles.tiles(first, *cards)


def _card(one: dict) -> html.Li:
    """One violation on the board."""
    if one["waiting_days"] is not None:
        days = t("violations.waits", days=number(one["waiting_days"]))
    else:
        days = t("violations.took", first=number(one["proposal_days"]), second=number(one["decision_days"]))
    said = [html.B(word(one["type_code"])), html.Span(f"{one['violation_id']}  {text.day(one['found_date'])}"), html.Small(days)]
    if one["outcomes"]:
        said.append(html.Small(t("common.list").join(word(part) for part in one["outcomes"].split("、"))))
    if one["recover_due"]:
        short = one["recovered"] < one["recover_due"]
        paid = t("violations.money", got=money(one["recovered"]), due=money(one["recover_due"]))
        said.append(html.Small(paid, className="mj-late" if short else None))
    return html.Li(links.sets(said, look="", case=one["violation_id"]))


@section.fill("violations", "board", *ROLES, uses=USES)
def board(settled):
    rows, policy = found(settled), basis.policy()
    columns = []
    for step in STEPS:
        mine = [one for one in rows if one["step"] == step]
        inside = [html.H3([t(f"violations.step_{step}"), html.Small(number(len(mine)))])]
        inside.append(html.Ol([_card(one) for one in mine[:SHOWN]]) if mine else html.P(t("violations.nothing")))
        if len(mine) > SHOWN:
            inside.append(html.P(links.sets(t("violations.more", count=number(len(mine) - SHOWN)), LEDGER, only=step)))
        columns.append(html.Section(inside))
    return card(t("violations.board"), t("violations.board_measure", period=filters.period_text(settled)), html.Div(columns, className="mj-board"),
                t("violations.source", n=number(len(rows))), basis.clause(policy, "violation_decision_body"), info=explain("violations_steps", policy),
                rows_at=LEDGER, export=section.export("violation_cases", settled))
