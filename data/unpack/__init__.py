"""Workbooks and tables of HTML and XML -> rows of text, in a process of its own: ``python -m data.unpack``."""

SEPARATOR = "\x1f"  # between the cells of a row on its line
MARK = "\x1e"  # begins a line that is JSON: what is said of a sheet, or a row that holds one of the signs of NOT_PLAIN
NOT_PLAIN = (SEPARATOR, MARK, '"', "\n", "\r")
