"""The evidence behind a proposed removal: every round, sheet, issue and clause, as a workbook and as a paper."""

import io

import openpyxl
import pytest
from docx import Document

from components import removal_papers, text
from data.refusal import Refused
from data.viewer import Viewer

A = "52640202MJ00000001"
DAY = "2023-01-01"


@pytest.fixture
def lows(given, served_contract, round_, confirm):
    confirm(satisfaction_low=70)
    round_(1, 60)
    round_(2, 61)
    given("org_units", unit_code=A, unit_name="安和", unit_type="其他")
    given("rectifications", rect_id="R1", source_type="满意度评估", issue="资料不全", issue_date="2021-08-01", deadline="2021-09-01", resp_unit=A)


def text_of(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    return "\n".join([part.text for part in paper.paragraphs] + [cell.text for table in paper.tables for row in table.rows for cell in row.cells])


def test_the_workbook_holds_rounds_sheets_issues_and_clauses(lows, leader):
    book = openpyxl.load_workbook(io.BytesIO(removal_papers.in_form(leader, A, DAY)))
    assert book.sheetnames == ["满意度轮次", "应评轮次", "评分表", "问题整改", "依据"]
    assert [book[name].max_row for name in ("满意度轮次", "评分表", "问题整改", "依据")] == [5, 13, 4, 7]
    assert "建议清退，提请研究" in [cell.value for cell in book["满意度轮次"][5]]


def test_the_paper_says_what_happened_by_which_clause_and_leaves_the_decision_to_people(lows, leader):
    said = text_of(removal_papers.in_word(leader, A, DAY))
    for part in ("安和社会工作服务中心", "建议清退，提请研究", "对连续两次满意度评估较低的予以清退", "60.00", "61.00", "较低", "资料不全",
                 "系统不作处理决定", "2 次"):
        assert part in said, part
    assert "{{" not in said and "{%" not in said
    with text.speaking("en"):
        said = text_of(removal_papers.in_word(leader, A, DAY))
        book = openpyxl.load_workbook(io.BytesIO(removal_papers.in_form(leader, A, DAY)))
    assert "Removal proposed, for decision" in said and "系统" not in said and book.sheetnames[0] == "Satisfaction rounds"


def test_without_a_confirmed_bound_the_paper_says_so(given, served_contract, round_, leader):
    round_(1, 60)
    said = text_of(removal_papers.in_word(leader, A, DAY))
    assert "未提出建议" in said and "未确认，不判较低" in said


@pytest.mark.parametrize("viewer", [Viewer("镇", "town", region="640202100"), Viewer("乙", "panel", contractor="other")])
def test_who_may_not_see_the_rounds_gets_no_evidence(lows, viewer):
    with pytest.raises(Refused):
        removal_papers.in_form(viewer, A, DAY)
