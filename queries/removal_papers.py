"""The evidence behind 建议清退，提请研究: rounds, sheets, issues, clause, as a workbook and as a paper. A person decides, never this file."""

import io

from data.refusal import Refused
from data.viewer import Viewer
from queries import Answer, ask, papers
from queries.export import harmless, plain

CLAUSES = ("satisfaction_low", "consecutive_low_limit", "street_quorum", "satisfaction_period")


def evidence(viewer: Viewer, contractor: str, as_of: str) -> dict[str, Answer]:
    """Title -> answer; each question decides what the viewer may see."""
    given = {"contractor": contractor, "as_of": as_of}
    rounds = ask("satisfaction", viewer, **given)
    if not rounds.rows:
        raise Refused("missing_argument", question="satisfaction", name="contractor")
    sheets = [(one["round_no"], row) for one in rounds.dicts() for row in ask("score_sheets", viewer, evaluation=one["eval_id"], as_of=as_of).rows]
    columns = ("round_no", *ask("score_sheets", viewer, evaluation=rounds.dicts()[0]["eval_id"], as_of=as_of).columns)
    policy = ask("policy_values", viewer)
    clauses = Answer(policy.columns, [row for row in policy.rows if row[0] in CLAUSES])
    return {"满意度轮次": rounds, "应评轮次": ask("rounds", viewer, **given), "评分表": Answer(columns, [(number, *row) for number, row in sheets]),
            "问题整改": ask("contractor_issues", viewer, **given), "依据": clauses}


def workbook(viewer: Viewer, contractor: str, as_of: str, header=str) -> bytes:
    """One sheet a question; ``header``: how a column is called."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        for title, answer in evidence(viewer, contractor, as_of).items():
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, [header(column) for column in answer.columns])
            for line, row in enumerate(answer.rows, 1):
                for place, value in enumerate(row):
                    shown = "、".join(map(str, value)) if isinstance(value, list) else plain(value)
                    if shown is not None:
                        sheet.write(line, place, harmless(shown))
            sheet.freeze_panes(1, 0)
            sheet.autofit()
    return content.getvalue()


def word(viewer: Viewer, contractor: str, as_of: str) -> bytes:
    """The paper that goes with it: what happened, by which clause, and that it is for a decision."""
    found = evidence(viewer, contractor, as_of)
    rounds, last = found["满意度轮次"].dicts(), found["满意度轮次"].dicts()[-1]
    gaps = [one for one in found["应评轮次"].dicts() if one["eval_type"] == "满意度评估" and one["state"] not in ("已出结果", "已签署", "未到期")]
    clauses = {row["param"]: row for row in found["依据"].dicts()}
    low, two = clauses["satisfaction_low"], clauses["consecutive_low_limit"]
    issues = found["问题整改"].dicts()

    def points(value):
        return "—" if value is None else f"{value:.2f}"

    def verdict(one):
        if not one["valid"] or one["low"] is None:
            return "阈值未确认" if one["valid"] else "未完成"
        return "较低" if one["low"] else "不属较低"
    return papers.render("removal_proposal", {
        "contractor": last["contractor_name"] or contractor, "as_of": as_of, "proposal": last["proposal"] or "未提出建议",
        "low": f"{low['value']} 分（{low['state']}，{low['document'] or ''}）" if low["usable"] else "未确认，不判较低",
        "clause": f"{two['document']} {two['clause']}：{two['quotation']}",
        "streak": "—" if last["streak"] is None else str(last["streak"]),
        "rounds": [{"contract": one["contract_no"], "number": str(one["round_no"] or "—"), "day": str(one["result_date"]),
                    "period": f"{one['period_start']} 至 {one['period_end']}", "score": points(one["score"]),
                    "units": f"{one['units_returned']} / {one['units_due']}", "verdict": verdict(one)} for one in rounds],
        "gaps": "、".join(f"{one['contract_no']} 第 {one['round_no']} 轮（{one['state']}）" for one in gaps) or "无",
        "issues": [{"number": one["rect_id"], "source": one["source_type"], "issue": one["issue"] or "—",
                    "deadline": str(one["deadline"] or "—"), "done": str(one["complete_date"] or "未完成")} for one in issues]})
