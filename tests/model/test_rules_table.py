"""The table that the browser's rules are tested against says what the only validator says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import mini
from workbench.model.annotation import Relation, Span
from workbench.model.document import Section
from workbench.model.rules import relation_problems, span_problems

TABLE = Path(__file__).parent.parent / "golden" / "rules.json"
CASES: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
TEXT: str = CASES["text"]
FROM, TO = CASES["closed"]
SECTIONS = [Section(FROM, TO, "boilerplate")]


def span(fields: dict[str, Any]) -> Span:
    """A span of the table, with its surface."""
    return Span(**fields, text=TEXT[fields["start"] : fields["end"]])


@pytest.mark.parametrize("case", CASES["spans"], ids=lambda case: case["name"])
def test_a_span_is_judged_as_the_table_says(case):
    others = [span(other) for other in case["others"]]
    problems = span_problems(span(case["span"]), others, TEXT, SECTIONS, mini(**case["nesting"]))
    assert [problem.code for problem in problems][:1] == ([case["refused"]] if case["refused"] else [])


@pytest.mark.parametrize("case", CASES["relations"], ids=lambda case: case["name"])
def test_a_relation_is_judged_as_the_table_says(case):
    spans = {fields["id"]: span(fields) for fields in CASES["ends"]}
    others = [Relation(f"o{number}", *other) for number, other in enumerate(case["others"])]
    relation = Relation("x", case["head"], case["tail"], case["label"])
    problems = relation_problems(relation, spans, others, mini())
    assert [problem.code for problem in problems][:1] == ([case["refused"]] if case["refused"] else [])
