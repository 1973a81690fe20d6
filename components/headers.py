"""What every answer says to the browser about safety."""

from flask import Response, current_app, request

POLICY = ("default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
          "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
          "form-action 'self'; frame-ancestors 'none'")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: with it browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PAGES = ("/", "/<path:path>")
FILES = ("_dash_assets.static", "vendor.static", "/_favicon.ico",
         "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>")


def _script_hashes() -> str:
    """Hashes of Dash's few inline scripts; asked for each page anew, since its first request adds one."""
    if request.endpoint not in PAGES or "dash" not in current_app.extensions:
        return ""
    return "".join(" " + found for found in current_app.extensions["dash"].csp_hashes())


def add_headers(response: Response) -> Response:
    """Runs after every request, refused ones too."""
    response.headers["Content-Security-Policy"] = POLICY.format(hashes=_script_hashes())
    for name, value in FIXED.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint not in FILES or response.status_code not in (200, 206, 304):
        response.headers["Cache-Control"] = "no-store"
    return response
