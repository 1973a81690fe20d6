"""One rectification in the drawer: its way, its three answers, its letter, what was done by whom, and the next deeds."""

from dash import html

from components import drawer, evidence, section, states, text, tiles
from components.door import viewer
from components.figure_card import data_table
from components.text import actor, day, moment, number, t, word
from components.way import way
from data.evidence import may_open
from data.viewer import ROLES
from pages.rectifications_deeds import deeds
from pages.rectifications_lists import ANSWERS, SHOWN, chosen

# the page and the address of the finding that a rectification came from
PAGES = {"投诉举报": "/complaints?case=", "违规": "/violations?case=", "抽查": "/accuracy?case="}


@drawer.fill("rectifications", *ROLES)
def case(settled, key):
    rows = section.answer("rectification_cases", {"as_of": settled["as_of"]}, rect=key).dicts()
    if not rows:
        return drawer.missing(key)
    one = rows[0]
    origin = one["source_id"] or text.BLANK
    if one["source_id"] and one["source_type"] in PAGES:
        origin = html.A(one["source_id"], href=PAGES[one["source_type"]] + one["source_id"], className="mj-link")
    head = drawer.facts(
        (t("column.source_type"), word(one["source_type"])),
        (t("column.source_id"), origin),
        (t("column.rect_level"), word(one["level"])),
        (t("column.deadline"), day(one["deadline"])),
        (t("column.resp_name"), one["resp_name"] or text.BLANK),
        (t("column.resp_person"), one["resp_person"] or text.BLANK),
        (t("column.reminder_count"), number(one["reminder_count"])),
        (t("column.letter_no"), one["letter_no"] or text.BLANK),
        (t("column.meeting_date"), day(one["meeting_date"])),
        (t("column.bulletin_no"), one["bulletin_no"] or text.BLANK),
        (t("column.discipline_date"), day(one["discipline_date"])),
        (t("column.list_gaps"), t("common.list").join(word(part) for part in (one["list_gaps"] or "").split("、") if part) or text.BLANK),
    )
    body = [html.H3(t("column.issue")), html.P(one["issue"], className="mj-quote")]
    if one["measures"]:
        body += [html.H3(t("column.measures")), html.P(one["measures"], className="mj-quote")]
    files = section.answer("rectification_evidence", {}, rect=key).dicts()
    body += [html.H3(t("complaints.path")), way(_steps(one)), _letter(key), *_answers(one), *_evidence(key, files), *_history(key), *deeds(one, files)]
    tags = html.Span([tiles.tag(one["state"]), tiles.tag(one["lookback_state"]) if one["lookback_state"] else None,
                      tiles.tag("", word(one["next_rung"]), "watch") if one["next_rung"] else None], className="mj-tags")
    order = [row["rect_id"] for row in chosen(settled)[:SHOWN]]
    return drawer.drawer(key, tags, [head], body, key, order)


def _steps(one: dict) -> list[tuple]:
    late = bool(one["working_days_late"])
    said = ""
    if late:
        said = t("rectifications.late", days=number(one["working_days_late"]))
    elif one["working_days_left"] is not None:
        said = t("rectifications.left", days=number(one["working_days_left"]))
    looked = one["lookback_state"]
    return [
        (t("column.issue_date"), one["issue_date"], word(one["notify_mode"]) if one["notify_mode"] else "", "done" if one["issue_date"] else "open"),
        (t("column.deadline"), one["deadline"], said, "bad" if late else "done" if one["complete_date"] else "open"),
        (t("column.complete_date"), one["complete_date"], word(one["state"]), "done" if one["complete_date"] else "open"),
        (t("column.lookback_date"), one["lookback_date"], word(looked) if looked else "",
         "bad" if looked == "未通过" else "done" if one["lookback_date"] else "open"),
    ]  # fmt: skip


def _letter(key: str) -> html.P:
    return html.P([html.A(t("rectifications.letter_print"), href=f"/papers/rectification/{key}", target="_blank", className="mj-link"), " · ",
                   html.A(t("rectifications.letter_word"), href=f"/papers/rectification/{key}.docx", download="", className="mj-link")])


def _answers(one: dict) -> list:
    if one["lookback_date"] is None:
        return []
    return [html.H3(t("rectifications.answers")), drawer.facts(*[(t(f"column.{name}"), word(one[name])) for name in ANSWERS])]


def _evidence(key: str, files: list[dict]) -> list:
    if not files:
        return []
    closed = None if may_open(viewer()) else html.P(html.Small(t("evidence.closed")))
    return [html.H3(t("evidence.title")), evidence.listed(key, files, False), closed]


def _history(key: str) -> list:
    rows = section.answer("rectification_history", {}, rect=key).dicts()
    columns = [("happened_at", t("column.happened_at"), moment), ("who", t("column.done_by"), actor), ("deed", t("column.deed"), word)]
    columns += [("deadline", t("column.deadline"), day), ("resp_name", t("column.resp_name"), lambda said: said or text.BLANK)]
    columns += [("reason", t("column.reason_note"), lambda said: said or text.BLANK), ("document_no", t("column.document_no"), lambda said: said or text.BLANK)]
    table = html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)
    return [html.H3(t("rectifications.history")), table if rows else states.nothing(t("drawer.none"))]
