"""通报: a period's figures, conclusions, tables and pictures as Word, of what a viewer may see; and the ones that the clock makes.

Everything comes from the questions of the pages, asked as the viewer; the sentences are those of the pages' 结论 (concluded.py). What was
asked is printed as commands in the annex, so that a reader replays each figure.
"""

from urllib.parse import urlencode

from components import alert_table, basis, bulletin_pictures, bulletin_tables, concluded, conclusion, filters, overview_figures, replay, section, text
from components.bulletin_annex import definitions, ledgers, source
from components.remembered import ask_once
from components.text import number, t
from data import bulletins, database
from data.alerts import states
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer
from queries import Answer, papers, questions
from queries.parameters import day

BUREAU = Viewer(bulletins.WHO, "admin")  # whom the clock's bulletin is made for
PAGES = ("accuracy", "satisfaction", "publicity", "payments", "complaints", "violations", "rectifications")
FEW = ("visited", "rechecked")  # what of a group tells how many households stand behind its rate
TEMPLATES = {"zh": "bulletin", "en": "bulletin_en"}


class Asking:
    """Asks as one viewer and keeps what was asked."""

    def __init__(self, viewer: Viewer):
        self.viewer, self.asked = viewer, []

    def __call__(self, question: str, settled: dict, **more) -> Answer:
        given = section.asked(question, settled, **more)
        if question not in replay.HELPERS and (question, given) not in self.asked:
            self.asked.append((question, given))
        return ask_once(question, self.viewer, **given)

    def rows(self, question: str, settled: dict, **more) -> list[dict]:
        return self(question, settled, **more).dicts()


def may(viewer: Viewer) -> bool:
    """Whether a role may have a bulletin; what it may see of it the questions say."""
    return viewer.role in questions()["bulletins"].roles


def _scope(viewer: Viewer, choices: list[dict]) -> str:
    """Whose figures these are, where they are not the whole county's."""
    names = {one["key"]: one["name"] for one in choices}
    return t("common.list").join(names.get(key) or key for key in (viewer.region, viewer.contractor) if key)


