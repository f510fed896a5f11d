"""Nasty texts: every mark is where the browser says its letters are, tags cover none, arcs end at their spans."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fixtures import PASSWORD, Workspace
from tests.web.test_canvas import address
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL

__all__ = ["address"]  # fixtures
pytestmark = pytest.mark.browser

GEOMETRY = Path(__file__).with_name("geometry.js").read_text(encoding="utf-8")

TEXTS = {
    "vocalised": "قَالَ الرَّئِيسُ مُحَمَّدٌ إِنَّ الْعِرَاقَ لَنْ يَنْسَىٰ شُهَدَاءَهُ فِي ٱلْمَوْصِلِ وَهٰذَا عَهْدٌ",
    "ligatures": "لا لأن الإسلام للأمم ولإيران كلا ﷲ الله ﷺ فلإنها لآل ملاّح ﻻ ﷼",
    "mixed": "اشترت وزارة الدفاع F-16 من Lockheed Martin في Baghdad عام 2014، ثم (MQ-9 Reaper) بـ1.5 مليار دولار USD",
    "brackets": '«الفرقة (الأولى) [لواء {3}]» قال: "نعم"، ثم “لا” – ‘ربما’ … (2003–2011) <العراق> و(بغداد)',
    "directions": "قال \u200fABC\u200e و\u202aBaghdad\u202c ثم \u202bالعراق\u202c"
    " في \u2067NATO\u2069 و\u2066حلف\u2069 أو \u2068x\u2069 و\u202dعكس\u202c و\u202eabc\u202c.",
    "tatweel": 'العـــراق قال «بـغـداد» ولـ"الموصل" بـ«أربيل» ـالبصرةـ محـــمّـــد',
    "emoji": "لقاء 😀 في بغداد 🇮🇶 مع 👨‍👩‍👧‍👦 و👩🏽‍🚀 وأربيل👍🏿 ثم 1️⃣ و🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ نهاية",
    "long words": "كلمة " + "فسيكفيكهم" * 14 + " ثم " + "Donaudampfschifffahrtsgesellschaft" * 4 + " ونهاية بغداد",
    "spaces": "بغداد\u00a0العراق\u202fو\u2009الموصل\u200bأربيل\u2003دهوك\tالبصرة  كربلاء",
    "joiners": "می\u200cخواهم کتاب\u200cهای ه\u200d ال\u200cعراق بـ\u200dغداد لـ\u200cبنان",
    "digits": "في 2014 و٢٠١٥ و۲۰۱۶، 3,500 جندي و٪٥٠ و50% من 12/9/2024 الساعة 10:30 و+964-770",
    "wrapping": "وصل الوفد إلى Washington D.C. يوم 12 أيلول 2024 والتقى " * 6,
}
"""What tears marks off their letters elsewhere. Each is the title and the body of its documents."""


@pytest.fixture
def page(chromium: Browser, address: str, workspace: Workspace) -> Iterator[Page]:
    """Ali's page, narrow enough that lines wrap, with every text as an Arabic and as an English document."""
    lines = [
        json.dumps({"id": f"{name}-{language}".replace(" ", "-"), "text": "\n".join([text] * 2), "language": language})
        for name, text in TEXTS.items()
        for language in ("ar", "en")
    ]
    assert not transfer.import_text(workspace.db, SHELL, Decoded("\n".join(lines)), "nasty.jsonl").problems
    context = chromium.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce", base_url=address)
    found = context.new_page()
    found.goto("/sign-in")
    found.fill("[name=name]", "ali")
    found.fill("[name=password]", PASSWORD)
    found.press("[name=password]", "Enter")
    found.wait_for_url(f"{address}/")
    yield found
    context.close()


def test_every_mark_is_where_its_letters_are(page: Page) -> None:
    wrong = {}
    for name in TEXTS:
        for language in ("ar", "en"):
            document = f"{name}-{language}".replace(" ", "-")
            page.goto(f"/documents/{document}")
            expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
            page.evaluate("document.fonts.ready")
            found = page.evaluate(GEOMETRY)
            assert found["count"] > 40, document
            if found["problems"]:
                wrong[document] = found["problems"]
    assert not wrong, "\n".join(f"{name}: {len(all)}, such as {all[:4]}" for name, all in wrong.items())
