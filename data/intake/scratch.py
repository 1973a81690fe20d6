"""A sheet's data rows as one plain CSV for DuckDB, each row with its line number in front.

The rows hold identity numbers in clear for as long as they are read. On Linux the file has no name,
so that not even a power cut leaves it behind; elsewhere it lies in the store's scratch folder, which
every start empties.
"""

import contextlib
import csv
import re
import sys
import tempfile
import unicodedata
from pathlib import Path

from data.intake.headers import INVISIBLE, plain_header, simplify
from data.intake.recognise import Recognised
from data.intake.sheets import TableSheet, TextSheet, quoted_record

# choices.md A9, with what stands before and behind the word: 本页小计, 合计：12, 总计(元)
TOTAL = re.compile(r"(本页|本月|本季度|本季|本年|年度|全年|全县|全区|全市)?(合计|小计|总计|共计|累计)([:(].*)?")
SOME_TOTAL = re.compile(r".{0,12}(合计|小计|总计|共计|累计).{0,8}")  # 天宁镇小计, 合计12条: where no key can stand
FRAME = "[]【】〔〕“”\"'*※—-"
AS_IS = re.compile(r"\s*(?:=\"([^\"]*)\"|'(.*))\s*", re.DOTALL)  # ="0012" and '0012 tell a spreadsheet to leave a cell as it is
CONTROLS = "".join(map(chr, range(32)))
CHINESE = re.compile("[\u4e00-\u9fff]")
BATCH = 4096           # lines written at once
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
        self._top = 0  # the last line that may number the columns

    def write(self, sheet: TextSheet | TableSheet, file) -> None:
        self._csv = csv.writer(file, delimiter=self.separator, lineterminator="\n")
        if isinstance(sheet, TextSheet):
            self._write_text(sheet, file)
        else:
            self._write_table(sheet, file)
        file.flush()

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

    def _write_table(self, sheet: TableSheet, file) -> None:
        """Rows without quotation marks or line breaks inside go many at a time."""
        top, separator, separators, width = 0, self.separator, self.width - 1, self.width
        alone, starts, blanks, ready = separator * separators, SUSPECT, separator + " \u3000", []
        for line, cells in sheet.rows():
            if line <= self.header_line:
                if line == self.header_line:
                    self._header, self._top = cells, line + 2
                    starts, top = starts + cells[0][:1], self._top
                continue
            if sheet.since_1904:
                cells = [_since_1900(cell) if place in self._dates else cell for place, cell in enumerate(cells)]
            text = separator.join(cells) + separator * (width - len(cells))
            if (text.count(separator) != separators or not text or text[0] in starts or '"' in text or "\n" in text or "\r" in text
                    or SIGNS[0] in text or SIGNS[1] in text or SIGNS[2] in text or SIGNS[3] in text or text.endswith(alone) or line <= top
                    or len(text) > LINE_LIMIT or (text[0] == separator and not text.strip(blanks))):
                self._row(line, cells)
            else:
                ready.append(f"{line}{separator}{text}\n")
                if len(ready) == BATCH:
                    self._flush(ready, file)
        self._flush(ready, file)

    def _write_text(self, sheet: TextSheet, file) -> None:
        """Lines without quotation marks and of the right width go through as they are, many at a time."""
        lines, line, top, separator, separators = sheet.lines(), 0, 0, self.separator, self.width - 1
        alone, starts, blanks, ready = separator * separators + "\n", SUSPECT, separator + " \t\n\u3000", []
        for text in lines:
            line += 1
            if '"' in text:
                taken: list[str] = []
                start, cells = line, quoted_record(text, lines, separator, taken, line)
                line += len(taken) - 1
                if start > self.header_line:
                    self._row(start, cells)
                elif start == self.header_line:
                    self._header = cells
                    self._top = top = line + 2
            elif line <= self.header_line:
                if line == self.header_line:
                    self._header = text.rstrip("\n").split(separator)
                    self._top = top = line + 2
                    starts += text[0]
            elif (text.count(separator) != separators or text[0] in starts or len(text) > LINE_LIMIT
                  or SIGNS[0] in text or SIGNS[1] in text or SIGNS[2] in text or SIGNS[3] in text or text.endswith(alone) or line <= top
                  or (text[0] == separator and not text.strip(blanks))):
                self._row(line, text.rstrip("\n").split(separator))
            else:
                ready.append(f"{line}{separator}{text}" if text[-1] == "\n" else f"{line}{separator}{text}\n")
                if len(ready) == BATCH:
                    self._flush(ready, file)
        self._flush(ready, file)

    def _flush(self, ready: list[str], file) -> None:
        text = "".join(ready)
        if not text.isascii() and any(sign in text for sign in INVISIBLES):
            text = INVISIBLE.sub("", text)
        file.write(text)
        self.written += len(ready)
        ready.clear()
