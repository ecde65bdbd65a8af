"""The built site in a real browser, which must not complain or ask another host.

CSTO_SITE names the directory of the built site. Chromium must be there: a test that
skips itself would hold nothing.
"""

import os
import re
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NO_HOST = ("data:", "blob:", "file:")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):  # pyright: ignore[reportIncompatibleMethodOverride]
        pass

    def do_GET(self):
        """Browsers ask for this themselves where a file names no picture."""
        if self.path != "/favicon.ico":
            return super().do_GET()
        self.send_response(204)
        return self.end_headers()


@pytest.fixture(scope="session")
def folder():
    """The directory of the built site."""
    named = os.environ.get("CSTO_SITE")
    assert named, "set CSTO_SITE to the directory that `mkdocs build` wrote"
    found = Path(named).resolve()
    assert (found / "index.html").is_file(), f"{found} holds no built site"
    return found


@pytest.fixture(scope="session")
def site(folder):
    """The address at which the site is served, with a slash at its end."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


def opener(wanted=()):
    """Makes a fixture that opens pages, and fails if one complains or asks another host.

    What begins with one of the texts that are wanted is no complaint.
    """

    def opened(browser, site):
        contexts, complaints = [], []

        def open_page(address="", **options):
            context = browser.new_context(**options)
            contexts.append(context)
            page = context.new_page()
            page.on("request", lambda asked: look_at(asked.url))
            page.on("console", lambda said: listen(said.type, said.text))
            page.on("pageerror", lambda error: listen("error", str(error)))
            page.goto(site + address if "://" not in address else address)
            return page

        def look_at(address):
            if not address.startswith((site, *NO_HOST)):
                complaints.append(f"asked another host: {address}")

        def listen(kind, text):
            if kind in {"error", "warning"} and not text.startswith(wanted):
                complaints.append(f"console {kind}: {text}")

        yield open_page
        for context in contexts:
            context.close()
        assert not complaints

    return opened


BLOCKED = (
    "Executing inline event handler violates the following Content Security Policy",
    "Setting the document's base URI",
)
"""What a browser says where it keeps an output of live Python from acting."""

new_page = pytest.fixture(opener())
new_kept_page = pytest.fixture(opener(BLOCKED), scope="module")
"""The same, for pages that the tests of a module share, since Python starts slowly."""


@pytest.fixture
def page(new_page):
    """The home page."""
    return new_page()


@pytest.fixture(scope="session")
def sheets():
    """Counts the sheets of A4 on which a page is printed."""
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")

    def count(page):
        printed = page.pdf(format="A4", margin=margin)
        return len(re.findall(rb"/Type\s*/Page\b", printed))

    return count
