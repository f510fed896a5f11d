"""A report in writing."""

import csv
import io

from tests.agreement.cases import at, case, report, said
from workbench.agreement import report_csv, report_text
from workbench.agreement.render import CSV_COLUMNS

FOUND = report(
    *(
        case(f"d{n}", ann1=said([at(0, 0, "PER"), at(1, 1, "ORG")]), ann2=said([at(0, 0, "PER"), at(1, 1, "LOC")]))
        for n in range(5)
    ),
    case("gold", ann1=said([at(0, 0, "PER")]), gold=said([at(0, 0, "PER")])),
)


def test_the_text_says_what_was_compared_and_what_was_not_counted() -> None:
    text = report_text(FOUND)
    assert text.startswith("Agreement of ann1, ann2, as of 2026-11-21T20:00:00Z\nSchema mini 1\n")
    assert "6 documents: 5 finished by two or more people, 5 by all; 0 in progress" in text
    assert "95 %, 200 resamples of documents, seed 13" in text


def test_the_text_has_a_block_for_each_scope_but_documents() -> None:
    text = report_text(FOUND)
    blocks = [block.split("\n")[0] for block in text.split("\n\n")[1:]]
    assert len(blocks) == len(set(blocks))
    wanted = {
        "ann1 · ann2",
        "ann1 · ann2, label PER",
        "ann1 · ann2, week 2026-W47",
        "ann1 against gold",
        "ann1 against the others",
    }
    assert wanted <= set(blocks)
    pair = text.split("\n\n")[1].split("\n")
    assert sum(line.startswith("  f1_exact ") for line in pair) == 1


def test_a_line_has_value_interval_and_what_it_rests_on() -> None:
    lines = report_text(FOUND).split("\n")
    assert "  f1_exact                           0.500  [0.500, 0.500]  documents 5, a 10, b 10, tp 5" in lines
    assert "    ORG -> LOC                           5" in lines
    assert "  rel_f1_strict                          -  no relations were marked in the documents compared" in lines


def test_the_csv_has_a_row_for_each_value_and_each_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(FOUND))))
    assert tuple(rows[0]) == CSV_COLUMNS
    pair = [row for row in rows if (row["annotator"], row["other"]) == ("ann1", "ann2")]
    whole = [row for row in pair if not row["label"] + row["doc"] + row["week"]]
    (exact,) = (row for row in whole if row["measure"] == "f1_exact")
    assert (exact["value"], exact["ci_low"], exact["n"]) == ("0.5", "0.5", "documents=5;a=10;b=10;tp=5")
    cells = {row["cell"]: row["value"] for row in whole if row["measure"] == "confusion"}
    assert cells == {"ORG -> LOC": "5", "PER -> PER": "5"}
    undefined = next(row for row in whole if row["measure"] == "rel_f1_strict")
    assert (undefined["value"], undefined["reason"]) == ("", "no relations were marked in the documents compared")
    assert {row["group"] for row in rows if row["measure"] == "fleiss_tokens"} == {"ann1 ann2"}
    assert any(row["other"] == "gold" and row["measure"] == "recall_exact" for row in rows)
