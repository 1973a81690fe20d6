"""The daily digest of 预警与待办 as Word: what is open, by deadline as on the page, and how many each owner has."""

import datetime
from collections import Counter
from collections.abc import Callable

from data.alerts import digests, states
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

GROUPS = {"overdue": "逾期", "week": "本周到期", "later": "以后到期", "open": "无期限"}
SEVERITIES = {"red": "预警", "amber": "关注", "grey": "未规定"}
MOST = 200  # rows of a group on paper; the page has them all
BUREAU = Viewer(states.WHO, "admin")  # whom the clock's digest is made for
BLANK = "—"


def group_of(due: datetime.date | None, day: datetime.date) -> str:
    """overdue, this week, later or without a day, seen from a day."""
    if due is None:
        return "open"
    if due < day:
        return "overdue"
    return "week" if (due - day).days <= 6 - day.weekday() else "later"


def counts(rows: list[dict], as_of: datetime.date) -> dict:
    """How many of each level, and how many of them overdue."""
    found = Counter(one["severity"] for one in rows)
    return {name: found[name] for name in SEVERITIES} | {"overdue": sum(group_of(one["due_date"], as_of) == "overdue" for one in rows), "total": len(rows)}


class Said:
    """What the paper says, in Chinese; components/alert_digest.py says it in English."""

    groups, severities = GROUPS, SEVERITIES

    def day(self, found: datetime.date) -> str:
        return str(found)

    def due(self, one: dict) -> str:
        left = one["working_days_left"]
        said = "" if left is None else f"（逾期 {-left} 个工作日）" if left < 0 else f"（还剩 {left} 个工作日）"
        return f"{one['due_date']}{said}"

    def name(self, found: str) -> str:
        return found

    def matter(self, one: dict) -> str:
        return one["matter"]

    def clause(self, one: dict) -> str:
        return one["clause"] or "文件未规定"

    def rest(self, count: int) -> str:
        return f"其余 {count} 项见系统“预警与待办”。"

    def row(self, one: dict) -> dict:
        subject, owner = (self.name(one[name]) if one[name] else BLANK for name in ("subject", "owner"))
        return {"severity": self.severities[one["severity"]], "matter": self.matter(one), "subject": subject, "owner": owner,
                "due": self.due(one) if one["due_date"] else BLANK, "clause": self.clause(one)}


def values(rows: list[dict], day: datetime.date, as_of: datetime.date, said: Said | None = None) -> dict:
    """The values of the paper; who took or put off an alert is no part of it."""
    said, groups = said or Said(), []
    for name, title in said.groups.items():
        mine = sorted((one for one in rows if group_of(one["due_date"], as_of) == name), key=lambda one: one["due_date"] or datetime.date.max)
        if mine:
            rest = said.rest(len(mine) - MOST) if len(mine) > MOST else ""
            groups.append({"name": title, "count": len(mine), "alerts": [said.row(one) for one in mine[:MOST]], "rest": rest})
    owners = sorted({one["owner"] or BLANK for one in rows})
    by_owner = [{"owner": said.name(owner)} | counts([one for one in rows if (one["owner"] or BLANK) == owner], as_of) for owner in owners]
    by_owner.sort(key=lambda one: (-one["overdue"], -one["red"], -one["total"]))
    return counts(rows, as_of) | {"day": said.day(day), "as_of": said.day(as_of), "groups": groups, "owners": by_owner}


def make(english: Callable[[list[dict], datetime.date, datetime.date], bytes] | None = None) -> bool:
    """Makes the digest that is due, if one is; the clock asks every minute. ``english`` makes the same paper in English, of the same alerts."""
    day = digests.due()
    if day is None:
        return False
    from queries import papers  # Word takes a while to load, and most looks find nothing due

    as_of = states.standing_day()
    rows = ask("alerts", BUREAU, as_of=str(as_of)).dicts()
    digests.keep(day, papers.render("alert_digest", values(rows, day, as_of)), counts(rows, as_of), english and english(rows, day, as_of))
    return True


def read(viewer: Viewer, day: str, english: bool = False) -> bytes:
    """A digest that was kept, in English if it was made so too; the question says whether this viewer may have it."""
    found = next((one["file"] for one in ask("alert_digests", viewer).dicts() if str(one["day"]) == day), None)
    if found is None:
        raise Refused("digest_none", day=day)
    return digests.read(found, english)
