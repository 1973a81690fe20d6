"""The form of a sampling plan: precision or share, the risk sample, the seed. Whom it covers is what the filter bar says."""

import secrets

import dash_bootstrap_components as dbc
from dash import html

from components.text import number, t

# field -> the parameter that stands in it at first
DEFAULTS = {"precision": "sampling_precision", "expected": "accuracy_target", "share": "min_spot_check_rate"}
BY_PRECISION, BY_SHARE = "precision", "share"


def form(given: dict[str, float | None]) -> html.Section:
    """``given``: the suggested values of DEFAULTS."""
    basis = dbc.RadioItems(
        options=[{"label": t(f"sampling.by_{name}"), "value": name} for name in (BY_PRECISION, BY_SHARE)],
        value=BY_PRECISION if given["precision"] is not None else BY_SHARE,
        id="sampling-basis",
        inline=True,
    )
    seed = dbc.Input(id="sampling-seed", value=secrets.token_hex(4), maxlength=32, debounce=True, autocomplete="off")
    fields = [
        html.Fieldset([html.Legend(t("sampling.basis")), basis]),
        html.Div([_number(name, given[name]) for name in ("precision", "expected", "share")], className="mj-fields"),
        html.Div([_number("risk", 0), _field("seed", seed)], className="mj-fields"),
        dbc.Checklist(options=[{"label": t("sampling.flagged"), "value": "funnel"}], value=[], id="sampling-flagged"),
        html.P(t("sampling.form_note"), className="mj-measure"),
    ]
    head = html.Header(html.Div([html.H2(t("sampling.form")), html.P(t("sampling.form_scope"), className="mj-measure")]))
    return html.Section([head, html.Div(fields, className="mj-form")], className="mj-card")


def _field(name: str, control) -> html.Div:
    return html.Div([html.Label(t(f"sampling.{name}"), htmlFor=f"sampling-{name}"), control])


def _number(name: str, value: float | None) -> html.Div:
    shown = "" if value is None else number(value, 0 if value == int(value) else 2)
    return _field(name, dbc.Input(id=f"sampling-{name}", value=shown, inputmode="decimal", maxlength=8, debounce=True, autocomplete="off"))
