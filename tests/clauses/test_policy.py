"""The regulation as data: what SQL reads exists, and what waits for the office judges nobody (spec.md section 5)."""

import re
import tomllib
from pathlib import Path

from data import policy

ROOT = Path(__file__).parents[2]
DECLARED = tomllib.loads((ROOT / "data" / "policy" / "composite.toml").read_text(encoding="utf-8"))["parameter"]
READ = [(path.name, how, name) for room in ("data/views", "queries") for path in sorted((ROOT / room).glob("*.sql"))
        for how, name in re.findall(r"policy_(text|number|exact|list)\('(\w+)'\)", path.read_text(encoding="utf-8"))]


def test_every_parameter_that_sql_reads_is_declared():
    assert READ
    assert not [(file, name) for file, _, name in READ if name not in DECLARED]


def test_every_parameter_is_read_as_what_it_is():
    """A list read as a number would be null, and a null judges nobody: a mistake without a sound."""
    kinds = {"text": str, "number": (int, float), "exact": (int, float), "list": list}
    assert not [(file, how, name) for file, how, name in READ
                if "value" in DECLARED[name] and not isinstance(DECLARED[name]["value"], kinds[how])]


def test_every_parameter_says_where_it_comes_from():
    for name, item in DECLARED.items():
        assert item["title"] and item["title_en"], name
        assert item["state"] in ("文件明确", "建议值", "未规定"), name
        assert ("value" in item) == (item["state"] != "未规定"), name
        if item["state"] == "文件明确":
            assert item["rule"] and item["document"] and item["clause"] and item["quotation"], name
        assert not item.get("confirm") or item["state"] == "建议值", name


def usable(store, name):
    store.refresh_policy()
    with store.reading() as cursor:
        return cursor.execute("select policy_number(?)", [name]).fetchone()[0]


def test_a_suggestion_to_be_confirmed_is_null_until_the_office_confirms_it(store, confirm):
    assert usable(store, "satisfaction_low") is None
    confirm(satisfaction_low=72)
    assert usable(store, "satisfaction_low") == 72


def test_what_the_document_leaves_open_has_no_value(store):
    assert usable(store, "complaint_reply_wd") is None


def test_a_confirmed_value_stands_before_the_documents(store, confirm):
    assert usable(store, "tranche_1_limit_wd") == 15
    confirm(tranche_1_limit_wd=20)
    assert usable(store, "tranche_1_limit_wd") == 20


def test_the_profile_is_known():
    assert "composite" in policy.profiles()
