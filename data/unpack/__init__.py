"""Workbooks and tables of HTML and XML -> rows of text, in a process of its own: ``python -m data.unpack``."""
