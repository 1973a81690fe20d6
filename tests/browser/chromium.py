"""Which browser, and how it starts."""

import os
import shutil

# the shell first: without a window's own pages it needs a tenth of the processor time
CHROMIUMS = (os.environ.get("CHROMIUM"), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
             "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
PASSWORD = "Browser-test-2026"


def find() -> str | None:
    """The first Chromium there is."""
    return next((found for name in CHROMIUMS if name and (found := shutil.which(name))), None)
