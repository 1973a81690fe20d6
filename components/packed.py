"""Scripts, styles and fonts go out compressed, each compressed once: Dash's own way compresses five megabytes at every request.

What callbacks answer is compressed as it goes. How well it compresses tells nobody a secret: another site can make no browser ask
for it (door.py refuses its origin), so nobody who listens can choose a part of it.
"""

import gzip

from flask import Response, request

from components.headers import FILES

LEAST = 1024  # bytes; below it nothing is gained
WORTH = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")

ANSWERS = ("/_dash-update-component", "/_dash-layout", "/_dash-dependencies")

_packed: dict[str, tuple[str, bytes]] = {}  # path -> which version of the file, compressed


def pack(response: Response) -> Response:
    """Runs after every request."""
    if request.endpoint in ANSWERS:
        return _answer(response)
    if request.endpoint not in FILES or response.status_code != 200 or not (response.mimetype or "").startswith(WORTH):
        return response
    response.vary.add("Accept-Encoding")
    if "gzip" not in request.accept_encodings or "Content-Encoding" in response.headers or (response.content_length or LEAST) < LEAST:
        return response
    etag = response.headers.get("ETag", "")  # without one the path itself names the version
    known, content = _packed.get(request.path, (None, b""))
    response.direct_passthrough = False
    if known != etag:
        content = gzip.compress(response.get_data(), 9)
        _packed[request.path] = (etag, content)
    elif hasattr(response.response, "close"):
        response.response.close()  # the file that nobody reads now
    response.set_data(content)
    response.headers["Content-Encoding"] = "gzip"
    if etag and not etag.startswith("W/"):
        response.headers["ETag"] = "W/" + etag  # the same file in other bytes
    return response


def _answer(response: Response) -> Response:
    """At the least level: a tenth of the bytes for a millisecond."""
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and "gzip" in request.accept_encodings and (response.content_length or 0) >= LEAST:
        response.set_data(gzip.compress(response.get_data(), 1))
        response.headers["Content-Encoding"] = "gzip"
    return response
