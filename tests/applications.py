"""The whole application over a store of its own, and persons of each role who have signed in."""

import contextlib
import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask_login import login_user
from stores import use_store

from components import door, sign_in
from data import database, passwords, people
from data.settings import settings

PASSWORD = "Start-one-42!x"


@functools.cache
def the_app():
    """The application, made once a process: Dash takes the callbacks of a module for the first that comes. Which store it works with, the
    settings say at each request.
    """
    from pages import make_app

    made = make_app()
    with made.server.test_client() as client:
        client.get("/healthz")
    return made


@contextlib.contextmanager
def application(copied: Path, place: Path, fill: Callable = lambda _: None, **regions: str):
    """The application over a copy of a folder (conftest.tiny_folder, empty_store), made in ``place`` and filled further; a person at-ROLE
    for each role=region given.
    """
    shutil.copytree(copied, place, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        use_store(place / "store", patch)
        patch.setattr(passwords, "_hasher", passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        made = the_app()
        fill(database.store())
        for role, region in regions.items():
            people.add_person("at-" + role, role, region, None, PASSWORD, "test")
        yield made
        database.close_store()
    settings.cache_clear()


@contextlib.contextmanager
def entering(made, address: str = "/", **request):
    """``enter("panel")``: everything after it is asked by a person with that role; returns the viewer."""
    with contextlib.ExitStack() as requests:
        def enter(role: str):
            requests.enter_context(made.server.test_request_context(address, **request))
            login_user(sign_in.SignedIn("at", sign_in.sessions.Session(people.find_person("at-" + role).viewer, role, False)))
            return door.viewer()

        yield enter
