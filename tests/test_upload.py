"""POST /upload: who may, what is refused, and that a file once acknowledged is imported whatever happens."""

import io
import json
from types import SimpleNamespace

import flask
import pytest

from components import door, uploads
from data import database, people
from data.intake import ingest, jobs, received, room

PASSWORD, NEW = "长城-kite-42!", "another-Good-1"
UNITS = "单位编码,单位名称,单位类型\n640202001,长胜街道,街道\n640202002,朝阳街道,无此类\n".encode()


@pytest.fixture
def site(store, quick_passwords):
    server = flask.Flask("site")
    door.guard(server)
    uploads.connect(server)
    return server


@pytest.fixture
def client(site):
    """``client("admin")``: a browser in which a person of this role has signed in; None: nobody."""
    def make(role="admin"):
        browser = site.test_client()
        if role:
            people.add_person(f"a-{role}", role, "640202001" if role == "town" else "", None, PASSWORD, "test")
            people.change_password(f"a-{role}", PASSWORD, NEW, "test")
            assert browser.post("/sign-in", data={"name": f"a-{role}", "password": NEW, "next": "/"}).status_code == 303
        return browser
    return make


def send(browser, content=UNITS, name="单位.csv", **more):
    return browser.post("/upload", query_string={"name": name}, data=content, **more)


def files(store) -> list:
    return [path for path in (store.folder / "uploads").glob("*")]


def test_a_file_is_received_imported_and_gone_from_the_folder(client, store):
    answer = send(client())
    job = answer.json["job"]
    assert [one["state"] for one in jobs.listed()] == ["排队"]
    kept = b"".join(path.read_bytes() for path in files(store))
    assert "长胜街道".encode() not in kept and len(files(store)) == 2  # sealed, and a note
    assert jobs.work_once() and not jobs.work_once()
    one = jobs.listed()[0]
    assert (one["job_id"], one["file"], one["state"], one["who"]) == (job, "单位.csv", "完成", "a-admin")
    assert one["bytes"] == len(UNITS) and "退回 1" in one["sentence"] and len(one["imports"]) == 1
    assert files(store) == [] and list(store.scratch.iterdir()) == []
    with store.reading() as cursor:
        assert cursor.execute("select file, who, rejected from imports").fetchall() == [("单位.csv", "a-admin", 1)]


@pytest.mark.parametrize("role", ["leader", "panel", "finance", "town", "inspector", "auditor"])
def test_other_roles_may_not(role, client, store):
    browser = client(role)
    assert send(browser).status_code == 403 and browser.get("/mending/1").status_code == 403
    assert files(store) == []


def test_a_stranger_may_not(client, store):
    assert send(client(None)).status_code == 401
    assert files(store) == []


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_may_not(headers, client, store):
    assert send(client(), headers=headers).status_code == 403
    assert files(store) == []


def test_too_large_is_refused_before_and_while_it_comes(client, store, monkeypatch):
    monkeypatch.setattr(received, "LIMIT", 100)
    browser = client()
    answer = send(browser, b"x" * 101)
    assert answer.status_code == 413 and "单位.csv" in answer.json["said"]
    chunked = browser.post("/upload?name=a.csv", input_stream=io.BytesIO(b"x" * 101), headers={"Transfer-Encoding": "chunked"},
                           environ_overrides={"wsgi.input_terminated": True})
    assert chunked.status_code == 413
    assert files(store) == [] and jobs.listed() == []


@pytest.mark.parametrize(("name", "kept"), [
    ("../../etc/passwd.csv", "passwd.csv"), ("..\\..\\windows\\win.csv", "win.csv"), ("/abs/单位.csv", "单位.csv"),
    ("a\x00b\n.csv", "ab.csv"), ("单\u202evsc.位.csv", "单vsc.位.csv"), ("x" * 400 + ".csv", "x" * 200)])
def test_path_tricks_in_the_name(name, kept, client, store):
    assert send(client(), name=name).status_code == 200
    assert jobs.listed()[0]["file"] == kept
    assert all(path.parent == store.folder / "uploads" for path in files(store))
    jobs.work_once()
    assert jobs.listed()[0]["state"] == "完成"


@pytest.mark.parametrize("name", ["", ".", "..", "../..", "\u202e", " "])
def test_a_file_without_a_name(name, client, store):
    assert send(client(), name=name).status_code == 400 and files(store) == []


def test_an_empty_file_and_a_lock_file(client, store):
    browser = client()
    assert "空的" in send(browser, b"").json["said"]
    assert "临时文件" in send(browser, name="~$单位.xlsx").json["said"]
    assert files(store) == []


def test_a_file_cut_short_leaves_nothing(client, store):
    answer = client().post("/upload?name=a.csv", input_stream=io.BytesIO(b"x" * 10), environ_overrides={"CONTENT_LENGTH": "20"})
    assert answer.status_code == 400 and files(store) == []


