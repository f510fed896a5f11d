"""Every word on screen exists in both languages, is used, counts as its language does, and takes the same fields."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

import workbench.web
from workbench.actions.transfer.exports import CHOICES
from workbench.model.annotation import STATUSES
from workbench.model.assignment import KINDS, RULES, WORK_STATES
from workbench.model.document import SECTION_KINDS
from workbench.model.people import ROLES
from workbench.web.transfer import TOLD
from workbench.web.visitor import THEMES
from workbench.web.wording import LANGUAGES, Text, Wording, all_words, best_language

WEB = Path(workbench.web.__file__).parent
CATEGORIES = {"ar": {"zero", "one", "two", "few", "many", "other"}, "en": {"one", "other"}}

ENDPOINT = re.compile(r"""\b(?:url_for|nav_link|address|_done|tabs)\(\s*["'][\w.]+["']""")
LITERAL = re.compile(r"""["']([a-z_]+\.(?!(?:html|css|js)\b)[\w-]+)["'](?!\s*[~+])""")
PREFIX = re.compile(r"""["']([a-z_]+\.[\w-]*)["']\s*[~+]""")
CANVAS_LITERAL = re.compile(r'"([a-z]+(?:-[a-z]+)*)"')
CANVAS_PREFIX = re.compile(r"`([a-z-]+-)\$\{")

Table = Mapping[str, Mapping[str, Text]]


def sources() -> Iterator[str]:
    """Our templates and modules without the names of end points, which look like keys."""
    for path in [*WEB.rglob("*.html"), *WEB.rglob("*.py")]:
        yield ENDPOINT.sub("", path.read_text(encoding="utf-8"))


SCRIPTS = {"annotate": "canvas", "adjudicate": "desk"}
"""Folder of scripts -> the section of words that they leave out."""


def scripts() -> Iterator[tuple[str, str]]:
    """The section and the text of every module that speaks."""
    for folder, section in SCRIPTS.items():
        for path in WEB.glob(f"static/{folder}/*.js"):
            yield section, path.read_text(encoding="utf-8")


def used_keys() -> set[str]:
    """Every key that is named in full."""
    sections = {key.partition(".")[0] for key in all_words()}
    found = {key for source in sources() for key in LITERAL.findall(source)}
    return {key for key in found if key.partition(".")[0] in sections}


def unused(table: Table, keys: set[str], prefixes: set[str]) -> list[str]:
    """The keys of a table that nothing names, in full or by how they begin."""
    return [key for key in table if key not in keys and not key.startswith(tuple(prefixes))]


def faults(table: Table) -> list[str]:
    """What is wrong with the words of a table."""
    return [
        f"{key}: {fault}" for key, words in table.items() for fault in (*_language_faults(words), *_field_faults(words))
    ]


def _language_faults(words: Mapping[str, Text]) -> Iterator[str]:
    if set(words) != set(LANGUAGES):
        yield f"languages {sorted(words)}"
    for language, text in words.items():
        if not text or (not isinstance(text, str) and not all(text.values())):
            yield f"no words in {language}"
        if not isinstance(text, str) and set(text) != CATEGORIES.get(language):
            yield f"plural forms {sorted(text)} in {language}"


def _field_faults(words: Mapping[str, Text]) -> Iterator[str]:
    whole = {frozenset(fields(text if isinstance(text, str) else text["other"])) for text in words.values()}
    if len(whole) > 1:
        yield f"fields differ: {sorted(map(sorted, whole))}"
    for text in words.values():
        for form in [] if isinstance(text, str) else text.values():
            if fields(form) - {"n"} != fields(text["other"]) - {"n"}:  # type: ignore[index]
                yield f"fields differ between plural forms: {form}"


def fields(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_word_has_both_languages_the_same_fields_and_all_plural_forms():
    assert faults(all_words()) == []


def test_every_key_in_templates_and_modules_has_words():
    assert sorted(used_keys() - set(all_words())) == []


def test_no_words_are_left_over():
    keys = used_keys() | {f"{name}.{key}" for name, source in scripts() for key in CANVAS_LITERAL.findall(source)}
    prefixes = {prefix for source in sources() for prefix in PREFIX.findall(source)}
    prefixes |= {f"{name}.{prefix}" for name, source in scripts() for prefix in CANVAS_PREFIX.findall(source)}
    assert unused(all_words(), keys, prefixes) == []


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("status", STATUSES),
        ("section", SECTION_KINDS),
        ("role", ROLES),
        ("theme", THEMES),
        ("work_state", WORK_STATES),
        ("rule", [*RULES, "pool"]),
        ("assignment_kind", KINDS),
        ("assignment_state", ["given", "reserved", "lapsed", "skipped", "withdrawn"]),
        ("option", [name for name in CHOICES if name != "status"]),
        ("choice", [f"{name}_{value}" for name, values in CHOICES.items() for value in values]),
        ("carry", TOLD),
        ("tally", ["in", "exact", "changed", "dropped", "spans", "relations"]),
    ],
)
def test_a_family_of_words_is_that_of_its_values(section, values):
    assert sorted(Wording("en").under(section)) == sorted(f"{section}.{value}" for value in values)


@pytest.mark.parametrize(
    "words",
    [
        {"en": "a"},
        {"en": "a", "ar": ""},
        {"en": "{name}", "ar": "{names}"},
        {"en": {"one": "{n}", "other": "{n}"}, "ar": {"one": "{n}", "other": "{n}"}},
        {"en": {"other": "{n}"}, "ar": "{n}"},
        {"en": {"one": "{x}", "other": "{n}"}, "ar": "{n}"},
    ],
)
def test_faulty_words_are_found(words):
    assert len(faults({"a.b": words})) == 1


def test_left_over_words_are_found():
    assert unused({"a.b": {}, "a.c": {}, "d.e": {}}, {"a.b"}, {"d."}) == ["a.c"]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "لا كيانات"), (1, "كيان واحد"), (2, "كيانان"), (7, "٧ كيانات"), (11, "١١ كيانًا"), (1200, "١٬٢٠٠ كيان")],
)
def test_arabic_counts_in_its_six_forms_and_its_own_digits(count, words):
    assert Wording("ar").text("base.spans", n=count) == words


def test_english_counts():
    assert [Wording("en").text("base.spans", n=n) for n in (1, 1200)] == ["1 entity", "1,200 entities"]


def test_a_field_is_text_and_never_markup():
    assert "&lt;b&gt;" in Wording("en").text("people.changed", name="<b>")


def test_a_missing_field_and_an_unknown_key_are_errors():
    with pytest.raises(KeyError):
        Wording("en").text("people.changed")
    with pytest.raises(KeyError):
        Wording("en").text("people.nothing")


def test_dates_are_written_in_the_readers_language_and_digits():
    assert Wording("ar").date("2026-11-21T20:05:00Z") == "٢١ تشرين الثاني ٢٠٢٦ ٢٠:٠٥ UTC"
    assert Wording("en").date("2026-11-21T20:05:00+00:00") == "21 November 2026 20:05 UTC"


def test_a_day_is_short_enough_for_an_axis():
    assert [Wording(language).day("2026-11-21") for language in ("ar", "en")] == ["٢١\u200f/١١", "21/11"]


@pytest.mark.parametrize(
    ("accepted", "language"), [(["ar-IQ", "en"], "ar"), (["fr", "en-US", "ar"], "en"), (["fr"], "en"), ([], "en")]
)
def test_the_browsers_first_language_that_we_speak_is_taken(accepted, language):
    assert best_language(accepted) == language
