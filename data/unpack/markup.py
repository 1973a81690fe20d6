"""HTML and XML tables that office systems save under the name .xls."""

import codecs

from lxml import etree, html

from data.refusal import Refused
from data.unpack.formats import meaning, shown

SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
SPAN_LIMIT = 1000  # columns or rows one cell may span; more is no table
ROW_LIMIT = 1 << 20


def tables(content: bytes) -> list[tuple[str | None, list[list]]]:
    """(sheet name, rows) of an HTML page's tables as one sheet, or of each XML worksheet."""
    content = _text(content).encode()
    try:
        if SPREADSHEET.strip("{}").encode() in content:
            return _worksheets(content)
        return [(None, _html_rows(content))]
    except (etree.LxmlError, ValueError, UnicodeError) as error:
        raise Refused("unreadable_text") from error


def _text(content: bytes) -> str:
    """What the bytes say, whatever the page declares: pages saved as GBK often declare nothing or something else."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise Refused("unreadable_text")


def _html_rows(content: bytes) -> list[list]:
    page = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    etree.strip_elements(page, "script", "style", etree.Comment, with_tail=False)
    for line_break in page.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    rows, covered = [], {}  # column -> how many of the next rows a cell from above reaches into
    for row in page.iter("tr"):
        cells: list[str] = []
        below = {place: more - 1 for place, more in covered.items() if more > 1}
        for cell in row.iterchildren("td", "th"):
            while len(cells) in covered:
                cells.append("")
            wide, high = (min(_whole(cell.get(name)), SPAN_LIMIT) for name in ("colspan", "rowspan"))
            below.update((len(cells) + place, high - 1) for place in range(wide) if high > 1)
            cells += [cell.text_content(), *[""] * (wide - 1)]
        covered = below
        rows.append(cells)
    if not rows:
        raise Refused("not_a_table")
    return rows


def _whole(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() and int(text) else 1


def _worksheets(content: bytes) -> list[tuple[str, list[list]]]:
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    found, page = [], etree.fromstring(content, parser)
    styles = {style.get(SPREADSHEET + "ID"): does for style in page.iter(SPREADSHEET + "Style")
              if (code := style.find(SPREADSHEET + "NumberFormat")) is not None
              and (does := meaning((code.get(SPREADSHEET + "Format") or "").replace("Percent", "0%")))}
    for sheet in page.iter(SPREADSHEET + "Worksheet"):
        rows: list[list] = []
        for row in sheet.iter(SPREADSHEET + "Row"):
            _skip_to(rows, row, list)
            cells: list = []
            for cell in row.iterchildren(SPREADSHEET + "Cell"):
                _skip_to(cells, cell, str)
                value, does = _value(cell.find(SPREADSHEET + "Data")), styles.get(cell.get(SPREADSHEET + "StyleID"))
                cells.append(shown(value, does) if does else value)
                cells += [""] * min(int(cell.get(SPREADSHEET + "MergeAcross") or 0), SPAN_LIMIT)
            rows.append(cells)
        found.append((sheet.get(SPREADSHEET + "Name"), rows))
    return found


def _value(data) -> str | float:
    """A cell's value, without its comment; a number as a number, so that one of 16 digits is known as damaged."""
    if data is None:
        return ""
    text = "".join(data.itertext())
    if data.get(SPREADSHEET + "Type") == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _skip_to(items: list, node, blank: type) -> None:
    """ss:Index: what lies before it was left out because it is blank."""
    index = int(node.get(SPREADSHEET + "Index") or 0)
    if index > ROW_LIMIT:
        raise Refused("bomb")
    items.extend(blank() for _ in range(index - 1 - len(items)))
