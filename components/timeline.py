"""A contract's payments as one track: segments by plan, a gate before each; paid solid, overdue hatched, on hold dashed, the rest pale."""

from dash import html

from components import links, text
from components.text import contractor, day, large_money, money, number, percent, t, word

LOOKS = {
    "按期拨付": "paid", "逾期拨付": "paid", "超拨": "paid", "未评先拨": "early", "逾期未拨": "late", "部分拨付": "late", "暂缓": "held",
    "临期": "soon", "待拨付": "soon",
}  # fmt: skip
GATES = {"open": "bi-check-circle-fill", "failed": "bi-x-circle-fill", "shut": "bi-hourglass-split"}


def gate(row: dict) -> str:
    """open once its condition is met, failed while an evaluation holds it back, else shut."""
    return "open" if row["trigger_date"] else "failed" if row["status"] == "暂缓" else "shut"


def when(row: dict) -> list:
    """Due and paid day of a tranche, and how many working days apart they are."""
    said = []
    if row["due_date"]:
        provisional = f" {t('payments.provisional')}" if row["provisional"] else ""
        said.append(html.Span(t("payments.due_on", day=day(row["due_date"])) + provisional))
    if row["status"] == "未评先拨":
        said.append(html.Span(t("payments.before_gate", gate=word(row["trigger_type"])), className="mj-late"))
    if row["paid_date"]:
        late = row["working_days_late"]
        more = f"  {t('payments.paid_late_by', days=number(late))}" if late else ""
        said.append(html.Span(t("payments.paid_on", day=day(row["paid_date"])) + more, className="mj-late" if late else None))
    elif row["status"] in ("逾期未拨", "部分拨付"):
        said.append(html.Span(t("payments.late_by", days=number(row["working_days_late"])), className="mj-late"))
    elif row["working_days_left"] is not None and row["due_date"]:
        said.append(html.Span(t("payments.left", days=number(row["working_days_left"]))))
    if row["status"] == "部分拨付":
        said.append(html.Span(t("payments.paid_part", amount=money(row["net_paid"]))))
    return said


def _segment(row: dict, total) -> html.Div:
    standing = gate(row)
    said = {
        "open": t("payments.gate_open", gate=word(row["trigger_type"]), day=day(row["trigger_date"])),
        "failed": t("payments.gate_failed", gate=word(row["trigger_type"])),
        "shut": t("payments.gate_shut", gate=word(row["trigger_type"])),
    }[standing]
    share = percent(100 * float(row["planned_amount"]) / float(total)) if total and row["planned_amount"] is not None else text.BLANK
    bar = links.sets(
        [html.Span(share), html.Span(f"{large_money(row['planned_amount'])}"), html.B(word(row["status"]))],
        look=f"mj-leg mj-{LOOKS.get(row['status'], 'pale')}",
        case=f"{row['contract_no']}.{row['tranche_no']}",
    )
    mark = html.I(className=f"bi {GATES[standing]} mj-gate mj-gate-{standing}", **{"aria-hidden": "true"})
    gate_line = html.Span(said, className="mj-late" if standing == "failed" else None)
    return html.Div([html.Div([mark, bar], className="mj-step"), html.P([gate_line, *when(row)])], className="mj-segment")


def timeline(rows: list[dict]) -> html.Div:
    """``rows`` of the question payment_tranches; one track a contract, in their order."""
    tracks = []
    for contract in dict.fromkeys(row["contract_no"] for row in rows):
        own = [row for row in rows if row["contract_no"] == contract]
        total = sum(row["planned_amount"] or 0 for row in own)
        weights = " ".join(f"{max(float(row['planned_amount'] or 0), float(total) / 5):.0f}fr" for row in own)
        name = html.Div([html.B(contractor(own[0]["contractor_name"])), html.Span(contract), html.Span(f"{large_money(total)} {t('unit.large_money')}")])
        segments = html.Div([_segment(row, total) for row in own], className="mj-segments", style={"--weights": weights})
        tracks.append(html.Div([name, segments], className="mj-track"))
    return html.Div(tracks, className="mj-tracks")
