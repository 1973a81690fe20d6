"""A sheet's data rows as one plain CSV for DuckDB, each row with its line number in front.

The rows hold identity numbers in clear for as long as they are read. On Linux the file has no name,
so that not even a power cut leaves it behind; elsewhere it lies in the store's scratch folder, which
every start empties.
"""

import contextlib
import csv
import itertools
import re
import sys
import tempfile
import unicodedata
from pathlib import Path

from data.intake.headers import INVISIBLE, plain_header, simplify
from data.intake.recognise import Recognised
from data.intake.sheets import TableSheet, TextSheet

# choices.md A9, with what stands before and behind the word: 本页小计, 合计：12, 总计(元)
TOTAL = re.compile(r"(本页|本月|本季度|本季|本年|年度|全年|全县|全区|全市)?(合计|小计|总计|共计|累计)([:(].*)?")
SOME_TOTAL = re.compile(r".{0,12}(合计|小计|总计|共计|累计).{0,8}")  # 天宁镇小计, 合计12条: where no key can stand
FRAME = "[]【】〔〕“”\"'*※—-"
AS_IS = re.compile(r"\s*(?:=\"([^\"]*)\"|'(.*))\s*", re.DOTALL)  # ="0012" and '0012 tell a spreadsheet to leave a cell as it is
CONTROLS = "".join(map(chr, range(32)))
CHINESE = re.compile("[\u4e00-\u9fff]")
BATCH = 1024           # lines written at once
LINE_LIMIT = 500_000  # characters in one row; DuckDB reads at most two million bytes
SUSPECT = "注註备備说說附填制製審审打导導\t \u3000\u00a0\ufeff\u200b\x1a\"'"  # first characters of a cell that may begin a remark
SIGNS = ("计", "計", "：", "'")  # what totals and the lines below a table hold, and few others; the last, see AS_IS
INVISIBLES = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0f\ufeff"
MAC_DAYS = 1462  # from 1900-01-01 as Excel counts to 1904-01-01


@contextlib.contextmanager
def scratch_file(folder: Path):
    """(file object, path for DuckDB) of a file that vanishes."""
    if sys.platform.startswith("linux"):
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as file:
            yield file, f"/proc/self/fd/{file.fileno()}"
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkstemp(dir=folder)[1])
    try:
        with path.open("w+", encoding="utf-8", newline="") as file:
            yield file, str(path)
    finally:
        path.unlink(missing_ok=True)


def is_remark(cells: list[str], keys: list[int]) -> bool:
    """合计, 小计, 总计 and 注： rows are known by their first cell (choices.md A9); in other spellings, and titles and what stands
    below a table, only where the row has no key, or a sentence in the place of one: such a row is no record in any case.
    """
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    said = ["".join(simplify(unicodedata.normalize("NFKC", cells[place])).split()) for place in filled[:5]]
    first = said[0]
    bare = first.strip(FRAME).removeprefix("(").removesuffix(")")
    if filled[0] == 0 and (bare.startswith("注:") or TOTAL.fullmatch(bare)):
        return True
    if len(said) <= 4 and all(CHINESE.match(cell) and ":" in cell for cell in said):  # 制表人：甲 审核人：乙
        return True
    if filled[0] not in keys and all(place in filled for place in keys):
        return False
    if SOME_TOTAL.fullmatch(bare):
        return True
    if not CHINESE.search(first):
        return False
    return (len(filled) == 1 and filled[0] == 0) or (":" in first and len(said) <= 4)


def is_numbering(cells: list[str]) -> bool:
    """The row 1, 2, 3, ... that forms have under their headers."""
    filled = [(place, cell.strip()) for place, cell in enumerate(cells) if cell.strip()]
    return len(filled) > 2 and all(cell.isdecimal() and int(cell) == int(filled[0][1]) + place - filled[0][0] for place, cell in filled)


def _since_1900(cell: str) -> str:
    """A day that is a number of days from 1904, as the number that it is everywhere else."""
    try:
        return str(float(cell) + MAC_DAYS) if float(cell) < 100_000 else cell
    except ValueError:
        return cell


