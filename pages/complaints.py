"""投诉举报: how many came, how many wait or are overdue, what was confirmed, and who handles complaints about himself."""

from dash import register_page

from components import basis, concluded, conclusion, drawer, filters, links, section, states, text, tiles
from components.explain import explain
from components.frame import page, row
from components.text import number, share, t
from components.tiles import tile
from pages import complaints_case, complaints_charts, complaints_lists  # noqa: F401  (their sections and the drawer register themselves)
from pages.complaints_lists import LEDGER, ROLES, USES, path


def badge(settled) -> tuple[int, str]:
    """Complaints past their due day and open, as the 结论 counts them."""
    waiting = facts(settled)["overdue_open"]
    return waiting, t("complaints.badge", count=number(waiting))


register_page(
    __name__,
    path="/complaints",
    name_key="complaints",
    order=5,
    icon="bi-megaphone",
    group="watch",
    roles=ROLES,
    filters=("period", "as_of", "region", "contractor"),
    period_kind="half",
    dataset="complaints",
    badge=badge,
    also=("only",),
)


def layout(**_):
    return page(
        "complaints",
        ROLES,
        [
            row(section.shell("complaints", "figures", 240)),
            row((section.shell("complaints", "towns", 480), 7), (section.shell("complaints", "contractors", 480), 5)),
            row((section.shell("complaints", "kinds", 420), 7), (section.shell("complaints", "channels", 420), 5)),
            row((section.shell("complaints", "ageing", 260), 6), (section.shell("complaints", "steps", 260), 6)),
            row(section.shell("complaints", "self", 320)),
            row(section.shell("complaints", "cases", 620)),
            drawer.shell("complaints"),
        ],
        section.shell("complaints", "conclusion", 0),
    )


@section.fill("complaints", "conclusion", *ROLES, uses=USES)
def conclude(settled):
    return conclusion.sentence("complaints", facts(settled))


def facts(settled) -> dict:
    """What the 结论 and the badge say."""
    return concluded.complaints(section.answer, settled)


def summed(settled) -> dict:
    """The county's figures under the filters."""
    return concluded.complaints_summed(section.answer, settled)


@section.fill("complaints", "figures", *ROLES, uses=USES)
def figures(settled):
    one = summed(settled)
    if not one:
        return states.empty(t("complaints.none"), t("complaints.none_next"))
    rate = section.answer("complaint_rates", settled, by="county").dicts()[0]
    rows, policy = path(settled), basis.policy()
    late = sum(row["state"] == "超期未结" for row in rows)
    oldest = max((row["age_days"] for row in rows if row["closed_date"] is None), default=None)
    period, as_of = filters.period_text(settled), t("frame.until", day=text.day(settled["as_of"]))
    full = t("complaints.full_count", n=number(one["received"]))

    def card(key, value, unit, lines, status, definition, basis_of, figure, only=""):
        return tile(
            t(f"complaints.{key}"), value, unit, period, lines, status, as_of, basis.clause(policy, *basis_of),
            info=explain(definition, policy, figure=figure), rows=lambda inside: links.sets(inside, LEDGER, only=only),
        )  # fmt: skip

    def interval(low, high, n):
        return t("tile.interval", low=share(rate[low]), high=share(rate[high]), n=number(rate[n])) if rate[n] else t("tile.n", n=0)

    unjudged = tiles.tag("", t("tile.not_judged"), "none")
    small = (basis.value(policy, "min_sample") or 0) > rate["verified"]
    per = t("complaints.per_1000", value=number(rate["per_1000_visits"], 1), low=number(rate["per_1000_low"], 1), high=number(rate["per_1000_high"], 1))
    few = (basis.value(policy, "min_events") or 0) > rate["reply_due"]
    return tiles.tiles(
        card("received", number(one["received"]), t("complaints.unit"),
             (per if rate["visited"] else full, t("complaints.visits", n=number(rate["visited"])), t("tile.no_target")),
             tiles.tag("样本不足") if rate["few"] else unjudged, "complaints_received", ("complaint_register_body",), ("complaints", "sum(received)")),
        card("open", number(one["open"]), t("complaints.unit"),
             (t("complaints.closed_of", part=number(one["closed"]), whole=number(one["received"])),
              t("complaints.oldest", days=number(oldest)) if oldest is not None else "", t("tile.no_target")),
             unjudged, "complaints_open", ("complaint_reply_wd",), ("complaints", "sum(open)"), "open"),
        card("overdue", number(one["overdue"]), t("complaints.unit"),
             (t("complaints.overdue_of", open=number(late), closed=number(one["overdue"] - late)), full, t("complaints.overdue_target")),
             tiles.tag("未达标" if late else "关注" if one["overdue"] else "达标"), "complaints_open", ("complaint_reply_wd",),
             ("complaints", "sum(overdue)"), "overdue"),
        card("substantiated", share(rate["substantiated_pct"]), "%",
             (t("complaints.substantiated_of", part=number(rate["substantiated"]), whole=number(rate["verified"])),
              interval("substantiated_low", "substantiated_high", "verified"), t("tile.no_target")),
             tiles.tag("样本不足") if small else unjudged, "complaints_substantiated", ("complaint_register_body",),
             ("complaint_rates", "first(substantiated_pct)"), "substantiated"),
        card("reply", share(rate["on_time_pct"]), "%",
             (t("complaints.reply_of", part=number(rate["replied_on_time"]), whole=number(rate["reply_due"])),
              interval("on_time_low", "on_time_high", "reply_due"), t("tile.no_target")),
             tiles.tag("样本不足") if few else unjudged, "complaints_reply", ("complaint_reply_wd",), ("complaint_rates", "first(on_time_pct)")),
    )  # fmt: skip
