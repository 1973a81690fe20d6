"""Proves the chain of audit lines: a line that was changed, or taken out, is found and named.

Each line carries the hash of its own words and of the line before (data/database.py). A line whose words do not make its link was
changed or, where numbers are missing before it, lines were taken out; numbers alone prove nothing, because a commit that fails uses
one up. What was cut from the end, or rewritten link by link, is found by a link that was noted elsewhere: this proof says the last
one, 复核 in every ⓘ shows it, backups hold it.
"""

from data import database
from data.database import link
from data.refusal import sentence


def proof(noted: str = "") -> tuple[list[str], str | None]:
    """(findings, what is said when there is none). ``noted``: the beginning of a link that must still be there."""
    store, found, before = database.store(), [], None
    with store.reading() as cursor:
        missing = noted and not cursor.execute("select count(*) from audit where starts_with(chain, ?)", [noted.lower()]).fetchone()[0]
        lines = cursor.execute("select audit_id, happened_at, who, what, detail, chain from audit order by audit_id")
        count, first, last, words = 0, None, 0, ""
        while rows := lines.fetchmany(4096):
            for number, at, who, what, detail, chain in rows:
                first = number if first is None else first
                if chain == link(before, at, who, what, detail):
                    pass  # also where numbers are left out: a commit that failed on a full disk had taken one
                elif count and number != last + 1:
                    found.append(sentence("chain_missing", line=number, first=last + 1, last=number - 1))
                else:
                    found.append(sentence("chain_changed", line=number, at=at, who=who, what=what))
                count, last, before, words = count + 1, number, chain, chain
    if missing:
        found.append(sentence("chain_cut", link=noted))
    return found, None if found else sentence("chain_whole", count=count, first=first or 0, last=last, link=words[:16])
