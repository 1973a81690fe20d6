"""Known weaknesses of what is installed, asked of the package index by pip-audit; part of ``make check``.

Where the index does not answer (a closed network, a mirror without advisories) it says so in one sentence and lets the check
pass: that nobody could be asked is no fault of the code. A weakness that was found, or a program that fails, does not pass.
"""

import json
import subprocess
import sys
import urllib.request

KNOWN = "https://pypi.org/pypi/pip/24.0/json"  # a version that the index certainly has
PIP_AUDIT = "pip-audit==2.10.1"
PATIENCE = 10  # seconds for one answer


def answers() -> bool:
    """Whether the index answers, and with what it knows of weaknesses."""
    try:
        with urllib.request.urlopen(KNOWN, timeout=PATIENCE) as answer:
            return "vulnerabilities" in json.load(answer)
    except (OSError, ValueError):  # no network, no such page, no JSON
        return False


def weaknesses(report: dict) -> list[str]:
    """A line for each, with the versions that mend it."""
    return [f"{one['name']} {one['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
            for one in report["dependencies"] for found in one.get("vulns", ())]


def main() -> int:
    if not answers():
        print("advisories: NOT CHECKED, the package index does not answer from here; run `make advisories` on a machine with network")
        return 0
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PIP_AUDIT]
    subprocess.run(pip, check=True)
    asked = subprocess.run([sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off"],
                           capture_output=True, text=True)
    if not asked.stdout.lstrip().startswith("{"):
        print(asked.stderr, file=sys.stderr)
        return 1
    report = json.loads(asked.stdout)
    known = [one for one in report["dependencies"] if "skip_reason" not in one]
    found = weaknesses(report)
    for line in found:
        print(f"advisories: {line}", file=sys.stderr)
    print(f"advisories: {len(known)} of {len(report['dependencies'])} packages are known to the index, {len(found)} weaknesses")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
