"""Native JSONL through a workspace and back: written, read and written again, not a byte differs."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures import Workspace, blank, opened_copy
from workbench.actions import transfer
from workbench.actions.transfer import ExportRequest
from workbench.actions.workspace import check
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.model.schema import Schema
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE, SEEDS
from workbench.storage import Database

SCHEMA: Schema = read_schema(SCHEMA_FILE)
PIECES = [
    "سامر", "بغداد", "وبالعراق", "شُكْرًا", "قـــال", "🙂", "👩‍👩‍👧", "🇮🇶", "e\u0301", "ﷲ", "x", "3,5", "\u00a0",
    "\u200f", "\u200c", "\u202b", "\u202c", "\u2066", "\u2069", "\u2028", "\u0085", "\ufeff", "«", "؟", ".",
    " ", " ", " ", "\t", "\n", "\n", "\r\n", "\r", "\nشارك المقال\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join).filter(str.strip)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
META = st.dictionaries(
    WORDS, st.one_of(WORDS, st.integers(), st.floats(allow_nan=False, allow_infinity=False)), max_size=3
)
OWNERS = ["ali", "gold", "suggestion:model", "غريب"]
MODALITIES = st.sampled_from([{}, {"modality": "negated"}])


@st.composite
def spans(draw: st.DrawFn, text: str) -> list[dict[str, Any]]:
    """Spans of a text that are apart or nested, each with a label of its own."""
    edges = st.integers(0, len(text))
    found: list[dict[str, Any]] = []
    labels = draw(st.permutations(list(SCHEMA.entities)))
    for label, note, kb_id in zip(
        labels[:6], draw(st.lists(WORDS, min_size=6, max_size=6)), [None, "Q1530"] * 3, strict=True
    ):
        start, end = sorted((draw(edges), draw(edges)))
        if (
            start < end
            and "\r" not in text[max(start - 1, 0) : end + 1]
            and all(_fits(start, end, label, one) for one in found)
        ):
            item = {"id": f"s{len(found)}", "start": start, "end": end, "label": label, "note": note, "kb_id": kb_id}
            found.append(item)
    return found


def _fits(start: int, end: int, label: str, other: dict[str, Any]) -> bool:
    if end <= other["start"] or other["end"] <= start:
        return True
    inner = other["start"] <= start and end <= other["end"]
    outer = start <= other["start"] and other["end"] <= end
    pair = (other["label"], label) if inner else (label, other["label"])
    return inner != outer and SCHEMA.nesting.allows(*pair)


@st.composite
def relations(draw: st.DrawFn, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Legal relations between some spans."""
    made: dict[frozenset[str], dict[str, Any]] = {}
    for head in found:
        for tail in found:
            legal = [kind.label for kind in SCHEMA.legal_relations(head["label"], tail["label"])]
            label = draw(st.sampled_from(legal)) if legal else ""
            key = frozenset((head["id"], tail["id"], label))
            if head is not tail and legal and key not in made:
                item = {"head": head["id"], "tail": tail["id"], "label": label, "attributes": draw(MODALITIES)}
                made[key] = item | {"id": f"r{len(made)}", "note": draw(WORDS)}
    return list(made.values())


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of several documents, each of several owners."""
    lines = []
    for number in range(draw(st.integers(1, 2))):
        text = draw(TEXTS)
        document: dict[str, Any] = {
            "id": f"d{number} 🙂",
            "text": text,
            "meta": draw(META),
            "language": draw(st.sampled_from(["ar", "en"])),
        }
        owners = draw(st.lists(st.sampled_from(OWNERS), unique=True, max_size=3))
        lines += [document] if not owners else []
        for owner in owners:
            items = draw(spans(text))
            said = {"owner": owner, "status": draw(st.sampled_from(["in_progress", "done", "returned"]))}
            lines.append(document | said | {"spans": items, "relations": draw(relations(items))})
    return "\n".join(json.dumps(line, ensure_ascii=draw(st.booleans())) for line in lines)


@contextmanager
def fresh(template: Path) -> Iterator[Workspace]:
    """A workspace with people, but somewhere where nothing is."""
    with tempfile.TemporaryDirectory() as folder, opened_copy(template, Path(folder) / "ws.db") as found:
        yield found


def imported(db: Database, text: str) -> transfer.FileReport:
    """Import a text, which must be free of problems."""
    report = transfer.import_text(db, SHELL, Decoded(text), "f.jsonl", format="jsonl")
    assert [problem.message() for problem in report.problems] == []
    return report


def exported(db: Database) -> str:
    """Everything in a workspace as native JSONL."""
    stream = BytesIO()
    transfer.export_to_stream(db, SHELL, ExportRequest("jsonl"), stream)
    return stream.getvalue().decode()


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(files())
def test_whatever_is_imported_comes_out_the_same_for_ever(template, text) -> None:
    with fresh(template) as first, fresh(template) as second:
        imported(first.db, text)
        once = exported(first.db)
        imported(second.db, once)
        assert exported(second.db) == once
        assert list(check(first.db)) == list(check(second.db)) == []


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(files())
def test_nothing_that_was_said_is_lost(template, text) -> None:
    with fresh(template) as workspace:
        imported(workspace.db, text)
        out = {
            (line["id"], line.get("owner")): line
            for line in map(json.loads, exported(workspace.db).strip("\n").split("\n"))
        }
    for given_line in map(json.loads, text.split("\n")):
        line = out[given_line["id"], given_line.get("owner")]
        assert line["text"] == given_line["text"].replace("\r\n", "\n").replace("\r", "\n")
        assert line["meta"] == given_line["meta"]
        assert kept(line, "spans", ("id", "label", "note", "kb_id")) == kept(
            given_line, "spans", ("id", "label", "note", "kb_id")
        )
        assert kept(line, "relations", ("id", "label", "attributes", "note")) == kept(
            given_line, "relations", ("id", "label", "attributes", "note")
        )
        assert all(line["text"][s["start"] : s["end"]] == s["text"] for s in line.get("spans", []))


def kept(line: dict[str, Any], key: str, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Some fields of the items of a line, in an order of their own."""
    return sorted(tuple(map(repr, (item[name] for name in names))) for item in line.get(key, []))


def test_the_seeds_come_out_the_same(tmp_path) -> None:
    first, second = blank(tmp_path / "first.db"), blank(tmp_path / "second.db")
    assert transfer.import_paths(first, SHELL, [SEEDS]).problems == []
    once = exported(first)
    imported(second, once)
    assert exported(second) == once
    assert once == "".join(json.dumps(json.loads(line), ensure_ascii=False) + "\n" for line in once.splitlines())
    assert list(check(first)) == []
    first.close()
    second.close()


def test_the_annotated_seed_comes_out_as_it_is(tmp_path) -> None:
    db = blank(tmp_path / "ws.db")
    seed = (SEEDS / "annotations" / "rim.jsonl").read_text(encoding="utf-8").splitlines()[2]
    imported(db, seed)
    line, given_line = json.loads(exported(db)), json.loads(seed)
    assert sorted(line.pop("relations"), key=repr) == sorted(given_line.pop("relations"), key=repr)
    assert {key: line[key] for key in given_line} == given_line
    db.close()
