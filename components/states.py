"""What stands where a figure cannot: skeleton, empty with the next step, error, no permission."""

from dash import html

from components.text import t


def skeleton(height: int) -> html.Div:
    """Pale bars in the height of what is coming."""
    return html.Div(
        html.Div([html.Span(), html.Span(), html.Span(), html.Span()], className="mj-skeleton", style={"height": f"{height}px"}),
        className="mj-card",
        **{"aria-busy": "true"},
    )


def _state(icon: str, title: str, text: str, kind: str = "", **attributes) -> html.Div:
    inside = [html.I(className=f"bi {icon}", **{"aria-hidden": "true"}), html.Strong(title), html.P(text)]
    return html.Div(inside, className=f"mj-state {kind}".strip(), **attributes)


def empty(title: str, next_step: str) -> html.Div:
    """Nothing to show: why, and what to do."""
    return html.Div(_state("bi-inbox", title, next_step), className="mj-card")


def failed(title: str, why: str) -> html.Div:
    """What failed; the other sections of the page stand."""
    return html.Div(_state("bi-exclamation-octagon", title, why, "mj-failed", role="alert"), className="mj-card")


def no_permission(administrators: list[str] = ()) -> html.Div:
    """This role may not see it, and who can change that."""
    whom = t("state.ask_names", names=t("common.list").join(administrators)) if administrators else t("state.ask_whom")
    return html.Div(_state("bi-lock", t("state.no_permission"), whom), className="mj-card")


def nothing(said: str) -> html.P:
    """A list without rows inside something that stands."""
    return html.P(said, className="mj-nothing")
