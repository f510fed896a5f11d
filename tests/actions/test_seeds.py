"""The gold of the seeds: made again in a fresh workspace from three annotations and the decisions between them."""

import json
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from workbench.actions import review, transfer
from workbench.actions.transfer import ExportRequest
from workbench.actions.workspace import check, init
from workbench.model.annotation import GOLD, AnnotationSet
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE, SEEDS
from workbench.storage import Database

LINES = [json.loads(line) for line in (SEEDS / "adjudication.decisions").read_text(encoding="utf-8").splitlines()]
README = (SEEDS / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [f"iraq-00{number}" for number in range(1, 6)]


@pytest.fixture(scope="module")
def adjudicated(tmp_path_factory) -> Iterator[Database]:
    """A workspace in which the seeds were imported, merged, decided from the file and made final."""
    db = init(tmp_path_factory.mktemp("seeds") / "seeds.db", SCHEMA_FILE)
    assert transfer.import_paths(db, SHELL, [SEEDS]).problems == []
    review.merge_all(db, SHELL, review.read_rule("all"))
    report = review.take_decisions(db, SHELL, [(f"line {at}", line) for at, line in enumerate(LINES, 1)])
    assert (report.decided, report.known, report.left_over) == (len(LINES), 0, [])
    for document in DOCUMENTS:
        review.finalise(db, SHELL, document)
    yield db
    db.close()


def gold(db: Database) -> list[AnnotationSet]:
    """The gold of every seed."""
    found = [review.on_desk(db, SHELL, document).gold for document in DOCUMENTS]
    return [one for one in found if one is not None]


def test_the_decisions_leave_nothing_open_and_the_workspace_sound(adjudicated) -> None:
    desks = [review.on_desk(adjudicated, SHELL, document) for document in DOCUMENTS]
    assert {(one.state, len(one.desk.conflicts), len(one.desk.stale)) for one in desks} == {("final", 0, 0)}
    assert list(check(adjudicated)) == []


def test_the_gold_is_exported(adjudicated, tmp_path) -> None:
    transfer.run_export(adjudicated, SHELL, ExportRequest("jsonl", owner=GOLD), tmp_path / "gold.jsonl")
    written = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in written] == DOCUMENTS
    assert sum(len(one["spans"]) for one in written) == sum(len(one.annotations.spans) for one in gold(adjudicated))


def test_every_decision_says_why() -> None:
    assert all(line["reason"] and line["category"] for line in LINES)


def test_the_readme_counts_what_is_there(adjudicated) -> None:
    items = [one.annotations for one in gold(adjudicated)]
    counted = Counter(span.label for one in items for span in one.spans.values())
    counted += Counter(relation.label for one in items for relation in one.relations.values())
    told = re.findall(r"([A-Z]+(?:_[A-Z]+)*) \| (\d+)", README.partition("### Gold")[2].partition("###")[0])
    assert {label: int(count) for label, count in told} == counted
    spans, relations = (sum(len(getattr(one, kind)) for one in items) for kind in ("spans", "relations"))
    gaps = sum(line["gap"] for line in LINES)
    for said in (
        f"{spans} mentions", f"{relations} relations", f"{len(LINES)} conflicts were decided", f"{gaps} decisions show"
    ):  # fmt: skip
        assert said in README
