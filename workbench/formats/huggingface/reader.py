"""Reads Parquet: our own, and datasets of others with tokens and tags, or with texts.

The names of tags are found where `datasets` keeps them in the file. A row of others is a document: its text is the
column ``text``, else the tokens with a space between.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from workbench.formats.base import Draft, Findings, Sign, Sureness
from workbench.formats.conll.blocks import Block, Found
from workbench.formats.conll.page import Page
from workbench.formats.files import document_id
from workbench.formats.huggingface.columns import COLUMNS
from workbench.formats.huggingface.digest import DIGEST, RowsDigest
from workbench.formats.json_text import loads
from workbench.formats.line_ends import plain_lines
from workbench.formats.native import read_record
from workbench.formats.notes import Remark
from workbench.formats.problems import BadTable, NotReadable
from workbench.formats.source import Head, Source
from workbench.model.document import Extent
from workbench.model.items import is_text, shown
from workbench.model.schema import Words

_MAGIC: Final = b"PAR1"
_BATCH: Final = 100
_TAGS: Final = ("ner_tags", "tags", "ner", "labels")
_READ: Final = ("id", "text", "tokens", *_TAGS)
_TAG: Final = re.compile(r"([BIES])-(.+)")


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The rows of a file as documents. Raises `NotReadable` and `BadTable`."""
    raw = source.read()
    table = _Table.of(raw, source.name)
    names = table.checked(findings)
    stem = document_id(source.base.removesuffix(".parquet"))
    for number, row in enumerate(_checked(_rows(raw, source.name, table.columns), table), 1):
        where = f"{source.name}:{number}"
        if table.ours:
            draft = _ours(row, where, findings)
        else:
            draft = _theirs(_id(row.get("id"), stem, number), row, names, where, findings)
        if draft:
            yield draft


def sniff(head: Head) -> Sign | None:
    """The magic bytes of Parquet."""
    return Sign(Sureness.SURE, Words("a Parquet file", "ملف Parquet")) if head.raw.startswith(_MAGIC) else None


@dataclass(frozen=True, slots=True)
class _Table:
    """What a file has: its columns, and what it says in the words of `datasets` about them."""

    name: str
    columns: Sequence[str]
    features: Mapping[str, Any]
    digest: str | None

    @classmethod
    def of(cls, raw: bytes, name: str) -> "_Table":
        import pyarrow.parquet as pq

        if not raw.startswith(_MAGIC):
            raise NotReadable(where=name, reason="no Parquet file")
        try:
            metadata = pq.read_metadata(io.BytesIO(raw))
            columns, said = metadata.schema.to_arrow_schema().names, metadata.metadata or {}
            described = json.loads(said.get(b"huggingface", b"{}"))
            digest = said[DIGEST.encode()].decode() if DIGEST.encode() in said else None
            features = described.get("info", {}).get("features", {})
        except Exception as error:  # whatever the library trips over: the bytes are damaged
            raise _broken(name, error) from None
        return cls(name, columns, features if isinstance(features, dict) else {}, digest)

    @property
    def ours(self) -> bool:
        """Whether all columns are there that we write. Raises `NotReadable` if one is missing in a file of ours."""
        missing = set(COLUMNS) - set(self.columns)
        if missing and self.digest:
            raise NotReadable(where=self.name, reason=f"damaged Parquet: no column {', '.join(sorted(missing))}")
        return not missing

    def checked(self, findings: Findings) -> list[str]:
        """The names of tags, none if tags are words or there are none. Raises `BadTable` if there is no text."""
        if not {"text", "tokens"} & set(self.columns):
            raise BadTable(where=self.name, reason=f"no column text or tokens among {', '.join(self.columns)[:200]}")
        tags = next((column for column in _TAGS if column in self.columns), "")
        read = ("id", "text", "tokens", tags) if "tokens" in self.columns else ("id", "text")
        unread = [column for column in self.columns if column not in read]
        if unread and not self.ours:
            findings.notes.append(Remark.COLUMNS_OVER(columns=", ".join(unread)))
        return _names(self.features.get(tags))


def _names(feature: object) -> list[str]:
    """The names of a class label, however deep it lies in lists."""
    match feature:
        case {"names": [*names]}:
            return [str(name) for name in names]
        case {"feature": inner} | [inner]:
            return _names(inner)
    return []


