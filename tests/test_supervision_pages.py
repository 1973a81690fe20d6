"""投诉举报, 违规处理 and 问题整改: their sections show the questions' figures, texts open only by right, deeds are offered to who may do them."""

import io
import zipfile
from inspect import unwrap

import dash
import docx
import pytest
from applications import application, entering
from test_components import of, words
from werkzeug.exceptions import Forbidden, NotFound

from components import conclusion, evidence_pack, papers, rectify, text
from data import database, evidence, rectifications
from queries import ask

BASE = {"as_of": "2022-02-28"}
PAGES = {"complaints": BASE | {"page": "complaints", "period": "2021"}, "violations": BASE | {"page": "violations", "period": "2021"},
         "rectifications": BASE | {"page": "rectifications"}}
ROLES = {"panel": "", "leader": "", "auditor": "", "town": "141122100"}


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    with application(tiny_folder, tmp_path_factory.mktemp("supervision"), **ROLES) as made:
        yield made


@pytest.fixture
def signed_in(app):
    with entering(app) as enter:
        yield enter


def ids(shown) -> list:
    return [one.id for one in [shown, *shown._traverse()] if getattr(one, "id", None)]


def sections(page: str) -> dict:
    """name -> the function that fills a section of a page."""
    import importlib

    modules = [importlib.import_module(f"pages.{name}") for name in (page, *(f"{page}_{part}" for part in PARTS[page]))]
    return {name: unwrap(found) for module in modules for name, found in vars(module).items()
            if hasattr(found, "__wrapped__") and found.__module__ == module.__name__}


PARTS = {"complaints": ("charts", "lists"), "violations": ("lists",), "rectifications": ("lists", "new")}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_section_fills_in_both_languages(signed_in, page, language):
    signed_in("panel")
    filled = {}
    with text.speaking(language):
        for name, function in sections(page).items():
            if name != "opened":
                filled[name] = function(PAGES[page])
    assert {"conclude", "figures", "cases"} <= filled.keys() and words(filled["figures"])
    assert len([one for one in filled.values() if one is not None]) >= len(filled) - 1  # the form of a new entry waits for a finding


def test_the_headline_figures_are_the_questions(signed_in):
    who = signed_in("panel")
    one = ask("complaints", who, period="2021", by="county", as_of=BASE["as_of"]).dicts()[0]
    said = words(sections("complaints")["figures"](PAGES["complaints"]))
    assert all(f" {one[name]} " in f" {said} " for name in ("received", "open", "overdue")) and text.share(one["substantiated_pct"]) in said
    sums = ask("violations", who, period="2021", by="type", as_of=BASE["as_of"]).dicts()
    said = words(sections("violations")["figures"](PAGES["violations"]))
    assert text.money(sum(row["recovered"] for row in sums)) in said and text.money(sum(row["recover_due"] for row in sums)) in said
    all_of = ask("rectifications", who, as_of=BASE["as_of"]).dicts()
    said = words(sections("rectifications")["figures"](PAGES["rectifications"]))
    assert f"{sum(row['lookback_done'] for row in all_of)} / 已完成 n = {sum(row['completed'] for row in all_of)}" in said
    public = next(row["public_accept_pct"] for row in all_of)
    assert len(all_of) > 1 or text.share(public) in said


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_words_of_a_badge_stand_in_the_conclusion(signed_in, page, language):
    import importlib

    signed_in("panel")
    module = importlib.import_module(f"pages.{page}")
    with text.speaking(language):
        count, said = module.badge(PAGES[page])
    whole = conclusion.conclude(page, module.facts(PAGES[page]), language)
    assert not count or said in whole


def test_what_was_done_to_a_round_is_shown_on_today(app):
    from pages import rounds_deeds

    today = database.today().isoformat()
    assert rounds_deeds.on_today({"as_of": "2022-04-15"}, "?round=HT1~x~1&as_of=2022-04-15") == f"?round=HT1~x~1&as_of={today}"
    assert rounds_deeds.on_today({"as_of": "2022-04-15"}, None) == f"?as_of={today}"
    assert rounds_deeds.on_today({"as_of": today}, "?round=x") is dash.no_update


