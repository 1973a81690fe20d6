"""The due dates still open, for a calendar program: one all-day event a tranche, with a reminder before it."""

import datetime

from components.text import BLANK, day, money, t, word
from data import database
from data.viewer import Viewer
from queries import ask


def due_dates(viewer: Viewer, **given) -> bytes:
    """An iCalendar of every tranche with a due date that is not paid in full. ``given``: the parameters of payment_tranches."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Mingjian//Payments//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", t("payment_form.calendar"))
    for row in ask("payment_tranches", viewer, **given).dicts():
        if row["due_date"] is None or row["net_paid"] >= row["planned_amount"]:
            continue
        event = icalendar.Event()
        # the same tranche keeps its identity, so that a later file moves the event instead of doubling it
        event.add("uid", f"{row['contract_no']}-{row['tranche_no']}@mingjian")
        event.add("dtstamp", database.now().replace(tzinfo=database.SHANGHAI).astimezone(datetime.UTC))
        event.add("dtstart", row["due_date"])
        event.add("dtend", row["due_date"] + datetime.timedelta(days=1))
        doubt = t("payment_form.provisional") if row["provisional"] else ""
        event.add("summary", t("payment_form.due", doubt=doubt, contract=row["contract_no"], tranche=row["tranche_no"],
                               amount=money(row["planned_amount"] - row["net_paid"])))
        event.add("description", t("evaluation.and").join((row["contractor_name"] or BLANK, f"{word(row['trigger_type'])} {day(row['trigger_date'])}",
                                                          word(row["status"]))))
        event.add("transp", "TRANSPARENT")
        if doubt:
            event.add("status", "TENTATIVE")
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", t("payment_form.near"))
        alarm.add("trigger", datetime.timedelta(days=-3))
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()
