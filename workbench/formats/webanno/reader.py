"""Reads WebAnno TSV, version 3 and later: ours, INCEpTION's and WebAnno's."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from workbench.formats.base import Draft, Findings, Place, Sign, Sureness
from workbench.formats.inception import named
from workbench.formats.json_text import loads
from workbench.formats.line_ends import plain_lines
from workbench.formats.native import read_record
from workbench.formats.problems import BadTable
from workbench.formats.source import Head, Source
from workbench.formats.units import Counting, Ruler, Unit
from workbench.formats.webanno.layers import Layers
from workbench.formats.webanno.lines import Lines, Row
from workbench.formats.webanno.marks import Mark, Marks
from workbench.model.schema import Words

SUFFIX: Final = ".tsv"
COMMENT: Final = "#workbench="
"""How the comment begins in which our files hold what the format cannot."""

_FAR: Final = 1_000_000
"""So much white space between two sentences is a slip, not an article."""


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The document of a file. Raises `BadTable` if it is of no such format."""
    content = source.text()
    lines = Lines.of(content.text, source.name, COMMENT)
    layers = Layers.of(lines.header, source.name)
    before = len(findings.problems)
    findings.problems += lines.problems
    marks = Marks(layers, findings)
    for sentence in lines.sentences:
        for row in sentence.rows:
            marks.take(row)
    marks.link()
    if len(findings.problems) > before:
        return
    found = _placed(lines, source, findings)
    if found:
        findings.notes += layers.notes
        draft = _draft(*found, lines, marks, source, findings)
        if draft:
            yield draft


def sniff(head: Head) -> Sign | None:
    """The first line names the format."""
    if head.first_line.startswith("#FORMAT=WebAnno TSV"):
        return Sign(Sureness.SURE, Words("its first line names WebAnno TSV", "سطره الأول يسمي WebAnno TSV"))
    return None


def _placed(lines: Lines, source: Source, findings: Findings) -> tuple[str, Ruler] | None:
    """The text, and the ruler of its offsets: in the unit in which every token stands where the file says."""
    worst = lines.sentences[0].rows[0] if lines.sentences else None
    if worst is None:
        raise BadTable(where=source.name, reason="it holds no token")
    for unit in [source.unit] if source.unit else [Unit.UTF16, Unit.CODE_POINTS]:
        text, misfit = _text(lines, unit)
        ruler = Ruler(text, Counting(unit))
        stored = plain_lines(text)[0]
        misfit = misfit or next((row for row in lines.rows() if not _stands(row, stored, ruler)), None)
        if misfit is None:
            return stored, ruler
        worst = misfit if misfit.line > worst.line else worst
    findings.wrong(worst.where, "the place of a token", f"{worst.start}-{worst.end}", f"where {worst.form!r} stands")
    return None


def _text(lines: Lines, unit: Unit) -> tuple[str, Row | None]:
    """The text that the sentences make up, gaps between them filled as INCEpTION does; a row that cannot follow."""
    text, length = "", 0
    for sentence in lines.sentences:
        first = sentence.rows[0]
        if length > first.start and text.endswith("\n"):
            text, length = text[:-1], length - 1
        if not 0 <= first.start - length <= _FAR:
            return text, first
        piece = " " * (first.start - length) + sentence.text + "\n"
        text += piece
        length += len(piece.encode("utf-16-le", "surrogatepass")) // 2 if unit is Unit.UTF16 else len(piece)
    return text[:-1], None


def _stands(row: Row, text: str, ruler: Ruler) -> bool:
    extent = ruler.extent(row.start, row.end)
    return extent is not None and text[extent.start : extent.end] == plain_lines(row.form)[0]


def _draft(text: str, ruler: Ruler, lines: Lines, marks: Marks, source: Source, findings: Findings) -> Draft | None:
    try:
        kept = loads(lines.kept or "{}")
        items, lead = kept.pop("items", {}), kept.pop("lead", "")
        if isinstance(lead, str) and not text[: len(lead)].strip(" "):
            text = lead + text[len(lead) :]
        spans = _spans(marks.spans, ruler, items.get("spans", {}))
        relations = _relations(marks, spans, items.get("relations", {}))
    except (ValueError, TypeError, AttributeError):
        findings.wrong(source.name, COMMENT, (lines.kept or "")[:40], "JSON as we write it")
        return None
    tokens = [list(ruler.extent(row.start, row.end) or ()) for row in lines.rows() if not row.part]
    ends = [(sentence.rows[0].start, sentence.tokens[-1].end) for sentence in lines.sentences]
    path = named(source, SUFFIX)
    given = {"id": path.id, "owner": path.owner, "tokens": tokens,
             "sentences": [list(ruler.extent(*one) or ()) for one in ends], **kept}  # fmt: skip
    return read_record(
        {**given, "text": text, "spans": [span for span, _ in spans], "relations": relations},
        _places(source.name, spans, marks),
        findings,
    )


Placed = tuple[dict[str, Any], Mark]


def _spans(marks: Sequence[Mark], ruler: Ruler, extras: dict[str, Any]) -> list[Placed]:
    """The spans in reading order, with what our comment says of them."""
    placed = [(ruler.extent(mark.start, mark.end), mark) for mark in marks]
    known = [(extent, mark) for extent, mark in placed if extent]
    found: list[Placed] = []
    for (start, end), mark in sorted(known, key=lambda one: (one[0].start, -one[0].end, one[1].label)):
        said = {"id": f"s{len(found) + 1}", "start": start, "end": end, "label": mark.label, "kb_id": mark.kb_id}
        found.append((said | extras.get(f"{start}:{end}:{mark.label}", {}), mark))
    return found


def _relations(marks: Marks, spans: Sequence[Placed], extras: dict[str, Any]) -> list[dict[str, Any]]:
    ids = {id(mark): span for span, mark in spans}
    found = []
    for number, link in enumerate(marks.relations, 1):
        head, tail = ids[id(link.head)], ids[id(link.tail)]
        key = " ".join([*(f"{one['start']}:{one['end']}:{one['label']}" for one in (head, tail)), link.label])
        waiting = extras.get(key)
        said = {"id": f"r{number}", "head": head["id"], "tail": tail["id"], "label": link.label}
        found.append(said | (waiting.pop(0) if waiting else {}))
    return found


def _places(name: str, spans: Sequence[Placed], marks: Marks) -> Place:
    wheres = {"spans": [mark.where for _, mark in spans], "relations": [link.where for link in marks.relations]}

    def place(*path: str | int) -> str:
        match path:
            case (str(kind), int(at), *_) if at < len(wheres.get(kind, ())):
                return wheres[kind][at]
        return name

    return place
