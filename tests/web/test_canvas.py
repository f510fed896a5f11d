"""The canvas in a real browser: what is highlighted is what is stored, and the text is never touched."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.fixtures import PASSWORD, Workspace
from tests.web.conftest import served
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.web import create_app

pytestmark = pytest.mark.browser

NASTY = (
    "لقاء 😀 في بغداد\n"
    'قال الرئيسُ مُحَمَّدٌ (قائد «الفرقة») لـ"العراق" إنّ F-16 لا تكفي في 2014، وبغداد 🇮🇶 وللولايات المتحدة\u200f!\n'
    "لا لأن الإسلام \u200eABC\u200f 👨‍👩‍👧‍👦أربيل «المتنبّي» [مقال] و١٢٣ دولارًا.\n"
    "اقرأ أيضًا\n"
)
SURFACES = [
    "😀",
    "بغداد",
    "الرئيسُ",
    "مُحَمَّدٌ",
    "F-16 لا",
    "2014",
    "العراق",
    "🇮🇶",
    "ABC",
    "👨‍👩‍👧‍👦",
    "المتنبّي",
    "مقال",
    "١٢٣",
]
"""What is marked in `NASTY`: harakat, lam-alef, digits of both kinds, Latin, brackets, bidi marks, emoji."""

RECTS = """([start, end]) => [...document.querySelectorAll(".line")].flatMap((line) => {
  const points = [...line.firstChild.data];
  const first = Number(line.dataset.start);
  const [from, to] = [Math.max(start - first, 0), Math.min(end - first, points.length)];
  if (from >= to) return [];
  const range = document.createRange();
  range.setStart(line.firstChild, points.slice(0, from).join("").length);
  range.setEnd(line.firstChild, points.slice(0, to).join("").length);
  return [...range.getClientRects()].filter((box) => box.width).map((box) => [box.left, box.right, box.top]);
})"""
"""The boxes of some letters in window pixels, found without any code of the canvas."""

MARKS = """(id) => [...document.querySelectorAll(`.mark[data-span="${id}"]`)].map((mark) => {
  const box = mark.getBoundingClientRect();
  return [box.left, box.right, box.top];
})"""

Box = tuple[float, float, float]


@pytest.fixture
def address(workspace: Workspace) -> Iterator[str]:
    """A server on the shared workspace, with the nasty text as a third document."""
    assert not transfer.import_text(workspace.db, SHELL, Decoded(NASTY), "nasty.txt").problems
    with served(create_app(workspace.path)) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of ali's in which no script may fail and no rule of the content policy may be broken."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", base_url=address)
    found = context.new_page()
    problems: list[str] = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    found.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    found.goto("/sign-in")
    found.fill("[name=name]", "ali")
    found.fill("[name=password]", PASSWORD)
    found.press("[name=password]", "Enter")
    found.wait_for_url(f"{address}/")
    yield found
    context.close()
    assert problems == []


def opened(page: Page, document: str = "nasty") -> Page:
    """The page at a document, painted."""
    page.goto(f"/documents/{document}")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    page.evaluate("document.fonts.ready")
    page.locator("#text").focus()
    return page


def saved(page: Page, document: str = "nasty") -> dict[str, Any]:
    """What the server holds, once nothing waits any more."""
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    answer: dict[str, Any] = page.request.get(f"/api/v1/documents/{document}").json()
    return answer


def boxes(page: Page, start: int, end: int) -> list[Box]:
    """The boxes of letters, from the browser's own ranges."""
    return sorted(map(tuple, page.evaluate(RECTS, [start, end])))


def covered(found: list[Box]) -> float:
    """The pixels that boxes cover along their rows."""
    total, reach, row = 0.0, float("-inf"), None
    for left, right, top in sorted(found, key=lambda box: (round(box[2]), box[0])):
        reach = left if round(top) != row else max(reach, left)
        row = round(top)
        total += max(0.0, right - reach)
        reach = max(reach, right)
    return total


