"""Real articles, which lie outside the project, out in every format and back: by what it declares, nothing differs."""

import json

import pytest

from tests.formats.contract import VIEWS, drafts_of, pairs_of, promised, written
from tests.formats.reading import read
from tests.formats.test_conll_reference import REFERENCE
from tests.formats.test_contract import both_ways
from workbench.formats import Format
from workbench.formats.base import Pair
from workbench.formats.native import NATIVE


@pytest.fixture(scope="module")
def articles() -> list[Pair]:
    """Two annotated articles."""
    if not REFERENCE.is_file():
        pytest.skip("NOT TESTED on real articles: ../shared/reference/reference.jsonl is not here")
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()[:2]
    pairs = pairs_of(read(NATIVE, "\n".join(json.dumps(json.loads(line)) for line in lines)).drafts)
    assert sum(len(owned.annotations.spans) for _, owned in pairs if owned) > 200
    return pairs


@both_ways
def test_real_articles_survive(format: Format, articles: list[Pair]) -> None:
    files, loss = written(format, articles)
    found = pairs_of(drafts_of(format, files))
    expected = promised(articles, loss)
    for carried in format.carries - {"unannotated"}:
        seen, due = ([VIEWS[carried](pair, format) for pair in some] for some in (found, expected))
        assert sorted(seen, key=repr) == sorted(due, key=repr), carried
