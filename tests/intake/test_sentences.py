"""What is kept in Chinese is said in English to who reads English."""

import re

from data.contract import contracts
from data.intake import reasons
from data.intake.reasons import CODES, summary, template, translated
from data.refusal import sentence, sentences

CHINESE = re.compile("[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w+)\}")


def test_every_sentence_is_found_again():
    for code, entry in sentences().items():
        details = {name: f"<{name}>" for name in PLACE.findall(entry["zh"])}
        given = details | {name: f"<{name}>" for name in PLACE.findall(entry["en"])}
        said, english = translated(sentence(code, **given), "en"), entry["en"]
        assert CHINESE.search(english) or not CHINESE.search(said), (code, said)
        assert all(value in said for name, value in details.items() if f"{{{name}}}" in english), (code, said)


def test_every_reason_of_every_column_is_found_again():
    for contract in contracts().values():
        for column in contract.columns:
            for code in CODES:
                kept = template(contract, column, code).replace("{header}", "H").replace("{value}", "V")
                said = translated(kept, "en")
                quoted = [*map(str, column.allowed), *(other.header for other in contract.columns), "是", "否"]
                for word in sorted(quoted, key=len, reverse=True):
                    said = said.replace(word, "")
                assert not CHINESE.search(said), (column.name, code, said)


def test_a_summary_with_its_note_is_said_whole():
    kept = summary("imported", "单位表、村（社区）基础表", 5, 1, 2, 1, 1, 0) + summary("overwritten", 2)
    assert translated(kept, "en").startswith("Imported ") and "2 stored rows" in translated(kept, "en")
    assert not CHINESE.search(translated(kept, "en"))
    assert translated(kept, "zh") == kept and translated(None, "en") is None and translated("别的话", "en") == "别的话"


def test_the_catalogue_has_both_languages():
    for family in reasons._catalogue().values():
        assert all(entry["zh"] and entry["en"] for entry in family.values())