def drag(page: Page, start: int, end: int) -> None:
    """Drag over letters with Alt held: from inside the first to inside the last."""
    latin = NASTY[start:end].isascii()
    whole = boxes(page, start, end)
    stops = [whole[0][0] + 3, whole[-1][1] - 3] if latin else [middle(page, point) for point in (start, end - 1)]
    page.mouse.move(stops[0], whole[0][2] + 15)
    page.keyboard.down("Alt")
    page.mouse.down()
    page.mouse.move(stops[1], whole[0][2] + 15, steps=3)
    page.mouse.up()
    page.keyboard.up("Alt")


def middle(page: Page, point: int) -> float:
    """Where on its row a letter stands; a mark over a letter stands where that does."""
    found = boxes(page, point, point + 1) or boxes(page, point - 1, point)
    return (found[0][0] + found[0][1]) / 2


def place(surface: str, text: str = NASTY) -> tuple[int, int]:
    """Where a surface first stands in a text, in code points."""
    return text.index(surface), text.index(surface) + len(surface)


def choose(page: Page, surface: str) -> None:
    """Walk to a word with the arrow keys."""
    said = page.locator("#live")
    for _ in range(80):
        page.keyboard.press("ArrowLeft")
        if surface in (said.text_content() or ""):
            return
    raise AssertionError(f"no word {surface}")


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_highlighted_is_what_is_stored(page, surface):
    start, end = place(surface)
    drag(opened(page), start, end)
    page.keyboard.press("g")
    [span] = saved(page)["spans"]
    assert (span["start"], span["end"], span["text"]) == (start, end, surface)
    marks: list[Box] = page.evaluate(MARKS, span["id"])
    assert covered(marks) == pytest.approx(covered(boxes(page, start, end)), abs=1)
    letters = boxes(page, start, end)
    assert min(m[0] for m in marks) == pytest.approx(min(b[0] for b in letters), abs=1)
    assert max(m[1] for m in marks) == pytest.approx(max(b[1] for b in letters), abs=1)


def test_a_click_inside_a_word_with_a_proclitic_takes_the_name(page):
    start, end = place("بغداد", NASTY[20:])
    [box] = boxes(opened(page), start + 22, start + 23)
    page.mouse.click((box[0] + box[1]) / 2, box[2] + 15)
    page.keyboard.press("g")
    [span] = saved(page)["spans"]
    assert (span["text"], NASTY[span["start"] - 1]) == ("بغداد", "و")
    assert end > start


def test_labelling_moves_no_letter_and_changes_no_shape(page):
    text = opened(page).locator("#text")
    hide = ".layer { visibility: hidden }"
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }", hide
    )
    rows = boxes(page, 0, len(NASTY))
    before = text.screenshot()
    for surface in SURFACES:
        drag(page, *place(surface))
        page.keyboard.press("g")
    assert len(saved(page)["spans"]) == len(SURFACES)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert boxes(page, 0, len(NASTY)) == rows
    assert text.screenshot() == before


def test_tags_cover_no_letter_and_no_other_tag(page):
    opened(page)
    for surface in SURFACES:
        drag(page, *place(surface))
        page.keyboard.press("g")
    tags: list[dict[str, float]] = page.evaluate(
        "[...document.querySelectorAll('.tag')].map((tag) => tag.getBoundingClientRect().toJSON())"
    )
    assert len(tags) == len(SURFACES)
    letters: list[dict[str, float]] = page.evaluate(
        """[...document.querySelectorAll(".line")].flatMap((line) => {
             const range = document.createRange();
             range.selectNodeContents(line);
             return [...range.getClientRects()].map((box) => box.toJSON());
           })"""
    )
    assert not [1 for tag in tags for letter in letters if meet(tag, letter)]
    assert not [1 for i, tag in enumerate(tags) for other in tags[:i] if meet(tag, other)]


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 0.5 and along > 0.5


