"""A dataset folder as `datasets.load_dataset` reads it without a network: Parquet files, a card with the features.

The same pairs give the same bytes under the same pyarrow: nothing in the files tells when or where they were made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from workbench.formats.base import CARRIES, Chunks, ExportOptions, Format, LossReport, Pairs
from workbench.formats.huggingface.card import About, Part, card
from workbench.formats.huggingface.columns import arrow_schema, tag_names
from workbench.formats.huggingface.digest import DIGEST, RowsDigest
from workbench.formats.huggingface.reader import read, sniff
from workbench.formats.huggingface.rows import row_of
from workbench.formats.plan import make_plan, unannotated

__all__ = ["HUGGINGFACE", "About", "write", "write_splits"]

_ROWS: Final = 100
"""Documents in a row group: what is held in memory at once."""


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """Every pair that has a set, in one split called ``train``."""
    return write_splits({"train": pairs}, options, loss)


def write_splits(
    splits: Mapping[str, Pairs], options: ExportOptions, loss: LossReport, about: About | None = None
) -> Chunks:
    """A file for each split that has rows, and the card. Two passes over the pairs: labels are numbered first."""
    survey = _survey(splits, options)
    loss.remarks += unannotated(survey.bare)
    names = tag_names(survey.labels, options.scheme)
    parts = []
    for split, pairs in splits.items():
        if survey.rows[split] or len(splits) == 1:  # `datasets` cannot load a split without rows
            part = Part(split, f"data/{split}.parquet", survey.rows[split])
            parts.append(part)
            for piece, size in _parquet(pairs, options, names, loss):
                part.size += size
                yield part.path, piece
    yield "README.md", card(about or About(), survey.languages, names, parts, options)


@dataclass(slots=True)
class _Survey:
    """What a first pass finds: labels (those of the schema and, sorted, those in use beside it), languages, sorted;
    how many rows each split will have; documents without annotations."""

    labels: list[str]
    languages: list[str]
    rows: dict[str, int]
    bare: list[str]


def _survey(splits: Mapping[str, Pairs], options: ExportOptions) -> _Survey:
    known = list(options.types.entities) if options.types else []
    labels: set[str] = set()
    languages: set[str] = set()
    found = _Survey([], [], dict.fromkeys(splits, 0), [])
    for split, pairs in splits.items():
        for document, owned in pairs():
            if owned is None:
                found.bare.append(document.id)
                continue
            found.rows[split] += 1
            languages.add(document.language)
            labels.update(span.label for span in owned.annotations.spans.values())
    found.labels, found.languages = [*known, *sorted(labels - set(known))], sorted(languages)
    return found


def _parquet(
    pairs: Pairs, options: ExportOptions, names: Sequence[str], loss: LossReport
) -> Iterator[tuple[bytes, int]]:
    """The bytes of one file, each piece with how much it holds when unpacked."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    drain, schema, digest = _Drain(), arrow_schema(names), RowsDigest()
    with pq.ParquetWriter(drain, schema, compression="zstd", write_page_checksum=True) as writer:
        for batch in _batches(pairs, options, names, loss):
            digest.take(batch)
            table = pa.Table.from_pylist(batch, schema=schema)
            writer.write_table(table)
            yield drain.taken(), table.nbytes
        writer.add_key_value_metadata({DIGEST: digest.hex})
    yield drain.taken(), 0


def _batches(
    pairs: Pairs, options: ExportOptions, names: Sequence[str], loss: LossReport
) -> Iterator[list[dict[str, Any]]]:
    """The rows in lists that fit into memory; what is lost goes into the report."""
    numbers = {name: number for number, name in enumerate(names)}
    sets = ((document, owned) for document, owned in pairs() if owned)
    while chosen := list(islice(sets, _ROWS)):
        batch = []
        for document, owned in chosen:
            loss.documents += 1
            loss.count(owned)
            plan = make_plan(document, owned, options, with_boilerplate=True)
            plan.report(loss)
            batch.append(row_of(plan, options, numbers, loss))
        yield batch


class _Drain:
    """A file to write to whose bytes are taken away as they come."""

    closed = False

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self._held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def close(self) -> None:
        """What was written can still be taken."""

    def taken(self) -> bytes:
        """All that was written since the last time."""
        held, self._held = b"".join(self._held), []
        return held


HUGGINGFACE: Final = Format(
    name="huggingface",
    title="Hugging Face dataset",
    suffix=".hf.zip",
    media_type="application/zip",
    carries=frozenset(CARRIES) - {"unannotated"},
    read=read,
    write=write,
    sniff=sniff,
    suffixes=(".parquet",),
    folder=True,
)
