"""指标口径 of two profiles beside each other as a workbook: what they set differently, with the clauses."""

from components import parameter
from components.text import t, word
from data import database, policy
from queries.ledger_form import Sheet, Words, workbook

SAID = ("value", "state", "source", "quotation")


def differing(left: str, right: str) -> list[tuple[str, dict, dict]]:
    """The parameters that two profiles set differently: another value, or another standing of it."""
    one, other = policy.parameters(left), policy.parameters(right)
    return [(name, one[name], other[name]) for name in one if any(one[name].get(key) != other[name].get(key) for key in ("value", "state"))]


def _said(item: dict) -> tuple[str, ...]:
    value, where = parameter.value(item.get("value"), item.get("unit")), parameter.source(item) or t("common.no_clause")
    return value, word(item["state"]), where, item.get("quotation") or ""


def comparison(left: str, right: str) -> bytes:
    """The XLSX."""
    names = [parameter.titled(policy.header(one)) for one in (left, right)]
    columns = [("title", t("policy.column_title")), ("param", t("policy.column_param")),
               *((f"{side}.{key}", f"{name} {t(f'policy.compare_{key}')}") for side, name in zip(("left", "right"), names, strict=True) for key in SAID)]
    rows = [(parameter.titled(one), name, *_said(one), *_said(other)) for name, one, other in differing(left, right)]
    title = t("policy.compare_file", left=names[0], right=names[1])
    return workbook([Sheet(title, columns, rows, adds=False)], Words("", t("ledger.as_of", day=str(database.today())), "", "", ()))
