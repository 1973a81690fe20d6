"""评估报告 of one evaluation that has its result: how it was scored, by whom, what it says and what follows, as Word, from
the questions' own answers, in the language spoken."""

from components import replay
from components.text import BLANK, day, language, share, t, word
from data.database import today
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask, papers

TEMPLATES = {"zh": "evaluation_report", "en": "evaluation_report_en"}
SATISFACTION = "满意度评估"
DONE = ("已签署", "已出结果")
DIMENSIONS = {"effectiveness": "服务成效", "management": "日常管理", "social_impact": "社会影响"}
GROUPS = {"bureau_mean": "民政局", "town_mean": "乡镇", "street_mean": "街道", "recipient_mean": "救助对象"}
# the clauses that the report quotes
CLAUSES = {True: ("satisfaction_period", "street_quorum", "satisfaction_low", "consecutive_low_limit"),
           False: ("evaluation_period", "performance_dimensions", "evaluation_group", "tranche_triggers")}


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
    until = as_of or str(today())
    one = _round(viewer, eval_id, until)
    of = {name: value for name, value in (("contractor", one["contractor_code"]), ("as_of", until)) if value}
    satisfied = one["eval_type"] == SATISFACTION
    question = "satisfaction" if satisfied else "performance"
    every = [row for row in ask(question, viewer, **of).dicts() if row["contract_no"] == one["contract_no"]]
    mine = next((row for row in every if row["eval_id"] == eval_id), {})
    units = ask("satisfaction_units", viewer, evaluation=eval_id, as_of=until).dicts()
    marks = ask("rater_agreement", viewer, evaluation=eval_id, as_of=until).dicts()
    whole = next((row for row in marks if row["item_code"] is None), {})
    items = list({row["item_code"]: row for row in marks if row["item_code"] is not None}.values())
    rows = ask("score_sheets", viewer, evaluation=eval_id, as_of=until).dicts()
    sheets, asked = list({row["sheet_id"]: row for row in rows}.values()), {row["item_code"]: row for row in rows if row["item_code"]}
    policy = {row["param"]: row for row in ask("policy_values", viewer).dicts()}
    issues = ask("contractor_issues", viewer, **of).dicts()
    return {
        "kind": word(one["eval_type"]), "title": t("evaluation.satisfaction" if satisfied else "evaluation.performance"), "number": eval_id,
        "contractor": one["contractor_name"] or one["contractor_code"], "contract": one["contract_no"],
        "round": str(one["round_no"] or BLANK), "period": t("period.days", first=day(one["period_start"]), last=day(one["period_end"])),
        "day": day(one["result_date"]), "as_of": day(until), "printed": day(today()), "state": word(one["state"]),
        "signed_by": one["signed_by"] or BLANK, "reasons": one["reasons"] or BLANK,
        "satisfied": satisfied, "score": share(mine.get("score", one["score"])), "verdict": _verdict(one, mine, policy, satisfied),
        "units_said": f"{one['units_returned']} / {one['units_due']}" if one["units_due"] is not None else BLANK,
        "missing": t("common.list").join(one["units_missing"] or []) or t("evaluation.nobody"), "has_units": any(row["sheets"] for row in units),
        "sheets": str(len(sheets)), "counted": str(sum(bool(row["counts"]) for row in sheets)),
        "left_out": str(sum(not row["counts"] for row in sheets)), "recused": str(sum(bool(row["recused"]) for row in sheets)),
        "spread": t("evaluation.spread", **{name: share(whole.get(name)) for name in ("median", "lowest", "highest")}) if whole else BLANK,
        "alpha": share(whole.get("alpha")),
        "units": [{"name": row["unit_name"] or row["unit_code"], "type": word(row["unit_type"]), "sheets": str(row["sheets"]),
                   "score": share(row["score"])} for row in units],
        "items": [{"name": word(asked[row["item_code"]]["item_name"] or row["item_code"]), "full": share(asked[row["item_code"]]["full_score"]),
                   "raters": str(row["raters"])} | {name: share(row[name]) for name in ("median", "lowest", "highest")}
                  for row in items if row["item_code"] in asked],
        "means": [{"name": word(name), "score": share(mine[key])} for key, name in ({} if satisfied else DIMENSIONS | GROUPS).items()
                  if mine.get(key) is not None],
        "rounds": [{"number": row["eval_id"], "kind": word(row.get("eval_type", SATISFACTION)), "day": day(row["result_date"]),
                    "score": share(row["score"]), "verdict": _verdict(row, row, policy, satisfied)} for row in every],
        "issues": [{"number": row["rect_id"], "source": word(row["source_type"]), "issue": " ".join((row["issue"] or BLANK).split()),
                    "deadline": day(row["deadline"]),
                    "done": day(row["complete_date"]) if row["complete_date"] else t("evaluation.late" if row["overdue"] else "evaluation.open")}
                   for row in issues if row["complete_date"] is None or str(row["issue_date"] or "") >= str(one["period_start"])],
        "clauses": [{"where": " ".join(part for part in (policy[name].get("document"), policy[name].get("clause")) if part),
                     "quotation": policy[name]["quotation"] or BLANK, "state": word(policy[name]["state"])}
                    for name in CLAUSES[satisfied] if name in policy],
        "commands": [replay.command(name, given, viewer.name if viewer.region or viewer.contractor else "") for name, given in
                     ((question, of), *((one, {"evaluation": eval_id, "as_of": until}) for one in ("score_sheets", "satisfaction_units", "rater_agreement")))],
    }


def _verdict(one: dict, scored: dict, policy: dict, satisfied: bool) -> str:
    if not satisfied:
        found = scored.get("passed") or one.get("passed")
        return word(found) if found else t("evaluation.no_verdict")
    if scored.get("valid") is None:
        return BLANK
    if not scored["valid"]:
        return t("evaluation.not_returned")
    if scored["low"] is None:
        return t("evaluation.unconfirmed")
    said = [word("较低" if scored["low"] else "达到")]
    if scored["streak"] is not None:
        said.append(t("evaluation.streak", count=scored["streak"]))
    return t("evaluation.and").join([*said, *([word(scored["proposal"])] if scored["proposal"] else [])])


def in_word(viewer: Viewer, eval_id: str, as_of: str | None = None) -> bytes:
    """The same as a document."""
    return papers.render(TEMPLATES[language()], report(viewer, eval_id, as_of))
