"""Near-duplicates: copies are found through spelling and additions, different articles are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import near_pairs, shingles

BODY = (
    "وصل الوفد إلى بغداد صباح اليوم وعقد اجتماعا مطولا مع المسؤولين في وزارة الدفاع. "
    "ناقش الطرفان مستقبل التدريب وتبادل الخبرات خلال الأعوام المقبلة. "
    "أكد المتحدث أن اللجان ستعود إلى العمل في الشهر القادم."
)
OTHER = (
    "افتتحت المدينة معرضها السنوي للكتاب بحضور دور نشر من بلدان عدة. تستمر الفعاليات أسبوعين كاملين في القاعة الكبرى."
)


def near(**texts: str) -> list[tuple[str, str]]:
    return near_pairs({name: shingles(text) for name, text in texts.items()})


@pytest.mark.parametrize(
    "copy",
    [
        BODY,
        BODY.replace("أ", "ا").replace("ة", "ه"),
        "\n".join(BODY.split(". ")),
        f"{OTHER} {BODY}",  # taken over into a longer article
        BODY.replace("صباح اليوم", "أمس"),
        BODY[: len(BODY) * 2 // 3],
    ],
)
def test_a_copy_is_found(copy) -> None:
    assert near(a=BODY, b=copy, c=OTHER + " والسلام") == [("a", "b")] + ([("b", "c")] if OTHER in copy else [])


def test_different_articles_with_the_same_words_are_not_near() -> None:
    assert near(a=BODY, b=" ".join(reversed(BODY.split()))) == []


def test_short_and_empty_texts() -> None:
    assert near(a="بغداد", b="بَغداد!", c="أربيل", d="", e="…") == [("a", "b")]


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_does_not_matter(names) -> None:
    texts = {"a": BODY, "b": BODY + OTHER, "c": OTHER, "d": "نص آخر تماما لا يشبه غيره"}
    assert near_pairs({name: shingles(texts[name]) for name in names}) == [("a", "b"), ("b", "c")]
