"""A sheet's data rows as one plain CSV for DuckDB, each row with its line number in front.

The rows hold identity numbers in clear for as long as they are read. On Linux the file has no name,
so that not even a power cut leaves it behind; elsewhere it lies in the store's scratch folder, which
every start empties.
"""

import contextlib
import csv
import sys
import tempfile
import unicodedata
from pathlib import Path

from data.intake.recognise import Recognised, simplify
from data.intake.sheets import TableSheet, TextSheet, quoted_record

TOTALS = ("合计", "小计", "总计")
BATCH = 4096           # lines written at once
LINE_LIMIT = 500_000  # characters in one row; DuckDB reads at most two million bytes
SUSPECT = "合小总總注註\t \u3000\"'"  # first characters of a cell that may be one of them


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


def is_remark(cells: list[str]) -> bool:
    """合计, 小计, 总计 and 注： rows are known by their first cell (choices.md A9)."""
    first = "".join(simplify(unicodedata.normalize("NFKC", cells[0] if cells else "")).split())
    return first.startswith("注:") or first.rstrip(":") in TOTALS


class Writer:
    """Writes the rows below the header; ``skipped`` counts 合计, 注 and blank rows, ``too_long`` keeps (line, text)."""

    def __init__(self, found: Recognised, separator: str):
        self.width, self.separator = found.width, separator
        self.header_line, self.written, self.skipped = found.header_line, 0, 0
        self.too_long: list[tuple[int, str]] = []

    def write(self, sheet: TextSheet | TableSheet, file) -> None:
        self._csv = csv.writer(file, delimiter=self.separator, lineterminator="\n")
        if isinstance(sheet, TextSheet):
            self._write_text(sheet, file)
        else:
            for line, cells in sheet.rows():
                if line > self.header_line:
                    self._row(line, cells)
        file.flush()

    def _row(self, line: int, cells: list[str]) -> None:
        if not any(cell and not cell.isspace() for cell in cells) or is_remark(cells):
            self.skipped += 1
            return
        extra = [cell for cell in cells[self.width:] if cell.strip()]
        if extra or sum(map(len, cells)) > LINE_LIMIT:
            self.too_long.append((line, extra[0][:200] if extra else ""))
            return
        cells = cells[:self.width]
        self._csv.writerow([line, *cells, *[""] * (self.width - len(cells))])
        self.written += 1

    def _write_text(self, sheet: TextSheet, file) -> None:
        """Lines without quotation marks and of the right width go through as they are, many at a time."""
        lines, line, separator, separators = sheet.lines(), 0, self.separator, self.width - 1
        blanks, ready = separator + " \t\n\u3000", []
        for text in lines:
            line += 1
            if '"' in text:
                taken: list[str] = []
                start, cells = line, quoted_record(text, lines, separator, taken, line)
                line += len(taken) - 1
                if start > self.header_line:
                    self._row(start, cells)
            elif line <= self.header_line:
                continue
            elif (text.count(separator) != separators or text[0] in SUSPECT or len(text) > LINE_LIMIT
                  or (text[0] == separator and not text.strip(blanks))):
                self._row(line, text.rstrip("\n").split(separator))
            else:
                ready.append(f"{line}{separator}{text}" if text[-1] == "\n" else f"{line}{separator}{text}\n")
                if len(ready) == BATCH:
                    self._flush(ready, file)
        self._flush(ready, file)

    def _flush(self, ready: list[str], file) -> None:
        file.write("".join(ready))
        self.written += len(ready)
        ready.clear()
