"""佐证材料: told by content, encrypted, only while the rectification is open, opened only by right and with a line in the log."""

import io
import zipfile

import pytest
from test_photos import picture

from data import database, evidence, photos, rectifications
from data.refusal import Refused
from data.viewer import Viewer
from queries import ask

TOWN = "640202001"
PANEL, OWN, OTHER = Viewer("组员甲", "panel"), Viewer("丙", "town", region=TOWN), Viewer("丁", "town", region="640202100")
SAID = {"issue": "名册未更新", "level": "立行立改", "notify_mode": "电话", "resp_unit": TOWN, "resp_person": "王建国"}
PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n"


def docx(**more: bytes) -> bytes:
    """A Word file of the parts one needs, and ``more``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, content in ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"} | more).items():
            parts.writestr(name, content)
    return out.getvalue()


OUTSIDE = b'<Relationship Id="r" Type="http://x/attachedTemplate" Target="http://x/t.dotm" TargetMode="External"/>'


def test_what_may_come_in_is_told_by_content(store):
    link = b'<Relationship Id="r" Type="http://x/hyperlink" Target="http://x/" TargetMode="External"/>'
    assert evidence.recognised(PDF) == ("pdf", PDF)
    assert evidence.recognised(docx(**{"word/_rels/document.xml.rels": link}))[0] == "docx"
    kind, kept = evidence.recognised(picture())
    assert kind == "jpg" and b"Somebody" not in kept
    for content, code in (
            (b"", "evidence_empty"), (b"<html><script>", "evidence_kind"), (b"MZ" + b"\0" * 90, "evidence_kind"), (PDF[:-7], "evidence_damaged"),
            (PDF.replace(b"/Type", b"/S /Java#53cript"), "evidence_acts"), (PDF.replace(b"/Type", b"/Encrypt"), "evidence_acts"),
            (docx()[:-30], "evidence_damaged"), (docx(**{"word/vbaProject.bin": b"x"}), "evidence_acts"), (b"\xff\xd8\xff" + b"x" * 90, "photo_no_picture"),
            (docx(**{"word/_rels/settings.xml.rels": OUTSIDE}), "evidence_acts"), (docx(**{"word/document.xml": b"<html/>"}), "evidence_damaged")):
        with pytest.raises(Refused) as refused:
            evidence.recognised(content)
        assert refused.value.code == code and str(refused.value)
    with zipfile.ZipFile(out := io.BytesIO(), "w") as parts:
        parts.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(Refused, match="docx"):
        evidence.recognised(out.getvalue())


def test_too_large_is_refused(store, monkeypatch):
    monkeypatch.setattr(photos, "MEGA", 1)
    with pytest.raises(Refused, match="MB"):
        evidence.recognised(PDF)


def test_evidence_comes_is_opened_by_right_and_stands_once_completed(store, given, units):
    given("complaints", complaint_id="X1", receive_date="2021-03-01", town_code=TOWN, complaint_type="服务态度")
    rect = rectifications.open_for(PANEL, "投诉举报", "X1", SAID)
    kept = evidence.add(OWN, rect, "..\\照片/整改后 13800001234.PDF", PDF)
    assert kept["file_name"] == "整改后 ***.pdf" and evidence.add(OWN, rect, "again.pdf", PDF)["file_name"] == kept["file_name"]
    photo = evidence.add(PANEL, rect, "公示栏.png", picture())
    wrong = evidence.add(PANEL, rect, "wrong.docx", docx())
    [place] = [one for one in (store.folder / "evidence").iterdir() if one.stem == kept["file_hash"]]
    assert b"%PDF" not in place.read_bytes()
    assert {row["file_name"] for row in ask("rectification_evidence", OWN, rect=rect).dicts()} == {"整改后 ***.pdf", "公示栏.jpg", "wrong.docx"}
    assert not ask("rectification_evidence", OTHER, rect=rect).rows
    assert evidence.fetch(Viewer("审", "auditor"), rect, kept["file_hash"]) == ("整改后 ***.pdf", "pdf", PDF)

    def refused(code, deed, *given):
        with pytest.raises(Refused) as said:
            deed(*given)
        assert said.value.code == code
    for who in (OTHER, Viewer("戊", "panel", region="640203")):
        refused("rectification_none", evidence.fetch, who, rect, kept["file_hash"])
        refused("rectification_none", evidence.add, OTHER, rect, "a.pdf", PDF)
    for who in (Viewer("检", "inspector"), Viewer("钱", "finance"), Viewer("承", "panel", contractor="C1")):
        refused("not_allowed", evidence.fetch, who, rect, kept["file_hash"])
        refused("rectification_role", evidence.add, who, rect, "a.pdf", PDF)
    refused("evidence_none", evidence.fetch, PANEL, rect, "../../mingjian")
    refused("evidence_none", evidence.withdraw, OWN, rect, photo["file_hash"])  # not the town's own
    evidence.withdraw(Viewer("组员乙", "panel"), rect, wrong["file_hash"])
    assert not (store.folder / "evidence" / f"{wrong['file_hash']}.sealed").exists()
    rectifications.complete(OWN, rect, None, str(database.today()), "已换新名册")
    refused("rectification_complete", evidence.withdraw, PANEL, rect, kept["file_hash"])
    refused("rectification_complete", evidence.add, OWN, rect, "b.pdf", PDF)
    with store.reading() as cursor:
        noted = [row[0] for row in cursor.execute("select what from audit where what like 'evidence%' or what = 'looked' order by audit_id").fetchall()]
    assert noted == ["evidence kept"] * 4 + ["looked", "evidence withdrawn"]
