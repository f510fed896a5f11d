"""The dataset folder as `datasets` loads it, offline; and datasets of others, read by us."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.formats.contract import SCHEMA, drafts_of, pairs_of, written
from tests.formats.reading import Read, read
from tests.formats.test_docbin import TEXT, pair
from workbench.formats.base import ExportOptions, LossReport
from workbench.formats.huggingface import HUGGINGFACE, About, write_splits
from workbench.formats.huggingface.digest import DIGEST
from workbench.formats.problems import BadTable, NotReadable

TAGS = ["O", "B-GPE", "I-GPE"]


def saved(files: Mapping[str, str | bytes], folder: Path) -> Path:
    """The files of an export, in a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def loaded(folder: Path, cache: Path) -> Any:
    """What `datasets` makes of a folder; nothing is asked of a network."""
    import datasets

    datasets.disable_progress_bars()
    return datasets.load_dataset(str(folder), cache_dir=str(cache))


def splits(options: ExportOptions) -> dict[str, str | bytes]:
    """Two splits, of which one is empty: `datasets` could not load it, so it is left out."""
    files: dict[str, Any] = {}
    about = About("Dialogue", "cc0-1.0", "Text.")
    chosen = {"train": lambda: iter([pair()]), "test": lambda: iter([])}
    for name, piece in write_splits(chosen, options, LossReport(), about):
        files[name] = files[name] + piece if name in files else piece
    return files


