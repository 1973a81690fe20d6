"""HTML and XML tables that office systems save under the name .xls."""

from pathlib import Path

from lxml import etree, html

from data.refusal import Refused

SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
SPAN_LIMIT = 1000  # columns one cell may span; more is no table


def tables(path: Path) -> list[tuple[str | None, list[list[str]]]]:
    """(sheet name, rows) of an HTML page's tables as one sheet, or of each XML worksheet."""
    content = path.read_bytes()
    try:
        if SPREADSHEET.strip("{}").encode() in content:
            return _worksheets(content)
        return [(None, _html_rows(content))]
    except (etree.LxmlError, ValueError, UnicodeError) as error:
        raise Refused("unreadable_text") from error


def _html_rows(content: bytes) -> list[list[str]]:
    page = html.fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False))
    rows = []
    for row in page.iter("tr"):
        cells = []
        for cell in row.iterchildren("td", "th"):
            cells.append(cell.text_content())
            cells += [""] * (min(int(cell.get("colspan") or 1), SPAN_LIMIT) - 1)
        rows.append(cells)
    if not rows:
        raise Refused("not_a_table")
    return rows


def _worksheets(content: bytes) -> list[tuple[str, list[list[str]]]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    found = []
    for sheet in etree.fromstring(content, parser).iter(SPREADSHEET + "Worksheet"):
        rows: list[list[str]] = []
        for row in sheet.iter(SPREADSHEET + "Row"):
            _skip_to(rows, row, list)
            cells: list[str] = []
            for cell in row.iterchildren(SPREADSHEET + "Cell"):
                _skip_to(cells, cell, str)
                cells.append("".join(cell.itertext()))
                cells += [""] * min(int(cell.get(SPREADSHEET + "MergeAcross") or 0), SPAN_LIMIT)
            rows.append(cells)
        found.append((sheet.get(SPREADSHEET + "Name"), rows))
    return found


def _skip_to(items: list, node, blank: type) -> None:
    """ss:Index: what lies before it was left out because it is blank."""
    index = int(node.get(SPREADSHEET + "Index") or 0)
    if index > 1 << 20:
        raise Refused("bomb")
    items.extend(blank() for _ in range(index - 1 - len(items)))
