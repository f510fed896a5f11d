"""Two original articles, annotated by hand, out in every format and back: they lie outside the project."""

import pytest

from tests.formats.contract import pairs_of
from tests.formats.reading import read
from tests.formats.test_conll_reference import REFERENCE
from tests.formats.test_contract import both_ways, keeps_its_word
from workbench.formats import Format
from workbench.formats.base import Pair
from workbench.formats.native import NATIVE

LENGTH_OF_AN_ARTICLE = 500


@pytest.fixture(scope="module")
def articles() -> list[Pair]:
    """The first two."""
    if not REFERENCE.is_file():
        pytest.skip("NOT TESTED on real articles: ../shared/reference/reference.jsonl is not here")
    return pairs_of(read(NATIVE, REFERENCE.read_bytes()).drafts[:2])


@both_ways
def test_two_real_articles_come_back_from_every_format(format: Format, articles: list[Pair]) -> None:
    assert all(owned and len(doc.text) > LENGTH_OF_AN_ARTICLE for doc, owned in articles)
    keeps_its_word(format, articles)
