"""What a door says when it refuses: one sentence, in Chinese first."""

import functools
import tomllib
from pathlib import Path


class Refused(Exception):
    """A request that cannot be met. ``str(error)`` is the sentence for the person who asked.

    ``code`` names a sentence of ``sentences.toml``; ``details`` fill its placeholders.
    """

    def __init__(self, code: str, **details):
        self.code, self.details = code, details
        super().__init__(sentence(code, **details))


@functools.cache
def sentences() -> dict[str, dict[str, str]]:
    """The catalogue: code -> language -> sentence."""
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def sentence(code: str, language: str = "zh", **details) -> str:
    """The sentence ``code`` of the catalogue with its placeholders filled."""
    return sentences()[code][language].format(**details)
