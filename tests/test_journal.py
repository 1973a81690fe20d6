"""The server's log says where and what kind, never a value."""

import logging

from data import journal


def test_an_error_names_nobody(tmp_path):
    log = logging.getLogger("mingjian")
    with journal.kept(tmp_path) as path:
        try:
            raise ValueError("Could not convert string '样本甲 640202199001011234' to INT32 in column \"id_no\", phone 13800000000, “样本甲”")
        except ValueError:
            log.exception("error %s", "3F2A1B")
        log.info("not kept")
    said = path.read_text(encoding="utf-8")
    assert "error 3F2A1B" in said and "ValueError" in said and "test_journal.py" in said and '"id_no"' in said and "not kept" not in said
    assert "样本甲" not in said and "6402" not in said and "1380000" not in said
    [last] = journal.recent(tmp_path)
    assert last["said"] == "error 3F2A1B" and last["why"].startswith("ValueError: Could not convert") and "样本甲" not in last["why"] and len(last["at"]) == 19


def test_it_begins_anew_before_it_grows_large(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "LARGEST", 2000)
    with journal.kept(tmp_path):
        for number in range(200):
            logging.getLogger("mingjian").warning("line %s", number)
        assert journal.recent(tmp_path)[0]["said"] == "line 199"
    files = list((tmp_path / journal.FOLDER).iterdir())
    assert len(files) == 1 + journal.KEPT and all(file.stat().st_size <= 2000 for file in files)
