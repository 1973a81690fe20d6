"""每日摘要 in English, made of the same alerts at the same moment as the Chinese one (queries/alert_digest.py)."""

import datetime

from components import alert_list, text
from components.text import day, number, t, word
from queries import alert_digest, papers


class English(alert_digest.Said):
    """What the paper says, as the page of alerts says it."""

    def __init__(self):
        self.groups = {name: t(f"alerts.group_{name}") for name in alert_digest.GROUPS}
        self.severities = {name: word(said) for name, said in alert_digest.SEVERITIES.items()}

    def day(self, found: datetime.date) -> str:
        return day(found)

    def due(self, one: dict) -> str:
        left = one["working_days_left"]
        said = "" if left is None else f" ({t('alerts.late' if left < 0 else 'alerts.left', days=number(abs(left)))})"
        return day(one["due_date"]) + said

    def name(self, found: str) -> str:
        return word(found)

    def matter(self, one: dict) -> str:
        return alert_list.said(one, "matter")

    def clause(self, one: dict) -> str:
        return one["clause"] or word("未规定")

    def rest(self, count: int) -> str:
        return t("alerts.digest_rest", count=number(count))


def english(rows: list[dict], made_on: datetime.date, as_of: datetime.date) -> bytes:
    """The digest of these alerts in English."""
    with text.speaking("en"):
        return papers.render("alert_digest_en", alert_digest.values(rows, made_on, as_of, English()))


def make() -> bool:
    """Makes the digest that is due in both languages; the clock asks every minute."""
    return alert_digest.make(english)
