"""What each line of a news page is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import KINDS, sections

BODY = "هطلت أمطار غزيرة على الساحل الشرقي طوال الليل، وأغلقت مدارس عدة أبوابها صباح اليوم خوفا من السيول."

PAGE = [
    ("boilerplate", "Please enable JavaScript to view this page."),
    ("boilerplate", "أخبار محليةعاجل"),
    ("title", "أمطار غزيرة تغلق المدارس"),
    ("deck", "مدن الساحل الشرقي تستعد لموجة ثانية من السيول"),
    ("date", "الثلاثاء 14 أيار/ مايو 2019 - 10:30"),
    ("date", "مسقط-عمان-14-5-2019"),
    ("byline", "بقلم: سلمى النجار"),
    ("caption", "سيارة عالقة في شارع البحر، مايو 2019 (أرشيف)"),
    ("boilerplate", "- الخط +"),
    ("boilerplate", "\u00a0"),
    ("boilerplate", "النقاط الرئيسية"),
    ("summary", "- أمطار على الساحل."),
    ("summary", "• مدارس مغلقة."),
    ("body", BODY),
    ("boilerplate", "إقرأ أيضاً"),
    ("boilerplate", "اقرأ أيضا: رياح في الشمال"),
    ("body", BODY),
    ("heading", "خسائر في المزارع"),
    ("body", BODY),
    ("heading", "ماذا بعد؟"),
    ("body", "لا أحد يعلم."),
    ("body", "- حقول القمح"),
    ("body", BODY),
    ("body", "انتهى"),
    ("boilerplate", "***"),
    ("boilerplate", "Read more"),
    ("boilerplate", "المزيد من رياضة"),
    ("boilerplate", "© جميع الحقوق محفوظة"),
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_lines_of_a_page_are_recognised(gap: str) -> None:
    text = gap.join(line for _, line in PAGE)
    assert [(kind, text[start:end]) for start, end, kind in sections(text)] == PAGE


def kinds(*lines: str) -> list[str]:
    """The kinds of the lines of a text."""
    return [kind for _, _, kind in sections("\n".join(lines))]


def test_a_summary_without_bullets_is_one_paragraph() -> None:
    assert kinds("عنوان", "ملخص", BODY, BODY) == ["title", "boilerplate", "summary", "body"]


def test_bullets_belong_to_the_summary_only_until_the_next_paragraph() -> None:
    assert kinds("عنوان", "الملخص", "- أول.", BODY, "- ثان.")[2:] == ["summary", "body", "body"]


def test_a_deck_is_short_unfinished_and_right_under_the_title() -> None:
    assert kinds("عنوان", "سطر ثان قصير", BODY) == ["title", "deck", "body"]
    assert kinds("عنوان", "سطر ثان تام.", BODY) == ["title", "body", "body"]
    assert kinds("عنوان", "كلمة " * 31, BODY) == ["title", "body", "body"]
    assert kinds("عنوان", "2019/5/14", "سطر ثان قصير", BODY) == ["title", "date", "deck", "body"]
    assert kinds("عنوان", "سيارة (أرشيف)", "سطر ثالث قصير", BODY)[2] == "heading"


def test_a_caption_with_a_date_is_a_caption() -> None:
    assert kinds("عنوان", "شارع البحر، 14 مايو 2019 (أرشيف)", BODY)[1] == "caption"


def test_the_head_of_the_page_ends_with_the_first_paragraph() -> None:
    assert kinds("عنوان", BODY, "14 مايو 2019", "بقلم: سلمى", BODY)[2:4] == ["heading", "heading"]
    assert kinds("عنوان", BODY, "شارع البحر (أرشيف)", BODY)[2] == "heading"


def test_a_short_last_line_is_no_heading() -> None:
    assert kinds("عنوان", BODY, "سطر أخير") == ["title", "body", "body"]


@pytest.mark.parametrize(
    "line",
    ["14 مايو 2019", "14 أيار (مايو) 2019", "نشر في: 2019-05-14", "١٤ مايو ٢٠١٩", "آخر تحديث 14.5.2019 الساعة 9:00"],
)
def test_a_date_may_have_a_label_and_a_time(line: str) -> None:
    assert kinds("عنوان", line, BODY)[1] == "date"


@pytest.mark.parametrize("line", ["تحليل : سلمى النجار", "By Salma Najjar", "إعداد - سلمى", "المصدر: وكالات"])
def test_a_byline_names_its_author(line: str) -> None:
    assert kinds("عنوان", line, BODY)[1] == "byline"


def test_a_long_paragraph_is_never_furniture() -> None:
    assert kinds("عنوان", BODY, "المزيد من " + BODY, "اشترك في " + BODY + BODY)[2:] == ["body", "body"]


@given(st.text() | st.text(alphabet="ا. \n\u00a0-(2)ملخص"))
def test_every_line_with_a_character_has_one_kind(text: str) -> None:
    found = sections(text)
    assert [text[start:end] for start, end, _ in found] == [line for line in text.split("\n") if line]
    assert {kind for _, _, kind in found} <= set(KINDS)
    assert sum(kind == "title" for _, _, kind in found) <= 1
    assert all(kind == "boilerplate" for start, end, kind in found if text[start:end].isspace())
