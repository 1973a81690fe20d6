"""The page of the first start, for a browser on this machine while nobody has an account yet; data/first_start.py does it.

A name that leads here from elsewhere (another site's address bound to 127.0.0.1) is refused by its Host; another site's form by the
gate. When settings changed the server begins anew with them.
"""

import os
import signal
import socket
import ssl
import subprocess  # nosec B404: our own interpreter with the words that it was started with
import sys
import threading

from flask import abort, render_template, request

from components import listening, text
from components.parameter import titled
from data import first_start, policy, stopping
from data.refusal import Refused, sentence
from data.settings import Settings, settings

LATER = 1.0  # seconds: the answer reaches the browser first
again = threading.Event()


def may() -> bool:
    """Whether this request comes from this machine, by its own name, while the first start is open."""
    host = request.host.rpartition(":")[0] or request.host
    return request.remote_addr in ("127.0.0.1", "::1") and host in ("127.0.0.1", "localhost", "[::1]") and first_start.is_open()


def comes_first() -> bool:
    """Whether the browser is led here: an empty store, and not after a click on 登录."""
    return "sign_in" not in request.args and may() and first_start.bureau() is None


def listens(found: Settings) -> listening.Place:
    """Where the server will listen; Refused when it would not come up there: a certificate that is none, an address that is taken."""
    at = listening.place(found)
    try:
        if at.tls:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(found.tls_certificate, found.tls_key)
    except (OSError, ValueError) as error:
        raise Refused("tls_unreadable", certificate=found.tls_certificate, key=found.tls_key, why=error) from error
    if found.listen != settings().listen:
        try:
            with socket.socket(socket.AF_INET6 if ":" in at.host else socket.AF_INET) as probe:
                probe.bind((at.host, at.port))
        except OSError as error:
            raise Refused("port_taken", value=found.listen, why=error.strerror) from error
    return at


def page():
    """GET draws the form, POST does it."""
    if not may():
        abort(404)
    now, error, done, url = settings(), None, None, ""
    said = {name: str(getattr(now, name) or "") for name in first_start.WRITTEN} | {"key_file": str(now.key_path)} | request.form.to_dict()
    if request.method == "POST":
        try:
            done = first_start.set_up(said, listens)
        except Refused as refused:
            error = sentence(refused.code, text.language(), **refused.details)
        else:
            url = listening.place(now.model_copy(update=done["lines"])).url.replace("0.0.0.0", "127.0.0.1")  # nosec B104: an address to open
            if done["lines"]:
                begin_anew()
    drawn = render_template("first_start.html", said=said, error=error, done=done, url=url, bureau=first_start.bureau(), fixed=first_start.fixed(),
                            profiles=[(name, titled(policy.header(name))) for name in policy.profiles()], length=now.password_length,
                            switch_from="/first-start")
    return drawn, 422 if error else 200


def begin_anew() -> None:
    """Ends the serving a moment later; ``serve`` then starts the program again."""
    again.set()
    timer = threading.Timer(LATER, stopping.ask_self)
    timer.daemon = True
    timer.start()


def started_anew() -> int:
    """Runs the same words again; the exit code."""
    words = [sys.executable, *sys.orig_argv[1:]]
    if os.name == "nt":  # there exec leaves the console to a process that nobody waits for
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that serves
        return subprocess.call(words)  # nosec B603
    os.execv(sys.executable, words)  # nosec B606
