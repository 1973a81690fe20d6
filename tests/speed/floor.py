"""The floor that the accuracy page is measured against: bare Dash and DuckDB, a flat table made once, plain-dict figures.

The same six accuracy charts with a county filter in one callback; no sign-in, no scope, no policy, no intervals, no cases, no words.
``python tests/speed/floor.py FILE PORT`` serves it with the application's own web server.
"""

import gzip
import logging
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import dash
import duckdb
import flask
from dash import Input, Output, dcc, html
from made import COUNTIES, selects

CHARTS = ("contractor", "month", "town", "item", "investigator", "assistance")
CRITICAL = ("户籍", "共同生活成员", "家庭收入", "赡养抚养扶养费", "家庭财产")


def make(file: Path, visits: int) -> None:
    """The flat tables of counted re-checks and of their items, from the same made rows as the application's store."""
    rows = {name: f"(select {select})" for name, select in selects(visits).items()}
    with duckdb.connect(str(file)) as plain:
        plain.execute(f"""
            create temp table counted as select check_id, case_no, inv_id from {rows['spot_checks']} where sample_method = '随机';
            create temp table items as select check_id, item_name, item_result = '一致' as consistent
                from {rows['spot_check_items']} semi join counted using (check_id);
            create table flat as select check_id, cast(village_code as varchar)[1:6] as county, contractor_code as contractor,
                strftime(visit_date, '%Y-%m') as month, cast(town_code as varchar) as town, assistance_type as assistance, investigator_ids as people, right_
            from counted join {rows['investigations']} using (inv_id) join {rows['cases']} cases on cases.case_no = counted.case_no
            join (select check_id, bool_and(consistent) filter (item_name in {CRITICAL}) as right_ from items group by check_id) using (check_id);
            create table flat_items as select county, item_name as item, consistent as right_ from items join flat using (check_id);""")


def queries() -> dict[str, str]:
    """chart -> its query of a county (null: all)."""
    def by(column: str, source: str = "flat") -> str:
        return f"select {column}, count(*), count(*) filter (right_) from {source} where $county is null or county = $county group by 1 order by 1"

    people = "(select unnest(people) as investigator, county, right_ from flat)"
    return {name: by(name, {"item": "flat_items", "investigator": people}.get(name, "flat")) for name in CHARTS}


def figures(connection, county: str | None) -> list[dict]:
    """The six charts."""
    found = []
    for name, query in queries().items():
        rows = connection.execute(query, {"county": county}).fetchall()
        share = [100 * right / n for _, n, right in rows]
        said = [f"{right} / {n}" for _, n, right in rows]
        trace = {"type": "scatter" if name in ("month", "investigator") else "bar", "y": share, "text": said, "textposition": "none"}
        trace |= {"mode": "markers", "x": [n for _, n, _ in rows]} if name == "investigator" else {"x": [key for key, *_ in rows]}
        found.append({"data": [trace], "layout": {"title": {"text": name}, "height": 380}})
    return found


def application(file: Path) -> dash.Dash:
    """The bare application over the flat table."""
    connection = duckdb.connect(str(file), read_only=True)
    app = dash.Dash("floor", server=flask.Flask("floor"), serve_locally=True)
    counties = [str(640201 + number) for number in range(COUNTIES)]
    app.layout = html.Div([dcc.Dropdown(counties, id="county"), *[dcc.Graph(id=name) for name in CHARTS]])

    @app.callback([Output(name, "figure") for name in CHARTS], Input("county", "value"))
    def show(county):
        return figures(connection.cursor(), county)

    packed: dict[str, bytes] = {}

    @app.server.after_request
    def pack(response):  # each file compressed once
        path = flask.request.path
        if path.startswith("/_dash-component-suites/") and response.status_code == 200:
            response.direct_passthrough = False
            if path not in packed:
                packed[path] = gzip.compress(response.get_data(), 6)
            response.set_data(packed[path])
            response.headers["Content-Encoding"] = "gzip"
        return response

    return app


def main() -> None:
    import waitress

    file, port = sys.argv[1:]
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(application(Path(file)).server, host="127.0.0.1", port=int(port), threads=16, connection_limit=1000)


if __name__ == "__main__":
    main()
