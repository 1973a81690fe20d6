"""The numbers among sealed cells for SQL: read for a comparison in memory, never stored and never shown by themselves.

Text that is no number stays sealed (null): categories are compared by their keyed hash instead.
"""

import functools
import re

NUMBER = re.compile(r"[\s¥人民币￥+-]*[0-9０-９][0-9０-９,，.．\s]*元?\s*")


def provide(store) -> None:
    """Makes ``opened_numbers(content, lines, column)`` callable: the cells of a block that are numbers, as text, in the order of ``lines``."""
    rows = functools.lru_cache(4)(store.key.open_rows)  # a block is asked for each of its columns

    def opened_numbers(content: bytes, lines: list, column: str) -> list:
        cells = rows(bytes(content))
        found = (cells.get(str(line), {}).get(column) for line in lines)
        return [cell if cell is not None and NUMBER.fullmatch(cell) else None for cell in found]

    store.provide("opened_numbers", opened_numbers, ["BLOB", "INTEGER[]", "VARCHAR"], "VARCHAR[]")