def test_keys_work_under_an_arabic_layout(page):
    choose(opened(page), "بغداد")
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'ل', code: 'KeyG', bubbles: true, cancelable: true}))"
    )
    assert [span["label"] for span in saved(page)["spans"]] == ["GPE"]


def test_edges_move_by_words_and_letters(page):
    choose(opened(page), "المتحدة")
    page.keyboard.press("g")
    page.keyboard.press("Shift+BracketRight")
    assert saved(page)["spans"][0]["text"].endswith(" المتحدة")
    page.keyboard.press("Shift+BracketLeft")
    page.keyboard.press("Alt+BracketRight")
    assert saved(page)["spans"][0]["text"] == "المتحد"
    page.keyboard.press("Alt+BracketLeft")
    assert saved(page)["spans"][0]["text"] == "المتحدة"


def test_labels_can_be_changed_nested_deleted_and_taken_back(page):
    choose(opened(page, "first"), "وزارة")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("o")
    page.keyboard.press("s")
    choose(page, "العراقية")
    page.keyboard.press("i")
    spans = {span["text"]: span["label"] for span in saved(page, "first")["spans"]}
    assert spans == {"وزارة الدفاع العراقية": "GOV", "العراقية": "NORP"}
    page.keyboard.press("Delete")
    assert len(saved(page, "first")["spans"]) == 1
    for key in ("u", "u", "u"):
        page.keyboard.press(key)
    assert [span["label"] for span in saved(page, "first")["spans"]] == ["ORG"]
    for key in ("y", "y"):
        page.keyboard.press(key)
    assert len(saved(page, "first")["spans"]) == 2
    assert page.locator(".mark").count() == page.locator(".tag").count() == 2


def related(page: Page) -> Page:
    """The first article with a person and a city in it, the person in focus."""
    choose(opened(page, "first"), "بغداد")
    page.keyboard.press("g")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("p")
    return page


def test_a_relation_is_made_reversed_and_undone_by_keys(page):
    related(page).keyboard.press("r")
    expect(page.locator(".mark.proposed")).to_have_count(1)
    page.keyboard.press("i")
    [relation] = saved(page, "first")["relations"]
    texts = {span["id"]: span["text"] for span in saved(page, "first")["spans"]}
    assert (texts[relation["head"]], texts[relation["tail"]]) == ("سامر الحلبي", "بغداد")
    assert relation["label"] == "PRESENT_IN"
    expect(page.locator(".mark.linked")).to_have_count(2)
    page.keyboard.press("x")
    expect(page.locator("#said")).not_to_be_empty()
    assert saved(page, "first")["relations"] == [relation]
    page.keyboard.press("u")
    assert saved(page, "first")["relations"] == []


def test_a_relation_takes_its_attributes_and_a_note(page):
    related(page).keyboard.press("r")
    page.keyboard.press("i")
    page.keyboard.press("Space")
    page.locator("#panel [value=negated]").check()
    page.keyboard.press("e")
    page.keyboard.type("غير مؤكد")
    page.locator("#spans button").first.click()
    [relation] = saved(page, "first")["relations"]
    assert (relation["attributes"], relation["note"]) == ({"modality": "negated"}, "غير مؤكد")
    page.keyboard.press("u")
    page.keyboard.press("u")
    page.keyboard.press("e")
    expect(page.locator("#panel [value=asserted]")).to_be_checked()


