"""One chart a file: a pure function from rows to a plain figure."""
