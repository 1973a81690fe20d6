"""The README's table of settings is complete and says what the code says."""

import re
from pathlib import Path

from data.settings import Settings

TABLE = dict(re.findall(r"^\| `MINGJIAN_(\w+)` \|[^|]*\| (.*) \|$", (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_stands_in_the_readme_and_nothing_else():
    assert sorted(TABLE) == sorted(name.upper() for name in Settings.model_fields)
    for name in (name for name in Settings.model_fields if name.startswith("smtp")):
        assert TABLE[name.upper()] == Settings.model_fields[name].description
