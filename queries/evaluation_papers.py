"""评估报告 of one evaluation that has its result: how it was scored, by whom, what it says and what follows, as Word, from the questions' own answers."""

from data.database import today
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask, papers

BLANK = "—"
SATISFACTION = "满意度评估"
DONE = ("已签署", "已出结果")
DIMENSIONS = {"effectiveness": "服务成效", "management": "日常管理", "social_impact": "社会影响"}
GROUPS = {"bureau_mean": "民政局", "town_mean": "乡镇", "street_mean": "街道", "recipient_mean": "救助对象"}
# the clauses that the report quotes
CLAUSES = {True: ("satisfaction_period", "street_quorum", "satisfaction_low", "consecutive_low_limit"),
           False: ("evaluation_period", "performance_dimensions", "evaluation_group", "tranche_triggers")}


def _points(value) -> str:
    return BLANK if value is None else f"{value:.2f}"


def _round(viewer: Viewer, eval_id: str, as_of: str) -> dict:
    """The round with its result; Refused where there is none yet: a report says what stands."""
    one = next((row for row in ask("rounds", viewer, as_of=as_of).dicts() if row["eval_id"] == eval_id), None)
    if one is None:
        raise Refused("evaluation_none", number=eval_id)
    if one["state"] not in DONE:
        raise Refused("evaluation_unsigned", number=eval_id, state=one["state"])
    return one


def report(viewer: Viewer, eval_id: str, as_of: str | None = None) -> dict:
    """The values of the report, as of a day."""
    day = as_of or str(today())
    one = _round(viewer, eval_id, day)
    of = {"contractor": one["contractor_code"], "as_of": day}
    satisfied = one["eval_type"] == SATISFACTION
    question = "satisfaction" if satisfied else "performance"
    every = [row for row in ask(question, viewer, **of).dicts() if row["contract_no"] == one["contract_no"]]
    mine = next((row for row in every if row["eval_id"] == eval_id), {})
    units = ask("satisfaction_units", viewer, evaluation=eval_id, as_of=day).dicts()
    marks = ask("rater_agreement", viewer, evaluation=eval_id, as_of=day).dicts()
    whole = next((row for row in marks if row["item_code"] is None), {})
    items = list({row["item_code"]: row for row in marks if row["item_code"] is not None}.values())
    rows = ask("score_sheets", viewer, evaluation=eval_id, as_of=day).dicts()
    sheets, asked = list({row["sheet_id"]: row for row in rows}.values()), {row["item_code"]: row for row in rows if row["item_code"]}
    policy = {row["param"]: row for row in ask("policy_values", viewer).dicts()}
    issues = ask("contractor_issues", viewer, **of).dicts()
    return {
        "kind": one["eval_type"], "number": eval_id, "contractor": one["contractor_name"] or one["contractor_code"], "contract": one["contract_no"],
        "round": str(one["round_no"] or BLANK), "period": f"{one['period_start']} 至 {one['period_end']}", "day": str(one["result_date"] or BLANK),
        "as_of": day, "printed": str(today()), "state": one["state"], "signed_by": one["signed_by"] or BLANK, "reasons": one["reasons"] or BLANK,
        "satisfied": satisfied, "score": _points(mine.get("score", one["score"])), "verdict": _verdict(one, mine, policy, satisfied),
        "units_said": f"{one['units_returned']} / {one['units_due']}" if one["units_due"] is not None else BLANK,
        "missing": "、".join(one["units_missing"] or []) or "无", "has_units": any(row["sheets"] for row in units),
        "sheets": str(len(sheets)), "counted": str(sum(bool(row["counts"]) for row in sheets)),
        "left_out": str(sum(not row["counts"] for row in sheets)), "recused": str(sum(bool(row["recused"]) for row in sheets)),
        "spread": f"中位 {_points(whole.get('median'))}，最低 {_points(whole.get('lowest'))}，最高 {_points(whole.get('highest'))}" if whole else BLANK,
        "alpha": BLANK if whole.get("alpha") is None else f"{whole['alpha']:.2f}",
        "units": [{"name": row["unit_name"] or row["unit_code"], "type": row["unit_type"], "sheets": str(row["sheets"]), "score": _points(row["score"])}
                  for row in units],
        "items": [{"name": asked[row["item_code"]]["item_name"] or row["item_code"], "full": _points(asked[row["item_code"]]["full_score"]),
                   "raters": str(row["raters"])} | {name: _points(row[name]) for name in ("median", "lowest", "highest")}
                  for row in items if row["item_code"] in asked],
        "means": [{"name": name, "score": _points(mine[key])} for key, name in ({} if satisfied else DIMENSIONS | GROUPS).items() if mine.get(key) is not None],
        "rounds": [{"number": row["eval_id"], "kind": row.get("eval_type", SATISFACTION), "day": str(row["result_date"] or BLANK),
                    "score": _points(row["score"]), "verdict": _verdict(row, row, policy, satisfied)} for row in every],
        "issues": [{"number": row["rect_id"], "source": row["source_type"], "issue": " ".join((row["issue"] or BLANK).split()),
                    "deadline": str(row["deadline"] or BLANK), "done": str(row["complete_date"] or ("逾期未改" if row["overdue"] else "未完成"))}
                   for row in issues if row["complete_date"] is None or str(row["issue_date"] or "") >= str(one["period_start"])],
        "clauses": [{"where": " ".join(part for part in (policy[name].get("document"), policy[name].get("clause")) if part),
                     "quotation": policy[name]["quotation"] or BLANK, "state": policy[name]["state"]} for name in CLAUSES[satisfied] if name in policy],
        "commands": [f"python app.py ask {question} --contractor {one['contractor_code']} --as-of {day}",
                     *(f"python app.py ask {name} --evaluation {eval_id} --as-of {day}" for name in ("score_sheets", "satisfaction_units", "rater_agreement"))],
    }


def _verdict(one: dict, scored: dict, policy: dict, satisfied: bool) -> str:
    if not satisfied:
        return scored.get("passed") or one.get("passed") or "未签署结论"
    if scored.get("valid") is None:
        return BLANK
    if not scored["valid"]:
        return "未达到收回要求，不出分"
    if scored["low"] is None:
        return "界线未确认，不判较低"
    said = "较低" if scored["low"] else "不属较低"
    return f"{said}；连续较低 {scored['streak']} 次" + (f"；{scored['proposal']}" if scored["proposal"] else "") if scored["streak"] is not None else said


def word(viewer: Viewer, eval_id: str, as_of: str | None = None) -> bytes:
    """The same as a document."""
    return papers.render("evaluation_report", report(viewer, eval_id, as_of))
