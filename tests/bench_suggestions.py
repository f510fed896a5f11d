"""A simulated annotator who marks articles one after the other, every key counted, with suggestions and without.

It takes the shortest way to each name over a made-up page of rows, by the keys of the canvas. With suggestions it
rejects those that are wrong, one key to go there and one to reject, accepts the rest with one, and says the others
once.
`make bench` prints what comes of it; tests/actions/test_suggest_keys.py holds it to the promise. Relations are left
out.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.fixtures import Workspace, make_template, opened_copy
from tests.keyboard import Choice, Extent, Ways
from workbench.actions import suggest, transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.text import NameReader, name_key

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "reference" / "reference.jsonl"
SEEDS = ROOT / "seeds" / "annotations" / "rim.jsonl"
TOKENS_IN_A_ROW = 14

Mention = tuple[int, int, str]


class Row(NamedTuple):
    """What an article took: its entities, the keys with suggestions and without, what was suggested and wrong of it."""

    entities: int
    helped: int
    alone: int
    offered: int
    wrong: int
    returned: int
    """Rejected suggestions that were offered again."""


class Page(Ways):
    """Rows that never change, each looked up once."""

    def __init__(self, *cut: Any) -> None:
        super().__init__(*cut)
        self.found: dict[int, list[tuple[str, Choice]]] = {}

    def _rows(self, first: int) -> Iterator[tuple[str, Choice]]:
        if first not in self.found:
            self.found[first] = list(super()._rows(first))
        return iter(self.found[first])


class Hands:
    """Somebody who knows what an article says, on a page of rows of equal words."""

    def __init__(self, record: Mapping[str, Any], tokens: Sequence[Extent], sentences: Sequence[Extent]) -> None:
        spans = ((span["start"], span["end"], span["label"]) for span in record["spans"])
        self.mentions: list[Mention] = sorted(spans, key=lambda one: (one[0], -one[1]))
        self.reader = NameReader(record["text"], tokens)
        middles = [(-40.0 * (i % TOKENS_IN_A_ROW), 50.0 * (i // TOKENS_IN_A_ROW)) for i in range(len(tokens))]
        self.ways = Page(tokens, sentences, middles)
        self.said: set[Mention] = set()
        self.at: Choice | None = None
        self.keys = 0

    def settle(self, offered: set[Mention]) -> None:
        """Reject what is wrong, accept the rest at once."""
        right = offered & set(self.mentions)
        self.keys += 2 * len(offered - right) + bool(right)
        self.said |= right

    def annotate(self, *, say_once: bool) -> None:
        """Everything that is not there yet, in reading order."""
        for mention in self.mentions:
            if mention not in self.said:
                spans = {one[:2] for one in self.said}
                self.keys += len(self.ways.shortest(self.at, mention[:2], spans)) + 1
                self.said.add(mention)
                self.at = self.ways.choice(mention[:2], True)
                if say_once:
                    self.accept_alike(mention)

    def accept_alike(self, mention: Mention) -> None:
        """The same name elsewhere, if every place of it is right."""
        start, end, label = mention
        places = {place for place, _ in self.reader.places({name_key(self.reader.text[start:end])})}
        alike = {(*place, label) for place in places} - self.said
        if alike and alike <= set(self.mentions):
            self.keys += 1
            self.said |= alike


def rows(path: Path, workspace: Workspace) -> Iterator[Row]:
    """The articles of a file, marked by one person in their order."""
    for number, record in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        id = f"article-{number}"
        assert not transfer.import_text(workspace.db, SHELL, Decoded(record["text"]), f"{id}.txt").problems
        yield _row(workspace, id, record)
        spans = [{name: span[name] for name in ("id", "start", "end", "label")} for span in record["spans"]]
        adds = [{"id": f"c{place}", "op": "add_span", "span": span} for place, span in enumerate(spans)]
        workspace.change(workspace.ali, *adds, document=id)


def second_half(found: Iterable[Row]) -> tuple[float, float]:
    """Keys for an entity with and without suggestions, in the articles that lie mostly in the second half."""
    listed = list(found)
    total, passed, counts = sum(row.entities for row in listed), 0, [0, 0, 0]
    for row in listed:
        if passed + row.entities / 2 >= total / 2:
            counts = [so_far + more for so_far, more in zip(counts, row[:3], strict=True)]
        passed += row.entities
    return counts[1] / counts[0], counts[2] / counts[0]


def report() -> list[str]:
    """What was counted, as lines."""
    return [line for path in (REFERENCE, SEEDS) for line in _report(path)]


def _report(path: Path) -> list[str]:
    name = path.parent.name
    if not path.exists():
        return [f"Suggestions by memory ({name}): the folder is absent, skipped"]
    with tempfile.TemporaryDirectory() as folder:
        make_template(Path(folder) / "template.db")
        with opened_copy(Path(folder) / "template.db", Path(folder) / "workspace.db") as workspace:
            found = list(rows(path, workspace))
    helped, alone = second_half(found)
    return [
        f"Suggestions by memory ({name}), keys for the entities of each article",
        *(
            f"  {row.entities:4} entities   with {row.helped:4}   without {row.alone:4}"
            f"   suggested {row.offered:3}, wrong {row.wrong:2}, back after rejection {row.returned}"
            for row in found
        ),
        f"  second half: {helped:.2f} keys each with, {alone:.2f} without: {1 - helped / alone:.0%} fewer",
    ]


def _row(workspace: Workspace, id: str, record: Mapping[str, Any]) -> Row:
    found = suggest.offers(workspace.db, workspace.ali, id)
    cut = found.document.tokens, found.document.sentences
    helped, alone = Hands(record, *cut), Hands(record, *cut)
    offered = {(one.start, one.end, one.label) for one in found.spans}
    wrong = offered - set(helped.mentions)
    refused = [
        {
            "key": one.key,
            "label": one.label,
            "source": one.source,
            "name": name_key(record["text"][one.start : one.end]),
        }
        for one in found.spans
        if (one.start, one.end, one.label) in wrong
    ]
    suggest.reject(workspace.db, workspace.ali, id, {"reject": refused})
    again = {(one.start, one.end, one.label) for one in suggest.offers(workspace.db, workspace.ali, id).spans}
    helped.settle(offered)
    helped.annotate(say_once=True)
    alone.annotate(say_once=False)
    return Row(len(helped.mentions), helped.keys, alone.keys, len(offered), len(wrong), len(again & wrong))
