"""What the body of a callback request may look like at all. Whatever no page of ours would send is refused before anything runs.

Pages may then rely on it: ``settled`` is a dictionary of short texts, a click is a number, an address is a text. What the
values mean, and whether they are within the rights of who sends them, is asked where the data are.
"""

import functools
import json
import re

BODY = 4 << 20    # bytes: a ledger's chosen rows are the longest that a page sends
SHORT = 300       # characters of a value in the address
LONG = 20_000     # characters of anything typed
BROKEN = re.compile("[\0\ud800-\udfff]")


def _text(value, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most and not BROKEN.search(value)


def _scalar(value, most: int) -> bool:
    return value is None or isinstance(value, (bool, int, float)) or _text(value, most)


def _number(value) -> bool:
    return value is None or isinstance(value, (int, float))


def _settled(value) -> bool:
    """The page's filters as the server settled them: texts, the count of deeds done, and the names that the address said."""
    return value is None or (isinstance(value, dict) and all(
        isinstance(one, (int, float)) if name == "done" else _text(one, SHORT)
        or (name == "said" and isinstance(one, list) and all(_text(word, SHORT) for word in one)) for name, one in value.items()))


def _id(value) -> bool:
    return _text(value, SHORT) or (isinstance(value, dict) and bool(value) and all(_scalar(one, SHORT) and one is not None for one in value.values()))


def _chosen(value) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def _value(value) -> bool:
    return _scalar(value, LONG) or (isinstance(value, list) and all(_scalar(one, LONG) for one in value))


def _data(value) -> bool:
    """Of another store: no text in it is broken or longer than what one may type."""
    if isinstance(value, dict):
        return all(_text(name, SHORT) and _data(one) for name, one in value.items())
    return all(map(_data, value)) if isinstance(value, list) else _scalar(value, LONG)


def _address(value) -> bool:
    return value is None or (_text(value, 4000) and not value.startswith("//"))


def _path(value) -> bool:
    return value is None or (_address(value) and value.startswith("/"))


KINDS = {"n_clicks": _number, "n_intervals": _number, "search": _address, "pathname": _path, "id": _id, "value": _value, "selectedRows": _chosen,
         "data": _data, "data-asked": lambda value: value is None or _text(value, LONG)}


def _place(one) -> bool:
    """One input or state: {id, property, value}, or for a pattern several."""
    if isinstance(one, list):
        return all(map(_place, one))
    if not isinstance(one, dict) or not _id(one.get("id")) or not _text(one.get("property"), SHORT):
        return False
    value = one.get("value")
    return _settled(value) if isinstance(one["id"], dict) and "settled" in one["id"] else KINDS.get(one["property"], lambda _: True)(value)


@functools.lru_cache(maxsize=4096)
def _declared(name: str) -> str | dict:
    return json.loads(name) if name.startswith("{") else name


def _is(one, name: str | dict, prop: str) -> bool:
    """Whether a place is the declared one; of a pattern one that it stands for, which names itself as it is named."""
    if not isinstance(one, dict) or not isinstance(one.get("property"), str) or one["property"].partition("@")[0] != prop:
        return False
    said = one.get("id")
    if isinstance(name, str):
        return said == name
    return (isinstance(said, dict) and said.keys() == name.keys() and (prop != "id" or one.get("value", said) == said)
            and all(isinstance(wanted, list) or said[key] == wanted for key, wanted in name.items()))


def _fits(places, declared: list[tuple[str, str]]) -> bool:
    """Whether places are as many as declared, and each the declared one, or for a pattern of many a list of such."""
    if not isinstance(places, list) or len(places) != len(declared):
        return False
    for one, (written, prop) in zip(places, declared, strict=True):
        name = _declared(written)
        many = isinstance(name, dict) and ["ALL"] in name.values()
        if not (isinstance(one, list) and all(_is(each, name, prop) for each in one) if many else _is(one, name, prop)):
            return False
    return True


def _outputs(output: str) -> list[tuple[str, str]]:
    """(id, property) of each output that a callback's own name holds."""
    said = [one.rpartition(".") for one in (output[2:-2].split("...") if output.startswith("..") else [output])]
    return [(name, prop.partition("@")[0]) for name, _, prop in said]


def _alike(places: list, declared: list[tuple[str, str]]) -> bool:
    """Whether the lists that stand for the same pattern name the same places: a form's values beside the names of its fields."""
    named: dict[str, list] = {}
    for many, (written, _) in zip(places, declared, strict=True):
        said = [one["id"] for one in many] if isinstance(many, list) else None
        if said is not None and named.setdefault(written, said) != said:
            return False
    return True


def _pressed(changed: list[str], inputs: list) -> bool:
    """Whether what changed is among the inputs: the callback trusts the name of the button that was pressed."""
    known = [one["id"] for found in inputs for one in (found if isinstance(found, list) else [found])]
    try:
        return all((json.loads(name) if name.startswith("{") else name) in known for name in (one.rpartition(".")[0] for one in changed))
    except (ValueError, RecursionError):  # begins like a pattern and is none
        return False


def is_one_of_ours(body, declared: dict | None) -> bool:
    """Whether a page of ours could have sent it. ``declared``: inputs and state of the callback that it names, as Dash keeps them."""
    changed, state = body.get("changedPropIds"), body.get("state") or []
    if not (isinstance(changed, list) and all(_text(one, LONG) for one in changed) and isinstance(body.get("inputs"), list)
            and isinstance(state, list) and all(map(_place, [*body["inputs"], *state]))):
        return False
    if declared is None:
        return True
    places = {part: [(one["id"], one["property"]) for one in declared[part]] for part in ("inputs", "state")}
    outputs = body.get("outputs") if body["output"].startswith("..") else [body.get("outputs")]
    return (_fits(body["inputs"], places["inputs"]) and _fits(state, places["state"]) and _fits(outputs, _outputs(body["output"]))
            and _alike([*body["inputs"], *state], [*places["inputs"], *places["state"]]) and _pressed(changed, body["inputs"]))
