"""Rows made by hand are, letter for letter, what the slower general way makes of the same values."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.changes import Effect
from workbench.storage.annotations import effect_fields
from workbench.storage.intake import first_entry, set_rows
from workbench.storage.rows import dumps

texts = st.text(alphabet=st.characters(codec="utf-8")) | st.sampled_from(['"', "\\", "\n\x1f", "وَ🇮🇶", "\u2028"])
attributes = st.dictionaries(texts, texts, max_size=2)
spans = st.builds(
    Span, texts, st.integers(0, 99), st.integers(0, 99), texts, texts, attributes, texts, st.none() | texts
)


@given(spans, spans, texts, attributes, st.sampled_from(["new", "done"]))
def test_the_log_of_an_imported_set_begins_with_its_items(head, tail, text, traits, status) -> None:
    items = Annotations.of([head, tail], [Relation(text, head.id, tail.id, text, traits, text)])
    effects = [Effect("span", span.id, None, span) for span in items.ordered_spans()]
    effects += [Effect("relation", one.id, None, one) for one in items.ordered_relations()]
    effects += [Effect("status", "", "new", status)] if status != "new" else []
    rows = set_rows(AnnotationSet("d", "ali", status, annotations=items))
    assert first_entry(rows, "").effects == dumps([effect_fields(effect) for effect in effects])
