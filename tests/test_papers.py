"""Papers in Word: they open and hold their values; an office's own template stands before ours."""

import io
import re

import pytest
from docx import Document

from data.refusal import Refused
from queries import papers


def words(content: bytes) -> str:
    """Every word of a document, cells included."""
    return "\n".join(node.text or "" for node in Document(io.BytesIO(content)).element.iter() if node.tag.endswith("}t"))


def own(store, text: str) -> None:
    document = Document()
    document.add_paragraph(text)
    (store.folder / "papers").mkdir()
    document.save(store.folder / "papers" / "payment_approval.docx")


def test_no_sign_of_the_template_stays_and_every_value_arrives(store):
    asked = set(re.findall(r"{{ (\w+) }}", words((papers.OURS / "payment_approval.docx").read_bytes())))
    context = {name: f"«{name}»" for name in asked} | {"steps": [{"name": "按比例", "amount": "1.00", "basis": "30 % & <更多>"}]}
    text = words(papers.render("payment_approval", context))
    assert asked and "{{" not in text and "{%" not in text
    assert all(f"«{name}»" in text for name in asked)


def test_an_english_template_asks_for_the_same_and_has_no_chinese():
    for path in papers.OURS.glob("*_en.docx"):
        ours, theirs = words(path.read_bytes()), words(path.with_name(path.name.replace("_en", "")).read_bytes())
        asked, given = (set(re.findall(r"{{ ([\w.]+)", one)) for one in (ours, theirs))
        assert given - asked <= {"amount_words", "kind"} and asked - given <= {"title"}, path.name
        assert not re.search("[\u4e00-\u9fff]", ours), path.name


def test_signs_of_xml_stay_words(store):
    own(store, "{{ contractor_name }}")
    assert words(papers.render("payment_approval", {"contractor_name": "甲 & <乙>"})) == "甲 & <乙>"


def test_an_offices_own_template_that_asks_for_the_unknown_is_refused_with_its_name(store):
    own(store, "{{ nothing_like_it }}")
    with pytest.raises(Refused, match="nothing_like_it"):
        papers.render("payment_approval", {})


def test_a_template_cannot_reach_beyond_its_values(store):
    own(store, "{{ x.__class__.__mro__ }}")
    with pytest.raises(Refused):
        papers.render("payment_approval", {"x": 1})


@pytest.mark.parametrize("name", ["../store", "unknown", ""])
def test_an_unknown_paper_is_refused(store, name):
    with pytest.raises(Refused):
        papers.render(name, {})
