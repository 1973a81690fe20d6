"""Which store this process works with."""

from pathlib import Path

from data.privacy import load_key
from data.settings import settings


def use_store(folder: Path, monkeypatch) -> None:
    """Lets this process work with the store in ``folder``, with the composite profile and a key beside it."""
    monkeypatch.setenv("MINGJIAN_STORE", str(folder))
    monkeypatch.setenv("MINGJIAN_PROFILE", "composite")
    monkeypatch.delenv("MINGJIAN_KEY_FILE", raising=False)
    settings.cache_clear()
    load_key.cache_clear()
