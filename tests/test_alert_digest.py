"""每日摘要: made each working day at its hour, a missed one once; what is in it; kept and let go; mailed by counts alone, tried again."""

import datetime
import functools
import io
import re
import socket
import threading
import zipfile

import pytest
import time_machine
from clauses.alert_scene import DAY, fill
from test_papers import words

from components import alert_digest as in_english
from data import database
from data.alerts import digests, find, rules
from data.alerts import states as alert_states
from data.clock import Clock
from data.refusal import Refused
from data.settings import settings
from data.viewer import Viewer
from queries import alert_digest, ask

PANEL = Viewer("小组", "panel")
KEPT = ("tranche-1-30", "visit-badge", "complaint-due", "complaint-no-limit", "board-damage-restore")


def at(said: str):
    return time_machine.travel(f"{said}+08:00", tick=False)


@pytest.fixture
def board(store, monkeypatch):
    """The scene of the rules, five rules of it, imported the day before."""
    monkeypatch.setattr(find, "rules", lambda: {name: rules()[name] for name in KEPT})
    fill(store)
    with store.writing("test", "imported") as cursor:
        cursor.execute("""insert into imports by name select 1 as import_id, 'x' as file, 'x' as digest, 'cases' as dataset, 'imported' as status,
                          true as dated, timestamp '2022-04-15' as exported_at, timestamp '2022-04-15 09:00' as imported_at, 'test' as who""")
    return store


def made() -> list[str]:
    return [str(one["day"]) for one in ask("alert_digests", PANEL).dicts()]


def test_each_working_day_at_its_hour_and_a_missed_one_once(board, confirm):
    for moment, done, days in (
        ("2022-04-15T06:59", True, ["2022-04-14"]),  # a new store owes the day before's
        ("2022-04-15T07:00", True, ["2022-04-15", "2022-04-14"]),
        ("2022-04-15T23:00", False, None),
        ("2022-04-17T12:00", False, None),  # a Sunday
        ("2022-04-24T12:00", True, ["2022-04-24", "2022-04-15", "2022-04-14"]),  # a worked Sunday; the week before is made up once
    ):
        with at(moment):
            assert alert_digest.make() is done, moment
            assert days is None or made() == days, moment
    assert sorted(path.name for path in digests.folder().iterdir()) == ["2022-04-14.docx", "2022-04-15.docx", "2022-04-24.docx"]
    confirm(digest_keep_days=8, digest_hour=9)
    with at("2022-04-25T08:00"):
        assert not alert_digest.make()
    with at("2022-04-25T09:00"):
        assert alert_digest.make()
    assert made() == ["2022-04-25", "2022-04-24"] and len(list(digests.folder().iterdir())) == 2


def test_nothing_is_made_before_the_first_import(store):
    with at("2022-04-15T12:00"):
        assert not alert_digest.make()


def test_it_says_what_the_page_says_without_names_and_only_to_who_sees_the_whole_county(board):
    with at("2022-04-15T12:00"):
        alert_digest.make()
        known = ask("alerts", PANEL, as_of=DAY).dicts()
        said = words(alert_digest.read(PANEL, DAY))
        [line] = ask("alert_digests", PANEL).dicts()
    assert all(one["matter"] in said and (one["clause"] or "文件未规定") in said for one in known) and len(known) > 6
    assert f"共 {len(known)} 项：预警 {line['red']} 项，关注 {line['amber']} 项，未规定 {line['grey']} 项" in said
    assert line["red"] == sum(one["severity"] == "red" for one in known) > 0 and line["overdue_alerts"] == sum(
        one["due_date"] is not None and str(one["due_date"]) < DAY for one in known) > 0
    assert "逾期 17 个工作日" in said and said.index("逾期（") < said.index("无期限（")
    found = alert_digest.values(known, datetime.date(2022, 4, 15), datetime.date(2022, 4, 15))
    assert sum(one["total"] for one in found["owners"]) == len(known) == sum(one["count"] for one in found["groups"])
    assert not [name for name in ("王*", "李*", "钱*", "P9") if name in said] and "{" not in said
    friday = datetime.date(2022, 4, 15)
    groups = [alert_digest.group_of(due and datetime.date(2022, 4, due), friday) for due in (14, 15, 17, 18, None)]
    assert groups == ["overdue", "week", "week", "later", "open"]
    # the same in English, made at the same moment; one from before there were English ones is given as it is
    assert alert_digest.read(PANEL, DAY, english=True) == alert_digest.read(PANEL, DAY)
    with at("2022-04-18T12:00"):
        assert in_english.make()
        later = ask("alerts", PANEL, as_of=str(alert_states.standing_day())).dicts()
    told = words(alert_digest.read(PANEL, "2022-04-18", english=True))
    assert f"{len(later)} in all" in told and "working days late)" in told and "Overdue (" in told and "{" not in told
    own = {one[name] for one in later for name in ("subject", "owner", "clause") if one[name]}
    left = re.findall("[一-鿿]+", functools.reduce(lambda text, one: text.replace(one, ""), sorted(own, key=len, reverse=True), told))
    assert not left and "working days late" not in words(alert_digest.read(PANEL, "2022-04-18")) and "预警 " in said
    many = alert_digest.values(known * 300, datetime.date(2022, 4, 15), datetime.date(2022, 4, 15))["groups"][0]
    assert len(many["alerts"]) == alert_digest.MOST and str(many["count"] - alert_digest.MOST) in many["rest"]
    # who sees less than the county gets none
    for viewer, code in ((Viewer("镇", "town", region="640202002"), "not_allowed"), (Viewer("镇里", "panel", region="640202002"), "digest_none"),
                         (Viewer("企", "panel", contractor="C1"), "digest_none"), (Viewer("检", "inspector"), "not_allowed")):
        with pytest.raises(Refused) as refused:
            alert_digest.read(viewer, DAY)
        assert refused.value.code == code
    for day in ("2022-04-14", "../../mingjian"):
        with pytest.raises(Refused):
            alert_digest.read(PANEL, day)
    assert zipfile.ZipFile(io.BytesIO(alert_digest.read(PANEL, DAY))).testzip() is None


