"""The annexes of a bulletin: definitions with their clauses, and the state of the data. Rows of questions in, words out."""

from components.explain import PARTS, version
from components.explain import definitions as known
from components.parameter import read, titled, value
from components.parameter import source as where
from components.text import BLANK, day, language, moment, number, t, word
from data.contract import contracts

# the figures of a bulletin, as their ⓘ defines them
DEFINED = ("accuracy_rate", "accuracy_item_rate", "recheck_rate", "accuracy_trend", "satisfaction_score", "removal", "service_feedback", "performance",
           "publicity_coverage", "publicity_board", "publicity_photos", "posting_compliance", "payment_due", "payment_gate", "complaints_open",
           "complaints_substantiated", "violations_steps", "rectification_state")
# the first parameters that the tables of a chapter rest on
BASED = {"overview": ("accuracy_target", "coverage_target"), "accuracy": ("accuracy_target", "min_sample"),
         "satisfaction": ("satisfaction_low", "satisfaction_period"), "publicity": ("inspections_per_period", "coverage_target", "photo_set"),
         "payments": ("tranche_1_limit_wd", "tranche_2_limit_wd", "tranche_3_limit_wd"), "complaints": ("complaint_reply_wd",),
         "violations": ("violation_decision_body",), "rectifications": ("lookback_days",)}


def clause(row: dict) -> str:
    """A parameter with its value, state, document and clause."""
    said = f"{titled(row)} {value(read(row['value']), row['unit'])}" if row["value"] not in (None, "") else titled(row)
    return t("bulletin.clause", said=said, state=word(row["state"]), where=where(row) or t("common.no_clause"))


def source(policy: dict[str, dict], chapter: str) -> str:
    """依据 of a chapter's tables."""
    return t("bulletin.based", clauses=t("bulletin.join").join(clause(policy[name]) for name in BASED[chapter] if name in policy))


def definitions(policy: dict[str, dict]) -> list[dict]:
    """Each figure: what it counts, its formula, what is left out, its clauses and since when they hold."""
    found = []
    for name in DEFINED:
        said = known()[name]
        found.append({"title": said["title"][language()], **{part: said[part][language()] for part in PARTS},
                      "clauses": [clause(policy[param]) for param in said["params"] if param in policy], "version": version(said["params"], policy)})
    return found


def ledgers(ranges: list[dict], files: list[dict]) -> list[dict]:
    """``ranges`` of data_range, ``files`` of freshness (none for who may not see files): every ledger with its rows, those
    of files that stand in it where they are known, and what was sent back."""
    held, back = {one["dataset"]: one for one in ranges}, {one["dataset"]: one for one in files}
    shown = []
    for name, contract in contracts().items():
        one, file = held.get(name, {}), back.get(name, {})
        if one or file:
            title = contract.title if language() == "zh" else name.replace("_", " ").capitalize()
            shown.append({"title": title, "rows": number(file.get("rows", one.get("rows"))),
                          "first": day(one.get("first_day")), "last": day(one.get("last_day")),
                          "imported": moment(one.get("last_import") or file.get("last_import")),
                          "rejected": number(file["rejected"]) if file else BLANK, "waiting": number(file["waiting"]) if file else BLANK})
    return shown
