"""The tables of a bulletin: rows of questions in, rows of words out, ready for paper. Names of fields are those of the template."""

from components import alert_list, text
from components.conclusion_facts import latest_rounds
from components.text import BLANK, day, money, number, share, t, word
from queries.parameters import days_of

ALERTS = 15  # on paper; the page has them all
STANDING = ("逾期未拨", "未评先拨", "超拨", "暂缓", "部分拨付", "临期")  # tranches that are told whenever they happened
UNITS = {"元": "unit.yuan", "分": "unit.points"}


def between(low, high) -> str:
    """An interval on a line of its own; nothing where there is none."""
    return "" if low is None else f"\n({share(low)}–{share(high)})"


def _value(value, unit: str) -> str:
    if value is None:
        return BLANK
    return money(value) if unit == "元" else share(value) + ("%" if unit == "%" else "")


def hidden(rows: list[dict], least: float | None, *counts: str) -> set[int]:
    """Places of the rows that tell of so few households that one could be recognised; a single one takes the next smallest along,
    because the county's total would give it away."""
    told = {place: min(row[name] for name in counts if row[name]) for place, row in enumerate(rows) if any(row[name] for name in counts)}
    few = {place for place, count in told.items() if count < (least or 0)}
    if len(few) == 1 and len(told) > 1:
        few.add(min(told.keys() - few, key=told.get))
    return few


def _veiled(said: dict, *kept: str) -> dict:
    """A row of which only the name is told."""
    return {name: value if name in kept else "" if name == "interval" else t("bulletin.veiled") for name, value in said.items()}


def _covered(row: dict, period: str) -> str:
    """Which days a measure speaks of: the bulletin's period, a quarter, rounds, or a day."""
    if row["first_day"] is None:
        return t("bulletin.on_day", day=day(row["last_day"]))
    if (row["first_day"], row["last_day"]) == days_of(period):
        return text.period(period)
    quarter = f"{row['first_day'].year}Q{(row['first_day'].month + 2) // 3}"
    if (row["first_day"], row["last_day"]) == days_of(quarter):
        return text.period(quarter)
    return t("period.days", first=day(row["first_day"]), last=day(row["last_day"]))


def _named(row: dict) -> str:
    """A measure with its unit where that is no percentage."""
    name = t(f"measure.{row['measure']}")
    return name if row["unit"] == "%" else t("bulletin.with_unit", name=name, unit=t(UNITS[row["unit"]]))


def measures(rows: list[dict], period: str) -> list[dict]:
    """``rows`` of overview, the county's."""
    return [{
        "name": _named(row),
        "period": _covered(row, period),
        "value": _value(row["value"], row["unit"]),
        "interval": between(row["ci_low"], row["ci_high"]),
        "n": number(row["n"]),
        "target": BLANK if row["target"] is None else number(row["target"]) + ("%" if row["unit"] == "%" else ""),
        "verdict": word(row["verdict"]) if row["verdict"] else t("tile.not_judged"),
        "previous": _value(row["previous"], row["unit"]),
        "last_year": _value(row["same_period_last_year"], row["unit"]),
    } for row in rows if row["subject"] is None]


def rates(rows: list[dict], few: set[int] = frozenset()) -> list[dict]:
    """``rows`` of accuracy by contractor or town; those without a name say so, ``few`` say no number."""
    said = [{
        "no": str(place),
        "name": row["group_name"] or t("bulletin.unnamed"),
        **{name: number(row[name]) for name in ("visited", "rechecked", "accurate")},
        "value": share(row["accuracy_pct"]),
        "interval": between(row["ci_low_pct"], row["ci_high_pct"]),
        "verdict": word(row["verdict"]),
    } for place, row in enumerate(rows, 1)]
    return [_veiled(row, "no", "name") if place in few else row for place, row in enumerate(said)]


def months(rows: list[dict], least: float | None) -> list[dict]:
    """``rows`` of accuracy_trend for the picture; months of too few households have no point."""
    few = hidden(rows, least, "rechecked")
    return [row | {"rechecked": "*", "accuracy_pct": None} if place in few else row for place, row in enumerate(rows)]


def items(rows: list[dict], least: float | None = None) -> list[dict]:
    """``rows`` of accuracy_by_item, the least consistent first; those compared for too few households are left out."""
    known = sorted((row for row in rows if row["compared"] and row["compared"] >= (least or 0)), key=lambda row: (row["item_accuracy_pct"], row["item_name"]))
    return [{
        "name": word(row["item_name"]), "compared": number(row["compared"]), "wrong": number(row["compared"] - row["consistent"]),
        "value": share(row["item_accuracy_pct"]), "interval": between(row["ci_low_pct"], row["ci_high_pct"]),
    } for row in known]