def test_the_pictures_that_the_store_holds_stand_in_the_villages_drawer(app):
    from pages import publicity_case

    photos = [{"photo_id": f"XC-{n}", "view": "近景", "shot_date": None, "counts": False, "why_not": "无拍摄日期", "held": n < 9} for n in range(12)]
    album = publicity_case.album(photos)
    assert [one.src for one in of(album, "Img")] == [f"/photo/XC-{n}" for n in range(8)] and "无拍摄日期" in words(album)
    assert publicity_case.album(photos[9:]) is None


def test_chips_leave_as_many_rows_as_they_say(signed_in):
    from pages import complaints_lists, rectifications_lists

    who = signed_in("panel")
    one = ask("complaints", who, period="2021", by="county", as_of=BASE["as_of"]).dicts()[0]
    for name in ("open", "overdue", "substantiated"):  # the rows behind a headline figure are as many as it says
        assert len(complaints_lists.chosen(PAGES["complaints"] | {"only": name})) == one[name]
    assert all(row["self_handled"] for row in complaints_lists.chosen(PAGES["complaints"] | {"only": "self"}))
    for module, page in ((complaints_lists, "complaints"), (rectifications_lists, "rectifications")):
        for name in module.CHIPS:
            rows = module.chosen(PAGES[page] | {"only": name})
            assert f" {len(rows)} " in words(unwrap(module.cases)(PAGES[page] | {"only": name})).split("\n")[0] + " "


def drawn(page: str, key: str):
    import importlib

    return unwrap(importlib.import_module(f"pages.{page}_case").case)(PAGES[page], key)


def some(who, question, **given):
    return ask(question, who, as_of=BASE["as_of"], **given).dicts()


def test_a_complaint_s_text_stays_masked_until_a_purpose_is_given(signed_in):
    from pages.complaints_case import told

    who = signed_in("panel")
    key = next(row["complaint_id"] for row in some(who, "complaint_path", period="2021") if row["content"])
    shown = drawn("complaints", key)
    full = unwrap(told)(1, {"tell": key}, "核实投诉", None)
    assert words(full[-1]) and words(full[-1]) not in words(shown)
    refused = unwrap(told)(1, {"tell": key}, " ", "遮盖")
    assert "目的" in words(refused[-1])
    signed_in("leader")
    assert {"tell": key} not in ids(drawn("complaints", key))


def test_a_finding_leads_to_its_rectification_or_to_the_form(signed_in):
    signed_in("panel")
    assert of(rectify.to_rectification("违规", "W1"), "Link")[0].href.startswith("/rectifications?new=")
    assert of(rectify.to_rectification("违规", "W1", "Z1"), "Link")[0].href == "/rectifications?case=Z1"
    for role in ("leader", "town"):
        signed_in(role)
        assert rectify.to_rectification("违规", "W1") is None and rectify.to_rectification("违规", "W1", "Z1") is not None


def test_deeds_are_offered_to_who_may_do_them(signed_in):
    from pages.rectifications_deeds import open_to

    who = signed_in("panel")
    rows = some(who, "rectification_cases")
    waiting = next(row for row in rows if row["complete_date"] is None)
    assert open_to(waiting)[0] == "complete" and "discipline" not in open_to(waiting)
    done = next(row for row in rows if row["complete_date"] and not row["lookback_date"])
    assert open_to(done) == ["look_back"]
    failed = waiting | {"complete_date": BASE["as_of"], "lookback_date": BASE["as_of"], "lookback_state": "未通过"}
    assert open_to(failed) == ["return"]
    found = [one for one in ids(drawn("rectifications", waiting["rect_id"])) if isinstance(one, dict) and "mend-deed" in one]
    assert {one["seen"] for one in found} == {waiting["version"]}
    for role, deeds in (("leader", ["extend", "meeting", "discipline"]), ("auditor", []), ("town", ["complete"])):
        signed_in(role)
        assert open_to(waiting) == deeds


def test_a_deed_of_the_page_ends_in_the_ledger_and_a_stale_one_is_refused(signed_in):
    from data.refusal import Refused
    from pages.rectifications_deeds import _do

    who = signed_in("panel")
    row = next(row for row in some(who, "rectification_cases") if row["complete_date"] is None)
    _do("remind", row["rect_id"], row["version"], {"notify_mode": "电话", "reason": "催办"})
    now = some(who, "rectification_cases", rect=row["rect_id"])[0]
    assert now["reminder_count"] == row["reminder_count"] + 1 and now["entered"]
    with pytest.raises(Refused, match="修改过"):
        _do("remind", row["rect_id"], row["version"], {"notify_mode": "电话"})


