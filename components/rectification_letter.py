"""整改提醒函 of one rectification, in the language spoken: its values for Word and for the printer, from the questions' own answers."""

import json

from components.text import BLANK, day, language, signed_day, t, word
from data.database import today
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask, papers

TEMPLATES = {"zh": "rectification_letter", "en": "rectification_letter_en"}
TO_WRITE = "＿" * 6  # left for the hand
# the clause that a finding of this source touches: a parameter of the policy
TOUCHED = {"抽查": "min_sample", "公示检查": "board_items", "投诉举报": "complaint_register_body", "违规": "violation_types"}


def _clause(row: dict | None) -> dict:
    row = row or {}
    return {"where": " ".join(part for part in (row.get("document"), row.get("clause")) if part) or BLANK,
            "quotation": f"“{row['quotation']}”" if row.get("quotation") else ""}


def letter(viewer: Viewer, rect_id: str) -> dict:
    """The values of the letter; Refused when there is no such rectification in the viewer's scope. Names stay masked."""
    one = next(iter(ask("rectification_cases", viewer, rect=rect_id).dicts()), None)
    if one is None:
        raise Refused("rectification_none", number=rect_id)
    policy = {row["param"]: row for row in ask("policy_values", viewer).dicts()}
    form, touched = _clause(policy.get("rectification_form")), _clause(policy.get(TOUCHED.get(one["source_type"], "")))
    forms = policy.get("rectification_form", {}).get("value")
    return {
        "rect_id": rect_id,
        "number": one["letter_no"] or TO_WRITE,
        "printed": signed_day(today()),
        "to": one["resp_name"] or TO_WRITE,
        "person": one["resp_person"] or TO_WRITE,
        "issue": " ".join((one["issue"] or BLANK).split()),
        "source": " ".join(part for part in (word(one["source_type"]), one["source_id"]) if part),
        "issued": day(one["issue_date"]),
        "deadline": day(one["deadline"]) if one["deadline"] else TO_WRITE,
        "measures": " ".join((one["measures"] or TO_WRITE).split()),
        "reminders": str(one["reminder_count"]),
        "forms": t("common.list").join(map(word, json.loads(forms))) if forms else BLANK,
        "clause": form["where"],
        "quotation": form["quotation"],
        "touched": touched["where"],
        "touched_quotation": touched["quotation"],
        "contact": TO_WRITE,
        "phone": TO_WRITE,
    }


def letter_in_word(viewer: Viewer, rect_id: str) -> bytes:
    """The same as a document."""
    return papers.render(TEMPLATES[language()], letter(viewer, rect_id))
