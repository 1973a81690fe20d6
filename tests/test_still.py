"""What is written out as HTML is what the browser would have drawn: escaped, with the same attributes, and only where nobody listens."""

from types import SimpleNamespace

from dash import dcc, html

from components import still
from components.still import Ledger, Still, drawn, folded, freeze


def test_a_table_is_written_out_with_its_text_escaped():
    cells = html.Tr([html.Th("<b>", colSpan=2, scope="col"), html.Td(["1 & 2", None, 3, False], className="a", hidden=False, **{"data-x": True})])
    shown = freeze(html.Table(html.Tbody(cells), className="mj-data", style={"--columns": 4}))
    assert isinstance(shown, Still) and (shown.tag, shown.attributes) == ("table", {"className": "mj-data", "style": {"--columns": 4}})
    assert shown.shown["html"] == ('<tbody><tr><th colspan="2" scope="col">&lt;b&gt;</th><td class="a" data-x="true">1 &amp; 2'
                          "3</td></tr></tbody>")


def test_styles_and_links_are_the_same_elements():
    inside = [html.P("a", style={"minWidth": 3, "marginTop": "2px", "opacity": 1, "--share": 0.5}), html.Br(), html.Label("b", htmlFor="c", tabIndex=0),
              dcc.Link("d", href='/p?a=1&b="2"'), html.A("e", href="javascript:alert(1)")]
    assert freeze(html.Div(inside)).shown["html"] == (
        '<p style="min-width:3px;margin-top:2px;opacity:1;--share:0.5">a</p><br><label for="c" tabindex="0">b</label>'
        '<a data-way="" href="/p?a=1&amp;b=&quot;2&quot;">d</a><a>e</a>')


def test_what_somebody_listens_to_stays_alive_and_so_does_what_holds_it():
    three = [html.Span("a"), html.Span("b"), html.Span("c")]
    whole = html.Div([html.Div(three), html.Div(html.Button("x", n_clicks=0)), html.Div([html.Div(three), dcc.Input()]), "text"])
    assert drawn(whole) is None
    shown = freeze(whole)
    kinds = [type(one).__name__ for one in shown.children]
    assert kinds == ["Still", "Div", "Div", "str"] and isinstance(shown.children[2].children[0], Still)
    assert isinstance(shown.children[2].children[1], dcc.Input) and isinstance(shown.children[1].children, html.Button)


def test_pictures_and_ledgers_go_beside_the_html_and_have_their_rooms_in_it():
    figure = {"data": [], "layout": {"height": 300}}
    graph = dcc.Graph(id={"picture": "p", "goto": "g"}, figure=figure, config={"scrollZoom": False}, style={"minHeight": "300px"})
    rows = Ledger(id="cases", rowData=[{"a": "<1>"}], columnDefs=[{"field": "a"}], dashGridOptions={})
    table = folded("rows", html.Table(html.Tbody(html.Tr([html.Td("a&b"), html.Td("c")]))), "mj-table")
    shown = drawn(html.Section([html.H2("t"), html.Div(graph), table, html.Div(rows)], id="card"))
    assert shown["html"] == (
        '<section id="card"><h2>t</h2><div><div class="dash-graph" id="{&quot;goto&quot;:&quot;g&quot;,&quot;picture&quot;:&quot;p&quot;}"'
        ' style="height:100%;min-height:300px" data-figure="0"></div></div><details class="mj-table"><summary>rows</summary><template><table><tbody><tr>'
        '<td>a&amp;b</td><td>c</td></tr></tbody></table></template></details><div><div data-ledger="0" style="min-height:80px"></div></div></section>')
    assert shown["figures"] == [figure | {"config": {"scrollZoom": False}}]
    assert [(one["id"], one["rowData"]) for one in shown["grids"]] == [("cases", [{"a": "<1>"}])]
    chosen = Ledger(id="cases", rowData=[], dashGridOptions={"rowSelection": {"mode": "multiRow"}})
    assert drawn(html.Div(chosen)) is None and freeze(html.Div([chosen, html.Div(graph)])).children[0] is chosen
    assert isinstance(freeze(html.Div([chosen, html.Div(graph)])).children[1], Still)


def test_an_id_that_a_callback_knows_keeps_its_part_alive(monkeypatch):
    known = [{"inputs": [{"id": "read"}], "state": [{"id": "kept"}], "output": "..filled.children...other.data@x.."},
             {"inputs": [], "state": [], "output": "one.children"}]
    monkeypatch.setattr(still, "dash", SimpleNamespace(get_app=lambda: SimpleNamespace(_callback_list=known)))
    for name in ("read", "kept", "filled", "other", "one"):
        assert drawn(html.Div(html.P(id=name))) is None, name
    assert drawn(html.Div(html.P(id="place"))) == {"html": '<div><p id="place"></p></div>'} and drawn(html.P(id={"a": 1})) is None


def test_small_parts_and_what_is_no_component_stay_as_they_are():
    small = html.P(html.B("a"))
    assert freeze(small) is small and freeze(None) is None and freeze("a") == "a" and freeze([small, None]) == [small, None]
