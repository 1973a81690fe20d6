"""The door: nothing is open unless it was opened here. Every path by its endpoint, every callback by its output.

``guard(server)`` comes before ``Dash(server=server)``, so that the gate stands before Dash's own hooks.
Pages write ``@guarded("panel", "leader")(Output(...), Input(...))`` instead of ``@dash.callback``.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import dash
from dash._callback import GLOBAL_CALLBACK_LIST
from flask import Flask, abort, jsonify, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user

from components import call_shape, sign_in, text
from components.headers import add_headers
from data import database, sessions
from data.refusal import sentence
from data.viewer import ROLES, Viewer

READING = ("GET", "HEAD", "OPTIONS")
# for strangers: the sign-in page and what it is drawn with; no file there holds data. The first start closes itself to them
PUBLIC = {"door.sign_in", "door.first_start", "door.language", "door.healthz", "door.readyz", "_dash_assets.static", "vendor.static"}
# one's own account, for everybody who is signed in
OWN = {"door.change_password", "door.second_factor", "door.set_up_second", "door.account"}
# Dash's own paths, for everybody who is signed in; page layouts are empty shells
DASH = {"/", "/<path:path>", "/_dash-layout", "/_dash-dependencies", "/_favicon.ico",
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"}
CALLBACK = "/_dash-update-component"


@dataclass(frozen=True)
class Rule:
    """Who may call: no roles means everybody signed in. Polling does not keep a session alive."""

    roles: frozenset[str] = frozenset()
    polling: bool = False

    def admits(self, viewer: Viewer) -> bool:
        return not self.roles or viewer.role in self.roles


# output id -> rule; Dash's routing of pages is everybody's, each layout asks for its own roles
CALLBACKS = {".._pages_content.children..._pages_store.data..": Rule()}


def viewer() -> Viewer:
    """Who asks: the signed-in person of this request, with the rights of this moment."""
    if not current_user or not current_user.is_authenticated:
        abort(401)
    return current_user.viewer


def _rule(roles: tuple[str, ...], polling: bool = False) -> Rule:
    if unknown := set(roles) - set(ROLES):
        raise ValueError(f"unknown roles {unknown}")
    return Rule(frozenset(roles), polling)


def _checked(rule: Rule, function: Callable) -> Callable:
    """The second lock: the function itself asks again, however it was reached."""
    @functools.wraps(function)
    def inner(*args, **kwargs):
        if not rule.admits(viewer()):
            abort(403)
        return function(*args, **kwargs)
    return inner


def guarded(*roles: str, polling: bool = False) -> Callable:
    """``dash.callback`` for these roles only (none named: everybody signed in).

    ``polling=True`` for callbacks that a dcc.Interval triggers: they do not keep a session alive.
    """
    rule = _rule(roles, polling)

    def callback(*args, **kwargs):
        def decorate(function):
            inner = _checked(rule, function)
            dash.callback(*args, **kwargs)(inner)
            CALLBACKS[GLOBAL_CALLBACK_LIST[-1]["output"]] = rule
            return inner
        return decorate
    return callback


def add_route(server: Flask, path: str, view: Callable, *roles: str, methods: tuple[str, ...] = ("GET",)) -> None:
    """A path beside Dash's, a download say, for these roles only (none named: everybody signed in)."""
    rule = _rule(roles)
    server.extensions["door_routes"][view.__name__] = rule
    server.add_url_rule(path, view.__name__, _checked(rule, view), methods=list(methods))


def _is_foreign() -> bool:
    """Whether another site made the browser send this. Programs without a browser send neither header."""
    origin = request.headers.get("Origin")
    return (origin is not None and origin.partition("://")[2] != request.host) or \
        request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


def _ask_to_sign_in():
    if session:
        session.clear()  # of a session that has ended
    if request.method not in READING or request.path.startswith("/_"):
        return jsonify(error="sign_in"), 401
    return redirect(url_for("door.sign_in", next=sign_in.here()))


def _called() -> tuple[str | None, bool]:
    """The output that a callback request names and whether only an interval's tick triggered it."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return None, False
    changed = body.get("changedPropIds")
    ticks = isinstance(changed, list) and bool(changed) and all(str(prop).endswith(".n_intervals") for prop in changed)
    return body["output"].encode("utf-8", "replace").decode(), ticks


def _gate(server: Flask):
    """Runs before every request; an answer from here means that nothing else runs."""
    database.CAME_FROM.set(request.remote_addr)
    if request.path == CALLBACK:
        request.max_content_length = call_shape.BODY
    if request.method not in READING and _is_foreign():
        abort(403)
    endpoint = request.endpoint
    if endpoint in PUBLIC:
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    first = current_user.first
    if endpoint in ("door.sign_out", first) or (first is None and endpoint in OWN):
        sign_in.keep_alive()
        return None
    if first:
        if request.method not in READING or request.path.startswith("/_"):
            abort(403)
        return redirect(url_for(first, next=sign_in.here()))
    output, polling = None, False
    if endpoint == CALLBACK:
        output, polling = _called()
        rule = CALLBACKS.get(output)
    elif endpoint is None or endpoint in DASH:  # None: Flask answers that there is no such path or method
        rule = Rule()
    else:
        rule = server.extensions["door_routes"].get(endpoint)
    if rule is not None and rule.admits(current_user.viewer) and endpoint == CALLBACK and \
            not call_shape.is_one_of_ours(request.get_json(silent=True), server.extensions["dash"].callback_map.get(output)):
        return jsonify(error=sentence("unreadable_call", text.language())), 400
    if rule is None or not rule.admits(current_user.viewer):
        database.store().log(viewer().name, "not_admitted", path=request.path[:200], output=output and output[:200],
                             address=request.remote_addr)
        abort(403)
    if not (polling or rule.polling):
        sign_in.keep_alive()
    return None


class _Cookies(SecureCookieSessionInterface):
    """Secure where the connection is: behind TLS always, on this machine's own http not. The prefix lets no other host or plain http set it."""

    def get_cookie_name(self, app) -> str:
        return ("__Host-" if request.is_secure else "") + super().get_cookie_name(app)

    def get_cookie_secure(self, app) -> bool:
        return request.is_secure


@dash.hooks.setup()
def _remember(app: dash.Dash) -> None:
    app.server.extensions["dash"] = app  # headers ask it for the hashes of its inline scripts


def guard(server: Flask) -> None:
    """Puts the gate, the sign-in pages and the headers before whatever ``server`` will hold."""
    server.secret_key = sessions.cookie_secret()
    server.session_interface = _Cookies()
    server.config.update(SESSION_COOKIE_NAME="mingjian", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax",
                         SESSION_REFRESH_EACH_REQUEST=False)
    server.extensions["door_routes"] = {}
    server.after_request(add_headers)
    server.before_request(functools.partial(_gate, server))
    sign_in.manager.init_app(server)
    sign_in.limiter.init_app(server)
    server.register_blueprint(sign_in.blueprint)
