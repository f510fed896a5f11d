"""DocRED's documents → drafts. Its relations link entities, mentioned once or several times; ours link mentions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.formats.base import Draft, Findings
from workbench.formats.docred.writer import OURS
from workbench.formats.files import document_id
from workbench.formats.notes import Note, Remark
from workbench.formats.problems import BadValue, NotThere
from workbench.formats.records import Item, Path, each_draft, native_draft
from workbench.formats.source import Source
from workbench.model.items import is_text, shown

Ranges = Sequence[Sequence[tuple[int, int]]]
"""Start and end of each token of each sentence, in code points."""

_COLUMNS: Final = {"h": "head", "t": "tail", "r": "relation_id", "evidence": "evidence"}
"""Key of a relation → the name of its list where the relations are laid out as columns."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention with the entity that it is one of."""

    entity: int
    sentence: int
    path: Path
    fields: Mapping[str, Any]


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a file."""
    stem = document_id(source.base.rpartition(".")[0])

    def drafts(record: Item, number: int) -> Iterator[Draft | None]:
        yield _draft(record, f"{stem}-{number}", findings)

    yield from each_draft(source, findings, drafts)


def _draft(record: Item, name: str, findings: Findings) -> Draft | None:
    ours = record.item(OURS)
    sents = [_sentence(record, at, one) for at, one in enumerate(record.values("sents"))]
    text, ranges = _kept(record, ours, sents) if ours.fields else _joined(sents)
    mentions = list(_mentions(record, text, ranges))
    relations = list(_relations(record, mentions))
    fields: dict[str, Any] = {
        "id": ours.string("document") if ours.fields else record.optional("title") or name,
        "text": text,
        "owner": ours.optional("owner"),
        "spans": [one.fields for one in mentions],
        "relations": relations,
    }
    if not ours.fields:
        fields["tokens"] = [[start, end] for tokens in ranges for start, end in tokens if start < end]
        ends = [(tokens[0][0], tokens[-1][1]) for tokens in ranges if tokens]
        fields["sentences"] = [[start, end] for start, end in ends if start < end]
    paths: dict[str, list[Path]] = {"spans": [one.path for one in mentions]}
    paths["relations"] = [("labels", at) for at in range(len(relations))]
    draft = native_draft(fields, record, paths, findings)
    return replace(draft, notes=[*draft.notes, *_left_out(record, mentions, relations)]) if draft else None


def _left_out(record: Item, mentions: Sequence[Mention], relations: Sequence[Any]) -> Iterator[Note]:
    """Notes on what spans and relations cannot say."""
    if len({one.entity for one in mentions}) < len(mentions):
        yield Remark.CLUSTERS_LOST()
        if relations:
            yield Remark.ONE_MENTION()
    if "labels" in record.fields and any(one.values("evidence") for one in _labels(record)):
        yield Remark.EVIDENCE_LOST()


def _sentence(record: Item, at: int, found: object) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) and is_text(one) for one in found):
        raise BadValue(where=record.where("sents", at), at=f"sents.{at}", got=f"is {shown(found)}", expected="tokens")
    return found


def _joined(sents: Sequence[Sequence[str]]) -> tuple[str, Ranges]:
    """Tokens joined by spaces, a sentence a line."""
    ranges: list[list[tuple[int, int]]] = []
    at = 0
    for tokens in sents:
        found = []
        for token in tokens:
            found.append((at, at + len(token)))
            at += len(token) + 1
        at += not tokens
        ranges.append(found)
    return "\n".join(" ".join(tokens) for tokens in sents), ranges


def _kept(record: Item, ours: Item, sents: Sequence[Sequence[str]]) -> tuple[str, Ranges]:
    """The text and the places of the tokens as we wrote them; they must still fit each other."""
    text, ranges = ours.string("text"), ours.values("ranges")
    if len(ranges) != len(sents):
        raise ours.wrong("ranges", "a list for each sentence")
    for at, (tokens, places) in enumerate(zip(sents, ranges, strict=True)):
        if not isinstance(places, list) or [_slice(text, place) for place in places] != tokens:
            raise record.wrong("sents", f"in sentence {at}, the tokens that stand at their ranges")
    return text, ranges


def _slice(text: str, place: object) -> str | None:
    match place:
        case [int(start), int(end)] if 0 <= start <= end <= len(text):
            return text[start:end]
    return None


def _mentions(record: Item, text: str, ranges: Ranges) -> Iterator[Mention]:
    for entity, cluster in enumerate(record.values("vertexSet")):
        if not isinstance(cluster, list):
            got = f"is {shown(cluster)}"
            where = record.where("vertexSet", entity)
            raise BadValue(where=where, at=f"vertexSet.{entity}", got=got, expected="a list of mentions")
        for number, one in enumerate(cluster):
            path: Path = ("vertexSet", entity, number)
            if not isinstance(one, dict):
                expected = "an object"
                raise BadValue(where=record.where(*path), at="mention", got=f"is {shown(one)}", expected=expected)
            id = f"s{entity + 1}" if len(cluster) == 1 else f"s{entity + 1}.{number + 1}"
            yield _mention(Item(one, record.place, path), id, text, ranges)


def _mention(one: Item, id: str, text: str, ranges: Ranges) -> Mention:
    sentence = one.number("sent_id", f"the number of a sentence, 0 to {len(ranges) - 1}")
    if sentence >= len(ranges):
        raise one.wrong("sent_id", f"the number of a sentence, 0 to {len(ranges) - 1}")
    tokens = ranges[sentence]
    match one.fields.get("pos"):
        case [int(first), int(after)] if 0 <= first < after <= len(tokens):
            start, end = tokens[first][0], tokens[after - 1][1]
        case _:
            raise one.wrong("pos", f"[first token, token behind the last], within 0 to {len(tokens)}")
    name = one.optional("name")
    if name is not None and _letters(name) != _letters(text[start:end]):
        raise NotThere(where=one.where("name"), surface=name, start=start, end=end)
    fields = {"id": id, "start": start, "end": end, "label": one.string("type")}
    return Mention(int(one.path[1]), sentence, one.path, fields)


def _relations(record: Item, mentions: Sequence[Mention]) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(_labels(record), 1):
        ends = []
        for key in ("h", "t"):
            entity = one.number(key, "the place of an entity")
            found = [mention for mention in mentions if mention.entity == entity]
            if not found:
                raise one.wrong(key, "the place of an entity")
            ends.append(found)
        head, tail = _closest(ends[0], ends[1], one.values("evidence"))
        yield {"id": f"r{number}", "head": head.fields["id"], "tail": tail.fields["id"], "label": one.string("r")}


def _closest(heads: Sequence[Mention], tails: Sequence[Mention], evidence: Sequence[Any]) -> tuple[Mention, Mention]:
    """Mentions in the evidence before others, in one sentence before apart, early before late."""

    def far(pair: tuple[Mention, Mention]) -> tuple[int, bool]:
        return sum(one.sentence not in evidence for one in pair), pair[0].sentence != pair[1].sentence

    return min(((head, tail) for head in heads for tail in tails), key=far)


def _labels(record: Item) -> list[Item]:
    """Relations as objects; some copies lay them out as columns."""
    found = record.fields.get("labels")
    if not isinstance(found, dict):
        return record.items("labels")
    given = record.item("labels")
    columns = {key: given.values(name) for key, name in _COLUMNS.items() if name in given.fields}
    if len({len(column) for column in columns.values()}) > 1 or not {"h", "t", "r"} <= columns.keys():
        raise record.wrong("labels", "lists head, tail and relation_id of one length")
    rows = zip(*columns.values(), strict=True)
    return [Item(dict(zip(columns, row, strict=True)), record.place, ("labels",)) for row in rows]


def _letters(text: str) -> str:
    return "".join(text.split())
