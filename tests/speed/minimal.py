"""make bench PART=minimal: questions beside the least SQL that gives the same numbers, over the same stored tables, in turn.

The least query knows no scope, no policy, no intervals, no names and no other sample than this data has: it is what somebody would type who
knows all that. Its numbers must be the question's. One who keeps a flat table by hand is faster still: the floor's queries stand below.
"""

import contextlib
import os

import duckdb
import floor
from client import county_of, sizes, use
from made import AS_OF, COUNTY, PERIOD
from report import Report, alternating

REPEATS = int(os.environ.get("REPEATS", 7))
VISITS = "select * from investigations join cases using (case_no) where visit_result = '已入户' and visit_date between '2020-01-01' and '2021-12-31 23:59:59'" \
    f" and starts_with(village_code, '{COUNTY}')"
VALID = f"""select visits.*, check_id, accurate, sample_method from ({VISITS}) visits join spot_checks using (inv_id)
    join (select check_id, count(*) filter (item_result = '不一致') = 0 as accurate from spot_check_items
          where item_result in ('一致', '不一致') and item_name in {floor.CRITICAL} group by check_id) using (check_id)
    where confirmed and contractor_objection = '无' and check_date <= '{AS_OF}'"""
CHECKED = f"select * from ({VALID}) where sample_method = '随机'"
RATES = f"""select key, visited, coalesce(rechecked, 0), coalesce(accurate, 0)
    from (select {{0}} as key, count(*) as visited from ({VISITS}) group by 1)
    left join (select key, count(*) as rechecked, count(*) filter (accurate) as accurate
        from (select {{0}} as key, accurate from ({VALID}) qualify sample_method = '随机' or not bool_or(sample_method = '随机') over (partition by {{0}}))
        group by 1) using (key) order by 1"""
# (question, its parameters, the columns compared, the least query)
PAIRS = [
    ("accuracy", {"by": "county"}, ("group_key", "visited", "rechecked", "accurate"), RATES.format("village_code[1:6]")),
    ("accuracy", {"by": "town"}, ("group_key", "visited", "rechecked", "accurate"), RATES.format("town_code")),
    ("accuracy", {"by": "contractor"}, ("group_key", "visited", "rechecked", "accurate"), RATES.format("contractor_code")),
    ("accuracy_trend", {}, ("month", "rechecked", "accurate"),
     f"select strftime(visit_date, '%Y-%m'), count(*), count(*) filter (accurate) from ({CHECKED}) group by 1 order by 1"),
    ("accuracy_funnel", {}, ("staff_id", "rechecked", "accurate"),
     f"select person, count(*), count(*) filter (accurate) from (select unnest(investigator_ids) as person, accurate from ({CHECKED})) group by 1 order by 1"),
    ("accuracy_by_item", {}, ("item_name", "compared", "consistent"),
     f"""select item_name, count(*), count(*) filter (item_result = '一致') from spot_check_items semi join ({CHECKED}) using (check_id)
         where item_result in ('一致', '不一致') group by 1 order by 1"""),
    ("recheck_outcomes", {}, ("outcome", "visits"),
     f"""select case when sample_method <> '随机' then '不计入' when accurate then '准确' else '有差错' end, count(*)
         from ({VALID}) group by 1 order by 1"""),
    ("publicity_coverage", {"by": "town", "period": "2021Q3"}, ("group_key", "villages", "inspected"),
     """select town_code, count(*), count(seen.village_code) from villages
        left join (select distinct village_code from publicity_inspections where mode = '实地' and insp_date between '2021-07-01' and '2021-09-30') seen
        using (village_code) group by 1 order by 1"""),
    ("payment_transactions", {}, ("txn_id", "amount"), "select txn_id, amount from payment_transactions where pay_date <= '2022-02-28' order by txn_id"),
]


def main() -> None:
    with Report("minimal") as report:
        for visits in sizes("100000,1000000"):
            folder = county_of(visits)
            store = use(folder)
            with contextlib.closing(duckdb.connect(str(folder / "flat.duckdb"), read_only=True)) as flat:
                compare(report, store, visits)
                for name, query in floor.queries().items():
                    took, = alternating([lambda query=query: flat.execute(query, {"county": COUNTY}).fetchall()], REPEATS)
                    report.add(f"a flat table's least query by {name}, {visits:,} visits", took)


def compare(report: Report, store, visits: int) -> None:
    from data.viewer import Viewer
    from queries import ask, questions

    viewer = Viewer("bench", "admin")
    for name, more, columns, least in PAIRS:
        takes = {parameter.name for parameter in questions()[name].parameters}
        given = {key: value for key, value in ({"period": PERIOD, "as_of": AS_OF, "region": COUNTY} | more).items() if key in takes}
        answer = ask(name, viewer, **given)
        places = [answer.columns.index(column) for column in columns]
        with store.reading() as cursor:
            mine = [tuple(row[place] for place in places) for row in answer.rows if name != "accuracy_trend" or row[1]]
            hers = cursor.execute(least).fetchall()
            assert sorted(mine) == sorted(hers), (name, more, mine[:3], hers[:3])
            asked, typed = alternating((lambda name=name, given=given: ask(name, viewer, **given),
                                        lambda least=least, cursor=cursor: cursor.execute(least).fetchall()), REPEATS)
        report.add(f"question {name} {more.get('by', '')}, {visits:,} visits", asked, typed, 1.3, note="joins by hand")


if __name__ == "__main__":
    main()
