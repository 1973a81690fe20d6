"""make bench PART=update: 调查准确率 after a filter's change, nothing remembered, beside the floor's six charts; its questions; its growth.

One process, Flask's test client, one callback after the other, in turn with the floor. VISITS=100000,1000000 asks for other sizes.
"""

import os
import statistics

from client import Client, Floor, county_of, sizes, use
from made import AS_OF, COUNTY, PERIOD
from report import Report, alternating, timed

REPEATS = int(os.environ.get("REPEATS", 7))
ALL = f"period={PERIOD}&as_of={AS_OF}"


def main() -> None:
    with Report("update") as report:
        client, pages = Client(), {}
        for visits in sizes():
            folder = county_of(visits)
            use(folder)
            client.sign_in()
            bare = Floor(folder)
            for scope, search, county in (("one county", f"{ALL}&region={COUNTY}", COUNTY), ("all counties", ALL, None)):
                calls = client.callbacks("accuracy", search)

                def cold(calls=calls):
                    client.forget()
                    client.all(calls)

                page, again, beneath = alternating((cold, lambda calls=calls: client.all(calls), lambda bare=bare, county=county: bare.all(county)), REPEATS)
                report.add(f"accuracy page updated, {scope}, {visits:,} visits", page, beneath, 1.5, note=f"{len(calls)} callbacks")
                report.add(f"the same repeated, remembered, {scope}, {visits:,} visits", again, aim=10)
                if scope == "one county":
                    pages[visits] = page
                    report.add(f"the first after a write of facts, {visits:,} visits", [timed(lambda calls=calls: after_write(client, calls))])
            questions(report, visits)
        for less, more in zip(sizes(), sizes()[1:], strict=False):
            if more == 10 * less and less >= 100_000:
                report.add(f"growth of the page's update {less:,} -> {more:,}", pages[more], pages[less], 2 if less == 100_000 else 5)


def after_write(client: Client, calls: list) -> None:
    """What is kept for all who ask is made again."""
    from data import database

    with database.store().writing("bench", "wrote"):
        pass
    client.all(calls)


def questions(report: Report, visits: int) -> None:
    """What each question of the page costs, asked alone."""
    from data.viewer import Viewer
    from queries import ask

    viewer, base = Viewer("bench", "admin"), {"period": PERIOD, "as_of": AS_OF, "region": COUNTY}
    asked = [("accuracy", {"by": "county"}), ("accuracy", {"by": "town"}), ("accuracy", {"by": "contractor"}), ("accuracy_trend", {}),
             ("accuracy_comparison", {"before": "2018-01-01..2019-12-31"}), ("accuracy_funnel", {}), ("accuracy_by_item", {}),
             ("recheck_cases", {"limit": "500"}), ("recheck_outcomes", {}), ("data_range", None), ("filter_choices", None), ("policy_values", None)]
    works = [lambda name=name, more=more: ask(name, viewer, **({} if more is None else base | more)) for name, more in asked]
    found = alternating(works, max(3, REPEATS // 2))
    for (name, more), took in zip(asked, found, strict=True):
        report.add(f"question {name} {(more or {}).get('by', '')}, {visits:,} visits", took)
    report.add(f"all its questions, {visits:,} visits", [sum(statistics.median(took) for took in found)])


if __name__ == "__main__":
    main()
