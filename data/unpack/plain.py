"""Rows of an XLSX that hold plain texts and whole numbers and nothing else, read by one pattern in a fifth of the reader's time.

Systems export such sheets by the hundred thousand rows. The pattern knows one spelling of each and every thing in it; of what is
spelled in any other way, of escapes, blanks that may be trimmed, formats, formulas, errors, it knows nothing: the reader reads the piece.
"""

import functools
import re
from collections.abc import Mapping

from data.unpack import NOT_PLAIN, SEPARATOR

COLUMNS = 200
NUMBER = r"(?:0|-?[1-9]\d{0,13})"
STYLE = r'(?: s="\d++")?+'  # possessive here and below: a row that does not fit is found out at once
INLINE = rf'(?:{STYLE} t="inlineStr"><is><t>|(?: t="n")?+><v>(?={NUMBER}</))([^<&]*+)</(?:t></is|v)></c>'
SHARED = 's"><v>'  # before the number of a shared text: a key of ``texts``
NUMBERED = rf'(?:{STYLE} t="|(?: t="n")?+><v>)({SHARED}\d++|{NUMBER})</v></c>'
TRIMMED = tuple(one + other for end in (SEPARATOR, "\n") for one, other in ((" ", end), ("\t", end), (end, " "), (end, "\t")))
ESCAPE = "_x"  # _x000D_
MARKED = re.compile("[" + "".join(NOT_PLAIN) + "]")
SIGNS = tuple(sign for sign in NOT_PLAIN if sign not in (SEPARATOR, "\n"))


def known(texts: list[str]) -> dict[str, str]:
    """The shared texts that may stand on a line as they are."""
    return {f"{SHARED}{number}": text for number, text in enumerate(texts) if not MARKED.search(text)}


@functools.cache
def _row(left: int, right: int, shared: bool) -> re.Pattern:
    cells = "".join(rf'(?:<c r="{_letters(column)}\1"{NUMBERED if shared else INLINE})?+' for column in range(left, right + 1))
    return re.compile(rf'<row r="(\d++)"[^>]*+>{cells}</row>\s*+')


def _letters(column: int) -> str:
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def rows(xml: str, left: int, right: int, texts: Mapping[str, str]) -> tuple[int, str] | None:
    """(the first row, counted from 0, the lines) of rows that follow each other, in these columns; None where one is not plain."""
    if right - left >= COLUMNS:
        return None
    match, place, found = _row(left, right, bool(texts)).match, 0, []
    while row := match(xml, place):
        found.append(row.groups(""))
        place = row.end()
    first = int(found[0][0]) if found else 0
    if not found or place < len(xml) or [row[0] for row in found] != [str(number) for number in range(first, first + len(found))]:
        return None
    blank, know = SEPARATOR * (right - left), texts.get
    each = [SEPARATOR.join(map(know, row[1:], row[1:]) if texts else row[1:]) for row in found]
    text, around = "\n".join(each), ""
    if not texts:  # else the reader has trimmed them and replaced their escapes
        around = f"\n{text}\n"
    if (blank in (each[0], each[-1]) or text.count("\n") != len(each) - 1 or text.count(SEPARATOR) != len(each) * len(blank)
            or any(sign in text for sign in SIGNS) or ESCAPE in around or any(sign in around for sign in TRIMMED)):
        return None
    return first - 1, text + "\n"
