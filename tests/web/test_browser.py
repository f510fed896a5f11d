"""The pages in a real Chromium: signing in, the queue, language, appearance, a download, small screens, no scripts."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.fixtures import PASSWORD

pytestmark = pytest.mark.browser

PAGES = ["/", "/review", "/schema", "/guidelines", "/account", "/people", "/exports", "/exports/1"]
PAGES += [
    "/review/articles/market",
    "/review/assignment",
    "/review/progress",
    "/review/suggestions",
    "/my-work",
    "/my-work/ali",
    "/search?q=ا",
    "/search/consistency",
]


def enter(window: BrowserContext, name: str) -> Page:
    """A page in which somebody has just signed in, its scripts loaded."""
    page = window.new_page()
    page.goto("/sign-in")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("link", name=f"{name}: ")).to_be_visible()
    page.wait_for_load_state("load")
    return page


def test_signing_in_leads_to_the_queue(window):
    page = enter(window(), "ali")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    expect(page.get_by_role("link", name="سوق الكتب")).to_be_visible()


def test_a_search_in_the_queue_is_heard(window):
    page = enter(window(), "ali")
    page.get_by_label("Search titles").press_sequentially("سوق")
    expect(page.locator("#queue-found")).to_have_text("1 article is listed.")
    expect(page.get_by_label("Search titles")).to_be_focused()


def test_a_search_typed_before_the_scripts_came_is_heard_too(window):
    page = enter(window(), "ali")
    held = []
    page.route("**/*.js", lambda route: held.append(route))
    page.goto(page.url, wait_until="commit")
    page.get_by_label("Search titles").press_sequentially("سوق")
    expect(page.locator("#queue-found")).to_have_text("")
    page.route("**/*.js", lambda route: route.continue_())
    for script in held:
        script.continue_()
    expect(page.locator("#queue-found")).to_have_text("1 article is listed.")


def test_the_fonts_are_ours(window):
    page = enter(window(), "ali")
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert {family.strip('"') for family in loaded} >= {"IBM Plex Sans Arabic", "Noto Naskh Arabic"}


def test_the_language_turns_the_page_around(window):
    page = enter(window(), "ali")
    brand = page.locator(".brand")
    before = brand.bounding_box()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text("قائمة العمل")
    after = brand.bounding_box()
    assert before
    assert after
    assert before["x"] < 100 < after["x"]


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_appearance_follows_the_system_until_one_is_chosen(window, system):
    page = enter(window(color_scheme=system), "ali")
    light = {"light": True, "dark": False}[system]
    assert is_light(page) == light
    page.get_by_role("button", name="Appearance").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert is_light(page)
    page.get_by_role("button", name="Appearance").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert not is_light(page)


def is_light(page: Page) -> bool:
    """Whether the page's background is the bright one."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour == "rgb(244, 241, 234)"


def test_the_list_follows_the_typing_and_so_does_the_address(window):
    page = enter(window(), "ali")
    page.get_by_role("searchbox").press_sequentially("جسر")
    expect(page.locator(".row")).to_have_count(1)
    expect(page.get_by_role("link", name="جسر جديد في الموصل")).to_be_visible()
    page.get_by_role("searchbox").press("Enter")
    assert page.url.partition("/?")[2].startswith("q=")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("جسر")
    expect(page.locator(".row")).to_have_count(1)


def test_a_list_that_cannot_be_had_any_more_says_why_in_its_place(window, complaints):
    context = window()
    page = enter(context, "ali")
    context.clear_cookies()
    page.get_by_role("searchbox").press_sequentially("ج")
    expect(page.get_by_role("alert")).to_contain_text("You are not signed in.")
    assert [said for said in complaints if "401" not in said] == []
    complaints.clear()


def test_an_export_is_downloaded(window, tmp_path):
    page = enter(window(accept_downloads=True), "ali")
    page.get_by_role("link", name="Export").click()
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Loss report")
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    download.value.save_as(tmp_path / "export.jsonl")
    lines = (tmp_path / "export.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["market"]


def test_everything_but_the_canvas_works_without_scripts(window):
    page = enter(window(java_script_enabled=False), "ali")
    page.get_by_role("searchbox").fill("سوق")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".row")).to_have_count(1)
    page.get_by_role("link", name="To do").click()
    expect(page.locator(".empty")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 3840])
def test_no_page_is_wider_than_the_screen(window, width):
    page = enter(window(viewport={"width": width, "height": 800}), "omar")
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_everything_on_a_page_can_be_reached_by_keyboard_and_is_seen_to_be(window):
    page = enter(window(), "ali")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main").get_by_role("link").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
