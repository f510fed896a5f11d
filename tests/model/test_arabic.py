"""What fills the messages of an import is said in Arabic too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench
from workbench.formats.problems import BadJson, BadValue
from workbench.model.arabic import PHRASES, in_arabic, phrase

HOME = Path(workbench.__file__).parent
FILES = [
    *sorted((HOME / "formats").rglob("*.py")),
    *sorted((HOME / "actions" / "transfer").glob("*.py")),
    HOME / "model" / "items.py",
]
NAMES = ("expected", "got", "reason")
CALLS = ("wrong", "_wrong", "broken", "string", "number", "name", "_string")
NOTATION = {
    "# text", "FORM", "ID", "JSON", "RANGE", "Reference T1 DATABASE:ID", "TYPE start:end:LABEL start:end:LABEL",
    "[start, end, label]", "document, owner", "start, end", "workbench, spans or relations", "{} [{}]", "{}, {}",
}  # fmt: skip
"""The same in both languages."""

OWNERS = "a person's name (no “:”, at most 64 characters), “{}” or “{}NAME”"
PARTS = {"{}; its {} must lie beside it", OWNERS}
"""What is put together with other phrases, which are in the table as wholes."""


def templates(node: ast.AST | None) -> list[str]:
    """The strings that an expression may be, with {} for what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return ["".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in values)]
        case ast.IfExp(body=body, orelse=orelse):
            return templates(body) + templates(orelse)
        case ast.Subscript(value=value):
            return templates(value)
    return []


def spoken(tree: ast.AST) -> Iterator[str]:
    """What a module says was found or expected."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called), args=args, keywords=keywords):
                for keyword in keywords:
                    yield from templates(keyword.value) if keyword.arg in NAMES else []
                for one in args if called.endswith("wrong") else args[-1:] if called in CALLS else []:
                    yield from (text for text in templates(one) if " " in text or text.isupper())
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in NAMES:
                yield from templates(value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_whatever_a_reader_says_is_said_in_arabic_too(path: Path) -> None:
    said = set(spoken(ast.parse(path.read_text(encoding="utf-8")))) - NOTATION - PARTS
    assert [one for one in said if phrase(one.replace("{}", "7")) == one.replace("{}", "7")] == []


def test_the_phrases_are_found_at_all() -> None:
    said = {one for path in FILES for one in spoken(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(said) > 150
    assert said >= NOTATION | PARTS


def test_a_phrase_has_as_many_places_in_both_languages() -> None:
    assert [one for one, arabic in PHRASES.items() if one.count("{}") != arabic.count("{}")] == []


def test_the_longest_phrase_that_fits_is_taken() -> None:
    assert (
        phrase("one of a, b (did you mean b?), or false to leave it out")
        == "واحد من: a, b (هل قصدت b؟)، أو false لاستبعاده"
    )
    assert phrase("is 'a'") == "القيمة 'a'"
    assert phrase("is empty") == "فارغ"
    assert phrase("nothing of ours") == "nothing of ours"


def test_only_what_is_ours_is_translated() -> None:
    assert in_arabic({"got": "is missing", "text": "is missing", "count": 3, "kind": "span"}) == {
        "got": "غير موجود", "text": "is missing", "count": 3, "kind": "كيان",
    }  # fmt: skip


def test_an_error_says_it_in_the_language_of_the_reader() -> None:
    wrong = BadValue(where="f:1:2", at="text", got="is missing", expected="the text of the article")
    assert wrong.message("ar") == "f:1:2: text: غير موجود."
    assert wrong.hint("ar") == "المتوقَّع: نص المقال."
    assert wrong.message("en") == "f:1:2: text is missing."
    assert BadJson(reason="Expecting value").message("ar") == "هذا ليس JSON صحيحًا: كان ينبغي أن تأتي قيمة."