def test_a_relation_is_drawn_with_the_mouse_to_legal_tails_only(page):
    related(page)
    [head, tail] = [page.locator(f".tag.label-{label}").bounding_box() for label in ("PERSON", "GPE")]
    page.mouse.move(head["x"] + 5, head["y"] + 5)
    page.mouse.down()
    page.mouse.move(head["x"] - 20, head["y"] + 8, steps=3)
    expect(page.locator(".mark.target")).to_have_count(1)
    page.mouse.move(tail["x"] + 5, tail["y"] + 5, steps=5)
    page.mouse.up()
    options = page.locator("#relation-menu button")
    assert options.count() > 1
    expect(page.locator("#live")).to_have_text(re.compile(r"\? 1 .+, 2 .+[^،]*$"))
    options.first.click()
    assert len(saved(page, "first")["relations"]) == 1
    page.locator(".arc-hit").first.hover(force=True)


def test_the_list_and_the_canvas_share_their_focus(page):
    related(page)
    page.locator("#spans button").last.click()
    expect(page.locator(".mark.focused")).to_have_class("mark label-GPE first last focused")
    page.locator("#spans button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    assert [span["label"] for span in saved(page, "first")["spans"]] == ["PERSON"]


def test_lines_that_are_not_of_the_article_take_no_label(page):
    start, _ = place("اقرأ أيضًا")
    [box] = boxes(opened(page), start, start + 1)
    page.mouse.click(box[1] - 2, box[2] + 5)
    expect(page.locator(".selection")).to_have_count(0)
    page.keyboard.press("g")
    assert saved(page)["spans"] == []


def test_labels_that_would_be_refused_are_greyed_out_and_say_why(page):
    choose(opened(page, "first"), "بغداد")
    page.keyboard.press("g")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    button = page.locator("[data-label=NORP]")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("p")
    expect(page.locator("[data-label=NORP]")).not_to_have_attribute("title", "")


def cut(route: Route) -> None:
    """No network."""
    route.abort()


def test_offline_work_survives_a_reload_and_is_sent_once(page):
    choose(opened(page, "first"), "بغداد")
    page.route("**/changes", cut)
    page.keyboard.press("g")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.reload()
    expect(page.locator(".mark")).to_have_count(1)
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.unroute("**/changes", cut)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert [span["text"] for span in saved(page, "first")["spans"]] == ["بغداد"]


def test_a_lost_acknowledgement_does_no_harm(page):
    choose(opened(page, "first"), "بغداد")
    lost: list[int] = []

    def deliver_and_lose(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().status)
        route.abort()

    page.route("**/changes", deliver_and_lose)
    page.keyboard.press("g")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.unroute("**/changes", deliver_and_lose)
    page.reload()
    assert lost == [200]
    assert len(saved(page, "first")["spans"]) == 1
    expect(page.locator(".tag")).to_have_count(1)


def test_a_change_the_server_refuses_is_taken_back_in_words(page):
    choose(opened(page, "first"), "بغداد")
    body = '{"errors": [{"code": "span-twice", "message": "Somebody was faster.", "hint": ""}]}'
    page.route("**/changes", lambda route: route.fulfill(status=422, content_type="application/json", body=body))
    page.keyboard.press("g")
    expect(page.locator("#said")).to_contain_text("Somebody was faster.")
    expect(page.locator(".mark")).to_have_count(0)
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


def test_signed_out_work_is_kept_and_a_way_back_is_offered(page):
    choose(opened(page, "first"), "بغداد")
    page.context.clear_cookies()
    page.keyboard.press("g")
    expect(page.locator("#saved a")).to_have_attribute("target", "_blank")
    expect(page.locator(".mark")).to_have_count(1)


def test_a_finished_article_is_closed_until_it_is_reopened(page):
    choose(opened(page, "first"), "بغداد")
    page.keyboard.press("Control+Enter")
    assert saved(page, "first")["status"] == "done"
    page.keyboard.press("g")
    expect(page.locator("#said")).not_to_be_empty()
    page.locator("#done").click()
    page.locator("#text").focus()
    page.keyboard.press("g")
    found = saved(page, "first")
    assert (found["status"], len(found["spans"])) == ("in_progress", 1)


def test_tab_leaves_the_text_after_the_last_entity(page):
    related(page).keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "text"
