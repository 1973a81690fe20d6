"""What an attacker with a cookie sends: every callback of the running app, called with values of his own choosing."""

import json

from hands import CALL

LONG = "长" * 5000
LONG = "长" * 5000


def page_of(app, output: str) -> str:
    """The name of the page whose module registered a callback; '' for those of the frame."""
    module = app.callback_map[output]["callback"].__wrapped__.__module__
    return module.removeprefix("pages.") if module.startswith("pages.") else ""


def _id(said: str, wild):
    """A declared id with its wildcards filled, and whether it stands for a list."""
    if not said.startswith("{"):
        return said, False
    found = json.loads(said)
    many = ["ALL"] in found.values()
    return {name: wild.get(name, "x") if isinstance(value, list) else value for name, value in found.items()}, many


def _places(declared: list[dict], wild: dict, value) -> list:
    found = []
    for one in declared:
        identity, many = _id(one["id"], wild)
        given = identity if one["property"] == "id" else value(one["id"], one["property"])
        entry = {"id": identity, "property": one["property"], "value": given}
        found.append([entry] if many else entry)
    return found


def _outputs(output: str, wild: dict):
    multi = output.startswith("..")
    found = []
    for one in output.strip(".").split("...") if multi else [output]:
        name, _, prop = one.replace("\\.", "\0").rpartition(".")
        identity, many = _id(name.replace("\0", "."), wild)
        entry = {"id": identity, "property": prop.partition("@")[0] if "@" in prop else prop}
        found.append([entry] if many else entry)
    return found if multi else found[0]


def call(browser, declared: dict, value, wild: dict | None = None, **more):
    """Calls one callback of ``app._callback_list``; ``value(id, property)`` is what each of its inputs and states holds."""
    wild = wild or {}
    inputs = _places(declared["inputs"], wild, value)
    first = inputs[0][0] if isinstance(inputs[0], list) else inputs[0]
    name = first["id"] if isinstance(first["id"], str) else json.dumps(first["id"], sort_keys=True, separators=(",", ":"))
    body = {"output": declared["output"], "outputs": _outputs(declared["output"], wild), "inputs": inputs, "state": _places(declared["state"], wild, value),
            "changedPropIds": [f"{name}.{first['property']}"]}
    return browser.post(CALL, json=body, **more)


class Any:
    """Whatever a wildcard is asked for, the same value."""

    def __init__(self, value):
        self.value = value

    def get(self, _name, _default=None):
        return self.value


# villages, towns' rows and complaints of the tiny county that do not belong to 夏家营镇
FOREIGN_ROWS = (
    "西街居委会", "南街居委会", "东街居委会", "西营村委会", "寨子村委会", "城头村委会", "大游底村委会", "榆郡村委会", "鲁沿村委会",
    "141122100001", "141122102200", "141122103203", "ZG20210002", "ZG20210003", "ZG20210004", "ZG20210006", "ZG20210007", "XF202100001",
    "XF202100003", "XF202100004", "WG20210002", "WG20210003", "HT141122-2021-01", "HT141122-2021-03",
)
