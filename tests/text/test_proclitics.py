"""The particles و ف ب ل ك at the beginning of a word, and the lexicon that knows when they are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import proclitic_length
from workbench.text.characters import bare
from workbench.text.lexicon import is_listed, lexicon

NOTHING: frozenset[str] = frozenset()

ANCHORED = [
    ("والقمر", 1), ("فالقمر", 1), ("بالقمر", 1), ("كالقمر", 1), ("وبالقمر", 2), ("للقمر", 1),
    ("وللقمر", 2), ("للشجرة", 1), ("و40", 1), ("ب1000", 1), ("وب1000", 2), ("لإنسلاخ", 1),
    ("وأزاميل", 1), ("بأزاميل", 1), ("وَالقمر", 2), ("وَبِالقمر", 4), ("لـ7", 2), ("ولـ7", 3),
    ("بـزمردخان", 2), ("وآرامل", 1),
]  # fmt: skip
"""The article, a digit, a hamza or a tatweel shows the cut; the words themselves need not be known."""

KNOWN = [
    ("ومسقط", 1), ("بمسقط", 1), ("لمسقط", 1), ("فمسقط", 1), ("كمسقط", 1), ("ولمسقط", 2),
    ("وبمسقط", 2), ("ولبنان", 1), ("للبنان", 1), ("لليبيا", 1), ("لفرنسا", 1), ("بباريس", 1),
    ("ووزير", 1), ("لوزارة", 1), ("كوزير", 1), ("وقالت", 1), ("ويقول", 1), ("وستقول", 1),
    ("فقال", 1), ("ليكون", 1), ("لتعزيز", 1), ("بزيارته", 1), ("وتونسيون", 1), ("بروسيا", 1),
    ("لغزة", 1), ("وفي", 1), ("ولم", 1), ("بأن", 1), ("لأنه", 1), ("بهذا", 1), ("والآن", 1),
    ("للتي", 1), ("لله", 1), ("وكبار", 1), ("وأمريكيين", 1), ("واميركا", 1),
]  # fmt: skip
"""What follows is a word of the lexicon, or a regular form of one."""

WHOLE = [
    "وزير", "وزارة", "وزراؤها", "وكالة", "وكالات", "وفد", "وفود", "ولاية", "ولايات", "واشنطن",
    "وارسو", "وليد", "والد", "والدته", "فصيل", "فلسطين", "فلسطينيون", "فرنسا", "فرقة", "فكرة",
    "فيصل", "فنزويلا", "فيلق", "فبراير", "فجأة", "بغداد", "بيان", "بياناته", "بلد", "بلدان",
    "بريطانيا", "بريطانيين", "باريس", "بعيد", "بايدن", "بوتين", "بعثة", "باليستية", "بابل",
    "بحرية", "لبنان", "لبنانيين", "ليبيا", "لندن", "لجنة", "لاجئين", "لواء", "لقاء", "لافروف",
    "كتلة", "كويت", "كوريا", "كردستان", "كييف", "كريم", "كمال", "كبار", "كان", "كانت", "كما",
    "كذلك", "لكن", "بعد", "بين", "فيه", "وقف", "وصل", "بدأت", "كتب", "فتحت", "وجهة", "زمردخان",
    "قمر", "الولايات", "م", "و", "", "ول", "كأس", "فاسد", "فاخر", "برقة", "وجيزة", "بأسه",
]  # fmt: skip
"""The first letter is the word's own, or there is none to cut."""


@pytest.mark.parametrize(("word", "length"), ANCHORED)
def test_the_spelling_shows_where_a_word_begins(word: str, length: int) -> None:
    assert proclitic_length(word, NOTHING) == length


@pytest.mark.parametrize(("word", "length"), KNOWN)
def test_a_known_word_is_found_behind_its_proclitics(word: str, length: int) -> None:
    assert proclitic_length(word, NOTHING) == length


@pytest.mark.parametrize("word", WHOLE)
def test_a_first_letter_that_belongs_to_the_word_is_left_alone(word: str) -> None:
    assert proclitic_length(word, NOTHING) == 0


def test_a_stretched_word_is_not_a_carrier() -> None:
    assert proclitic_length("بـغداد", NOTHING) == 0
    assert proclitic_length("كـــزمردخان", NOTHING) == 0


@pytest.mark.parametrize(
    ("word", "length"),
    [("لـ", 0), ("ولـ", 1), ("للـ", 1), ("وللـ", 2), ("والـ", 1), ("وبالـ", 2), ("فيـ", 0), ("وطنـ", 0), ("لـلـ", 2)],
)
def test_the_last_particle_of_a_lone_carrier_is_what_is_left(word: str, length: int) -> None:
    assert proclitic_length(word, NOTHING) == length


@given(st.text(alphabet="وفبلكاأإيتنسةمـ\u064e1", max_size=12), st.sets(st.text(alphabet="بلامتة", min_size=3)))
def test_something_is_always_left_behind_the_proclitics(word: str, known: set[str]) -> None:
    assert 0 <= proclitic_length(word, known) < max(len(word), 1)


@pytest.mark.parametrize("place", ["عراق", "سوريا", "مصر", "إيران", "لندن", "باريس", "واشنطن", "كييف", "روما", "غزة"])
def test_a_place_is_found_after_every_particle(place: str) -> None:
    assert [proclitic_length(particle + place, NOTHING) for particle in "وفبلك"] == [1] * 5


def test_the_lexicon_is_in_bare_spelling_and_of_useful_size() -> None:
    assert 1500 < len(lexicon()) < 6000
    assert all(word == bare(word) and word.isalpha() for word in lexicon())


@pytest.mark.parametrize(
    "word", ["كويتيين", "عراقيا", "جولاته", "تقول", "سيقول", "ستقول", "نقول", "قالوا", "سياساتها", "ولايتين"]
)
def test_regular_forms_of_listed_words_are_known(word: str) -> None:
    assert word not in lexicon()
    assert is_listed(word)


@pytest.mark.parametrize("word", ["زمردخان", "غداد", "زير", "بنان", "الة", ""])
def test_other_strings_are_not_known(word: str) -> None:
    assert not is_listed(word)
