"""通报: the bulletin of a period made now, and those that the clock made and keeps."""

from dash import html, register_page

from components import basis, filters, papers, section, states
from components.door import viewer
from components.figure_card import card, data_table
from components.frame import page, row
from components.text import day, moment, number, period, t, word
from data import bulletins
from queries import questions

ROLES = questions()["bulletins"].roles


def _county(who) -> bool:
    """Whether somebody sees the whole county, as a kept bulletin does."""
    return len(who.region) <= 6 and not who.contractor


def badge(_settled) -> tuple[int, str]:
    """Bulletins that this person has not opened."""
    waiting = len(bulletins.unseen(viewer())) if _county(viewer()) else 0
    return waiting, t("bulletin.badge", count=number(waiting))


register_page(__name__, path="/bulletins", name_key="bulletins", order=6, icon="bi-file-earmark-word", group="watch", roles=ROLES,
              filters=("period", "as_of"), period_kind="half", dataset="investigations", badge=badge)


def layout(**_):
    return page("bulletins", ROLES, [row(section.shell("bulletins", "make", 240)), row(section.shell("bulletins", "kept", 320))])


@section.fill("bulletins", "make", *ROLES)
def make(settled):
    links = [html.A([html.I(className="bi bi-file-earmark-word", **{"aria-hidden": "true"}), t(key)], download="", className="mj-button",
                    href=f"{papers.bulletin_address(settled)}&language={name}") for name, key in (("zh", "bulletin.word"), ("en", "bulletin.word_en"))]
    body = html.Div([html.P(t("bulletin.what")), html.Div(links, className="mj-deed-row"), html.P(t("bulletin.own"), className="mj-measure")],
                    className="mj-bulletin-make")
    return card(t("bulletin.make_title", period=filters.period_text(settled)), t("bulletin.make_note"), body, t("bulletin.source"),
                basis.clause(basis.policy(), "accuracy_target"))


@section.fill("bulletins", "kept", *ROLES, uses=())
def kept(_settled):
    if not _county(viewer()):
        return None  # a kept bulletin holds the whole county's figures
    policy, new = basis.policy(), bulletins.unseen(viewer())
    shown = [one | {
        "file": html.A([period(one["bulletin"]), " Word"], href=f"/papers/bulletins/{one['bulletin']}.docx", download="", className="mj-link"),
        "kind": word(one["kind"]) + (f" · {t('bulletin.new')}" if one["bulletin"] in new else ""),
    } for one in section.answer("bulletins", {}).dicts()]
    columns = [("file", t("column.bulletin"), lambda link: link), ("kind", t("column.kind"), str), ("as_of", t("column.as_of"), day),
               ("made_at", t("bulletin.made"), moment), ("red", t("column.red"), number)]
    after, kinds = basis.value(policy, "bulletin_after_days", True), basis.listed(policy, "bulletin_kinds")
    note = t("bulletin.kept_note", kinds=t("common.list").join(map(word, kinds)), days=number(after)) if after is not None and kinds else t("bulletin.kept_off")
    table = html.Div(data_table(shown, columns), className="mj-scroll", tabIndex=0) if shown else states.nothing(t("bulletin.kept_none"))
    return card(t("bulletin.kept"), note, table, t("bulletin.source"), basis.clause(policy, "bulletin_kinds"), export=section.export("bulletins", {}))
