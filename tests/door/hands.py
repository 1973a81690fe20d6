"""What a browser does at the door, and what the audit says afterwards."""

import json

PASSWORD, NEW = "长城-kite-42!", "another-Good-1"
CALL = "/_dash-update-component"


def sign_in(browser, name, password, target="/", **more):
    return browser.post("/sign-in", data={"name": name, "password": password, "next": target}, **more)


def call(browser, output, changed=("mine.n_clicks",), **more):
    name, prop = output.split(".")
    body = {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "changedPropIds": list(changed),
        "state": [],
        "inputs": [{"id": "x", "property": "pathname", "value": "/sign-in"}],
    }
    return browser.post(CALL, json=body, **more)


def lines(store, what):
    with store.reading() as cursor:
        return [
            (who, json.loads(detail))
            for who, detail in cursor.execute("select who, detail from audit where what = ?", [what]).fetchall()
        ]
