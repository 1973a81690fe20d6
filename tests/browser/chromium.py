"""Which browser, how it starts, and what it may not say."""

import os
import shutil
from urllib.parse import urlsplit

# the shell first: without a window's own pages it needs a tenth of the processor time
CHROMIUMS = (os.environ.get("CHROMIUM"), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
             "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
PASSWORD = "Browser-test-2026"


def find() -> str | None:
    """The first Chromium there is."""
    return next((found for name in CHROMIUMS if name and (found := shutil.which(name))), None)


class Watch:
    """What must stay empty: console messages, page errors, requests to anywhere but the server."""

    def __init__(self, page, address: str):
        self.seen: list[str] = []
        host = urlsplit(address).netloc
        page.on("console", lambda message: self.seen.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("request", lambda request: self._request(request.url, host))

    def _request(self, url: str, host: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != host:
            self.seen.append(f"off host: {url}")
