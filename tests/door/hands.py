"""What a browser does at the door, and what the audit says afterwards."""

import json

PASSWORD, NEW = "长城-kite-42!", "another-Good-1"
CALL = "/_dash-update-component"
# of the small app: what each place listens to
INPUT = {"money": ("tick", "n_intervals"), "mine": ("money", "n_clicks"), "clock": ("mine", "n_clicks"), "open": ("mine", "n_clicks")}


def sign_in(browser, name, password, target="/", **more):
    return browser.post("/sign-in", data={"name": name, "password": password, "next": target}, **more)


def call(browser, output, **more):
    name, prop = output.split(".")
    body = {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "changedPropIds": [".".join(INPUT[name])],
        "state": [],
        "inputs": [{"id": INPUT[name][0], "property": INPUT[name][1], "value": 1}],
    }
    return browser.post(CALL, json=body, **more)


def lines(store, what):
    with store.reading() as cursor:
        return [
            (who, json.loads(detail))
            for who, detail in cursor.execute("select who, detail from audit where what = ?", [what]).fetchall()
        ]