def values(viewer: Viewer, period: str, as_of: str) -> dict:
    """The values of the template, in the language spoken."""
    if not may(viewer):
        raise Refused("not_allowed", name="bulletin", role=viewer.role)
    ask = Asking(viewer)
    settled = {"period": period, "as_of": str(day(as_of))}
    in_quarter = settled | {"period": overview_figures.quarter_of(settled)}
    policy, choices = concluded.policy(ask), ask.rows("filter_choices", {})
    measures = ask.rows("overview", settled)
    facts = {"overview": concluded.overview(ask, settled), "accuracy": concluded.accuracy(ask, settled, people=False)}
    facts |= {page: getattr(concluded, page)(ask, in_quarter if page == "publicity" else settled) for page in PAGES[1:]}
    found = {page: conclusion.conclude(page, one, text.language()) for page, one in facts.items()}
    county, towns = ask.rows("accuracy", settled, by="county"), ask.rows("accuracy", settled, by="town")
    contractors, least = ask.rows("accuracy", settled, by="contractor"), basis.value(policy, "small_cell")
    few = {"towns": bulletin_tables.hidden(towns, least, *FEW), "contractors": bulletin_tables.hidden(contractors, least, *FEW)}
    villages, rounds = ask.rows("publicity_coverage", in_quarter, by="town"), ask.rows("satisfaction", settled)
    alerts = alert_table.urgent(ask.rows("alerts", {}, as_of=settled["as_of"]))
    red, target = sum(one["severity"] == "red" for one in alerts), basis.value(policy, "accuracy_target")
    bureau = next((one["name"] for one in choices if one["kind"] == "unit" and one["name"].endswith("民政局")), "")
    scope, name = _scope(viewer, choices), filters.period_text(settled)
    errors = county[0] if county else {}
    return {
        "bureau": bureau,
        "title": t("bulletin.title", period=name),
        "scope": t("bulletin.scope", name=scope) if scope else "",
        "intro": t("bulletin.intro", period=conclusion.WRITERS["period"](period), day=text.day(settled["as_of"])),
        "day": text.signed_day(database.today()),
        "said": {page: one or t("bulletin.silent") for page, one in found.items()},
        "measures": bulletin_tables.measures(measures, period),
        "contractors": bulletin_tables.rates(contractors, few["contractors"]),
        "towns": bulletin_tables.rates(towns, few["towns"]),
        "items": bulletin_tables.items(ask.rows("accuracy_by_item", settled), least),
        "errors": t("bulletin.errors", **{key: number(errors[key]) for key in ("rechecked", "wrong_included", "wrong_excluded", "amount_errors", "pending")})
        if errors and errors["rechecked"] >= (least or 0) else "",
        "trend": _picture(bulletin_pictures.months(
            bulletin_tables.months(ask.rows("accuracy_trend", settled, period=concluded.months(settled)), least), target), "trend"),
        "towns_picture": _picture(bulletin_pictures.intervals([row for place, row in enumerate(towns) if place not in few["towns"]], target), "towns_picture"),
        "rounds": bulletin_tables.rounds(rounds, period, basis.value(policy, "satisfaction_low", only_usable=True) is not None),
        "forms": bulletin_tables.forms(ask.rows("service_feedback", settled, by="contractor"), least),
        "performances": bulletin_tables.performances(
            ask.rows("performance", settled), {one["key"]: one["name"] for one in choices if one["kind"] == "contractor"}, period),
        "quarter": text.period(in_quarter["period"]),
        "villages": bulletin_tables.villages(villages, ask.rows("posting_compliance", settled, by="town"), least),
        "coverage_picture": _picture(bulletin_pictures.shares(villages, basis.value(policy, "coverage_target")), "coverage_picture"),
        "tranches": bulletin_tables.tranches(ask.rows("payment_tranches", settled), period),
        "alerts": bulletin_tables.alerts(alerts),
        "alerts_said": t("bulletin.alerts", count=number(len(alerts)), red=number(red), shown=number(min(len(alerts), bulletin_tables.ALERTS))),
        "red": red,
        "based": {page: source(policy, page) + (t("bulletin.veiled_why", least=number(least)) if page == "accuracy" and any(few.values()) else "")
                  for page in ("overview", *PAGES)},
        "definitions": definitions(policy),
        "taken": text.day(next((one["taken_on"] for one in ask.rows("data_range", {}) if one["taken_on"]), None)),
        "ledgers": ledgers(ask.rows("data_range", {}), ask.rows("freshness", {})),
        "address": f"{replay.root() or 'http://' + settings().listen}/overview?{urlencode(settled)}",
        "commands": [replay.command(question, given, viewer.name if scope else "") for question, given in ask.asked],
        "fingerprint": section.fingerprint(viewer),
    }


def _picture(content: bytes | None, name: str) -> papers.Picture | str:
    return papers.Picture(content, t(f"bulletin.{name}")) if content else ""


def word(viewer: Viewer, period: str, as_of: str, language: str) -> bytes:
    """The bulletin as a document."""
    with text.speaking(language):
        return papers.render(TEMPLATES[language], values(viewer, period, as_of))


def make() -> bool:
    """Makes one bulletin that is due, if there is one; the clock asks every minute."""
    standing = states.standing_day()
    if (found := bulletins.due(standing)) is None:
        return False
    kind, period = found
    with text.speaking("zh"):
        said = values(BUREAU, period, str(standing))
        bulletins.keep(kind, period, standing, said["red"], papers.render(TEMPLATES["zh"], said))
    return True


def read(viewer: Viewer, period: str) -> bytes:
    """A bulletin that the clock made; the question says whether this viewer may have it."""
    if not any(one["bulletin"] == period for one in ask_once("bulletins", viewer).dicts()):
        raise Refused("bulletin_none", period=period)
    bulletins.mark_seen(viewer, period)
    return bulletins.read(period)