def rounds(rows: list[dict], period: str, confirmed: bool) -> list[dict]:
    """``rows`` of satisfaction: those with a result in the period, and each contractor's last."""
    first, last = days_of(period)
    told = {id(row) for row in latest_rounds(rows)}
    shown = [row for row in rows if id(row) in told or first <= row["result_date"] <= last]

    def said(row: dict) -> str:
        if not row["valid"]:
            return word("未规定" if row["valid"] is None else "未完成")
        return word("阈值未确认") if not confirmed or row["low"] is None else word("较低" if row["low"] else "达到")

    return [{
        "name": row["contractor_name"] or row["contractor_code"], "contract": row["contract_no"], "round": number(row["round_no"]),
        "period": t("period.days", first=day(row["period_start"]), last=day(row["period_end"])),
        "score": share(row["score"]), "units": f"{number(row['units_returned'])} / {number(row['units_due'])}", "verdict": said(row),
        "proposal": word(row["proposal"]),
    } for row in sorted(shown, key=lambda row: (str(row["contractor_name"]), row["contract_no"], row["result_date"]))]


def forms(rows: list[dict], least: float | None = None) -> list[dict]:
    """``rows`` of service_feedback by contractor."""
    few = hidden(rows, least, "visited", "forms_valid")
    said = [{"name": row["group_name"] or t("bulletin.unnamed"), **{name: number(row[name]) for name in ("visited", "forms_valid", "satisfied")},
             "value": share(row["satisfied_pct"]), "returned": share(row["return_pct"])} for row in rows]
    return [_veiled(row, "name") if place in few else row for place, row in enumerate(said)]


def performances(rows: list[dict], names: dict[str, str], period: str) -> list[dict]:
    """``rows`` of performance with a result in the period; ``names``: contractors by code."""
    first, last = days_of(period)
    return [{"name": names.get(row["contractor_code"], row["contractor_code"]), "contract": row["contract_no"], "kind": word(row["eval_type"]),
             "date": day(row["result_date"]), "score": share(row["score"]), "passed": word(row["passed"]), "tranche": number(row["tranche_no"])}
            for row in rows if first <= row["result_date"] <= last]


def villages(rows: list[dict], postings: list[dict], least: float | None = None) -> list[dict]:
    """``rows`` of publicity_coverage by town, ``postings`` (of households) of posting_compliance by town beside them."""
    few = hidden(postings, least, "ended")
    veiled = {"ended": None, "compliant_pct": None}
    posted = {row["group_key"]: row | (veiled if place in few else {}) for place, row in enumerate(postings)}
    return [{
        "no": str(place), "name": row["group_name"] or row["group_key"], **{name: number(row[name]) for name in ("villages", "inspected")},
        "coverage": share(row["coverage_pct"]), "verdict": word(row["verdict"]) if row["verdict"] else t("tile.not_judged"),
        "boards": share(row["board_complete_pct"]), "photos": share(row["photo_set_pct"]),
        "ended": number(posted.get(row["group_key"], {}).get("ended")), "compliant": share(posted.get(row["group_key"], {}).get("compliant_pct")),
    } for place, row in enumerate(rows, 1)]


def tranches(rows: list[dict], period: str) -> list[dict]:
    """``rows`` of payment_tranches that fell due or were paid in the period, or are not as they should be."""
    first, last = days_of(period)
    shown = [row for row in rows if row["status"] in STANDING or any(row[name] and first <= row[name] <= last for name in ("due_date", "paid_date"))]
    return [{
        "contract": row["contract_no"], "name": row["contractor_name"] or BLANK, "tranche": number(row["tranche_no"]),
        "planned": money(row["planned_amount"]), "due": day(row["due_date"]) + (f" {word('暂定')}" if row["provisional"] else ""),
        "paid": money(row["net_paid"]), "paid_date": day(row["paid_date"]), "late": number(row["working_days_late"]), "status": word(row["status"]),
    } for row in shown]


def alerts(rows: list[dict]) -> list[dict]:
    """The most urgent ``rows`` of alerts."""
    return [{
        "severity": word(alert_list.SEVERITIES[row["severity"]][0]), "matter": alert_list.said(row, "matter"), "owner": word(row["owner"]),
        "due": day(row["due_date"]), "left": number(row["working_days_left"]), "clause": row["clause"] or t("common.no_clause"),
    } for row in rows[:ALERTS]]
