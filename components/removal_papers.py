"""The evidence behind 建议清退，提请研究, in the language spoken: rounds, sheets, issues, clause, as a workbook and as a paper. A person decides, never this
file."""

from components.text import BLANK, day, language, share, t, word
from data.refusal import Refused
from data.viewer import Viewer
from queries import Answer, ask, papers
from queries.ledger_form import Sheet, Words, workbook

TEMPLATES = {"zh": "removal_proposal", "en": "removal_proposal_en"}
DONE = ("已出结果", "已签署", "未到期")  # a round that is not one of these is a gap
CLAUSES = ("satisfaction_low", "consecutive_low_limit", "street_quorum", "satisfaction_period")


def evidence(viewer: Viewer, contractor: str, as_of: str) -> dict[str, Answer]:
    """What it is -> answer; each question decides what the viewer may see."""
    given = {"contractor": contractor, "as_of": as_of}
    rounds = ask("satisfaction", viewer, **given)
    if not rounds.rows:
        raise Refused("missing_argument", question="satisfaction", name="contractor")
    sheets = [(one["round_no"], row) for one in rounds.dicts() for row in ask("score_sheets", viewer, evaluation=one["eval_id"], as_of=as_of).rows]
    columns = ("round_no", *ask("score_sheets", viewer, evaluation=rounds.dicts()[0]["eval_id"], as_of=as_of).columns)
    policy = ask("policy_values", viewer)
    clauses = Answer(policy.columns, [row for row in policy.rows if row[0] in CLAUSES])
    return {"rounds": rounds, "due": ask("rounds", viewer, **given), "sheets": Answer(columns, [(number, *row) for number, row in sheets]),
            "issues": ask("contractor_issues", viewer, **given), "clauses": clauses}


def in_form(viewer: Viewer, contractor: str, as_of: str, header=str) -> bytes:
    """The workbook, one sheet a question; ``header``: how a column is called."""
    sheets = [Sheet(t(f"removal.sheet_{what}"), [(column, header(column)) for column in answer.columns], answer.rows, adds=False)
              for what, answer in evidence(viewer, contractor, as_of).items()]
    return workbook(sheets, Words("", t("ledger.as_of", day=day(as_of)), "", "", ()))


def in_word(viewer: Viewer, contractor: str, as_of: str) -> bytes:
    """The paper that goes with it: what happened, by which clause, and that it is for a decision."""
    found = evidence(viewer, contractor, as_of)
    rounds, last = found["rounds"].dicts(), found["rounds"].dicts()[-1]
    gaps = [one for one in found["due"].dicts() if one["eval_type"] == "满意度评估" and one["state"] not in DONE]
    clauses = {row["param"]: row for row in found["clauses"].dicts()}
    low, two = clauses["satisfaction_low"], clauses["consecutive_low_limit"]

    def verdict(one):
        if not one["valid"] or one["low"] is None:
            return t("evaluation.unconfirmed" if one["valid"] else "evaluation.not_returned")
        return word("较低" if one["low"] else "不属较低")
    return papers.render(TEMPLATES[language()], {
        "contractor": last["contractor_name"] or contractor, "as_of": day(as_of),
        "proposal": word(last["proposal"]) if last["proposal"] else t("removal.none"),
        "low": t("removal.low", value=low["value"], state=word(low["state"]), document=low["document"] or BLANK) if low["usable"]
        else t("evaluation.unconfirmed"),
        "clause": f"{two['document']} {two['clause']}：{two['quotation']}",
        "streak": BLANK if last["streak"] is None else str(last["streak"]),
        "rounds": [{"contract": one["contract_no"], "number": str(one["round_no"] or BLANK), "day": day(one["result_date"]),
                    "period": t("period.days", first=day(one["period_start"]), last=day(one["period_end"])), "score": share(one["score"]),
                    "units": f"{one['units_returned']} / {one['units_due']}", "verdict": verdict(one)} for one in rounds],
        "gaps": t("common.list").join(t("removal.gap_of", contract=one["contract_no"], number=one["round_no"], state=word(one["state"])) for one in gaps)
        or t("evaluation.nobody"),
        "issues": [{"number": one["rect_id"], "source": word(one["source_type"]), "issue": one["issue"] or BLANK, "deadline": day(one["deadline"]),
                    "done": day(one["complete_date"]) if one["complete_date"] else t("evaluation.open")} for one in found["issues"].dicts()]})
