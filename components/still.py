"""What nobody listens to goes to the browser as HTML, its pictures and ledgers beside it.

Dash's renderer makes each component a subscriber of every change of the page's state: two thousand cells of tables cost seconds at
each of a page's callbacks. A part in which no callback listens is therefore written out here and drawn as one component
(assets/still.js); the elements in the page stay the same. A section that is all of that kind is drawn over when its figures change:
its pictures and ledgers take the new values in place, which Dash's own Graph and AgGrid, made anew at each answer, do not.
"""

import functools
import html
import json
import re
from dataclasses import dataclass, field

import dash
from dash import html as parts
from dash.development.base_component import Component

PAGE, HIGH = 20, 40  # rows and their pixels in a ledger that does not say
LEAST = 3  # components; below it nothing is gained
EMPTY = ("br", "hr", "img", "wbr")
NAMES = {"className": "class", "htmlFor": "for"}
KNOWS = {"available_properties", "available_wildcard_properties"}  # of a component, beside what was said of it
LIVE = {"n_clicks", "key", "loading_state", "n_clicks_timestamp", "contextMenu"}
BARE = {"flex", "flexGrow", "flexShrink", "fontWeight", "lineHeight", "opacity", "order", "zIndex", "gridColumn", "gridRow", "zoom"}  # no unit


class _Own(Component):
    """A component of assets/still.js."""

    _children_props: tuple = ()
    _base_nodes = ("children",)
    _namespace = "mingjian_still"

    def __init__(self, **said):
        # not Component.__init__: it looks for a module of this namespace three times a component, and there is none
        self._prop_names, self._valid_wildcard_attributes = list(said), ["data-"]
        self.available_properties, self.available_wildcard_properties = self._prop_names, ["data-"]
        vars(self).update(said)


class Still(_Own):
    """An element with what is written in it: ``tag``, ``attributes`` as Dash names them, and ``shown`` as of :func:`drawn`."""

    _type = "Still"

    def __init__(self, tag: str, attributes: dict, shown: dict):
        super().__init__(tag=tag, attributes=attributes, shown=shown)


class Place(_Own):
    """The place of a section: callbacks give it ``shown`` (:func:`drawn`), or ``children`` where something in it is listened to."""

    _type = "Place"

    def __init__(self, id: str, children: Component | None = None):
        super().__init__(id=id, children=children)


class Ledger(_Own):
    """AG Grid's table with the properties of its own Dash component; its library is fetched where one comes near to sight."""

    _type = "Ledger"


@dataclass
class _Kept:
    """Pictures and ledgers of a part, as its HTML counts them."""

    figures: list[dict] = field(default_factory=list)
    grids: list[dict] = field(default_factory=list)


def drawn(shown) -> dict | None:
    """A part as assets/still.js draws it: ``html``, and the ``figures`` and ``grids`` that it leaves room for; None where a callback listens in it."""
    return _drawn(shown) if _is_still(shown) else None


def _drawn(shown) -> dict:
    kept = _Kept()
    return {"html": _written(shown, kept)} | {name: found for name, found in vars(kept).items() if found}


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
    inside = props.pop("children", None)
    return Still(_tag(part), props, _drawn(inside))


def folded(summary: str, inside: Component, look: str) -> Component:
    """A disclosure whose inside the browser makes only when it is opened (assets/still.js): rows that nobody sees cost at each redrawing."""
    if not _is_still(inside):
        return parts.Details([parts.Summary(summary), inside], className=look)
    return Still("details", {"className": look}, {"html": f"<summary>{_written(summary, _Kept())}</summary><template>{_written(inside, _Kept())}</template>"})


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
    left -= left if _leaf(one) else 1
    for part in _inside(one):
        if left <= 0:
            break
        if isinstance(part, Component):
            left = _lacks(part, left)
    return left


def _is_link(one: Component) -> bool:
    return one._type == "Link" and one._namespace == "dash_core_components"


def _leaf(one) -> str | None:
    """Whether it is a picture or a ledger that assets/still.js draws; rows that can be chosen are a form's."""
    if one._namespace == "dash_core_components" and one._type == "Graph":
        return "figures"
    return "grids" if isinstance(one, Ledger) and "rowSelection" not in one.dashGridOptions else None


def _heard() -> frozenset[str]:
    """The ids that callbacks read or write; all others are the page's own: a place to scroll to, a name for a label."""
    try:
        known = dash.get_app()._callback_list
    except Exception:  # no application: a part alone
        return frozenset()
    return _ids_of(id(known), len(known))


@functools.lru_cache(maxsize=4)
def _ids_of(_which: int, _count: int) -> frozenset[str]:
    found = set()
    for one in dash.get_app()._callback_list:
        found |= {place["id"] for part in ("inputs", "state") for place in one[part]}
        found |= {name.rpartition(".")[0] for name in one["output"].strip(".").split("...")}
    return frozenset(found)


def _is_heard(name) -> bool:
    return not isinstance(name, str) or name in _heard()


def _is_still(one) -> bool:
    if isinstance(one, list | tuple):
        return all(map(_is_still, one))
    if not isinstance(one, Component) or one._type == "Still":
        return True
    if leaf := _leaf(one):
        return leaf == "figures" or not _is_heard(getattr(one, "id", ""))
    if one._namespace != "dash_html_components" and not _is_link(one):
        return False
    said = vars(one)
    return (not any(said.get(name) is not None for name in LIVE & said.keys()) and not (said.get("id") and _is_heard(said["id"]))
            and all(map(_is_still, _inside(one))))


def _slot(one: Component, kept: _Kept) -> str:
    """The room for a picture or a ledger, by its number."""
    props = _props(one)
    if _leaf(one) == "grids":
        kept.grids.append(props)
        options = props["dashGridOptions"]  # until it is drawn, its rows have their room: what scrolls to it finds the page as long as it will be
        rows = min(len(props["rowData"]), options.get("paginationPageSize", PAGE)) + 1
        return f'<div data-ledger="{len(kept.grids) - 1}"{_attribute("style", {"minHeight": rows * options.get("rowHeight", HIGH)})}></div>'
    kept.figures.append(props["figure"] | {"config": props.get("config", {})})
    name = _attribute("id", json.dumps(props["id"], sort_keys=True, separators=(",", ":"))) if "id" in props else ""
    style = _attribute("style", {"height": "100%"} | props.get("style", {}))
    return f'<div class="dash-graph"{name}{style} data-figure="{len(kept.figures) - 1}"></div>'


def _written(part, kept: _Kept) -> str:
    """A part as HTML; text is escaped as the browser's own DOM would hold it."""
    if part is None or isinstance(part, bool):
        return ""
    if isinstance(part, list | tuple):
        return "".join([_written(one, kept) for one in part])
    if not isinstance(part, Component):
        return html.escape(str(part), quote=False)
    if _leaf(part):
        return _slot(part, kept)
    if part._type == "Still":  # what was folded before
        return f'<{part.tag}{"".join(_attribute(*one) for one in sorted(part.attributes.items()))}>{part.shown["html"]}</{part.tag}>'
    props = _props(part)
    inside, tag = props.pop("children", None), _tag(part)
    if _is_link(part):  # assets/still.js follows it without loading the page anew
        tag, props = "a", {**props, "data-way": ""}
    attributes = "".join(_attribute(name, value) for name, value in sorted(props.items()))
    return f"<{tag}{attributes}>" if tag in EMPTY else f"<{tag}{attributes}>{_written(inside, kept)}</{tag}>"


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
