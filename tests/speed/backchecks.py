"""make bench PART=backchecks: the statistics of re-checks beside DataSure 1.1 computing its own from the same rows, in turn.

DataSure is fetched by pip into an environment of its own beside the made data; where pip cannot, it is left out and said so: its
algorithm is not ours to imitate. RECHECKS=10000.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

import duckdb
from client import county_of, use
from made import AS_OF, ITEMS, PERIOD, selects
from report import Report, alternating

RECHECKS, REPEATS = int(os.environ.get("RECHECKS", 10_000)), int(os.environ.get("REPEATS", 3))
QUESTIONS = ("item_reliability", "recheckers", "accuracy_funnel", "accuracy_by_item")
HERS = f"""
import sys, time, types
import polars as pl
# what only its screens need is not installed
sys.modules["streamlit"] = types.ModuleType("streamlit")
sys.modules["streamlit"].cache_data = sys.modules["streamlit"].cache_resource = lambda *a, **k: (a[0] if a and callable(a[0]) else lambda f: f)
settings = types.ModuleType("datasure.utils.settings_utils")
settings.load_check_settings = None
sys.modules["datasure.utils.settings_utils"] = settings
from datasure.checks.backchecks import compute
from datasure.checks.backchecks.models import BackcheckSettings
first, second = pl.read_csv(sys.argv[1] + "/first.csv", try_parse_dates=True), pl.read_csv(sys.argv[1] + "/second.csv", try_parse_dates=True)
said = BackcheckSettings(survey_key="key", survey_id="id", survey_date="day", backcheck_date="day", enumerator="who", backchecker="checker")
columns = pl.DataFrame([dict(search_type="exact", pattern=None, column_name=[name], category=1, ok_range_type=None, ok_range_values=None,
                             ttest=True, prtest=False, signrank=False, reliability=True) for name in {[f"item{k}" for k in range(1, len(ITEMS) + 1)]}])
for line in sys.stdin:
    start = time.perf_counter()
    found = compute.compute_backcheck_analysis(first, second, said, columns)
    compute.compute_column_stats(first, found)
    for kind in ("enumerator", "backchecker"):
        compute.compute_enumerator_backchecker_stats(first, second, found, said, kind)
    print(1000 * (time.perf_counter() - start), len(found), flush=True)
"""


def environment(folder: Path) -> Path | None:
    """The interpreter that has DataSure; None where pip does not give it."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        words = ("--no-deps", "datasure==1.1.0"), ("polars", "scipy", "pydantic", "pandas<3", "pyarrow")
        if any(subprocess.run([python, "-m", "pip", "install", "-q", *some]).returncode for some in words):
            return None
    return python


def wide(folder: Path) -> None:
    """Survey and back check as DataSure reads them: a row each, an item a column."""
    made = {name: f"(select {rows})" for name, rows in selects(10 * RECHECKS).items()}
    for name, value, more in (("first", "original_value", "any_value(investigator_ids[1]) as who, any_value(cast(visit_date as date)) as day"),
                              ("second", "recheck_value", "any_value(checker_ids[1]) as checker, any_value(check_date) as day")):
        items = ", ".join(f"max(cast({value} as integer)) filter (item_code = 'I{k}') as item{k}" for k in range(1, len(ITEMS) + 1))
        with duckdb.connect() as plain:
            plain.execute(f"""select check_id as key, inv_id as id, {more}, {items} from {made['spot_check_items']} join {made['spot_checks']} using (check_id)
                              join {made['investigations']} using (inv_id) group by all""").df().to_csv(folder / f"{name}.csv", index=False)


def main() -> None:
    from data.viewer import Viewer
    from queries import ask

    folder, viewer = county_of(10 * RECHECKS, imported=True), Viewer("bench", "admin")  # imported: its values are sealed, as an office's are
    use(folder)
    wide(folder)
    python = environment(folder.parent / "datasure")
    with Report("backchecks") as report:
        if python is None:
            print("pip does not give DataSure: nothing to stand beside")
            return
        (folder / "hers.py").write_text(HERS, encoding="utf-8")
        hers = subprocess.Popen([python, folder / "hers.py", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        told = []

        def beside() -> None:
            print("go", file=hers.stdin, flush=True)
            told.append(float(hers.stdout.readline().split()[0]))

        mine, _ = alternating((lambda: [ask(name, viewer, period=PERIOD, as_of=AS_OF) for name in QUESTIONS], beside), REPEATS)
        hers.stdin.close()
        hers.wait()
        report.add(f"DataSure's statistics of {RECHECKS:,} re-checks beside ours", told[1:], mine, 10, least=True,
                   note=f"ours: {', '.join(QUESTIONS)}")


if __name__ == "__main__":
    sys.exit(main())
