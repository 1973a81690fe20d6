"""Each contract's three tranches as one track: width by amount, paid solid, overdue hatched, locked dashed, not due pale."""

from components import theme
from components.text import contractor, day, large_money, money, t, word

PAID = ("按期拨付", "逾期拨付", "超拨")
LATE = ("逾期未拨", "部分拨付", "未评先拨")
LOCKED = ("暂缓",)


def payment_track(rows: list[dict]) -> dict:
    """``rows`` of the question payment_tranches."""
    contracts = list(dict.fromkeys(row["contract_no"] for row in rows))
    place = {contract: len(contracts) - i for i, contract in enumerate(contracts)}
    total = {
        contract: float(sum(row["planned_amount"] or 0 for row in rows if row["contract_no"] == contract)) or 1
        for contract in contracts
    }
    data = []
    for number_ in sorted({row["tranche_no"] for row in rows}):
        own = [row for row in rows if row["tranche_no"] == number_]
        looks = [_look(row["status"]) for row in own]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [place[row["contract_no"]] for row in own],
                "width": 0.4,
                "x": [100 * float(row["planned_amount"] or 0) / total[row["contract_no"]] for row in own],
                # a hatched bar draws its lines in the marker's colour on the pattern's ground
                "marker": {
                    "color": [look["edge"] if look["hatch"] else look["fill"] for look in looks],
                    "line": {"width": 1.2, "color": [look["edge"] for look in looks]},
                    "pattern": {
                        "shape": [look["hatch"] for look in looks],
                        "bgcolor": [look["fill"] for look in looks],
                        "size": 7,
                        "solidity": 0.35,
                        "fillmode": "replace",
                    },
                },
                "customdata": [_hover(row) for row in own],
                "hovertemplate": "%{customdata}<extra></extra>",
                "textposition": "none",
            }
        )
    labels = []
    for contract in contracts:
        left = 0.0
        for row in (row for row in rows if row["contract_no"] == contract):
            share = 100 * float(row["planned_amount"] or 0) / total[contract]
            ink = "bad-text" if row["status"] in LATE else "ink-2"
            labels.append(
                theme.label(
                    f"{large_money(row['planned_amount'])}<br>{word(row['status'])}",
                    left,
                    place[contract],
                    xanchor="left",
                    yanchor="top",
                    yshift=-16,
                    align="left",
                    font={"size": 12, "color": theme.colour(ink)},
                )
            )
            left += share
    names = [
        f"{contract}<br>{contractor(next(r['contractor_name'] for r in rows if r['contract_no'] == contract))}"
        for contract in contracts
    ]
    return theme.figure(
        data,
        24 + 76 * max(len(contracts), 2),
        barmode="stack",
        annotations=labels,
        margin={"l": 8, "r": 8, "t": 4, "b": 12},
        hovermode="closest",
        xaxis={"range": [-0.3, 100.3], "showticklabels": False, "showline": False},
        yaxis={"tickmode": "array", "tickvals": list(place.values()), "ticktext": names, "range": [0.2, len(contracts) + 0.6]},
    )


def _look(status: str) -> dict:
    """Fill, edge and hatching of a segment; what it says also stands below it in words."""
    card, accent = theme.colour("card"), theme.colour("accent")
    if status in PAID:
        return {"fill": accent, "edge": card, "hatch": ""}
    if status in LATE:
        return {"fill": card, "edge": theme.colour("bad-mark"), "hatch": "/"}
    if status in LOCKED:
        return {"fill": card, "edge": theme.colour("none-mark"), "hatch": "x"}
    return {
        "fill": theme.colour("accent-weak"),
        "edge": theme.colour("control") if status in ("临期", "待拨付") else theme.colour("accent-weak"),
        "hatch": "",
    }


def _hover(row: dict) -> str:
    return "<br>".join(
        [
            f"{row['contract_no']}  {t('pay.tranche', number=row['tranche_no'])}  {word(row['status'])}",
            f"{t('column.planned_amount')} {money(row['planned_amount'])}",
            f"{t('column.net_paid')} {money(row['net_paid'])}",
            f"{t('column.due_date')} {day(row['due_date'])}",
        ]
    )
