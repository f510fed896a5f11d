"""Whether anything is lost: 500 random edits in bad weather; what the screen says is compared with the server."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench_canvas import browser_path
from tests.fixtures import make_template
from tests.storm import Storm, held, shown, sign_in
from tests.test_survival import Server

EDITS = 500
SEED = 2026


def weathered(server: Server, seed: int) -> list[str]:
    """What happened, and what differs in the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_context(base_url=f"http://127.0.0.1:{server.port}").new_page()
        sign_in(page)
        page.goto("/documents/first")
        page.locator("#text").focus()
        storm, began = Storm(page, server, seed), time.monotonic()
        storm.rage(EDITS)
        spent = time.monotonic() - began
        screen, stored = shown(page), held(page)
        browser.close()
    what = ", ".join(f"{count} {name}" for name, count in storm.happened.items())
    differ = len(set(screen) ^ set(stored))
    return [
        f"  {what}; {spent:.0f} s",
        f"  on the screen {len(screen)} items, on the server {len(stored)}, differing {differ}",
    ]


def report(seed: int = SEED) -> list[str]:
    """What was measured, as lines."""
    with tempfile.TemporaryDirectory() as folder:
        make_template(Path(folder) / "workspace.db")
        server = Server(Path(folder) / "workspace.db")
        server.start()
        try:
            return ["Edits in bad weather", *weathered(server, seed)]
        finally:
            server.kill()
