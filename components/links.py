"""Links that change one thing of the address and leave the page where it is (assets/address.js)."""

from urllib.parse import urlencode

from dash import html


def sets(inside, goto: str = "", look: str = "mj-link", label: str = "", **values: str) -> html.A:
    """A link that puts ``values`` into the address (an empty one is taken out) and scrolls to the element ``goto``.

    ``look``: its class; ``label``: what is read aloud where the inside is only a glyph. Its href is the same change on the
    page's own defaults, so that it opens in a new tab too.
    """
    said = urlencode({name: value for name, value in values.items() if value})
    more = ({"data-goto": goto} if goto else {}) | ({"aria-label": label} if label else {})
    return html.A(inside, href=f"?{said}" if said else f"#{goto}", className=look, **{"data-set": urlencode(values)}, **more)
