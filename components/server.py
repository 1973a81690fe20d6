"""The web server: one process, many threads, until it is told to stop."""

import logging
import signal
import sys
from collections.abc import Callable

from components import bulletin, first_start, listening
from data import database, handover, journal, nightly
from data import first_start as data_first_start
from data.alerts import digests
from data.clock import Clock
from data.intake import jobs
from data.people import ADMINISTRATOR, ensure_administrator
from data.refusal import Refused, sentence
from data.settings import settings
from queries import alert_digest


def _stop(*_) -> None:
    raise SystemExit(0)


def serve(make_app: Callable, run: handover.Run) -> int:
    """Serves until SIGTERM or Ctrl-C; meanwhile the other doors are worked by this process. Returns the exit code."""
    try:
        at = listening.place(settings())
        database.store()
        password = ensure_administrator()
        server = listening.create(make_app().server, at, settings())
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence("port_taken", value=settings().listen, why=error.strerror), file=sys.stderr)
        return 1
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _stop)
    print(sentence("serving", url=at.url), flush=True)
    if password and data_first_start.is_open():
        print(sentence("first_start", url=f"{at.url}/first-start"), flush=True)
    if password:
        print(sentence("one_time_password", name=ADMINISTRATOR, password=password), flush=True)
    clock = Clock({"digest": alert_digest.make, "mail": digests.mail}, {"bulletin": bulletin.make, "backup": nightly.look})
    with journal.kept(settings().store), handover.listening(run), clock, jobs.working():
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            server.close()
            database.close_store()
    if first_start.again.is_set():
        return first_start.started_anew()
    return 1 if clock.fatal else 0
