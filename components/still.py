"""What nobody listens to goes to the browser as HTML.

Dash's renderer makes each component a subscriber of every change of the page's state: two thousand cells of tables cost seconds at
each of a page's callbacks. A part without ids, clicks and live components is therefore written out here and drawn as one component
(assets/still.js); the elements in the page stay the same.
"""

import html
import re

from dash import html as parts
from dash.development.base_component import Component

LEAST = 3  # components; below it nothing is gained
EMPTY = ("br", "hr", "img", "wbr")
NAMES = {"className": "class", "htmlFor": "for"}
KNOWS = {"available_properties", "available_wildcard_properties"}  # of a component, beside what was said of it
LIVE = {"id", "n_clicks", "key", "loading_state", "n_clicks_timestamp", "contextMenu"}
BARE = {"flex", "flexGrow", "flexShrink", "fontWeight", "lineHeight", "opacity", "order", "zIndex", "gridColumn", "gridRow", "zoom"}  # no unit


class Still(Component):
    """An element with what is written in it: ``tag``, ``attributes`` as Dash names them, ``html``."""

    _children_props: tuple = ()
    _base_nodes = ("children",)
    _namespace = "mingjian_still"
    _type = "Still"

    def __init__(self, tag: str, attributes: dict, html: str):
        self._prop_names = ["tag", "attributes", "html"]
        self._valid_wildcard_attributes: list = []
        self.available_properties, self.available_wildcard_properties = self._prop_names, []
        # not Component.__init__: it looks for a module of this namespace three times a component, and there is none
        self.tag, self.attributes, self.html = tag, attributes, html


def freeze(shown):
    """The same with its still parts written out; what is no component stays."""
    if isinstance(shown, list | tuple):
        return [freeze(one) for one in shown]
    if not isinstance(shown, Component):
        return shown
    if shown._namespace == "dash_html_components" and not _lacks(shown) and _is_still(shown):
        return written(shown)
    if (inside := getattr(shown, "children", None)) is not None and shown._namespace == "dash_html_components":
        shown.children = freeze(inside)
    return shown


def written(part: Component) -> Still:
    """All of a part written out: the ids in it are the style sheets' and the scripts', no callback knows them."""
    props = _props(part)
    inside = _written(props.pop("children", None))
    return Still(_tag(part), props, inside)


def folded(summary: str, inside: Component, look: str) -> Component:
    """A disclosure whose inside the browser makes only when it is opened (assets/still.js): rows that nobody sees cost at each redrawing."""
    if not _is_still(inside):
        return parts.Details([parts.Summary(summary), inside], className=look)
    return Still("details", {"className": look}, f"<summary>{_written(summary)}</summary><template>{_written(inside)}</template>")


def _props(one: Component) -> dict:
    """What was said of a component. Its own to_plotly_json asks for each of the seventy things that can be said."""
    return {name: value for name, value in vars(one).items() if value is not None and name[0] != "_" and name not in KNOWS}


def _tag(one: Component) -> str:
    return {"ObjectEl": "object", "MapEl": "map"}.get(one._type, one._type.lower())


def _inside(one: Component) -> list:
    inside = getattr(one, "children", None)
    return list(inside) if isinstance(inside, list | tuple) else [inside]


def _lacks(one: Component, left: int = LEAST) -> int:
    """How many components a part lacks of ``left``: nought where it has as many."""
    left -= 1
    for part in _inside(one):
        if left <= 0:
            break
        if isinstance(part, Component):
            left = _lacks(part, left)
    return left


def _is_link(one: Component) -> bool:
    return one._type == "Link" and one._namespace == "dash_core_components"


def _is_still(one) -> bool:
    if isinstance(one, list | tuple):
        return all(map(_is_still, one))
    if not isinstance(one, Component):
        return True
    if one._namespace != "dash_html_components" and not _is_link(one):
        return False
    said = vars(one)
    return not any(said.get(name) is not None for name in LIVE & said.keys()) and all(map(_is_still, _inside(one)))


def _written(part) -> str:
    """A part as HTML; text is escaped as the browser's own DOM would hold it."""
    if part is None or isinstance(part, bool):
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(_written, part))
    if not isinstance(part, Component):
        return html.escape(str(part), quote=False)
    props = _props(part)
    inside, tag = props.pop("children", None), _tag(part)
    if _is_link(part):  # assets/still.js follows it without loading the page anew
        tag, props = "a", {**props, "data-way": ""}
    attributes = "".join(_attribute(name, value) for name, value in sorted(props.items()))
    return f"<{tag}{attributes}>" if tag in EMPTY else f"<{tag}{attributes}>{_written(inside)}</{tag}>"


def _attribute(name: str, value) -> str:
    said = name.startswith(("aria-", "data-"))
    if name == "style":
        value = ";".join(f"{_kebab(key)}:{_size(key, one)}" for key, one in value.items() if one is not None)
    elif isinstance(value, bool):
        if not said and not value:
            return ""
        value = str(value).lower() if said else ""
    if name in ("href", "src") and re.match(r"(?i)[\x00-\x20]*(javascript|vbscript|data:text)", str(value)):
        return ""
    shown = name if said else NAMES.get(name, name.lower())
    return f' {shown}="{html.escape(str(value))}"'


def _kebab(name: str) -> str:
    return name if name.startswith("--") else re.sub("[A-Z]", lambda found: "-" + found[0].lower(), name)


def _size(name: str, value) -> str:
    bare = isinstance(value, str) or name.startswith("--") or name in BARE or value == 0
    return str(value) if bare else f"{value}px"