def parquet(features: object = None, **columns: object) -> bytes:
    """A file of others: columns, and what `datasets` writes about them."""
    table = pa.table(columns)
    if features:
        table = table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def theirs(features: object = None, **columns: object) -> Read:
    """The same, read by us."""
    return read(HUGGINGFACE, parquet(features, **columns), "theirs.parquet")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine."""
    for name in ("HF_DATASETS_OFFLINE", "HF_HUB_OFFLINE"):
        monkeypatch.setenv(name, "1")


@pytest.mark.usefixtures("offline")
def test_datasets_loads_the_folder_with_names_of_tags_spans_and_relations(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = saved(splits(ExportOptions(types=SCHEMA)), tmp_path / "set")
    found = loaded(folder, tmp_path / "cache")
    assert {name: split.num_rows for name, split in found.items()} == {"train": 1}
    assert caplog.text == ""  # nothing of the card was passed over
    row, tags = found["train"][0], found["train"].features["ner_tags"].feature
    assert row["text"] == TEXT
    named = [(token, tags.int2str(tag)) for token, tag in zip(row["tokens"], row["ner_tags"], strict=True) if tag]
    assert named == [("وزير", "B-ROLE"), ("الدفاع", "I-ROLE"), ("العراقي", "I-ROLE"), ("بغداد", "B-GPE")]
    assert tags.names[:3] == ["O", *(f"{letter}-{next(iter(SCHEMA.entities))}" for letter in "BI")]
    (inner,) = row["ner_tags_inner"]
    at = row["tokens"].index("العراقي")
    assert [tags.int2str(tag) for tag in inner[at : at + 1]] == ["B-NORP"]
    for start, end, token in zip(row["token_starts"], row["token_ends"], row["tokens"], strict=True):
        assert TEXT[start:end] == token
    assert row["sentence_starts"][0] == 0
    spans, (relation,) = row["spans"], row["relations"]
    assert [TEXT[one["start"] : one["end"]] for one in spans] == [one["text"] for one in spans]
    assert " ".join(row["tokens"][spans[0]["token_start"] : spans[0]["token_end"]]) == "وزير الدفاع العراقي"
    assert (spans[relation["head_index"]]["id"], spans[relation["tail_index"]]["id"]) == ("s1", "s3")
    assert json.loads(relation["attributes"]) == {"modality": "planned"}


@pytest.mark.usefixtures("offline")
def test_a_parquet_file_alone_keeps_its_names_of_tags(tmp_path: Path) -> None:
    import datasets

    files = splits(ExportOptions(types=SCHEMA, scheme="IOBES"))
    content = files["data/train.parquet"]
    assert isinstance(content, bytes)
    described = json.loads(pq.read_schema(io.BytesIO(content)).metadata[b"huggingface"])
    features = datasets.Features.from_dict(described["info"]["features"])
    names = features["ner_tags"].feature.names
    assert (names[0], len(names)) == ("O", 1 + 4 * len(SCHEMA.entities))
    assert features.arrow_schema.remove_metadata() == pq.read_schema(io.BytesIO(content)).remove_metadata()


def test_the_card_says_what_the_set_is() -> None:
    card = splits(ExportOptions(tokens="gold"))["README.md"]
    assert isinstance(card, str)
    for said in ("license: cc0-1.0", "# Dialogue", "num_examples: 1", "do not evaluate", '- "ar"'):
        assert said in card


def test_the_same_pairs_give_the_same_bytes() -> None:
    assert splits(ExportOptions()) == splits(ExportOptions())


def test_more_rows_than_are_held_in_memory_at_once() -> None:
    document, owned = pair()
    assert owned
    many = [(type(document)(f"d{n}", document.text), type(owned)(f"d{n}", "gold")) for n in range(205)]
    files, _ = written(HUGGINGFACE, many)
    assert [one.id for one, _ in pairs_of(drafts_of(HUGGINGFACE, files))] == [f"d{n}" for n in range(205)]
    content = files["data/train.parquet"]
    assert isinstance(content, bytes)
    assert pq.ParquetFile(io.BytesIO(content)).num_row_groups == 3


@pytest.mark.parametrize(
    "described",
    [
        {"feature": {"names": TAGS, "_type": "ClassLabel"}, "_type": "Sequence"},
        [{"names": TAGS, "_type": "ClassLabel"}],
    ],
)
def test_numbered_tags_of_others_are_read_by_their_names(described: object) -> None:
    found = theirs({"ner_tags": described}, id=["7", None], tokens=[["In", "New", "Basra"], ["Hm"]],
                   ner_tags=[[0, 1, 2], [0]], pos_tags=[[1, 2, 3], [1]])  # fmt: skip
    assert found.notes == ["columns passed over: pos_tags"]
    first, second = found.drafts
    assert (first.id, first.text, first.owner) == ("theirs-7", "In New Basra", None)
    assert [(one.text, one.label) for one in first.spans] == [("New Basra", "GPE")]
    assert [first.text[slice(*token)] for token in first.tokens or ()] == ["In", "New", "Basra"]
    assert (second.id, second.spans) == ("theirs-2", [])


def test_tokens_stand_in_the_text_if_it_is_made_of_them() -> None:
    found = theirs(tokens=[["(", "Basra", ")"], ["a", "b"]], text=["(Basra)\r\n", "something else"],
                   tags=[["O", "S-GPE", "O"], ["O", "O"]])  # fmt: skip
    assert [one.text for one in found.drafts] == ["(Basra)\n", "a b"]
    assert [(one.start, one.end) for one in found.drafts[0].spans] == [(1, 6)]


def test_texts_alone_are_documents() -> None:
    assert [(one.id, one.text) for one in theirs(text=["نص", "آخر"]).drafts] == [
        ("theirs-1", "نص"),
        ("theirs-2", "آخر"),
    ]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"tokens": [["a"]], "ner_tags": [[1]]}, "a tag is 1"),
        ({"tokens": [["a"]], "ner_tags": [["X"]]}, "a tag is"),
        ({"tokens": [["a"]], "ner_tags": [["O", "O"]]}, "the tags is"),
        ({"tokens": [["a", ""]]}, "tokens is"),
        ({"tokens": [["a\0"]]}, "tokens is"),
        ({"text": [None]}, "text is missing"),
        ({"text": [3]}, "text is 3"),
    ],
)
def test_a_fault_is_told_with_its_row(columns: dict[str, object], words: str) -> None:
    (problem,) = theirs(**columns).problems
    assert problem.message().startswith("theirs.parquet:1")
    assert words in problem.message()


def test_a_table_of_something_else_is_refused() -> None:
    (problem,) = theirs(price=[1]).problems
    assert isinstance(problem, BadTable)


@pytest.mark.parametrize("kept", ["{", '{"meta": 3}', "3"])
def test_a_broken_last_column_is_a_problem(kept: str) -> None:
    table = pq.read_table(io.BytesIO(bytes(written(HUGGINGFACE, [pair()])[0]["data/train.parquet"])))  # type: ignore[arg-type]
    table = table.set_column(table.schema.get_field_index("workbench"), "workbench", pa.array([kept]))
    sink = io.BytesIO()
    pq.write_table(table, sink)
    assert read(HUGGINGFACE, sink.getvalue(), "x.parquet").problems


def said(found: Read) -> list[tuple[object, ...]]:
    """All that drafts say."""
    return [tuple(getattr(one, name) for name in one.__slots__ if name != "place") for one in found.drafts]


def test_no_damage_anywhere_goes_unnoticed() -> None:
    """In pages, in their headers, in the footer: what is read is what was written, or the file is refused."""
    content = written(HUGGINGFACE, [pair()])[0]["data/train.parquet"]
    assert isinstance(content, bytes)
    whole, refused = said(read(HUGGINGFACE, content)), 0
    for at in range(5, len(content), 29):
        found = read(HUGGINGFACE, content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        refused += bool(found.problems)
        assert found.problems or said(found) == whole, at
    assert refused > 100
    (problem,) = read(HUGGINGFACE, content[:-40] + b"PAR1", "x.parquet").problems
    assert isinstance(problem, NotReadable)


def test_rows_and_columns_that_are_not_those_we_wrote_are_told_by_the_digest() -> None:
    raw = written(HUGGINGFACE, [pair()])[0]["data/train.parquet"]
    assert isinstance(raw, bytes)
    table, metadata = pq.read_table(io.BytesIO(raw)), pq.read_metadata(io.BytesIO(raw)).metadata
    for changed, words in (
        (pa.concat_tables([table, table]), "digest"),
        (table.drop_columns(["owner"]), "no column owner"),
    ):
        sink = io.BytesIO()
        with pq.ParquetWriter(sink, changed.schema) as writer:
            writer.write_table(changed)
            writer.add_key_value_metadata({DIGEST: metadata[DIGEST.encode()]})
        (problem,) = read(HUGGINGFACE, sink.getvalue()).problems
        assert words in problem.message()


def test_rows_that_only_count_are_named_after_their_file() -> None:
    """Every split begins to count anew: train 0 and test 0 are two documents."""
    raw = parquet(id=["0", "b-1"], text=["نص", "آخر"])
    ids = [[one.id for one in read(HUGGINGFACE, raw, name).drafts] for name in ("train.parquet", "test.parquet")]
    assert ids == [["train-0", "b-1"], ["test-0", "b-1"]]


def test_tags_that_are_not_read_are_named() -> None:
    assert theirs(text=["نص"], labels=[[1]]).notes == ["columns passed over: labels"]
    found = theirs(tokens=[["Basra"]], ner_tags=[["B-GPE"]], tags=[["B-LOC"]])
    assert found.notes == ["columns passed over: tags"]
    assert [span.label for span in found.drafts[0].spans] == ["GPE"]
