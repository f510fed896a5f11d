"""Items as JSON: what is written by hand is, letter for letter, what `json` makes of the same fields."""

import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.annotation import Relation, Span
from workbench.model.items import relation_fields, relation_json, span_fields, span_json

texts = st.text() | st.sampled_from(['"', "\\", "\n\x1f\x7f", "وَ🇮🇶", "\u2028", "\ud800"])
places = st.integers(-5, 2**60)
attributes = st.dictionaries(texts, texts, max_size=2)
spans = st.builds(Span, texts, places, places, texts, texts, attributes, texts, st.none() | texts)
relations = st.builds(Relation, texts, texts, texts, texts, attributes, texts)


@given(spans)
def test_a_span_is_written_as_json_writes_it(span: Span) -> None:
    assert span_json(span) == json.dumps(span_fields(span), ensure_ascii=False)


@given(relations)
def test_a_relation_is_written_as_json_writes_it(relation: Relation) -> None:
    assert relation_json(relation) == json.dumps(relation_fields(relation), ensure_ascii=False)