def _rows(raw: bytes, name: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    wanted = [column for column in columns if column in COLUMNS or column in _READ]
    try:
        file = pq.ParquetFile(io.BytesIO(raw), page_checksum_verification=True)
        for batch in file.iter_batches(_BATCH, columns=wanted, use_threads=False):
            batch.validate(full=True)
            yield from batch.to_pylist()
    except Exception as error:  # as above
        raise _broken(name, error) from None


def _checked(rows: Iterator[dict[str, Any]], table: _Table) -> Iterator[dict[str, Any]]:
    """The rows. Raises `NotReadable` behind the last if they are not those that we wrote."""
    digest = RowsDigest()
    for row in rows:
        if table.digest:
            digest.take([row])
        yield row
    if table.digest and digest.hex != table.digest:
        raise NotReadable(where=table.name, reason="damaged Parquet: its rows have another digest than it says")


def _broken(name: str, error: Exception) -> NotReadable:
    return NotReadable(where=name, reason=f"damaged Parquet: {type(error).__name__}")


def _ours(row: dict[str, Any], where: str, findings: Findings) -> Draft | None:
    try:
        kept = loads(row["workbench"] or "{}")
        items = {kind: [_item(one) for one in row[kind] or ()] for kind in ("spans", "relations")}
        given = {**kept, **{key: row[key] for key in ("id", "owner", "language", "text")}, **items}
    except (ValueError, TypeError, KeyError, AttributeError):  # also where a damaged schema names its columns otherwise
        findings.wrong(where, "workbench, spans or relations", shown(row)[:80], "what we write")
        return None
    return read_record(given, lambda *path: where, findings)


def _item(one: dict[str, Any]) -> dict[str, Any]:
    """A span or relation as native JSON has it."""
    kept = {key: value for key, value in one.items() if "token" not in key and "index" not in key}
    return {**kept, "attributes": loads(one["attributes"] or "{}")}


def _id(given: object, stem: str, number: int) -> str:
    """The id of a row; with the file's name where it is a number only, since every split begins to count anew."""
    id = str(number if given is None else given)
    return f"{stem}-{id}" if id.isdecimal() else id


def _theirs(id: str, row: Mapping[str, Any], names: Sequence[str], where: str, findings: Findings) -> Draft | None:
    tokens = row.get("tokens")
    if tokens is None:
        return read_record({"id": id, "text": row.get("text")}, lambda *path: where, findings)
    if not isinstance(tokens, list) or not tokens or not all(map(_is_word, tokens)):
        findings.wrong(where, "tokens", tokens, "a list of words")
        return None
    column = next((column for column in _TAGS if column in row), "")
    tags = ["O"] * len(tokens) if row.get(column) is None else row[column]
    if not isinstance(tags, list) or len(tags) != len(tokens):
        findings.wrong(where, "the tags", tags, f"a list of {len(tokens)}, one for each token")
        return None
    text, extents = _placed([plain_lines(one)[0] for one in tokens], row.get("text"))
    block = Block(id, where, Page())
    block.page.put(0, text)
    block.open = [[]]
    for extent, tag in zip(extents, tags, strict=True):
        block.keep_token(extent, begins=not block.tokens)
        _take(block, extent, _named(tag, names), findings)
    return block.draft()


def _is_word(found: object) -> bool:
    return isinstance(found, str) and bool(found) and is_text(found)


def _placed(tokens: Sequence[str], given: object) -> tuple[str, list[Extent]]:
    """The text, and where the tokens stand: in the given text if it is made of them, else with a space between."""
    text = plain_lines(given)[0] if isinstance(given, str) and is_text(given) else ""
    found = _found(tokens, text)
    if found:
        return text, found
    text = " ".join(tokens)
    ends = list(accumulate((len(token) + 1 for token in tokens), initial=0))
    return text, [Extent(start, start + len(token)) for start, token in zip(ends, tokens, strict=False)]


def _found(tokens: Sequence[str], text: str) -> list[Extent]:
    """The extents of the tokens in a text that holds nothing else but white space; none if it does."""
    found, done = [], 0
    for token in tokens:
        start = text.find(token, done)
        if start < 0 or text[done:start].strip():
            return []
        done = start + len(token)
        found.append(Extent(start, done))
    return [] if text[done:].strip() else found


def _named(tag: object, names: Sequence[str]) -> object:
    """The name of a tag that is a number; others stay as they are."""
    return names[tag] if isinstance(tag, int) and 0 <= tag < len(names) else tag


def _take(block: Block, extent: Extent, tag: object, findings: Findings) -> None:
    found = _TAG.fullmatch(tag) if isinstance(tag, str) else None
    if found:
        block.tag(0, [(found[1], Found(extent.start, extent.end, found[2], block.where))])
        return
    block.open = [[]]
    if tag != "O":
        findings.wrong(
            block.where, "a tag", tag, "O, B-LABEL, I-LABEL, E-LABEL or S-LABEL, or a number that has a name"
        )
