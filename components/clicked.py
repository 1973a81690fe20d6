"""Which button was pressed, among many that share a callback."""

from dash import ctx


def clicked() -> dict | str | None:
    """The id of the button that was pressed; None when one was only drawn, which calls the callback too.

    Dash's own ``ctx.triggered`` has no value for an id that is not ASCII.
    """
    inputs = [one for found in ctx.inputs_list for one in (found if isinstance(found, list) else [found])]
    return next((ctx.triggered_id for one in inputs if one["id"] == ctx.triggered_id and one.get("value")), None)
