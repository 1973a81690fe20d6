"""The tranches as the office files them: title, unit, as-of date, one header, 合计, who made and who checked it."""

import io

from data.viewer import Viewer
from queries import ask
from queries.export import harmless

# column -> header, width; the official form is in Chinese whatever the reader's language
FORM = {"contract_no": ("合同编号", 22), "contractor_name": ("承接主体", 30), "tranche_no": ("期次", 6), "trigger_type": ("拨付条件", 16),
        "trigger_date": ("条件成就日期", 13), "due_date": ("应拨付日期", 13), "planned_amount": ("应拨金额", 16), "deduction": ("扣减金额", 14),
        "net_paid": ("已拨净额", 16), "rest": ("未拨金额", 16), "paid_date": ("付清日期", 13), "working_days_late": ("逾期（工作日）", 10),
        "status": ("状态", 12),
        "provisional": ("备注", 10)}
SUMMED = ("planned_amount", "deduction", "net_paid", "rest")


def workbook(viewer: Viewer, **given) -> bytes:
    """``given``: the parameters of payment_tranches."""
    import xlsxwriter

    rows = ask("payment_tranches", viewer, **given).dicts()
    for row in rows:
        row |= {"rest": max((row["planned_amount"] or 0) - row["net_paid"], 0), "provisional": "应拨付日期暂定" if row["provisional"] else None}
    content, last = io.BytesIO(), len(FORM) - 1
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                       "strings_to_numbers": False}) as book:
        sheet, line = book.add_worksheet("分期拨付台账"), {"border": 1, "valign": "vcenter"}
        title, small = book.add_format({"bold": True, "font_size": 16, "align": "center"}), book.add_format({"font_size": 10})
        head = book.add_format(line | {"bold": True, "align": "center", "text_wrap": True})
        words, money = book.add_format(line), book.add_format(line | {"num_format": "#,##0.00"})
        day, whole = book.add_format(line | {"num_format": "yyyy-mm-dd"}), book.add_format(line | {"num_format": "0"})
        bold = book.add_format(line | {"bold": True, "num_format": "#,##0.00"})
        sheet.merge_range(0, 0, 0, last, "购买服务经费分期拨付台账", title)
        sheet.write(1, 0, f"数据截至：{given.get('as_of') or '今日'}", small)
        sheet.write(1, last - 1, "单位：元", small)
        for place, (header, width) in enumerate(FORM.values()):
            sheet.write(2, place, header, head)
            sheet.set_column(place, place, width)
        for number, row in enumerate(rows, 3):
            for place, name in enumerate(FORM):
                value = row[name]
                if value is None:
                    sheet.write_blank(number, place, None, words)
                elif name in SUMMED:
                    sheet.write_number(number, place, value, money)
                elif name.endswith("_date"):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value, whole)
                else:
                    sheet.write_string(number, place, harmless(value), words)
        end = 3 + len(rows)
        sheet.write(end, 0, "合计", bold)
        for place, name in enumerate(FORM):
            if name in SUMMED:
                sheet.write_number(end, place, sum(row[name] or 0 for row in rows), bold)
            elif place:
                sheet.write_blank(end, place, None, bold)
        sheet.write(end + 2, 0, "制表人：", small)
        sheet.write(end + 2, 4, "审核人：", small)
        sheet.write(end + 2, 8, "负责人：", small)
        sheet.freeze_panes(3, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
    return content.getvalue()