class Writer:
    """Writes the rows below the header; ``skipped`` counts 合计, 注 and blank rows, ``too_long`` keeps (line, text)."""

    def __init__(self, found: Recognised, separator: str):
        self.width, self.separator = found.width, separator
        self.header_line, self.written, self.skipped = found.header_line, 0, 0
        self.too_long: list[tuple[int, str]] = []
        self._dates = [place for name, place in found.positions.items() if found.contract[name].type in ("date", "datetime")]
        self._keys = [found.positions[name] for name in found.contract.key if name in found.positions]
        self._header: list[str] = []
        self._top = found.header_line and found.header_line + 2  # the last line that may number the columns

    def write(self, sheet, file) -> None:
        """``sheet``: a TextSheet, a TableSheet, or rows typed in the app (entry.Typed)."""
        self._csv = csv.writer(file, delimiter=self.separator, lineterminator="\n")
        if not isinstance(sheet, (TextSheet, TableSheet)) or sheet.since_1904:
            for line, cells in sheet.rows():
                self._any_row(line, [_since_1900(cell) if sheet.since_1904 and place in self._dates else cell for place, cell in enumerate(cells)])
        else:
            self._copy(sheet, file)
        file.flush()

    def _any_row(self, line: int, cells: list[str], more: int = 0) -> None:
        """A row of any kind that takes ``more`` lines besides its own."""
        if line > self.header_line:
            self._row(line, cells)
        elif line == self.header_line:
            self._header, self._top = cells, line + more + 2

    def _row(self, line: int, cells: list[str]) -> None:
        cells = [INVISIBLE.sub("", cell) if not cell.isascii() else cell for cell in cells]
        cells = [kept[1] or kept[2] or "" if ("=" in cell or "'" in cell) and (kept := AS_IS.fullmatch(cell)) else cell for cell in cells]
        if (not any(cell.strip().strip(CONTROLS) for cell in cells) or is_remark(cells, self._keys) or self._is_header(cells)
                or (line <= self._top and is_numbering(cells))):
            self.skipped += 1
            return
        extra = [cell for cell in cells[self.width:] if cell.strip()]
        if extra or sum(map(len, cells)) > LINE_LIMIT:
            self.too_long.append((line, extra[0][:200] if extra else ""))
            return
        cells = cells[:self.width]
        self._csv.writerow([line, *cells, *[""] * (self.width - len(cells))])
        self.written += 1

    def _is_header(self, cells: list[str]) -> bool:
        """The header again, as on each printed page."""
        return cells == self._header or bool(self._header and plain_header(cells[0]) == plain_header(self._header[0])
                                             and [*map(plain_header, cells)] == [*map(plain_header, self._header)])

    def _copy(self, sheet: TextSheet | TableSheet, file) -> None:
        """Lines that are plain rows of the right width go through as they are, many at a time."""
        lines, done, plain = sheet.lines(), 0, []
        while chunk := list(itertools.islice(lines, BATCH)):
            if done >= self._top and sheet.mark not in "".join(chunk):
                self._copy_plain(chunk, done, file)
                done += len(chunk)
                continue
            rest = iter(chunk)
            both = itertools.chain(rest, lines)  # a row may go on behind the chunk
            for line in rest:
                if done >= self._top and sheet.mark not in line:
                    plain.append(line)
                    done += 1
                    continue
                self._copy_plain(plain, done - len(plain), file)
                plain.clear()
                cells, more = sheet.marked(line, both, done + 1) if sheet.mark in line else (line.rstrip("\n").split(self.separator), 0)
                self._any_row(done + 1, cells, more)
                done += 1 + more
            self._copy_plain(plain, done - len(plain), file)
            plain.clear()

    def _copy_plain(self, lines: list[str], done: int, file) -> None:
        """Lines of which none goes on in the next; ``done`` stand before them."""
        separator, separators = self.separator, self.width - 1
        alone, blanks, starts = separator * separators + "\n", separator + " \t\n\u3000", SUSPECT + "".join(self._header[:1])[:1]
        odd = [place for place, line in enumerate(lines) if line.count(separator) != separators or line[0] in starts or line.endswith(alone)
               or (line[0] == separator and not line.strip(blanks))]
        text = "".join(lines)
        if len(text) > LINE_LIMIT or any(sign in text for sign in SIGNS):
            odd = sorted({*odd, *(place for place, line in enumerate(lines) if len(line) > LINE_LIMIT or any(sign in line for sign in SIGNS))})
        hides, start = not text.isascii() and any(sign in text for sign in INVISIBLES), 0
        for place in [*odd, len(lines)]:
            ready = "".join([f"{line}{separator}{text}" for line, text in enumerate(lines[start:place], done + start + 1)])
            file.write(INVISIBLE.sub("", ready) if hides else ready)
            self.written += place - start
            if place < len(lines):
                self._row(done + place + 1, lines[place].rstrip("\n").split(separator))
            elif ready and ready[-1] != "\n":  # the last line of the file
                file.write("\n")
            start = place + 1
