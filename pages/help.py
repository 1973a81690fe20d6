"""帮助: what to do on the first day, how to read a figure, who sees what, the keyboard, and the field's words in both languages."""

from dash import html, register_page

from components import section
from components.figure_card import data_table
from components.frame import page, row
from components.help_text import chapters, glossary
from components.text import language, number, t
from data.viewer import ROLES

register_page(__name__, path="/help", name_key="help", order=9.9, icon="bi-question-circle", group="data", roles=ROLES, filters=())


def layout(**_):
    return page("help", ROLES, [row((section.shell("help", "chapters", 900), 7), (section.shell("help", "glossary", 900), 5))])


@section.fill("help", "chapters", *ROLES, uses=())
def said(_settled):
    return [html.Section([html.Header(html.Div(html.H2(title))), html.Div(body, className="mj-help")], className="mj-card")
            for title, body in chapters(language())]


@section.fill("help", "glossary", *ROLES, uses=())
def words(_settled):
    terms = [{"zh": chinese, "en": english} for chinese, english in glossary().items()]
    table = data_table(terms, [("zh", t("help.chinese"), str), ("en", t("help.english"), str)])
    head = html.Header(html.Div([html.H2(t("help.glossary")), html.P(t("help.glossary_note", count=number(len(terms))), className="mj-measure")]))
    return html.Section([head, html.Div(table, className="mj-scroll", tabIndex=0)], className="mj-card")
