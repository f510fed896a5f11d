"""The exporter's clitic policy as a spaCy tokenizer: what a model marks falls on the edges that gold falls on."""

from collections.abc import Callable
from typing import Final

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from workbench.text import folded, solid, spelled_out, tokenize

TOKENIZER: Final = "workbench.clitic_tokenizer.v1"


class CliticTokenizer(DummyTokenizer):
    """Cuts a text as an import does (`text.tokenize`). It knows nothing but the text, and has nothing to save.

    A token's norm is its search key, so that spellings of one word are one word to a model.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = _norm  # type: ignore[attr-defined]  # missing in the stub

    def __call__(self, text: str) -> Doc:
        """A document whose text is this one, letter for letter."""
        words, spaces = spelled_out(text, solid(text, tokenize(text)))
        return Doc(self.vocab, words=words, spaces=spaces)


@registry.tokenizers(TOKENIZER)
def clitic_tokenizer() -> Callable[[Language], CliticTokenizer]:
    """What a configuration's ``[nlp.tokenizer]`` names."""
    return _of_language


def _of_language(nlp: Language) -> CliticTokenizer:
    return CliticTokenizer(nlp.vocab)


def _norm(word: str) -> str:
    return folded(word) or word