def test_a_full_disk_is_a_sentence(client, store, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(received, "_take", full)
    answer = send(client())
    assert answer.status_code == 507 and "磁盘" in answer.json["said"] and files(store) == []


def test_room_is_looked_for_before_a_large_file_is_begun(client, store, tmp_path, monkeypatch):
    """A sentence instead of half an import; the file stays where it is and goes in later."""
    path, free = tmp_path / "单位.csv", 1 << 20
    path.write_text("单位编码,单位名称,单位类型\n640202001,长胜街道,街道\n", encoding="utf-8")
    monkeypatch.setattr(room, "BIG", 10)
    monkeypatch.setattr(room, "TEXT", 1 << 20)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    outcome = ingest(path, "测试")
    assert outcome.status == "failed" and "剩余 1 MB" in outcome.sentence and path.exists()
    answer = send(client())
    assert answer.status_code == 507 and "剩余 1 MB" in answer.json["said"] and files(store) == []
    free = 1 << 40
    assert ingest(path, "测试").status == "imported"


def test_a_file_that_cannot_be_read_is_refused_with_its_sentence(client, store):
    send(client(), b"%PDF-1.4 ...", "单位.xlsx")
    jobs.work_once()
    one = jobs.listed()[0]
    assert one["state"] == "拒收" and "PDF" in one["sentence"] and len(one["imports"]) == 1


def test_unfinished_work_goes_on_after_a_crash(client, store):
    browser = client()
    send(browser)
    send(browser, UNITS.replace(b"640202001", b"640202009"), "单位2.csv")
    (store.folder / "uploads" / "zz.half").write_bytes(b"half")
    (store.folder / "uploads" / "zy.sealed").write_bytes(b"of nobody")
    jobs.work_once()
    with store.writing("test", "crashed in the middle of the first") as cursor:
        cursor.execute("update jobs set state = '导入中'")
    (lost,) = [path for path in files(store) if "zz" not in path.name and path.name.endswith(".sealed") and "zy" not in path.name][:1]
    database.close_store()
    jobs.resume()
    assert not [path for path in files(database.store()) if path.stem in ("zz", "zy")]
    while jobs.work_once():
        pass
    states = {one["file"]: one["state"] for one in jobs.listed()}
    assert states["单位2.csv"] == "完成" and lost.exists() is False
    with database.store().reading() as cursor:
        assert cursor.execute("select count(*) from org_units").fetchone() == (2,)


def test_a_damaged_file_says_so(client, store):
    send(client())
    (sealed,) = (store.folder / "uploads").glob("*.sealed")
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"\x00")
    jobs.work_once()
    assert jobs.listed()[0]["state"] == "拒收" and "重新上传" in jobs.listed()[0]["sentence"]


def test_the_thread_works_what_comes(client, store):
    import time
    browser = client()
    with jobs.working():
        send(browser)
        patience = time.monotonic() + 20
        while jobs.listed()[0]["state"] != "完成" and time.monotonic() < patience:
            time.sleep(0.05)
    assert jobs.listed()[0]["state"] == "完成"


def test_an_undated_file_that_would_overwrite_waits_for_an_answer(client, store):
    browser = client()
    good = UNITS.replace("无此类".encode(), "街道".encode())
    for content in (good, good.replace("长胜".encode(), "永乐".encode()), good.replace("长胜".encode(), "新建".encode())):
        send(browser, content)
        jobs.work_once()
    assert [one["state"] for one in jobs.listed()] == ["待确认", "待确认", "完成"]
    newest, older, _ = [one["job_id"] for one in jobs.listed()]
    jobs.decide(newest, True, "a-admin")
    jobs.decide(older, False, "a-admin")
    jobs.decide(older, True, "a-admin")  # too late
    assert jobs.work_once() and not jobs.work_once()
    assert [one["state"] for one in jobs.listed()] == ["完成", "拒收", "完成"] and files(store) == []
    with store.reading() as cursor:
        assert cursor.execute("select unit_name from org_units where unit_code = '640202001'").fetchone() == ("新建街道",)


def test_templates_are_for_everybody_and_rejected_rows_are_logged(client, store):
    panel, admin = client("panel"), client()
    answer = panel.get("/template/cases")
    assert answer.status_code == 200 and answer.data.startswith(b"PK") and "attachment" in answer.headers["Content-Disposition"]
    assert panel.get("/template/../../x").status_code == 404 and panel.get("/template/nothing").status_code == 404
    send(admin)
    jobs.work_once()
    number = jobs.listed()[0]["imports"][0]
    assert admin.get(f"/mending/{number}").data.startswith(b"PK")
    assert admin.get("/mending/x;drop").status_code == 404 and admin.get("/mending/999").status_code == 404
    with store.reading() as cursor:
        details = [json.loads(row[0]) for row in cursor.execute("select detail from audit where what = 'rejected rows downloaded'").fetchall()]
    assert details[0]["imports"] == [number]