# --- mail -----------------------------------------------------------------------------------------------------


class Post:
    """A mail server of one conversation, by sockets alone."""

    def __init__(self):
        self.taken, self._socket = [], socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        line, _ = self._socket.accept()
        with line, line.makefile("rwb") as talk:
            def say(words):
                talk.write(words.encode() + b"\r\n")
                talk.flush()

            say("220 here")
            for heard in talk:
                if heard.upper().startswith(b"DATA"):
                    say("354 go on")
                    self.taken.append(b"".join(iter(talk.readline, b".\r\n")))
                    say("250 taken")
                elif heard.upper().startswith(b"QUIT"):
                    say("221 bye")
                    return
                else:
                    say("250 yes")

    def close(self):
        self._thread.join(5)
        self._socket.close()


def test_mail_is_off_unless_set_carries_counts_and_address_and_is_tried_again(board, monkeypatch):
    from email import message_from_bytes, policy

    post = Post()
    gone = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setenv("MINGJIAN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("MINGJIAN_SMTP_FROM", "mingjian@example.invalid")
    monkeypatch.setenv("MINGJIAN_SMTP_TO", "a@example.invalid, b@example.invalid")
    monkeypatch.setenv("MINGJIAN_SMTP_TLS", "none")
    clock = Clock({"digest": alert_digest.make, "mail": digests.mail})

    def runs():
        with database.store().reading() as cursor:
            return dict(cursor.execute("select job, error from clock_runs").fetchall())

    def through(port):
        monkeypatch.setenv("MINGJIAN_SMTP_PORT", str(port))
        settings.cache_clear()

    with at("2022-04-15T06:59"):
        clock._run("digest", alert_digest.make)
        monkeypatch.delenv("MINGJIAN_SMTP_TO")
        through(post.port)
        assert made() == ["2022-04-14"] and not digests.mail() and "mail" not in runs()
        monkeypatch.setenv("MINGJIAN_SMTP_TO", "a@example.invalid, b@example.invalid")
    through(gone.getsockname()[1])
    gone.close()
    with at("2022-04-15T12:00"):
        clock._run("digest", alert_digest.make)
        clock._run("mail", digests.mail)
        assert "refused" in runs()["mail"] and runs()["digest"] is None and made()[0] == DAY  # the digest does not wait for the mail
        through(post.port)
        clock._run("mail", digests.mail)
        assert runs()["mail"] is None and ask("alert_digests", PANEL).dicts()[0]["mailed"] == "2022-04-15 12:00:00"
        assert digests.mail() is False  # once
    post.close()
    [raw] = post.taken
    letter = message_from_bytes(raw, policy=policy.default)
    line = ask("alert_digests", PANEL).dicts()[0]
    assert letter["To"] == "a@example.invalid, b@example.invalid" and DAY in letter["Subject"]
    assert letter.get_content().strip().splitlines() == [
        f"预警 {line['red']} 项，关注 {line['amber']} 项，未规定 {line['grey']} 项；其中逾期 {line['overdue_alerts']} 项。", "http://127.0.0.1:8050/alerts"]
