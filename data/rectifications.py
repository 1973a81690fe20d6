"""The life of a rectification: opened from a finding, assigned, reminded, extended, completed with evidence, looked back on.

Every deed makes a new version of the row in the dataset ``rectifications`` through intake's own checks, so that what is entered
and what is imported are one thing; why and with what evidence stands in rectification_notes beside that version. A deed names
the version it was decided on (``seen``): when somebody else was quicker it is refused, and nobody's edit is lost.
"""

import secrets

from data import database
from data.contract import contracts
from data.rectification_rows import (
    ANSWERS,
    DEEDS,
    DISCIPLINE,
    LETTER,
    MEETING,
    change_row,
    check,
    check_source,
    deadline_of,
    done_day,
    owner,
    put,
    said_words,
)
from data.refusal import Refused
from data.viewer import Viewer


def open_for(viewer: Viewer, source_type: str, source_id: str | None, said: dict) -> str:
    """发起: a finding becomes a row of the problem list; returns its number.

    ``said``: issue, level, notify_mode, deadline, resp_unit, resp_person, measures, letter_no. A finding is opened once.
    """
    check(viewer, "open")
    source_id = str(source_id or "").strip() or None
    letter = said.get("level") == LETTER
    issue = said_words(said.get("issue"), "问题描述")
    person = said_words(said.get("resp_person"), "责任人")
    measures = said_words(said.get("measures"), "整改措施" if letter else None)
    number = said_words(said.get("letter_no"), "整改提醒函编号" if letter else None)
    rect_id = f"ZG{database.today():%Y%m%d}-{secrets.token_hex(4)}"
    detail = {"rect_id": rect_id, "deed": DEEDS["open"], "source": source_type, "source_id": source_id}
    with database.store().writing(viewer.name, "rectification", **detail) as cursor:
        if source_id is not None:
            check_source(cursor, viewer, source_type, source_id)
        today = database.today()
        if said.get("level") == "立行立改" and not said.get("deadline"):  # 立行立改 has its days from the policy
            deadline = cursor.execute("select nth_working_day(cast($1 as date), cast(policy_number('immediate_wd') as integer))", [today]).fetchone()[0]
        else:
            deadline = deadline_of(said.get("deadline"), today)
        put(cursor, viewer, "open", {
            "rect_id": rect_id, "source_type": source_type, "source_id": source_id, "issue": issue, "level": said.get("level"),
            "notify_mode": "函" if letter else said.get("notify_mode") or None, "letter_no": number, "issue_date": today, "deadline": deadline,
            "measures": measures, "resp_unit": owner(cursor, said.get("resp_unit")), "resp_person": person}, new=True)
    return rect_id


def assign(viewer: Viewer, rect_id: str, seen: str | None, resp_unit: str, resp_person: str, reason: str | None = None) -> None:
    """指派: another unit or person answers for it."""
    person = said_words(resp_person, "责任人")
    change_row(viewer, "assign", rect_id, seen, lambda cursor, row: {"resp_unit": owner(cursor, resp_unit), "resp_person": person}, said_words(reason))


def extend(viewer: Viewer, rect_id: str, seen: str | None, deadline, reason: str) -> None:
    """延期: a later deadline, with its reason."""
    def change(cursor, row):
        return {"deadline": deadline_of(deadline, row["deadline"] or row["issue_date"])}
    change_row(viewer, "extend", rect_id, seen, change, said_words(reason, "延期理由"))


def remind(viewer: Viewer, rect_id: str, seen: str | None, mode: str, reason: str | None = None) -> None:
    """提醒: by phone or on the spot, once more."""
    if mode not in ("电话", "当场"):
        raise Refused("rectification_mode")

    def change(cursor, row):
        return {"reminder_count": (row["reminder_count"] or 0) + 1, "notify_mode": mode}
    change_row(viewer, "remind", rect_id, seen, change, said_words(reason))


def send_letter(viewer: Viewer, rect_id: str, seen: str | None, letter_no: str, deadline, measures: str) -> None:
    """发函: 整改提醒函 with its number, deadline and measures (rectify-letter-t)."""
    number, measures = said_words(letter_no, "整改提醒函编号"), said_words(measures, "整改措施")

    def change(cursor, row):
        return {"level": LETTER, "notify_mode": "函", "letter_no": number, "measures": measures,
                "deadline": deadline_of(deadline, max(filter(None, (row["issue_date"], database.today()))))}
    change_row(viewer, "letter", rect_id, seen, change)


def to_meeting(viewer: Viewer, rect_id: str, seen: str | None, meeting, bulletin_no: str, deadline=None) -> None:
    """提请联席会议: studied there, a bulletin orders rectification (rectify-joint-meeting-t)."""
    number, day = said_words(bulletin_no, "通报文号"), done_day(meeting)

    def change(cursor, row):
        return {"level": MEETING, "notify_mode": "通报", "meeting_date": day, "bulletin_no": number,
                "deadline": deadline_of(deadline, day) if deadline else row["deadline"]}
    change_row(viewer, "meeting", rect_id, seen, change)


def to_discipline(viewer: Viewer, rect_id: str, seen: str | None, day, reason: str) -> None:
    """反映纪检监察: a person decides it, no rule does (rectify-discipline-report-t)."""
    found = done_day(day)
    change_row(viewer, "discipline", rect_id, seen, lambda cursor, row: {"level": DISCIPLINE, "discipline_date": found}, said_words(reason, "反映事由"))


def complete(viewer: Viewer, rect_id: str, seen: str | None, day, evidence: str, document_no: str | None = None) -> None:
    """完成: with evidence in words, and the number of the document that shows it."""
    found = done_day(day)
    change_row(viewer, "complete", rect_id, seen, lambda cursor, row: {"complete_date": found}, said_words(evidence, "整改情况和佐证"), said_words(document_no))


def look_back(viewer: Viewer, rect_id: str, seen: str | None, day, answers: dict, note: str | None = None) -> None:
    """回头看: three answers of 是, 否 or 未查, one of them the public's (rectify-look-back-q)."""
    found, said = done_day(day), {name: answers.get(name) for name in ANSWERS}
    for name, value in said.items():
        if not value:
            raise Refused("rectification_blank", name=contracts()["rectifications"][name].header)

    def change(cursor, row):
        if row["complete_date"] is None:
            raise Refused("rectification_not_complete", number=rect_id)
        return {"lookback_date": found} | said
    change_row(viewer, "look_back", rect_id, seen, change, said_words(note), open_only=False)


def give_back(viewer: Viewer, rect_id: str, seen: str | None, deadline, reason: str) -> None:
    """退回整改: what the look-back found not done is open again, with a new deadline; its completion stays in the history."""
    def change(cursor, row):
        if row["complete_date"] is None:
            raise Refused("rectification_not_complete", number=rect_id)
        if row["lookback_date"] is None or "否" not in [row[name] for name in ANSWERS]:
            raise Refused("rectification_no_fault", number=rect_id)
        return {"complete_date": None, "lookback_date": None, "deadline": deadline_of(deadline, database.today())} | dict.fromkeys(ANSWERS)
    change_row(viewer, "return", rect_id, seen, change, said_words(reason, "退回理由"), open_only=False)
