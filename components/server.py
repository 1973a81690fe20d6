"""The web server: one process, many threads, until it is told to stop."""

import logging
import sys
from collections.abc import Callable

from components import alert_digest, bulletin, first_start, listening
from data import database, handover, journal, nightly, stopping
from data import first_start as data_first_start
from data.alerts import digests
from data.clock import Clock
from data.intake import jobs
from data.people import ADMINISTRATOR, ensure_administrator
from data.refusal import Refused, sentence
from data.settings import settings


def serve(make_app: Callable, run: handover.Run) -> int:
    """Serves until SIGTERM or Ctrl-C; meanwhile the other doors are worked by this process. Returns the exit code."""
    with stopping.heard("stopping_server"):
        try:
            code = _serve(make_app, run)
        except KeyboardInterrupt:  # before it served
            return stopping.code()
    return first_start.started_anew() if first_start.again.is_set() else code


def _serve(make_app: Callable, run: handover.Run) -> int:
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
    print(sentence("serving", url=at.url), flush=True)
    if password and data_first_start.is_open():
        print(sentence("first_start", url=f"{at.url}/first-start"), flush=True)
    if password:
        print(sentence("one_time_password", name=ADMINISTRATOR, password=password), flush=True)
    clock = Clock({"digest": alert_digest.make, "mail": digests.mail}, {"bulletin": bulletin.make, "backup": nightly.look})
    try:
        with journal.kept(settings().store), handover.listening(run), clock, jobs.working():
            try:
                server.run()
            finally:  # what is under way ends now: the block's jobs, clock and doors wait for it
                server.close()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        database.close_store()
    return 1 if clock.fatal else 0
