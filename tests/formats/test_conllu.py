"""CoNLL-U as the library conllu reads it, and files as Stanza and treebanks have them."""

import conllu
import pytest

from tests.formats.contract import written
from tests.formats.reading import Read, read
from tests.formats.test_docbin import TEXT, pair
from workbench.formats import guess
from workbench.formats.base import ExportOptions, LossReport
from workbench.formats.conllu import CONLLU
from workbench.formats.conllu.spaces import escaped, unescaped
from workbench.formats.source import Source


def row(id: str, form: str, misc: str = "_") -> str:
    """A row of ten columns."""
    return "\t".join([id, form, *"_______", misc]) + "\n"


def by_hand(*rows: str) -> Read:
    """These lines, read by us."""
    return read(CONLLU, "".join(rows), "bank.conllu")


def test_the_library_finds_clitics_as_words_of_a_multiword_token_and_the_tags() -> None:
    content = written(CONLLU, [pair()])[0]["export.conllu"]
    assert isinstance(content, str)
    sentences = conllu.parse(content)
    assert sentences[0].metadata["newdoc id"] == "d-1"
    tokens = [token for sentence in sentences for token in sentence]
    (multiword,) = [token for token in tokens if isinstance(token["id"], tuple)]
    assert multiword["form"] == "وبغداد"
    place = int(multiword["misc"]["start_char"])
    assert TEXT[place : int(multiword["misc"]["end_char"])] == "وبغداد"
    assert [token["form"] for token in tokens if place <= int(token["misc"]["start_char"]) < place + 6][1:] == [
        "و", "بغداد",
    ]  # fmt: skip
    assert [(t["form"], t["misc"]["ner"], t["misc"]["ner2"]) for t in tokens if "ner2" in t["misc"]] == [
        ("العراقي", "I-ROLE", "B-NORP")
    ]


def test_flat_layers_and_words_are_a_choice() -> None:
    options = ExportOptions(tokens="word", layers="outermost", scheme="IOBES")
    assert CONLLU.write
    content = "".join(str(piece) for _, piece in CONLLU.write(lambda: iter([pair()]), options, LossReport()))
    tokens = [token for sentence in conllu.parse(content) for token in sentence]
    assert {type(token["id"]) for token in tokens} == {int}
    assert "E-ROLE" in {token["misc"]["ner"] for token in tokens}
    assert not any("ner2" in token["misc"] for token in tokens)


def test_a_treebank_is_read_sentence_by_line() -> None:
    found = by_hand(
        "# newdoc id = a\n", "# text = whatever\n",
        row("1", "Jo", "NER=B-PERSON"), row("2-3", "du", "SpaceAfter=No"), row("2", "de"), row("3", "le"),
        row("3.1", "gone"),
        row("4", ".", "SpaceAfter=No"), "\n",
        row("1", "Basra", "NER=S-GPE|SpacesAfter=\\s\\n"), "\n",
        "# newdoc id = b\n", row("1", "Hm"), "\n",
    )  # fmt: skip
    first, second = found.drafts
    assert (first.id, first.text) == ("a", "Jo du.\nBasra \n")
    assert [first.text[slice(*token)] for token in first.tokens or ()] == ["Jo", "du", ".", "Basra"]
    assert [(one.text, one.label) for one in first.spans] == [("Jo", "PERSON"), ("Basra", "GPE")]
    assert (second.id, second.text, second.owner) == ("b", "Hm", None)


def test_a_file_without_names_of_documents_is_named_after_itself() -> None:
    assert [one.id for one in by_hand(row("1", "Hm")).drafts] == ["bank"]


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([row("1", "a"), "2\tb\n"], "bank.conllu:2:1", "number of columns is 2"),
        ([row("x", "a")], "bank.conllu:1:1", "ID and FORM"),
        ([row("1", "a", "ner=GPE")], "bank.conllu:1:1", "ner is"),
        (["# relation = X\n", row("1", "a")], "bank.conllu:1:1", "relation is"),
        (["# relation = X 0:1:GPE 2:3:GPE\n", row("1", "a", "ner=B-GPE")], "bank.conllu:1:1", "relation is"),
    ],
)
def test_a_fault_is_told_with_its_line(rows: list[str], where: str, words: str) -> None:
    (problem,) = by_hand(*rows).problems
    assert words in problem.message()
    assert problem.message().startswith(where)


@pytest.mark.parametrize("text", [" ", "\n\n", "\u00a0|\\\t", "\u2028 \r"])
def test_white_space_survives_misc(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not any(c.isspace() or c == "|" for c in escaped(text))


NAMED = row("1", "سامر", "ner=B-PERSON") + row("2", "،") + row("3", "في") + row("4-5", "وبغداد")
NAMED += row("4", "و") + row("5", "بغداد", "ner=B-GPE") + row("5.1", "كان") + row("6", ".") + "\n"


def test_white_space_that_misc_does_not_tell_is_that_of_the_text() -> None:
    (draft,) = read(CONLLU, "# text = سامر، في  وبغداد.\n" + NAMED).drafts
    assert draft.text == "سامر، في  وبغداد."
    assert [span.text for span in draft.spans] == ["سامر", "بغداد"]
    assert read(CONLLU, NAMED).drafts[0].text == "سامر ، في وبغداد ."


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# text = سامر في بغداد\n" + NAMED, 2, "# text"),
        (NAMED.replace(row("3", "في"), row("3", "في") * 2), 4, "ID is 3"),
        (NAMED.replace(row("3", "في"), ""), 3, "ID is 4"),
        (NAMED.replace("4-5", "4-7"), 8, "ID is 6"),
        (NAMED.replace("4-5", "4-4"), 4, "ID is 4"),
    ],
)
def test_rows_that_are_no_whole_sentence_are_refused(text: str, line: int, said: str) -> None:
    problem = read(CONLLU, text).problems[0]
    assert problem.where == f"file:{line}:1"
    assert said in problem.message()


def test_what_misc_says_beside_is_named() -> None:
    found = read(CONLLU, row("1", "سامر", "Entity=(e1-person|SpaceAfter=No|Gloss=Samir") + "\n")
    assert found.notes == ["passed over in MISC: Entity"]


def test_a_broken_row_does_not_hide_the_format() -> None:
    raw = NAMED.replace(row("3", "في"), "3\tفي\n").encode()
    assert guess(Source.of_bytes(raw, "t.txt")).format is CONLLU
    assert guess(Source.of_bytes(b"1\t2\n", "t.txt")).format is not CONLLU


@pytest.mark.parametrize("half", [r"\ud800", r"\udfff", r"\u0000"])
def test_an_escape_that_is_no_character_stays_as_it_is(half: str) -> None:
    (draft,) = read(CONLLU, row("1", "سامر", f"SpacesAfter={half}") + row("2", "هنا") + "\n").drafts
    assert draft.text == f"سامر{half}هنا"
