"""One village in the drawer of 公示检查: this quarter, its photos, its quarters, its inspections."""

from dash import dcc, html

from components import drawer, filters, section, states, text, tiles
from components.door import viewer
from components.figure_card import data_table
from components.rectify import to_rectification
from components.text import day, number, t, word
from data.inspections import may
from data.viewer import ROLES
from pages.publicity_charts import of_town

BOARD = ("has_notice", "has_roster", "has_policy", "has_hotline")
SHOWN = 8  # pictures; the workbook lists every photo


def _yes(value: bool | None) -> str:
    return word({True: "是", False: "否", None: None}[value])


def _words(said: str | None) -> str:
    return t("common.list").join(word(part) for part in (said or "").split("、") if part) or text.BLANK


@drawer.fill("publicity", *ROLES)
def case(settled, key):
    rows = of_town(section.answer("publicity_villages", settled).dicts(), settled, "town_code")
    one = next((row for row in rows if row["village_code"] == key), None)
    if one is None:
        return drawer.missing(key)
    head = drawer.facts(
        (t("column.village_code"), key),
        (t("column.town"), one["town_name"] or text.BLANK),
        (t("filter.period"), filters.period_text(settled)),
        (t("column.inspections"), number(one["inspections"])),
        (t("column.last_inspected"), day(one["last_inspected"])),
        (t("column.board_complete"), _yes(one["board_complete"])),
        (t("column.photo_set"), _yes(one["photo_set"])),
        (t("column.missing"), _words(one["missing"])),
    )
    photos = section.answer("village_photos", settled, village=key).dicts()
    quarters = [("quarter", t("column.quarter"), text.period), ("inspections", t("column.inspections"), number)]
    quarters += [("last_inspected", t("column.last_inspected"), day), ("missing", t("column.missing"), _words), ("board_gaps", t("column.board_gaps"), _words)]
    inspected = [("insp_date", t("column.insp_date"), day), ("counts", t("publicity.counted"), _yes), ("why_not", t("column.why_not"), word)]
    inspected += [(name, t(f"column.{name}"), word) for name in ("inspector_unit_type", "mode", *BOARD)]
    inspected += [("rect_id", t("column.rect_id"), word), ("entry_lag", t("column.entry_lag"), number)]
    taken = [("shot_date", t("column.shot_date"), day), ("view", t("column.view"), word), ("counts", t("publicity.counted"), _yes)]
    taken += [("why_not", t("column.why_not"), word), ("filed_date", t("column.filed_date"), day), ("filed_in_time", t("column.status"), word)]
    body = [dcc.Link(t("publicity.enter"), href=f"/inspect?village={key}", className="mj-button")] if may(viewer()) else []
    body += raised(section.answer("village_inspections", settled, village=key).dicts())
    body += _listed("photo_rows", photos, taken, album(photos))
    body += _listed("history", section.answer("village_history", settled, village=key).dicts(), quarters)
    body += _listed("inspections", section.answer("village_inspections", settled, village=key).dicts(), inspected)
    status = tiles.tag("关注" if one["missing"] else "齐全")
    return drawer.drawer(one["village_name"] or key, status, [head], body, key, [row["village_code"] for row in rows])


def raised(inspections: list[dict]) -> list:
    """The way from the last failing inspection to its rectification."""
    failing = next((one for one in inspections if one["result"] == "不合格" or one["board_gaps"] or one["rect_id"]), None)
    link = failing and to_rectification("公示检查", failing["insp_id"], failing["rect_id"])
    return [link] if link is not None else []


def _listed(name: str, rows: list[dict], columns: list[tuple], above=None) -> list:
    table = html.Div(data_table(rows, columns), className="mj-scroll", tabIndex=0)
    return [html.H3(t(f"publicity.{name}")), *([above] if above is not None else []), table if rows else states.nothing(t("drawer.none"))]


def album(photos: list[dict]) -> html.Ul | None:
    """The pictures that the store holds, the latest first."""
    held = [one for one in photos if one["held"]][:SHOWN]
    if not held:
        return None
    return html.Ul([html.Li(_picture(one)) for one in held], className="mj-insp-album")


def _picture(one: dict) -> html.Figure:
    said = t("publicity.photo_alt", view=word(one["view"]), day=day(one["shot_date"]))
    address = f"/photo/{one['photo_id']}"
    shown = html.A(html.Img(src=address, alt=said), href=address, target="_blank", rel="noopener")
    return html.Figure([shown, html.Figcaption(said if one["counts"] else f"{said} · {word(one['why_not'])}")])
