"""The newcomer's way on an empty store: what to do first, step by step, each a link to where it is done. Values in, Dash out."""

from dash import dcc, html

from components.text import t

# step -> the page where it is done, and who does it (none named: everybody)
STEPS = {"sample": ("/intake", ("admin",)), "import": ("/intake", ("admin",)), "policy": ("/policy", ("admin", "leader", "panel")),
         "accounts": ("/accounts", ("admin",)), "wait": ("/help", ("leader", "panel", "finance", "town", "inspector", "auditor")),
         "read": ("/help", ()), "views": ("/help", ())}


def tour(role: str) -> html.Section:
    """The steps of a role; a list of links, so the keyboard walks it."""
    shown = [name for name, (_, roles) in STEPS.items() if not roles or role in roles]
    steps = [html.Li([dcc.Link(html.B(t(f"tour.{name}")), href=STEPS[name][0], className="mj-link"), html.Span(t(f"tour.{name}_said"))]) for name in shown]
    head = html.Header(html.Div([html.H2(t("tour.title")), html.P(t("tour.measure"), className="mj-measure")]))
    return html.Section([head, html.Ol(steps)], className="mj-card mj-tour", **{"aria-label": t("tour.title")})
