"""What is written out as HTML is what the browser would have drawn: escaped, with the same attributes, and only where nobody listens."""

from dash import dcc, html

from components.still import Still, freeze


def test_a_table_is_written_out_with_its_text_escaped():
    cells = html.Tr([html.Th("<b>", colSpan=2, scope="col"), html.Td(["1 & 2", None, 3, False], className="a", hidden=False, **{"data-x": True})])
    shown = freeze(html.Table(html.Tbody(cells), className="mj-data", style={"--columns": 4}))
    assert isinstance(shown, Still) and (shown.tag, shown.attributes) == ("table", {"className": "mj-data", "style": {"--columns": 4}})
    assert shown.html == ('<tbody><tr><th colspan="2" scope="col">&lt;b&gt;</th><td class="a" data-x="true">1 &amp; 2'
                          "3</td></tr></tbody>")


def test_styles_and_links_are_the_same_elements():
    inside = [html.P("a", style={"minWidth": 3, "marginTop": "2px", "opacity": 1, "--share": 0.5}), html.Br(), html.Label("b", htmlFor="c", tabIndex=0),
              dcc.Link("d", href='/p?a=1&b="2"'), html.A("e", href="javascript:alert(1)")]
    assert freeze(html.Div(inside)).html == (
        '<p style="min-width:3px;margin-top:2px;opacity:1;--share:0.5">a</p><br><label for="c" tabindex="0">b</label>'
        '<a data-way="" href="/p?a=1&amp;b=&quot;2&quot;">d</a><a>e</a>')


def test_what_somebody_listens_to_stays_alive_and_so_does_what_holds_it():
    still = [html.Span("a"), html.Span("b"), html.Span("c")]
    shown = freeze(html.Div([html.Div(still), html.Div(html.Button("x", n_clicks=0)), html.Div([html.Div(still), dcc.Graph(id="g")]), "text"]))
    kinds = [type(one).__name__ for one in shown.children]
    assert kinds == ["Still", "Div", "Div", "str"] and isinstance(shown.children[2].children[0], Still)
    assert isinstance(shown.children[2].children[1], dcc.Graph) and isinstance(shown.children[1].children, html.Button)


def test_small_parts_and_what_is_no_component_stay_as_they_are():
    small = html.P(html.B("a"))
    assert freeze(small) is small and freeze(None) is None and freeze("a") == "a" and freeze([small, None]) == [small, None]
