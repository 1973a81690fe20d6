"""An answer as JSON, CSV or XLSX, and the catalogue of questions."""

import csv
import datetime
import decimal
import io
import json

from queries import Answer, plain, questions

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(answer: Answer, form: str) -> bytes:
    """The bytes of an answer in one of the forms json, csv (UTF-8 with BOM, as Excel wants it) and xlsx."""
    return {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}[form](answer)


def to_json(answer: Answer) -> bytes:
    return (json.dumps(answer.plain(), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def harmless(value):
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def to_csv(answer: Answer, coding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow(["" if value is None else harmless(value) if isinstance(value, str) else plain(value) for value in row])
    return text.getvalue().encode(coding)


def to_xlsx(answer: Answer) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                       "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        head, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        sheet.write_row(0, 0, answer.columns, head)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(answer.rows, 1):
            for place, value in enumerate(row):
                if isinstance(value, decimal.Decimal):
                    sheet.write_number(number, place, value, money)
                elif isinstance(value, datetime.date) or value is None or isinstance(value, (bool, int, float)):
                    sheet.write(number, place, value)
                else:
                    sheet.write_string(number, place, str(value))
        sheet.autofit()
    return content.getvalue()


def catalogue() -> str:
    """Every question with its parameters and columns, for people."""
    lines = []
    for question in questions().values():
        words = " ".join(f"[--{p.name.replace('_', '-')}{' ' + '|'.join(p.choices) if p.choices else ''}]" if p.optional
                         else f"--{p.name.replace('_', '-')}{' ' + '|'.join(p.choices) if p.choices else ''}" for p in question.parameters)
        lines += [f"{question.name}  {question.title}", f"    {words}".rstrip(), f"    {', '.join(question.columns)}"]
    return "\n".join(line for line in lines if line.strip()) + "\n"
