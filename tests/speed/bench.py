"""make bench: every part in a process of its own, one after the other; ``PART=update,people`` only these. Results: tests/speed/runs/.

What a part measures and which words set its size stands in its own first lines. Made stores are kept beside the system's temporary files
for the next run; VISITS, REPEATS, SECONDS and REQUESTS hold for every part that knows them.
"""

import os
import subprocess
import sys
from pathlib import Path

from report import RUNS, stamp

HERE = Path(__file__).parent
# part -> (its script, words in its environment unless said)
PARTS = {
    "update": ("update.py", {"VISITS": "100000,1000000", "REPEATS": "3"}),
    "minimal": ("minimal.py", {"VISITS": "1000000", "REPEATS": "3"}),
    "browser": ("browser.py", {"VISITS": "100000"}),
    "people": ("people.py", {"VISITS": "100000"}),
    "standing": ("standing.py", {"VISITS": "1000000"}),
    "backchecks": ("backchecks.py", {}),
    "intake": ("intake.py", {}),
    "grid": ("grid.py", {}),
    "pages": ("pages.py", {}),
    "alerts": ("pages.py", {"ALERTS": "5000", "PAGE": "alerts", "SEARCH": "as_of=2022-04-15"}),
    "endurance": ("endurance.py", {"SECONDS": "900"}),
}


def main() -> int:
    wanted = [name for name in os.environ.get("PART", "").split(",") if name] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        print(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    run, failed = stamp(), []
    for name in wanted:
        script, words = PARTS[name]
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, str(HERE / script)], env=words | os.environ | {"RUN": run}).returncode:
            failed.append(name)
    print(f"\nkept in {RUNS / run}.json" + (f"; did not end: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
