"""The sample counties with their expected answers, imported once a session."""

import json
import random
from pathlib import Path

HERE = Path(__file__).parent
EXPECTED = HERE / "samples"
EXPORTS = {"tiny": EXPECTED / "tiny" / "exports", "dawukou": HERE.parent / "data" / "samples" / "dawukou"}


def answers(county: str) -> list[tuple[str, dict]]:
    """(name, expected answer), those that need a confirmed policy last."""
    found = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted((EXPECTED / county / "expected").glob("*.json"))]
    return sorted(found, key=lambda item: item[1]["policy"] is not None)


def shuffled(county: str, seed: int) -> list[Path]:
    files = sorted(path for path in EXPORTS[county].iterdir() if path.name != "__init__.py")
    random.Random(seed).shuffle(files)
    return files


def same(want, got) -> bool:
    """Exact for text, whole numbers, dates and money; 1e-9 relative for floats."""
    if isinstance(want, float) or isinstance(got, float):
        return want is not None and got is not None and abs(want - got) <= 1e-9 * max(1.0, abs(want), abs(got))
    return want == got and type(want) is type(got)


def difference(expected: dict, rows: list[dict]) -> str | None:
    """The first difference between an expected answer and the rows given, or None."""
    by_key = {tuple(row[name] for name in expected["key"]): row for row in rows}
    if len(by_key) != len(rows):
        return "two rows with one key"
    for want in expected["rows"]:
        key = tuple(want[name] for name in expected["key"])
        if (got := by_key.pop(key, None)) is None:
            return f"no row {key}"
        for name in expected["columns"]:
            if name not in expected["ignore"] and not same(want[name], got[name]):
                return f"{key} {name}: expected {want[name]!r}, got {got[name]!r}"
    return f"rows too many: {list(by_key)}" if by_key else None
