"""Long requests: how far they are is told while they last, to the person who waits, and to nobody else."""

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.web.test_browser import enter
from tests.web.test_imports import LINE
from workbench.actions import transfer

ASKED = "/parts/waiting?watch=mine"
GLYPHS = """() => {
    const mark = document.querySelector(".drawn mark");
    const range = new Range();
    range.selectNodeContents(mark);
    const width = () => range.getBoundingClientRect().width;
    const beside = width();
    document.querySelectorAll(".drawn small").forEach((tag) => tag.remove());
    return [beside, width()];
}"""


TWO_CLICKS = """() => {
    const button = document.querySelector("main form button");
    new MutationObserver(([one]) => console.log(one.addedNodes[0]?.textContent.trim()))
        .observe(button.form, { childList: true });
    for (const after of [0, 100]) setTimeout(() => button.click(), after);
}"""


@pytest.fixture
def in_between(monkeypatch):
    """``in_between(name, look)`` calls ``look`` when an action has told how far it is, before it goes on."""

    def patch(name, look):
        action = getattr(transfer, name)

        def slow(*args, **options):
            told = options.pop("progress", None) or args[-1]
            result = action(*args, **options)
            told(*(("f", 7, 35) if name != "run_export" else (7, 20)))
            with ThreadPoolExecutor() as others:  # another request, in a thread of its own as in the server
                others.submit(look).result()
            return result

        monkeypatch.setattr(transfer, name, slow)

    return patch


def test_how_far_an_import_is_can_be_asked_while_it_lasts(read, in_between):
    salma, other_window, stranger = read("salma"), read("salma"), read("ali")
    seen = []

    def look():
        seen.append(other_window.get(ASKED).text)
        stranger.get(ASKED, 204)
        other_window.get("/parts/waiting?watch=another", 204)

    in_between("preview_upload", look)
    in_between("import_upload", look)
    given = [(io.BytesIO(json.dumps(LINE).encode()), "f.jsonl")]
    address = salma.post("/imports", {"files": given, "format": "auto", "watch": "mine"}).location
    assert address.endswith("?watch=mine")
    salma.get(address)
    salma.post(address, {"wish": "import", "entities:شخص": "PERSON", "watch": "mine"}, 200)
    assert len(seen) == 2
    assert all('value="35"' in one and "7 articles so far" in one for one in seen)
    other_window.get(ASKED, 204)


@pytest.mark.parametrize(("watch", "status"), [("mine", 200), ("", 204)])
def test_how_far_an_export_is_can_be_asked_by_its_name(read, in_between, watch, status):
    ali, other_window, seen = read("ali"), read("ali"), []
    in_between("run_export", lambda: seen.append(other_window.get(ASKED, status).text))
    ali.post("/exports", {"format": "jsonl", "owner": "ali", "watch": watch})
    assert ['value="35"' in one for one in seen] == [bool(watch)]


def test_files_are_chosen_looked_at_and_imported_in_the_browser(window, tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "new.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    page = enter(window(), "salma")
    page.get_by_role("link", name="Import").click()
    page.get_by_label("A whole folder").set_input_files(folder)
    expect(page.locator("#chosen")).to_contain_text("theirs/new.jsonl")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before the import")
    beside, alone = page.evaluate(GLYPHS)
    assert beside == alone, "the tag after a word changes the shape of its last letter"
    page.get_by_role("button", name="Import all of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imported")


def test_while_a_form_is_awaited_it_says_so_and_cannot_be_sent_twice(window):
    page = enter(window(), "salma")
    page.goto("/exports")
    held, said = [], []
    page.on("console", lambda one: said.append(one.text))
    page.route("**/exports", lambda route: held.append(route))
    page.evaluate(TWO_CLICKS)
    page.wait_for_timeout(500)
    assert said == ["Sent. This may take a moment."]
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Loss report")
