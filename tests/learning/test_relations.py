"""Relations: what is paired, what the schema rules out, how the model's gradient flows."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Adam, Model

from tests.learning.corpus import corpus, schema
from workbench.learning.choices import Recipe
from workbench.learning.docs import GROUP, gold_doc
from workbench.learning.recipe import configuration, legal_pairs
from workbench.learning.relations.candidates import Pairing
from workbench.learning.relations.clues import MOST, ROWS, _facts, places
from workbench.learning.relations.component import RELATIONS, RelationExtractor, score_relations
from workbench.learning.relations.model import _pool
from workbench.learning.training import registered

assert registered
LEGAL = {"AT": [["PER", "LOC"]], "MEETS": [["PER", "PER"]], "NEAR": [["LOC", "LOC"], ["PER", "LOC"]]}
WORDS = ["Jo", "Bo", "met", "Al", "in", "Basra", ".", "Al", "left", "Mosul"]


@pytest.fixture
def pairing():
    return Pairing(LEGAL, ["MEETS", "NEAR"], window=4)


def doc_of(*spans: tuple[int, int, str]) -> Doc:
    doc = Doc(spacy.blank("xx").vocab, words=WORDS)
    doc.spans[GROUP] = [Span(doc, start, end, label) for start, end, label in spans]
    return doc


def told(pairing, doc: Doc) -> dict[tuple[str, str], set[str]]:
    """Which types each candidate may have."""
    case, group = pairing.of(doc, list(doc.spans[GROUP])), doc.spans[GROUP]
    return {
        (group[head].text, group[tail].text): {pairing.types[number] for number in np.flatnonzero(row)}
        for (head, tail), row in zip(case.pairs.tolist(), case.allowed, strict=True)
    }


def test_pairs_are_those_the_schema_allows_within_a_sentence(pairing) -> None:
    doc = doc_of((0, 2, "PER"), (3, 4, "PER"), (5, 6, "LOC"), (7, 8, "PER"), (9, 10, "LOC"))
    assert told(pairing, doc) == {
        ("Jo Bo", "Al"): {"MEETS"},  # undirected: the earlier is the head
        ("Jo Bo", "Basra"): {"AT", "NEAR"},
        ("Al", "Basra"): {"AT", "NEAR"},
        ("Al", "Mosul"): {"AT", "NEAR"},
    }


def test_entities_further_apart_than_the_window_are_no_pair() -> None:
    doc = doc_of((0, 1, "PER"), (5, 6, "LOC"))
    assert len(Pairing(LEGAL, [], window=4).of(doc, list(doc.spans[GROUP]))) == 1
    assert len(Pairing(LEGAL, [], window=3).of(doc, list(doc.spans[GROUP]))) == 0


def test_what_is_seen_of_a_pair_tells_order_nesting_and_labels_apart(pairing) -> None:
    after, inside = doc_of((0, 1, "PER"), (3, 4, "LOC")), doc_of((0, 4, "PER"), (3, 4, "LOC"))
    before = doc_of((0, 1, "LOC"), (3, 4, "PER"))
    seen = [pairing.of(doc, list(doc.spans[GROUP])).features for doc in (after, inside, before)]
    assert len({one.tobytes() for one in seen}) == 3
    assert [one.sum() for one in seen] == [5, 5, 5]  # both labels, distance, how many between, order


def test_the_schema_says_what_is_legal() -> None:
    found = schema()
    pairs = legal_pairs(found)
    assert ["GOV", "NORP"] in pairs["OF_COUNTRY"]
    assert ["NORP", "GOV"] not in pairs["OF_COUNTRY"]
    assert all(found.relations[name].links(*pair) for name, some in pairs.items() for pair in some)


@pytest.fixture(scope="module")
def taught():
    """A relation component, sized; its examples; and it has learned nothing yet."""
    config = configuration(schema(), Recipe(), longest=3)
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": config["nlp"]["tokenizer"]}})
    settings = config["components"][RELATIONS]
    pipe = nlp.add_pipe(RELATIONS, config={key: settings[key] for key in settings if key != "factory"})
    examples = [Example(nlp.make_doc(one.text), gold_doc(nlp.vocab, one, gold)) for one, gold in corpus(12)]
    assert isinstance(pipe, RelationExtractor)
    pipe.initialize(lambda: examples, nlp=nlp)
    return pipe, examples


def marked(vocab, found, gold) -> Doc:
    """A document with its gold entities, and no relations yet."""
    doc = gold_doc(vocab, found, gold)
    doc._.relations = []
    return doc


def test_the_gradient_is_that_of_the_scores(taught) -> None:
    """Against finite differences, through the pooling into the encoder."""
    pipe, examples = taught
    cases, _ = pipe._taught(examples[:2])
    encoder = pipe.model.get_ref("pooled").layers[0]
    vectors = encoder.predict([case.doc for case in cases])
    caught: list[Any] = []
    stub: Model[Any, Any] = Model("given", lambda model, docs, is_train: (vectors, caught.extend))
    pooled: Model[Any, Any] = Model("pooled", _pool, layers=[stub])
    out, backward = pooled(cases, is_train=True)
    weights = np.random.default_rng(1).normal(size=out.shape).astype("f")
    backward(weights)
    for document, token, column in ((0, 1, 0), (0, 4, 5), (1, 2, 3)):
        step = 0.5
        vectors[document][token, column] += step
        moved = pooled.predict(cases)
        vectors[document][token, column] -= step
        slope = float(((moved - out) * weights).sum()) / step
        assert caught[document][token, column] == pytest.approx(slope, abs=1e-3)


def facts(head: int, tail: int, *spans: tuple[int, int, str]) -> set[str]:
    doc = doc_of(*spans)
    return set(_facts(doc, list(doc.spans[GROUP]), head, tail))


def test_clues_tell_what_is_nearest_what_stands_between_and_what_is_nested_directly() -> None:
    far = facts(0, 2, (0, 2, "PER"), (3, 4, "PER"), (5, 6, "LOC"))
    assert {"nearest PER LOC 0 True False", "begun PER LOC 0 PER", "phrase 0 met al in", "word 0 in"} <= far
    assert "nearest PER LOC 0 False False" in facts(1, 2, (0, 2, "PER"), (3, 4, "PER"), (5, 6, "LOC"))
    assert "direct PER LOC 2 True" in facts(0, 1, (0, 6, "PER"), (5, 6, "LOC"))
    assert "direct PER LOC 2 False" in facts(0, 2, (0, 6, "PER"), (4, 6, "ORG"), (5, 6, "LOC"))
    assert "inside others 0 False True" in facts(0, 2, (0, 1, "PER"), (4, 6, "ORG"), (5, 6, "LOC"))


def test_a_clue_has_its_place_in_the_table_and_all_pairs_have_room(taught) -> None:
    pipe, examples = taught
    cases, _ = pipe._taught(examples)
    found = np.concatenate([case.clues for case in cases])
    assert found.min() == 0
    assert found.max() < ROWS
    doc = doc_of((0, 2, "PER"), (3, 4, "PER"), (5, 6, "LOC"))
    given = places(doc, list(doc.spans[GROUP]), 0, 2)
    assert len(given) == MOST
    assert sum(map(bool, given)) == len(list(_facts(doc, list(doc.spans[GROUP]), 0, 2)))


def test_the_gradient_of_a_clue_is_that_of_the_scores(taught) -> None:
    pipe, examples = taught
    cases, _ = pipe._taught(examples[:2])
    weighed = pipe.model.get_ref("weighed").copy()
    weighed.attrs["dropout"] = 0.0
    out, backward = weighed(cases, is_train=True)
    slope = np.random.default_rng(1).normal(size=out.shape).astype("f")
    backward(slope)
    place, step = int(cases[0].clues[0, 0]), 0.5
    weights = weighed.get_param("W").copy()
    weights[place, 3] += step
    weighed.set_param("W", weights)
    moved = float(((weighed.predict(cases) - out) * slope).sum()) / step
    assert weighed.get_grad("W")[place, 3] == pytest.approx(moved, abs=1e-3)


def test_it_learns_and_says_nothing_that_is_illegal(taught) -> None:
    pipe, examples = taught
    optimizer = Adam(0.01)
    losses = [pipe.update(examples, sgd=optimizer, losses={})[pipe.name] for _ in range(30)]
    assert losses[-1] < 0.2 * losses[0]
    read = [
        Example(marked(pipe.vocab, *one), one_gold.reference)
        for one, one_gold in zip(corpus(12), examples, strict=True)
    ]
    for example in read:
        doc = pipe(example.predicted)
        group = doc.spans[GROUP]
        for one in doc._.relations:
            kind = schema().relations[one["label"]]
            assert kind.links(group[one["head_index"]].label_, group[one["tail_index"]].label_)
            assert 0.3 < one["score"] <= 1
    scores = score_relations(read)
    assert scores["rel_micro_f"] > 0.9


def test_a_document_without_pairs_is_no_stumbling_block(taught) -> None:
    pipe, _ = taught
    empty = Doc(pipe.vocab)
    assert pipe.predict([empty]) == [[]]
    assert pipe.update([Example(empty, empty)], losses={}) == {pipe.name: 0.0}
