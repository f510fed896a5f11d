"""The tokenizer of models: the exporter's policy, letter for letter."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.conll_cases import PIECES
from tests.learning.corpus import corpus, document
from workbench.formats.grid import whole
from workbench.learning.tokenizer import TOKENIZER, CliticTokenizer

NLP = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_it_cuts_as_an_export_does_and_keeps_every_letter(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    cut = [(one.idx, one.idx + len(one)) for one in doc if not one.is_space]
    assert cut == list(whole(document("d", text), "clitic").tokens)


def test_a_name_with_a_particle_begins_a_token() -> None:
    assert [one.text for one in NLP("وصل إلى العراق، وبالعراق بدأ")][-3:] == ["ب", "العراق", "بدأ"]


def test_spellings_of_a_word_are_one_word_to_a_model() -> None:
    assert NLP("أَميركا")[0].norm_ == NLP("اميركا")[0].norm_
    assert NLP("ـ")[0].norm_ == "ـ"  # nothing is left of it: it stays what it is


def test_gold_falls_on_its_tokens_wherever_it_falls_on_those_of_the_export() -> None:
    lost = 0
    for found, gold in corpus(40):
        doc, edges = NLP(found.text), {edge for token in found.tokens for edge in token}
        for one in gold.spans.values():
            fits = {one.start, one.end} <= edges
            assert (doc.char_span(one.start, one.end) is not None) is fits
            lost += not fits
    assert lost < 10  # a particle before a name that stands nowhere alone


def test_it_is_saved_as_nothing_but_its_name(tmp_path) -> None:
    NLP.to_disk(tmp_path / "blank")
    assert isinstance(spacy.load(tmp_path / "blank").tokenizer, CliticTokenizer)
