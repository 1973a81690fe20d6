"""Scripts, styles and fonts go out compressed, each compressed once: Dash's own way compresses five megabytes at every request."""

import gzip

from flask import Response, request

from components.headers import FILES

LEAST = 1024  # bytes; below it nothing is gained
WORTH = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")

_packed: dict[str, tuple[str, bytes]] = {}  # path -> which version of the file, compressed


def pack(response: Response) -> Response:
    """Runs after every request; answers of callbacks stay as they are, since what is secret must not show in how well it compresses."""
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
