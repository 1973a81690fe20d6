"""问题整改: the problem list with owner, deadline and days left, the ladder, the look-back and its three answers."""

from dash import register_page

from components import basis, concluded, conclusion, drawer, links, section, states, text, tiles
from components.explain import explain
from components.frame import page, row
from components.text import number, share, t
from components.tiles import tile
from data.viewer import ROLES
from pages import rectifications_case, rectifications_deeds, rectifications_lists, rectifications_new  # noqa: F401  (register themselves)
from pages.rectifications_lists import LEDGER, USES, listed


def badge(settled) -> tuple[int, str]:
    """Entries past their deadline, as the 结论 counts them."""
    overdue = facts(settled)["overdue"]
    return overdue, t("rectifications.badge", count=number(overdue))


register_page(
    __name__,
    path="/rectifications",
    name_key="rectifications",
    order=5.4,
    icon="bi-flag",
    group="watch",
    roles=ROLES,
    filters=("as_of", "region", "contractor"),
    badge=badge,
    also=("only", "new", "of"),
)


def layout(**_):
    return page(
        "rectifications",
        ROLES,
        [
            row(section.shell("rectifications", "new", 0), look="mj-bare-row"),
            row(section.shell("rectifications", "figures", 240)),
            row((section.shell("rectifications", "ladder", 300), 7), (section.shell("rectifications", "answers", 300), 5)),
            row(section.shell("rectifications", "cases", 700)),
            row((section.shell("rectifications", "sources", 320), 5), (section.shell("rectifications", "owners", 320), 7)),
            drawer.shell("rectifications"),
        ],
        section.shell("rectifications", "conclusion", 0),
    )


def facts(settled) -> dict:
    """What the 结论 and the badge say."""
    return concluded.rectifications(section.answer, settled)


@section.fill("rectifications", "conclusion", *ROLES, uses=USES)
def conclude(settled):
    return conclusion.sentence("rectifications", facts(settled))


@section.fill("rectifications", "figures", *ROLES, uses=USES)
def figures(settled):
    rows, said, policy = listed(settled), facts(settled), basis.policy()
    if not rows:
        return states.empty(t("rectifications.none"), t("rectifications.none_next"))
    sums = section.answer("rectifications", settled).dicts()
    one = {name: sum(each[name] for each in sums) for name in ("total", "completed", "on_time", "open", "overdue", "lookback_done")}
    as_of, days = t("frame.until", day=text.day(settled["as_of"])), basis.value(policy, "lookback_days")
    full = t("rectifications.of_total", n=number(one["total"]))
    unjudged = tiles.tag("", t("tile.not_judged"), "none")
    answered = [each["lookback_public"] for each in rows if each["lookback_public"] in ("是", "否")]
    accepted = answered.count("是")
    late = sum(each["lookback_state"] == "回头看逾期" for each in rows)

    def card(key, value, unit, lines, status, definition, basis_of, only, figure):
        return tile(t(f"rectifications.{key}"), value, unit, "", lines, status, as_of, basis.clause(policy, basis_of),
                    info=explain(definition, policy, figure=figure), rows=lambda inside: links.sets(inside, LEDGER, only=only))

    def of(part, whole):
        return share(100 * part / whole if whole else None)

    longest = t("rectifications.longest", days=number(said["overdue_days"])) if said["overdue"] else ""
    return tiles.tiles(
        card("open", number(one["open"]), t("rectifications.unit"), (full, t("tile.no_target")), unjudged, "rectification_state", "rectification_form", "open",
             ("rectifications", "sum(open)")),
        card("overdue", number(one["overdue"]), t("rectifications.unit"), (longest, full, t("rectifications.overdue_target")),
             tiles.tag("未达标" if one["overdue"] else "达标"), "rectification_state", "rectification_form",
             "逾期未改", ("rectifications", "sum(overdue)")),
        card("on_time", of(one["on_time"], one["completed"]), "%",
             (t("rectifications.on_time_of", part=number(one["on_time"]), whole=number(one["completed"])), t("tile.no_target")),
             unjudged, "rectification_state", "rectification_form", "completed", ("rectifications", "100 * sum(on_time) / nullif(sum(completed), 0)")),
        card("look_back", of(one["lookback_done"], one["completed"]), "%",
             (t("rectifications.look_back_of", part=number(one["lookback_done"]), whole=number(one["completed"])),
              t("rectifications.look_back_late", days=number(days), count=number(late)) if days else "", t("tile.no_target")),
             tiles.tag("关注") if late else unjudged, "rectification_look_back", "lookback_days", "look_back",
             ("rectifications", "100 * sum(lookback_done) / nullif(sum(completed), 0)")),
        card("accept", of(accepted, len(answered)), "%",
             (t("rectifications.accept_of", part=number(accepted), whole=number(len(answered))), t("tile.no_target")),
             tiles.tag("样本不足") if len(answered) < (basis.value(policy, "min_sample") or 0) else unjudged, "rectification_look_back",
             "lookback_days", "未通过",
             ("rectification_cases", "100 * count(*) filter (lookback_public = '是') / nullif(count(*) filter (lookback_public in ('是', '否')), 0)")),
    )  # fmt: skip
