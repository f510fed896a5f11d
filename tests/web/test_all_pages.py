"""Every page, as a supervisor finds it by following links in a workspace that is full: fits a phone, shuts nobody out.

A page that no link leads to must be named here, or the test fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.exceptions import HTTPException

from tests.web.checked import AXE, FAULTS
from tests.web.conftest import application, served
from workbench.actions import annotate, people, release, review, transfer
from workbench.actions.demo import demo
from workbench.model.people import SHELL
from workbench.resources import SEEDS

LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")].map((a) => a.getAttribute("href"))"""

PASSWORD = "a password of some length"


@dataclass(frozen=True)
class Place:
    """A served workspace; ``starts`` are pages that no link leads to in it, for the person who may see them."""

    app: Flask
    address: str
    starts: dict[str, list[str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo, in which more has happened: an export, a release, predictions, an upload, practice."""
    path = tmp_path_factory.mktemp("full") / "demo.db"
    db, _ = demo(path)
    persons = {row.person.name: row.person for row in people.people(db, SHELL)}
    for name in ("omar", "rim", "zainab"):
        people.set_password(db, SHELL, name, PASSWORD)
    transfer.run_export(db, SHELL, transfer.ExportRequest("conll"))
    release.make_release(db, SHELL, release.ReleaseRequest("1.0", license="CC0-1.0"))
    predictions = SEEDS / "annotations" / "rim.jsonl"
    assert not transfer.import_paths(db, SHELL, [predictions], owner="suggestion:model").problems
    with (SEEDS / "annotations" / "rim.jsonl").open("rb") as file:
        given = [("rim.jsonl", file)]
        upload = transfer.keep_upload(db, persons["omar"], given, format="auto", owner="noor", unit="")
    review.assign(db, SHELL, ["zainab"], ["iraq-003"], 1, review.Plan(kind="practice"))
    annotate.change(db, persons["zainab"], "iraq-003", {"changes": [{"id": "c", "op": "set_status", "status": "done"}]})
    db.close()
    starts = {
        "omar": ["/", f"/imports/{upload}", "/search/consistency?kind=unmarked&owner=rim"],
        "zainab": ["/practice/iraq-003"],
        "rim": ["/documents/iraq-001/outcome"],
    }
    with application(path) as app, served(app) as address:
        yield Place(app, address, starts)


def endpoint(app: Flask, address: str) -> str | None:
    """The endpoint of an address; None for what only forms send to, and for other sites."""
    parts = urlsplit(address)
    if parts.netloc:
        return None
    try:
        found, _ = app.url_map.bind("").match(parts.path, "GET")
    except HTTPException:
        return None
    return str(found)


def pages(app: Flask) -> set[str]:
    """The endpoints that answer with a whole page: not parts of one, not files, not the API."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return {
        rule.endpoint
        for rule in rules
        if not rule.rule.startswith(("/parts/", "/api/", "/static/")) and rule.endpoint not in FILES
    }


FILES = {
    "annotate.labels", "releases.fetch", "transfer.file", "review.agreement_table", "review.agreement_report",
    "review.agreement_person_table",
}  # fmt: skip
"""What is fetched, not looked at."""


def walk(page: Page, place: Place, starts: list[str]) -> Iterator[str]:
    """Open one page of every kind, following links; gives the endpoint of each once it is open."""
    waiting, known = list(starts), set[str]()
    while waiting:
        address = waiting.pop(0)
        name = endpoint(place.app, address)
        if name not in pages(place.app) - known:
            continue
        assert name
        known.add(name)
        answer = page.goto(place.address + address)
        assert answer, address
        assert answer.ok, address
        yield name
        waiting += page.evaluate(LINKS)


@pytest.mark.parametrize(("language", "theme"), [("ar", "light"), ("en", "dark")])
def test_every_page_fits_a_phone_and_shuts_nobody_out(chromium, place, language, theme):
    seen = set()
    for name, starts in place.starts.items():
        options = {"viewport": {"width": 360, "height": 800}, "locale": language, "color_scheme": theme}
        with chromium.new_context(**options) as context:  # closed also when it fails: the server waits for that
            page, complaints = context.new_page(), heard(context)
            sign_in(page, place, name, language)
            for found in walk(page, place, starts):
                seen.add(found)
                assert page.evaluate("document.documentElement.lang") == language
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
                page.evaluate(AXE.read_text(encoding="utf-8"))
                assert page.evaluate(FAULTS) == [], page.url
            assert complaints == []
    assert seen == pages(place.app) - {"people.sign_in"}


def heard(context: BrowserContext) -> list[str]:
    """What its pages complain of, as it comes."""
    complaints: list[str] = []
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    return complaints


def sign_in(page: Page, place: Place, name: str, language: str) -> None:
    """Sign somebody in, and let their pages speak a language."""
    page.goto(f"{place.address}/sign-in")
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_load_state("load")
    if page.evaluate("document.documentElement.lang") != language:
        page.locator("form[action$=language] button").click()
        page.wait_for_load_state("load")
