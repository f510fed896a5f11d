"""CoNLL-U as the library conllu reads it, and files as Stanza and treebanks have them."""

import conllu
import pytest

from tests.formats.contract import written
from tests.formats.reading import Read, read
from tests.formats.test_docbin import TEXT, pair
from workbench.formats.base import ExportOptions, LossReport
from workbench.formats.conllu import CONLLU
from workbench.formats.conllu.spaces import escaped, unescaped


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
