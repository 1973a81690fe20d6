"""The state of this installation, for whoever runs it: room, memory, jobs, versions. No personal data, no figure of the county."""

import importlib.metadata
import platform
import shutil
import tomllib
from datetime import datetime
from pathlib import Path

import psutil

from data import clock, database, nightly
from data.settings import settings

SHOWN = ("duckdb", "dash", "plotly", "pandas", "waitress")
PROJECT = "mingjian"
ABOUT = Path(__file__).parents[1] / "pyproject.toml"


def room() -> dict:
    """Bytes: free on the store's disk, of the store, of the kept backups, held by this process."""
    found = settings()
    return {"free": shutil.disk_usage(found.store).free, "store": nightly.size(found.store), "backups": sum(path.stat().st_size for path in nightly.kept()),
            "memory": psutil.Process().memory_info().rss}


def since() -> datetime:
    """When this process began, in the county's time."""
    return datetime.fromtimestamp(psutil.Process().create_time(), database.SHANGHAI).replace(tzinfo=None)


def jobs() -> list[dict]:
    """{job, started, ended, error, next}: what the clock does, when it last did anything, what went wrong, when it looks next."""
    with database.store().reading() as cursor:
        ran = {job: {"started": started, "ended": ended, "error": error}
               for job, started, ended, error in cursor.execute("select job, started_at, ended_at, error from clock_runs").fetchall()}
    nothing = {"started": None, "ended": None, "error": None}
    return [{"job": job, "next": next_look, **ran.get(job, nothing)} for job, next_look in clock.next_looks().items()]


def version() -> str:
    return tomllib.loads(ABOUT.read_text(encoding="utf-8"))["project"]["version"]


def versions() -> list[tuple[str, str]]:
    """Name and version of the program, its store, the interpreter and the libraries that answers depend on."""
    return [(PROJECT, version()), ("schema", str(database.newest_step())), ("Python", platform.python_version()),
            *((name, importlib.metadata.version(name)) for name in SHOWN), ("system", f"{platform.system()} {platform.machine()}")]
