"""DocRED: documents of others, with entities of several mentions, and ours, with one mention each."""

import json
from typing import Any

import pytest

from tests.formats.conll_cases import annotated, document
from tests.formats.contract import written
from tests.formats.reading import Read, notes_of, read
from tests.formats.test_contract import seeds
from workbench.formats.docred import DOCRED
from workbench.model.annotation import Relation


def mention(name: str, sentence: int, first: int, after: int, type: str) -> dict[str, Any]:
    """A mention of an entity; the place of its last token is exclusive."""
    return {"name": name, "sent_id": sentence, "pos": [first, after], "type": type}


SENTS = [["Skai", "TV", "is", "Greek", "."], ["Skai", "is", "in", "Piraeus", "."]]
ENTITIES = [
    [mention("Skai TV", 0, 0, 2, "ORG"), mention("Skai", 1, 0, 1, "ORG")],
    [mention("Piraeus", 1, 3, 4, "LOC")],
]
LABEL = {"h": 0, "t": 1, "r": "P159", "evidence": [1]}
RECORD: dict[str, Any] = {"title": "Skai TV", "sents": SENTS, "vertexSet": ENTITIES, "labels": [LABEL]}


def records(**change: Any) -> Read:
    """A file of one document, changed so."""
    return read(DOCRED, json.dumps([{**RECORD, **change}]), "dev.json")


def test_tokens_become_a_text_and_relations_stand_between_mentions_of_the_evidence() -> None:
    (draft,) = records().drafts
    assert (draft.id, draft.owner, draft.text) == ("Skai TV", None, "Skai TV is Greek .\nSkai is in Piraeus .")
    assert [(one.id, one.text, one.label) for one in draft.spans] == [
        ("s1.1", "Skai TV", "ORG"), ("s1.2", "Skai", "ORG"), ("s2", "Piraeus", "LOC"),
    ]  # fmt: skip
    assert [(one.head, one.tail, one.label) for one in draft.relations] == [("s1.2", "s2", "P159")]
    assert "one mention of each" in notes_of(draft)[1]
    assert draft.tokens
    assert (len(draft.tokens), draft.sentences) == (10, [(0, 18), (19, 39)])
    (early,) = records(labels=[{**LABEL, "evidence": [0]}]).drafts
    assert early.relations[0].head == "s1.1"


def test_copies_lay_relations_out_as_columns_and_the_test_part_has_none() -> None:
    columns = {"head": [0], "tail": [1], "relation_id": ["P159"], "relation_text": ["headquarters"], "evidence": [[1]]}
    assert [one.label for one in records(labels=columns).drafts[0].relations] == ["P159"]
    assert records(labels=None).drafts[0].relations == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"vertexSet": [[mention("Skai TV", 0, 0, 1, "ORG")]], "labels": []}, "does not stand"),
        ({"vertexSet": [[mention("Skai", 0, 1, 1, "ORG")]]}, "within 0 to 5"),
        ({"vertexSet": [[mention("Skai", 2, 0, 1, "ORG")]]}, "0 to 1"),
        ({"vertexSet": [{}]}, "a list of mentions"),
        ({"vertexSet": [[3]]}, "an object"),
        ({"labels": [{**LABEL, "t": 9}]}, "the place of an entity"),
        ({"labels": {"head": [0], "tail": [], "relation_id": []}}, "of one length"),
        ({"sents": ["no tokens"]}, "tokens"),
        ({"workbench": {"text": "Skai", "ranges": [[[0, 4]]], "document": "d"}}, "a list for each sentence"),
        ({"workbench": {"text": "Skai", "ranges": [[[0, 4]], []], "document": "d"}}, "stand at their ranges"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(change: dict[str, Any], words: str) -> None:
    found = records(**change)
    assert found.drafts == []
    (problem,) = found.problems
    assert problem.where.startswith("dev.json:1:")
    assert words in problem.message() + problem.hint()


def test_ours_have_the_keys_and_places_that_programs_for_docred_read() -> None:
    files, loss = written(DOCRED, seeds())
    found = json.loads(str(files["export.docred.json"]))
    assert len(found) == loss.documents
    for one in found:
        for (vertex,) in one["vertexSet"]:
            tokens = one["sents"][vertex["sent_id"]][slice(*vertex["pos"])]
            assert "".join(tokens) == "".join(vertex["name"].split())
        for label in one["labels"]:
            assert max(label["h"], label["t"]) < len(one["vertexSet"])
            assert set(label["evidence"]) == {one["vertexSet"][label[end]][0]["sent_id"] for end in "ht"}


def test_a_span_over_the_end_of_a_sentence_is_dropped_with_its_relations_and_said() -> None:
    text = "وصل سامر. غادر كريم."
    pair = annotated(document(text), [(4, 14, "EVENT"), (15, 19, "PERSON")], [Relation("r1", "s1", "s2", "A")])
    files, loss = written(DOCRED, [pair])
    assert [one.id for one in (*loss.dropped_spans, *loss.dropped_relations)] == ["s1", "r1"]
    (one,) = json.loads(str(files["export.docred.json"]))
    assert [vertex["name"] for (vertex,) in one["vertexSet"]] == ["كريم"]
    assert written(DOCRED, [])[0]["export.docred.json"] == "[]\n"


def test_what_has_no_place_here_is_named() -> None:
    (draft,) = records().drafts
    assert "sentences of evidence are not kept" in notes_of(draft)
    assert "which mentions are of one entity is not kept" in notes_of(draft)
    assert not notes_of(records(labels=[]).drafts[0]) or "evidence" not in " ".join(
        notes_of(records(labels=[]).drafts[0])
    )
