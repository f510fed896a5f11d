"""A client that looks at every page it fetches, as a strict reader of HTML would."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FIELDS = ("input", "select", "textarea")
DIRECTIONS = {"ar": "rtl", "en": "ltr"}

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = """async () => {
    const found = await axe.run({ resultTypes: ["violations"] });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(" | ")}`);
}"""
"""Run in a page that has loaded `AXE`: what axe finds."""


class Reader:
    """A browser without scripts: gets and posts, states the status it expects, checks what comes back."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, status: int = 200, **options: Any) -> TestResponse:
        return self._seen(self.client.get(path, **options), status)

    def post(self, path: str, form: dict[str, Any] | None = None, status: int = 303, **options: Any) -> TestResponse:
        return self._seen(self.client.post(path, data=form or {}, **options), status)

    def post_json(self, path: str, body: object, status: int = 200, **options: Any) -> TestResponse:
        return self._seen(self.client.post(path, json=body, **options), status)

    def _seen(self, response: TestResponse, status: int) -> TestResponse:
        response.get_data()
        response.close()  # a file that is sent stays open until then
        assert (response.status_code, response.location) == (status, response.location), response.text[:2000]
        if response.mimetype == "text/html" and not 300 <= status < 400:
            check_page(response.text) if "<!doctype" in response.text else check_fragment(response.text)
        return response


def check_page(html: str) -> Element:
    """Fail unless this is a page as all of ours must be; return its tree."""
    page: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert DIRECTIONS[page.get("lang", "")] == page.get("dir")
    (heading,) = page.iter("h1")
    title = words(next(page.iter("title")))
    assert title.startswith(words(heading)), f"the title “{title}” does not start with “{words(heading)}”"
    check_elements(page)
    return page


def check_fragment(html: str) -> None:
    """Fail unless this part of a page is well formed."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    check_elements(parser.parse(f"<!doctype html><title>t</title><body><ol>{html}</ol>"))


def check_elements(page: Element) -> None:
    """What holds for every element, on a page or in a part of one."""
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert list(unlabelled(page)) == []
    assert list(inline(page)) == []
    assert [image.attrib for image in page.iter("img") if "alt" not in image.attrib] == []
    assert [form.attrib for form in page.iter("form") if not goes_somewhere(form)] == []
    assert [name for name in referred(page) if name not in ids] == []


def goes_somewhere(form: Element) -> bool:
    """Whether a form works without scripts; one of a dialogue only closes it."""
    return form.get("method") == "dialog" or {"action", "method"} <= set(form.keys())


def unlabelled(page: Element) -> Iterator[str]:
    """Fields, buttons and links that have no name; what is hidden may get it from its script."""
    labelled = {label.get("for") for label in page.iter("label")}
    inside = {field for label in page.iter("label") for field in label.iter() if words(label)}
    for element in page.iter():
        if element.get("aria-label", "").strip() or "hidden" in element.attrib:
            continue
        if element.tag in ("button", "a") and not words(element):
            yield f"{element.tag} {element.attrib}"
        shown = element.tag in FIELDS and element.get("type") != "hidden"
        if shown and element.get("id") not in labelled and element not in inside:
            yield f"{element.tag} {element.attrib}"


def inline(page: Element) -> Iterator[str]:
    """Style and script in the page, which its security policy would refuse."""
    for element in page.iter():
        yield from (f"{element.tag} {name}" for name in element.attrib if re.match(r"style$|on|hx-on", str(name)))
        if element.tag == "style":
            yield "style"
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/json":
            yield "script"


def referred(page: Element) -> Iterator[str]:
    """Ids that other elements name."""
    for element in page.iter():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            yield from element.get(name, "").split()
        target = element.get("href", "")
        if target.startswith("#") and len(target) > 1:
            yield target[1:]


def words(element: Element) -> str:
    """The text of an element with its white space made plain."""
    return " ".join("".join(element.itertext()).split())