def test_the_form_brings_the_finding_along(signed_in):
    from pages.rectifications_new import form

    who = signed_in("panel")
    key = next(row["complaint_id"] for row in some(who, "complaint_path", period="2021") if not row["rect_id"])
    shown = unwrap(form)(PAGES["rectifications"] | {"new": "投诉举报", "of": key})
    assert {"open-new": key, "kind": "投诉举报"} in ids(shown)
    issue = next(one for one in shown._traverse() if getattr(one, "id", None) == {"mend": "issue", "of": "new"})
    assert issue.value.startswith("群众反映问题")
    assert "找不到" in words(unwrap(form)(PAGES["rectifications"] | {"new": "投诉举报", "of": "没有"}))
    signed_in("auditor")
    assert {"open-new": key, "kind": "投诉举报"} not in ids(unwrap(form)(PAGES["rectifications"] | {"new": "投诉举报", "of": key}))


def test_the_printed_letter_is_a_page_of_its_own(app, signed_in):
    who = signed_in("panel")
    row = next(row for row in some(who, "rectification_cases") if row["resp_person"])
    page = unwrap(papers.letter_print)(row["rect_id"])
    assert row["rect_id"] in page and row["resp_person"] in page and "联系人" in page


def test_a_failing_posting_leads_to_its_rectification(signed_in):
    from pages import publicity_lists

    settled = {"page": "publicity", "period": "2021", "as_of": BASE["as_of"]}
    cells = {}
    for role in ("panel", "leader"):
        signed_in(role)
        grid = next(one for one in unwrap(publicity_lists.defects)(settled)._traverse() if getattr(one, "rowData", None))
        cells[role] = [one["rectify"] for one in grid.rowData]
    opened = {one["text"] for one in cells["leader"] if one}  # who may open none sees those that stand
    assert all(one["href"].startswith("/rectifications?") for one in cells["panel"])
    assert {one["text"] for one in cells["panel"]} - opened == {"发起整改"}


def test_a_case_leaves_as_a_pack_of_what_its_reader_may_see(app, signed_in):
    who = signed_in("panel")
    number = rectifications.open_for(who, "投诉举报", None, {"issue": "名册未更新", "level": "立行立改", "notify_mode": "电话", "resp_unit": "141122100",
                                                         "resp_person": "王建国"})
    row = ask("rectification_cases", who, rect=number).dicts()[0]
    pdf = b"%PDF-1.4\n%%EOF\n"
    kept = evidence.add(who, row["rect_id"], "a.pdf", pdf)

    def taken(page, key, **given):
        with zipfile.ZipFile(io.BytesIO(evidence_pack.pack(page, key, given))) as parts:
            return {name: parts.read(name) for name in parts.namelist()}
    found = taken("rectifications", row["rect_id"])
    assert list(found) == ["证据材料.docx", "台账.xlsx", "01_a.pdf"] and found["01_a.pdf"] == pdf
    said = docx.Document(io.BytesIO(found["证据材料.docx"]))
    cells = {cell.text for table in said.tables for line in table.rows for cell in line.cells}
    assert {row["issue"], row["resp_person"], kept["file_hash"]} <= cells and "*" in row["resp_person"]
    assert evidence_pack.link("rectifications", row["rect_id"], BASE).href.startswith("/case/rectifications/")
    complaint = some(who, "complaint_path", period="2021")[0]
    assert "证据材料.docx" in taken("complaints", complaint["complaint_id"], period="2021", as_of=BASE["as_of"])
    evaluated = next(one for one in some(who, "rounds") if one["state"] in ("已签署", "已出结果"))
    report = unwrap(papers.evaluation_report_file)(evaluated["eval_id"])
    assert report.status_code == 200
    signed_in("town")
    assert "01_a.pdf" in taken("rectifications", row["rect_id"])  # its own
    with pytest.raises(Forbidden):
        unwrap(evidence_pack.evidence_pack)("violations", "W1")
    with pytest.raises(NotFound):
        unwrap(evidence_pack.evidence_pack)("rectifications", "nowhere")
    with pytest.raises(Forbidden):
        unwrap(papers.evaluation_report_file)(evaluated["eval_id"])
