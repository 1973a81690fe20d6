"""Where the server may listen, with what encryption, and how wrong settings are said."""

import contextlib
import datetime
import http.client
import json
import ssl
import threading
import urllib.parse
import urllib.request

import pytest
from applications import the_app
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from components import listening
from data import people
from data import settings as configuration
from data.refusal import Refused


def said(**values) -> configuration.Settings:
    return configuration.Settings(**values)


@pytest.mark.parametrize(("given", "expected"), [
    ({"listen": "127.0.0.1:8050"}, "http://127.0.0.1:8050"),
    ({"listen": "[::1]:8050"}, "http://[::1]:8050"),
    ({"listen": "0.0.0.0:8443", "tls_certificate": "a.pem", "tls_key": "b.pem"}, "https://0.0.0.0:8443"),
    ({"listen": "10.0.0.5:80", "proxy": "10.0.0.1"}, "http://10.0.0.5:80"),
    ({"listen": "0.0.0.0:8050"}, "listen_needs_tls"),
    ({"listen": "[::]:8050"}, "listen_needs_tls"),
    ({"listen": "127.0.0.1:8050", "tls_key": "b.pem"}, "tls_halves"),
    ({"listen": "bureau.example:8050"}, "bad_listen"),
    ({"listen": "127.0.0.1"}, "bad_listen"),
    ({"listen": "127.0.0.1:99999"}, "bad_listen"),
])
def test_beyond_this_machine_only_behind_tls_or_a_declared_proxy(given, expected):
    if "://" in expected:
        assert listening.place(said(**given)).url == expected
    else:
        with pytest.raises(Refused) as refused:
            listening.place(said(**given))
        assert refused.value.code == expected


@pytest.fixture
def certificate(tmp_path):
    """A certificate of its own signing for 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
            .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
            .add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256()))
    paths = tmp_path / "server.pem", tmp_path / "server.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return paths


def test_its_own_tls_answers_and_says_that_it_is_encrypted(certificate):
    def application(environ, start):
        start("200 OK", [("Content-Type", "text/plain")])
        return [environ["wsgi.url_scheme"].encode()]

    found = said(tls_certificate=certificate[0], tls_key=certificate[1])
    server = listening.create(application, listening.Place("127.0.0.1", 0, True), found)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        trust = ssl.create_default_context(cafile=str(certificate[0]))
        with urllib.request.urlopen(f"https://localhost:{server.port}/", context=trust, timeout=60) as answer:
            assert answer.read() == b"https"
    finally:
        server.close()
        thread.join()


@contextlib.contextmanager
def served(application, at: listening.Place, found):
    """The port of a server that runs meanwhile."""
    server = listening.create(application, at, found)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.port if at.tls else server.effective_port
    finally:
        if at.tls:
            server.close()
        else:  # by the thread that listens: closed under it, waitress now and then asks for what is gone
            server.trigger.pull_trigger(server.close)
        thread.join(60)


def asked(port: int, path: str, trust=None, said: dict | None = None, **headers: str):
    """(status, headers, text) as a browser gets it, redirects not followed."""
    kind = http.client.HTTPSConnection if trust else http.client.HTTPConnection
    connection = kind("localhost", port, timeout=60, **({"context": trust} if trust else {}))
    with contextlib.closing(connection):
        body = urllib.parse.urlencode(said) if said else None
        connection.request("POST" if said else "GET", path, body, {"Content-Type": "application/x-www-form-urlencoded"} | headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")


def test_the_whole_application_behind_its_own_tls_and_behind_a_proxy(store, certificate, monkeypatch, quick_passwords):
    """Cookies that leave on encrypted connections alone, HSTS, a page with its scripts; the proxy's word counts, a stranger's does not."""
    application, password = the_app().server, "another-Good-1"
    people.add_person("li", "leader", "", None, "长城-kite-42!", "test")
    people.change_password("li", "长城-kite-42!", password, "test")
    form = {"name": "li", "password": password, "next": "/accuracy"}
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    found = said(tls_certificate=certificate[0], tls_key=certificate[1])
    with served(application, listening.Place("127.0.0.1", 0, True), found) as port:
        status, headers, _ = asked(port, "/sign-in", trust, form, Origin=f"https://localhost:{port}")
        cookie = headers["Set-Cookie"]
        assert status == 303 and all(flag in cookie for flag in ("Secure", "HttpOnly", "SameSite=Lax"))
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        status, headers, page = asked(port, "/accuracy", trust, Cookie=cookie.partition(";")[0])
        assert status == 200 and "_dash-config" in page and headers["Content-Security-Policy"]
        assert asked(port, "/sign-in", trust, form, Origin=f"http://localhost:{port}.evil.example")[0] == 403
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3", "X-Forwarded-Host": "bureau.example", "Origin": "https://bureau.example"}
    for proxy, secure in (("127.0.0.1", True), ("10.9.9.9", False)):
        with served(application, listening.Place("127.0.0.1", 0, False), said(proxy=proxy)) as port:
            status, headers, _ = asked(port, "/sign-in", None, form, **forwarded)
            assert status == (303 if secure else 403), "without the proxy's word the form comes from another site"
            assert ("Secure" in str(headers["Set-Cookie"])) == secure == ("Strict-Transport-Security" in headers)
    with store.reading() as cursor:
        came = [json.loads(row[0])["address"] for row in cursor.execute("select detail from audit where what = 'sign_in' order by audit_id").fetchall()]
    assert came == ["127.0.0.1", "10.1.2.3"]


def test_a_key_that_is_none_is_refused(certificate):
    certificate[1].write_text("no key")
    with pytest.raises(Refused) as refused:
        listening.create(None, listening.Place("127.0.0.1", 0, True), said(tls_certificate=certificate[0], tls_key=certificate[1]))
    assert refused.value.code == "tls_unreadable"


@pytest.fixture
def fresh(monkeypatch):
    configuration.settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    configuration.settings.cache_clear()


def test_a_file_of_settings_stands_behind_the_environment(fresh, tmp_path):
    path = tmp_path / "mingjian.toml"
    path.write_text('lock_minutes = 20\nphoto_megabytes = 5\n', encoding="utf-8")
    fresh.setenv("MINGJIAN_CONFIG", str(path))
    fresh.setenv("MINGJIAN_LOCK_MINUTES", "30")
    found = configuration.settings()
    assert (found.lock_minutes, found.photo_megabytes) == (30, 5)
    assert [configuration.origin(name) for name in ("lock_minutes", "photo_megabytes", "profile")] == ["环境变量", "文件", "默认"]


@pytest.mark.parametrize("words", ["no toml", 'lock_minutes = "viel"\nno_such = 1\nsmtp_port = 0\nsmtp_tls = "ssl"'])
def test_every_mistake_is_said_in_a_sentence(fresh, tmp_path, words):
    path = tmp_path / "mingjian.toml"
    path.write_text(words, encoding="utf-8")
    fresh.setenv("MINGJIAN_CONFIG", str(path))
    with pytest.raises(Refused) as refused:
        configuration.settings()
    lines = str(refused.value).splitlines()
    if refused.value.code == "settings_wrong":
        assert sorted(line.split()[0] for line in lines[1:]) == ["MINGJIAN_LOCK_MINUTES", "MINGJIAN_SMTP_PORT", "MINGJIAN_SMTP_TLS", "没有名为"]
        assert "最小为 1" in str(refused.value) and "请写整数" in str(refused.value)
    else:
        assert str(path) in lines[0]
