"""Files and answers go out compressed, the same bytes inside, a file compressed once."""

import gzip

from applications import the_app

from components import packed

STYLE = "/vendor/css/bootstrap.min.css"


def test_a_file_is_compressed_once_and_known_again(store, monkeypatch):
    monkeypatch.setattr(packed, "_packed", {})
    times, compress = [], gzip.compress
    monkeypatch.setattr(packed.gzip, "compress", lambda *given: times.append(1) or compress(*given))
    client = the_app().server.test_client()

    def get(path: str, **headers: str):
        with client.get(path, headers={name.replace("_", "-"): said for name, said in headers.items()}) as answer:
            assert answer.data is not None  # read before it is closed
        return answer

    plain = get(STYLE, Accept_Encoding="identity")
    assert "Content-Encoding" not in plain.headers and "Accept-Encoding" in plain.headers["Vary"]
    for _ in range(2):
        sent = get(STYLE, Accept_Encoding="gzip, br")
        assert gzip.decompress(sent.data) == plain.data and len(sent.data) < len(plain.data) / 4
        assert int(sent.headers["Content-Length"]) == len(sent.data) and sent.headers["ETag"] == "W/" + plain.headers["ETag"]
        assert sent.headers["Cache-Control"] == plain.headers["Cache-Control"]
    assert times == [1]
    again = get(STYLE, Accept_Encoding="gzip", If_None_Match=sent.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    small = get("/assets/preferences.js", Accept_Encoding="gzip")
    part = get(STYLE, Accept_Encoding="gzip", Range="bytes=0-9")
    page = get("/sign-in", Accept_Encoding="gzip")
    assert all("Content-Encoding" not in one.headers for one in (small, part, page)) and times == [1]
