"""The web server: waitress, one process, many threads, until it is told to stop."""

import logging
import signal
import sys
from collections.abc import Callable

import waitress

from data import database, handover
from data.alerts import digests
from data.clock import Clock
from data.intake import jobs, received
from data.people import ADMINISTRATOR, ensure_administrator
from data.refusal import Refused, sentence
from data.settings import settings
from queries import alert_digest

THREADS = 16  # a page asks for a dozen sections at once; its scripts must not wait behind them
CONNECTIONS = 1000  # waitress takes 100 by default and lets later ones wait


def _address() -> tuple[str, int]:
    """Host and port of MINGJIAN_LISTEN; only this machine's own addresses, because there is no TLS here."""
    host, _, port = settings().listen.rpartition(":")
    if host not in ("127.0.0.1", "localhost", "[::1]") or not port.isdigit() or not 0 < int(port) < 65536:
        raise Refused("bad_listen", value=settings().listen)
    return host.strip("[]"), int(port)


def _stop(*_) -> None:
    raise SystemExit(0)


def serve(make_app: Callable, run: handover.Run) -> int:
    """Serves until SIGTERM or Ctrl-C; meanwhile the other doors are worked by this process. Returns the exit code."""
    try:
        host, port = _address()
        database.store()
        password = ensure_administrator()
        server = waitress.create_server(make_app().server, host=host, port=port, threads=THREADS, connection_limit=CONNECTIONS, ident=None,
                                        max_request_body_size=received.LIMIT + received.MEGA)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence("port_taken", value=settings().listen, why=error.strerror), file=sys.stderr)
        return 1
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _stop)
    print(sentence("serving", url=f"http://{settings().listen}"), flush=True)
    if password:
        print(sentence("one_time_password", name=ADMINISTRATOR, password=password), flush=True)
    with handover.listening(run), Clock({"digest": alert_digest.make, "mail": digests.mail}), jobs.working():
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            server.close()
            database.close_store()
    return 0
