"""数据字典: what each ledger's columns are called, hold and must satisfy, as its declaration says; with the blank template."""

import functools

import dash_bootstrap_components as dbc
from dash import html, register_page

from components import section, tables
from components.door import viewer
from components.frame import page, row
from components.import_view import icon
from components.text import language, number, t
from data.contract import contracts
from data.intake.describe import described, title
from data.viewer import ROLES
from queries.dataset_ledger import ROLES as LEDGERS

FIELDS = ("header", "required", "type", "form", "allowed", "rules", "variants", "sensitive", "name")
WIDTHS = {"header": 112, "required": 80, "type": 88, "form": 152, "allowed": 200, "rules": 160, "variants": 144, "sensitive": 128, "name": 112}
register_page(__name__, path="/dictionary", name_key="dictionary", order=8, icon="bi-journal-text", group="data", roles=ROLES, filters=(), also=("dataset",))


def layout(**_):
    return page("dictionary", ROLES, [row(section.shell("dictionary", "columns", 900))])


@section.fill("dictionary", "columns", *ROLES, uses=("dataset",))
def columns(settled):
    first, *_ = contracts()
    contract = contracts().get(settled.get("dataset"), contracts()[first])
    rows = _described(contract.dataset, language())
    grid = [tables.column(field, t(f"dictionary.{field}"), minWidth=WIDTHS[field], filter=False, wrapText=True, autoHeight=True) for field in FIELDS]
    required = sum(1 for column in contract.columns if column.required)
    choice = dbc.Select(options=[{"label": title(one, language()), "value": _value(name, first)} for name, one in contracts().items()],
                        value=_value(contract.dataset, first), id={"filter": "dataset"})
    get = html.A([icon("bi-file-earmark-arrow-down"), t("dictionary.template")], href=f"/template/{contract.dataset}", download="", className="mj-button")
    ledger = [html.A([icon("bi-file-earmark-spreadsheet"), said], href=f"/ledger/{contract.dataset}.{form}", download="", className="mj-button")
              for said, form in ((t("dictionary.ledger"), "xlsx"), ("CSV", "csv"), ("CSV GB18030", "csv?coding=gb18030"))
              ] if viewer().role in LEDGERS and not viewer().contractor and len(viewer().region) <= 6 else []
    tools = html.Div([html.Div([html.Label(t("dictionary.choose"), htmlFor='{"filter":"dataset"}'), choice]), get, *ledger], className="mj-choose")
    note = t("dictionary.note", n=number(len(rows)), required=number(required))
    return tables.ledger("dictionary-grid", title(contract, language()), note, grid, rows, t("dictionary.source", name=contract.dataset), "", 60, tools)


@functools.cache
def _described(dataset: str, language: str) -> list[dict]:
    """A ledger's columns in words; what is declared does not change while the server runs."""
    return [{field: getattr(one, field) for field in FIELDS} for one in described(contracts()[dataset], language)]


def _value(name: str, first: str) -> str:
    """The first one is what the address leaves out."""
    return "all" if name == first else name
