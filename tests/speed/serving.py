"""The application and the floor as servers of their own, as their users meet them."""

import contextlib
import http.client
import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from client import ROOT, settled_in
from running import door, server, surroundings

__all__ = ["application", "door", "floor", "page", "place", "signed_in"]


@contextlib.contextmanager
def application(folder: Path):
    """Its address."""
    with server(folder / "store") as (address, _):
        yield address


@contextlib.contextmanager
def floor(folder: Path, port: int = 8897):
    """The floor's address."""
    process = subprocess.Popen([sys.executable, str(ROOT / "tests/speed/floor.py"), str(folder / "flat.duckdb"), str(port)], env=surroundings(folder))
    try:
        while True:
            with contextlib.suppress(OSError):
                request(f"http://127.0.0.1:{port}", "GET", "/")
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def place(address: str) -> dict:
    """Host and port."""
    return {"host": urlsplit(address).hostname, "port": urlsplit(address).port}


def request(address: str, method: str, path: str, content: str | None = None, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*place(address).values(), timeout=60)
    connection.request(method, path, content, headers)
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


def signed_in(address: str, name: str, password: str) -> str:
    """The cookie of a new session."""
    answer = request(address, "POST", "/sign-in", urlencode({"name": name, "password": password}), **{"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 303, answer.status
    return answer.headers["Set-Cookie"].partition(";")[0]


def page(address: str, plan: dict, cookie: str, search: str, connection: http.client.HTTPConnection | None = None) -> int:
    """One change of a filter, as a browser sends it, one callback after the other; how many requests."""
    connection = connection or http.client.HTTPConnection(*place(address).values())
    settled = None
    for body in json.loads(json.dumps(plan["calls"]).replace("SEARCH", search)):
        for one in body["inputs"]:
            if "settled" in one["id"]:
                one["value"] = settled
        connection.request("POST", "/_dash-update-component", json.dumps(body), {"Content-Type": "application/json", "Cookie": cookie})
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status in (200, 204), (answer.status, content[:300])
        if plan["settles"] and settled is None:
            settled = settled_in(json.loads(content)["response"])
    return len(plan["calls"])
