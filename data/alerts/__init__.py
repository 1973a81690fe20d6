"""Alert rules as data: one .sql file a rule. Its opening lines say what it is, its SELECT which rows it finds as of $as_of.

    -- rule: ids of rules.md A, the profile's own one is shown
    -- title: 中文 | English        also red, amber (when each), matter, verb
    -- matter: words with {column} of the SELECT; of a grouped rule {failing} {whole} {rate} {part} {words}
    -- page: where the rows are seen; left out, the rows of a grouped rule open beside the list
    -- clause: the policy parameter the rule rests on
    -- silent: drop (no alert where the profile says nothing), grey, or keep (the row brings its own day)
    -- needs: datasets; while one of them is empty nothing is said
    -- roles: county or complaints; left out, everybody

A rule selects severity, key, subject, owner, region, contractor, due_date and what its words name. A grouped rule (``group``)
selects one row a thing judged (some of ROW: what it concerns, its own number, ok, what was found, and grave where not all are), which
are counted by subject and part: ``any`` of them is an alert, or their share is held against a pair of bounds. ok null is not judged.

    -- recorded: yes     nothing is said where no row of the whole store is ok: the column is not exported
    -- few: whole        these are all there are, no sample: few are judged as many are
    -- few: none         too few say nothing at all; left out, they are amber at most

A value that the office has not confirmed makes the alert grey, never red.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from data.viewer import ROLES

FOLDER = Path(__file__).parent
WHO = {
    "county": ("leader", "panel", "finance", "auditor", "admin"),
    "complaints": ("leader", "panel", "finance", "town", "auditor", "admin"),
    "": ROLES,
}
SPOKEN = ("title", "red", "amber", "matter", "verb")

# where data/alerts/find.py puts what it finds: in memory, beside the store
KEPT = """create table kept.alerts (day date, rule varchar, own_rule varchar, severity varchar, alert_key varchar, subject varchar,
    owner varchar, region varchar, contractor varchar, due_date date, matter varchar, matter_en varchar, page varchar);
create table kept.alert_rows (day date, alert_key varchar, region varchar, contractor varchar, row varchar, found varchar)"""


@dataclass(frozen=True)
class Rule:
    """One rule as its file declares it; ``said``: the other opening lines, and those in two languages as (zh, en)."""

    name: str
    ids: tuple[str, ...]
    roles: tuple[str, ...]
    said: dict
    sql: str

    @property
    def group(self) -> str:
        return self.said.get("group", "")


def read(path: Path) -> Rule:
    """The rule of a file."""
    text = path.read_text(encoding="utf-8")
    head = re.match(r"(?:--.*\n)+", text).group(0)
    said = dict(re.findall(r"^-- (\w+): *(.*)$", head, re.MULTILINE))
    for name in SPOKEN:
        if name in said:
            said[name] = tuple(part.strip() for part in said[name].split(" | "))
    return Rule(path.stem, tuple(said["rule"].split()), WHO[said.get("roles", "")], said, text[len(head) :].strip().replace("$as_of", "as_of"))


@functools.cache
def rules() -> dict[str, Rule]:
    """Every rule by the name of its file."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.sql"))}


# --- the SQL of a rule ----------------------------------------------------------------------------------------


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def words(template: str) -> str:
    """SQL that fills {column}s into a sentence; a blank one shows as nothing."""
    parts = re.split(r"\{(\w+)\}", template)
    filled = [_quoted(part) if place % 2 == 0 else f"cast({part} as varchar)" for place, part in enumerate(parts) if part]
    return f"concat({', '.join(filled)})"


ROW = {
    "subject": "varchar",
    "owner": "varchar",
    "region": "varchar",
    "contractor": "varchar",
    "part": "varchar",
    "row": "varchar",
    "ok": "boolean",
    "grave": "boolean",
    "found": "varchar",
    "days": "varchar",
}


def judged(rule: Rule) -> str:
    """The rows that a grouped rule judges, all with the same columns; none where nobody ever records the matter."""
    blank = ", ".join(f"null::{kind} as {name}" for name, kind in ROW.items())
    rows = f"select {', '.join(ROW)} from (select {blank} where false union all by name ({rule.sql})) where ok is not null"
    return f"{rows} qualify bool_or(ok) over ()" if rule.said.get("recorded") == "yes" else rows


def _severity(rule: Rule) -> str:
    """How grave a group is: a small sample is never red, all there are is no sample."""
    if rule.group == "any":
        return "if(grave, 'red', 'amber')"
    low, sample = (f"cast(policy_list('{rule.group}')[{place}] as double)" for place in (1, 2)), "policy_number('min_sample')"
    first, second = low
    few = {"whole": "false", "none": f"whole < {sample}"}.get(rule.said.get("few", ""), f"whole < {sample}")
    judged_few = "null" if rule.said.get("few") == "none" else "'amber'"
    return (
        f"case when 100 * (whole - failing) >= {first} * whole then null when {few} then {judged_few} "
        f"when 100 * (whole - failing) >= {second} * whole then 'amber' else 'red' end"
    )


def found(rule: Rule, rows: str = "") -> str:
    """What one rule finds, in the columns that all rules share. ``rows``: where the rows of a grouped rule lie."""
    if rule.group:
        counted = f"""select subject, owner, region, contractor, part, count(*) as whole, count(*) filter (not ok) as failing, any_value(days) as days,
            coalesce(bool_or(coalesce(grave, true)) filter (not ok), false) as grave, subject || '.' || part as key, null as due_date,
            part_words(part) as words, format('{{:.2f}}', share_pct(count(*) filter (ok), count(*))) as rate
            from {rows or f"({judged(rule)})"} group by subject, owner, region, contractor, part having count(*) filter (not ok) > 0"""
        source = f"select *, {_severity(rule)} as severity from ({counted})"
    else:
        source = rule.sql
    page = rule.said.get("page", "/alerts?case={alert_key}").replace("{alert_key}", rule.name + ":{key}")
    chosen = "rule_id" if " as rule_id" in rule.sql else "null"
    return f"""select {_quoted(rule.name)} as rule, {chosen} as own_rule, severity, {_quoted(rule.name + ":")} || coalesce(key, '') as alert_key,
    subject, owner, region, contractor, cast(due_date as date) as due_date, {words(rule.said["matter"][0])} as matter,
    {words(rule.said["matter"][1])} as matter_en,
    {words(page)} as page
from ({source}) where severity is not null"""


def view() -> str:
    """The rules themselves as a view, for the store."""
    rows = ",\n    ".join(
        "("
        + ", ".join(
            [
                _quoted(rule.name),
                f"[{', '.join(map(_quoted, rule.ids))}]",
                f"[{', '.join(map(_quoted, rule.roles))}]",
                *(_quoted(part) for name in ("title", "verb") for part in rule.said[name]),
                _quoted(rule.said["clause"]),
                _quoted(rule.said.get("silent", "drop")),
                f"[{', '.join(map(_quoted, rule.said['needs'].split()))}]",
            ]
        )
        + ")"
        for rule in rules().values()
    )
    return (
        "create or replace view alert_rules as select * from (values\n    "
        + rows
        + ") declared (rule, ids, roles, title, title_en, verb, verb_en, param, silent, needs)"
    )
