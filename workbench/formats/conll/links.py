"""Reads the relations beside our columns, and puts them to the spans that the tags tell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from workbench.formats.base import Draft, Findings
from workbench.formats.conll.blocks import Places
from workbench.formats.conll.relations import COLUMNS
from workbench.formats.json_text import loads
from workbench.formats.problems import BadTable, BadValue, EmptyFile
from workbench.formats.source import Source
from workbench.model.annotation import Relation
from workbench.model.errors import BadRequest
from workbench.model.items import read_relation

End = tuple[int, int, str]
_ENDS: Final = ("head", "tail")


class _Row(NamedTuple):
    """A row: its place, its ends by extent and label, and what else native JSON says of a relation."""

    where: str
    head: End
    tail: End
    said: Mapping[str, Any]


class Links:
    """The rows of a file of relations by document and owner; none if there is no such file. Raises `BadTable`."""

    def __init__(self, source: Source | None, findings: Findings) -> None:
        self.findings = findings
        self.rows: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        for key, row in _rows(source) if source else ():
            self.rows[key].append(row)

    def join(self, draft: Draft) -> Draft:
        """The draft with its relations. A row whose ends no tags mark is a problem, and its relation is left out."""
        rows = self.rows.pop((draft.id, draft.owner or ""), [])
        ids = {(span.start, span.end, span.label): span.id for span in draft.spans}
        found = [(row.where, one) for row in rows if (one := self._relation(row, ids))]
        relations = [one for _, one in found]
        return replace(draft, relations=relations, place=Places(draft.place, [where for where, _ in found]))

    def report_strangers(self) -> None:
        """Note the rows of which no document or owner ever came."""
        for (document, owner), rows in self.rows.items():
            for row in rows:
                self.findings.wrong(row.where, "document, owner", f"{document}, {owner}", "those of a block of columns")

    def _relation(self, row: _Row, ids: Mapping[End, str]) -> Relation | None:
        missing = next((end for end in (row.head, row.tail) if end not in ids), None)
        if missing:
            expected = "a span that the columns mark, from head_start to head_end and as head_label"
            self.findings.wrong(row.where, "an end", "{}:{} {}".format(*missing), expected)
            return None
        try:
            return read_relation({**row.said, "head": ids[row.head], "tail": ids[row.tail]})
        except BadRequest as error:
            at, got, wanted = (error.fields[name] for name in ("at", "got", "expected"))
            self.findings.problems.append(BadValue(where=row.where, at=at, got=got, expected=wanted))
            return None


def _rows(source: Source) -> Iterator[tuple[tuple[str, str], _Row]]:
    header = "\t".join(COLUMNS)
    try:
        for number, line in source.lines():
            line = line.removesuffix("\r")
            if number == 1 and line != header:
                raise BadTable(where=f"{source.name}:1", reason="its first line does not name our columns")
            if number > 1 and line.strip():
                yield _row(line, f"{source.name}:{number}")
    except EmptyFile:
        raise BadTable(where=f"{source.name}:1", reason="it is empty and names no columns") from None


def _row(line: str, where: str) -> tuple[tuple[str, str], _Row]:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise BadTable(where=where, reason=f"{len(cells)} cells, and the header names {len(COLUMNS)} columns")
    given = dict(zip(COLUMNS, cells, strict=True))
    try:
        head, tail = (_end(given, end) for end in _ENDS)
        kept = {"attributes": loads(given["attributes"]), "note": loads(given["note"])}
    except ValueError:
        raise BadTable(where=where, reason="an extent is no number, or attributes and note no JSON") from None
    said = {"id": given["id"], "label": given["label"], **kept}
    return (given["document"], given["owner"]), _Row(where, head, tail, said)


def _end(given: Mapping[str, str], end: str) -> End:
    return int(given[f"{end}_start"]), int(given[f"{end}_end"]), given[f"{end}_label"]
