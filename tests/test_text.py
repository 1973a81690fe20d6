"""The catalogue: every phrase in both languages, with the same placeholders, and every phrase that is used exists."""

import decimal
import re
import string
import tomllib
from pathlib import Path

import flask
import pytest

from components import text
from data import policy

HOUSE = Path(__file__).parents[1]
SOURCES = sorted([*HOUSE.glob("components/**/*.py"), *HOUSE.glob("pages/*.py"), *HOUSE.glob("components/*.html")])


def in_language(language, function, *arguments, **more):
    with flask.Flask("test").test_request_context(headers={"Cookie": f"language={language}"}):
        return function(*arguments, **more)


def test_every_phrase_has_both_languages_and_the_same_placeholders():
    found = text.catalogue()
    assert [key for key, entry in found.items() if set(entry) - {text.ONE} != set(text.LANGUAGES) or not all(entry.values())] == []
    named = {key: {frozenset(name for _, name, _, _ in string.Formatter().parse(said) if name) for said in entry.values()} for key, entry in found.items()}
    assert [key for key, names in named.items() if len(names) != 1] == []


def test_english_counts_a_single_one():
    said = {count: in_language("en", text.t, "alerts.title", count=text.number(count)) for count in (0, 1, 2)}
    assert said == {0: "0 alerts", 1: "1 alert", 2: "2 alerts"}
    assert in_language("zh", text.t, "alerts.title", count="1") == "预警与待办 1 项"


def test_every_phrase_used_exists():
    used = {
        (path.name, key) for path in SOURCES for key in re.findall(r"""\bt\(["']([\w.]+)["']""", path.read_text(encoding="utf-8"))
    }
    assert len(used) > 100
    assert not sorted((name, key) for name, key in used if key not in text.catalogue())


def test_every_phrase_family_used_exists():
    used = {family for path in SOURCES for family in re.findall(r"""\bt\(f["']([\w.]+?)\{""", path.read_text(encoding="utf-8"))}
    assert used and not [family for family in used if not any(key.startswith(family) for key in text.catalogue())]


def test_a_deed_of_the_log_and_a_code_of_the_policy_have_words():
    texts = [path.read_text(encoding="utf-8") for room in ("data", "queries", "components") for path in (HOUSE / room).glob("**/*.py")]
    deeds = {deed for one in texts for deed in re.findall(r"""\.(?:writing|noting|log)\(\w[^,"]*(?:"[^"]*"[^,"]*)?,\s*"([a-z_ ]+)"[,)]""", one)}
    assert len(deeds) > 60 and not [deed for deed in deeds if f"deed.{deed.replace(' ', '_')}" not in text.catalogue()]
    values = [one.get("value") for profile in policy.profiles() for one in policy.parameters(profile).values()]
    codes = {one for value in values for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and re.fullmatch(r"[a-z_]+", one)}
    assert codes and not [code for code in codes if f"option.{code}" not in text.catalogue()]
    said = {one for value in values for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and re.search("[\u4e00-\u9fff]", one)}
    assert not [one for one in said if f"word.{one}" not in text.catalogue() and not re.search("〔|[0-9]{4}-", one)]  # a document's number is a quotation


def test_words_of_the_data_keep_their_chinese():
    assert all(
        key == f"word.{entry['zh']}"
        for key, entry in text.catalogue().items()
        if key.startswith("word.") and entry["zh"] != "不属较低"
    )


def test_our_own_score_sheets_are_read_in_english():
    said = [item[name] for path in (HOUSE / "data" / "score_templates").glob("*.toml")
            for item in tomllib.loads(path.read_text(encoding="utf-8"))["item"] for name in ("name", "guidance", "dimension") if item.get(name)]
    assert len(said) > 20 and not [one for one in said if f"word.{one}" not in text.catalogue()]


def test_an_unknown_language_is_chinese():
    assert in_language("fr", text.language) == "zh" and in_language("en", text.language) == "en"


@pytest.mark.parametrize(
    "value,shown", [(85.33333333333333, "85.33"), (69.985, "69.99"), (None, "—"), (100, "100.00"), (0.0, "0.00")]
)
def test_a_share_has_two_decimals_and_half_rounds_up(value, shown):
    assert text.share(value) == shown


@pytest.mark.parametrize("language,shown", [("zh", "239.07"), ("en", "2,390,666.76")])
def test_headline_money_is_ten_thousands_in_chinese(language, shown):
    assert in_language(language, text.large_money, decimal.Decimal("2390666.76")) == shown


@pytest.mark.parametrize(
    "period,zh,en",
    [
        ("2021", "2021年", "2021"),
        ("2021H1", "2021年上半年", "First half 2021"),
        ("2022Q1", "2022年第一季度", "Q1 2022"),
        ("2021-05", "2021年5月", "May 2021"),
        ("2021-01-01..2021-06-30", "2021-01-01 至 2021-06-30", "1 Jan 2021 to 30 Jun 2021"),
    ],
)
def test_periods_have_names(period, zh, en):
    assert in_language("zh", text.period, period) == zh and in_language("en", text.period, period) == en
