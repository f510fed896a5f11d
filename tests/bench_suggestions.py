"""A simulated annotator who marks articles one after the other, every key counted, with suggestions and without.

*On the page* it takes the shortest way to each name over a made-up page of rows, by the keys of the canvas. With
suggestions it rejects those that are wrong, one key to go there and one to reject, accepts the rest with one, and says
the others once. *One by one* it knows only the API: a key for each suggestion, accepted or rejected, and as many as the
page needs on average for each entity that nobody suggests; it asks again after every few of these.

Both go through the articles in several orders. What the second half repeats of the names before it is told beside
that: nobody who only remembers can offer more, but for other forms of a name.
`make bench` prints what comes of it; tests/actions/test_suggest_keys.py holds it to the promise. Relations are left
out.
"""

import json
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

from tests.fixtures import Workspace, make_template, opened_copy
from tests.keyboard import Choice, Extent, Ways
from workbench.actions import suggest, transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.model.suggestion import SpanOffer
from workbench.text import NameReader, name_key

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "reference" / "reference.jsonl"
SEEDS = ROOT / "seeds" / "annotations"
TOKENS_IN_A_ROW = 14
ORDERS = 10
BY_HAND = 4.5
"""Keys for an entity without suggestions: what the page comes to, on the originals as on the seeds."""
AT_A_TIME = 4
"""Entities that are marked by hand before suggestions are asked for again."""

Mention = tuple[int, int, str]
Article = Mapping[str, Any]
"""An article with the spans of one annotator, as in native JSONL."""


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

    def __init__(self, record: Article, tokens: Sequence[Extent], sentences: Sequence[Extent]) -> None:
        self.mentions = mentions(record)
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


def articles(path: Path) -> list[Article]:
    """The articles of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def orders(found: Sequence[Article]) -> list[tuple[Article, ...]]:
    """Some orders in which articles may come, the same ones every time."""
    every = list(permutations(found))
    random.Random(7).shuffle(every)
    return every[:ORDERS]


def rows(found: Sequence[Article], workspace: Workspace) -> Iterator[Row]:
    """What articles take on the page, marked by one person in this order."""
    for id, record in _brought(found, workspace):
        yield _row(workspace, id, record)
        _mark(workspace, id, mentions(record))


def one_by_one(found: Sequence[Article], workspace: Workspace) -> float:
    """Keys for an entity in the second half, with the API only."""
    keys, entities, second = 0.0, 0, _in_second_half(found)
    for id, record in _brought(found, workspace):
        if record["id"] in second:
            keys += _settle(workspace, id, mentions(record))
            entities += len(mentions(record))
        else:
            _mark(workspace, id, mentions(record))
        workspace.change(workspace.ali, {"id": "done", "op": "set_status", "status": "done"}, document=id)
    return keys / entities


def repeated(found: Sequence[Article]) -> float:
    """The share of entities in the second half whose name, however spelt, was marked in an article before."""
    known: set[str] = set()
    hits: list[bool] = []
    second = _in_second_half(found)
    for record in found:
        names = [name_key(record["text"][start:end]) for start, end, _ in mentions(record)]
        hits += [name in known for name in names] if record["id"] in second else []
        known.update(names)
    return fmean(hits)


def mentions(record: Article) -> list[Mention]:
    """What is marked, outer entities first."""
    spans = {(span["start"], span["end"], span["label"]) for span in record["spans"]}
    return sorted(spans, key=lambda one: (one[0], -one[1]))


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
    return [line for path in (REFERENCE, *sorted(SEEDS.glob("*.jsonl"))) for line in _report(path)]


def _report(path: Path) -> list[str]:
    if not path.exists():
        return [f"Suggestions by memory ({path.stem}): the folder is absent, skipped"]
    found = articles(path)
    chosen = orders(found)
    with tempfile.TemporaryDirectory() as folder:
        make_template(Path(folder) / "template.db")
        page = [_in_a_workspace(Path(folder), _saved_on_the_page, one) for one in chosen]
        singly = [_in_a_workspace(Path(folder), _saved_singly, one) for one in chosen]
    return [
        f"Suggestions by memory ({path.stem}), keys saved in the second half over {len(chosen)} orders of {len(found)}"
        " articles (mean, median, worst)",
        f"  on the page {_shown(page)}   one by one {_shown(singly)}   names repeated {_shown(map(repeated, chosen))}",
    ]


def _shown(shares: Iterable[float]) -> str:
    listed = list(shares)
    return " ".join(f"{one:.0%}" for one in (fmean(listed), median(listed), min(listed)))


def _in_a_workspace(
    folder: Path, saved: Callable[[Sequence[Article], Workspace], float], found: Sequence[Article]
) -> float:
    template = folder / "template.db"
    with tempfile.TemporaryDirectory(dir=folder) as own, opened_copy(template, Path(own) / "w.db") as workspace:
        return saved(found, workspace)


def _saved_on_the_page(found: Sequence[Article], workspace: Workspace) -> float:
    helped, alone = second_half(rows(found, workspace))
    return 1 - helped / alone


def _saved_singly(found: Sequence[Article], workspace: Workspace) -> float:
    return 1 - one_by_one(found, workspace) / BY_HAND


def _brought(found: Sequence[Article], workspace: Workspace) -> Iterator[tuple[str, Article]]:
    """The articles one after the other, as they come in, with the names that they get."""
    for number, record in enumerate(found):
        id = f"article-{number}"
        assert not transfer.import_text(workspace.db, SHELL, Decoded(record["text"]), f"{id}.txt").problems
        yield id, record


def _mark(workspace: Workspace, id: str, marks: Iterable[Mention]) -> None:
    names = [(f"{start}-{end}-{label}", start, end, label) for start, end, label in marks]
    spans = [{"id": name, "start": start, "end": end, "label": label} for name, start, end, label in names]
    workspace.change(workspace.ali, *({"id": f"c{s['id']}", "op": "add_span", "span": s} for s in spans), document=id)


def _settle(workspace: Workspace, id: str, wanted: Sequence[Mention]) -> float:
    """The keys of an article, when every suggestion is answered by itself."""
    keys, missing = 0.0, list(wanted)
    while missing:
        offered = suggest.offers(workspace.db, workspace.ali, id).spans
        right = [mention for one in offered if (mention := (one.start, one.end, one.label)) in missing]
        wrong = [one for one in offered if (one.start, one.end, one.label) not in missing]
        suggest.reject(workspace.db, workspace.ali, id, {"reject": [_rejection(one) for one in wrong]})
        by_hand = [one for one in missing if one not in right][:AT_A_TIME]
        _mark(workspace, id, [*right, *by_hand])
        missing = [one for one in missing if one not in right and one not in by_hand]
        keys += len(offered) + BY_HAND * len(by_hand)
    return keys


def _rejection(one: SpanOffer) -> dict[str, str]:
    return {"key": one.key, "label": one.label, "source": one.source}


def _in_second_half(found: Sequence[Article]) -> set[str]:
    """The ids of the articles that lie mostly in the second half."""
    total, passed, second = sum(len(mentions(record)) for record in found), 0, set()
    for record in found:
        count = len(mentions(record))
        second |= {record["id"]} if passed + count / 2 >= total / 2 else set()
        passed += count
    return second


def _row(workspace: Workspace, id: str, record: Article) -> Row:
    found = suggest.offers(workspace.db, workspace.ali, id)
    cut = found.document.tokens, found.document.sentences
    helped, alone = Hands(record, *cut), Hands(record, *cut)
    offered = {(one.start, one.end, one.label) for one in found.spans}
    wrong = offered - set(helped.mentions)
    refused = [_rejection(one) for one in found.spans if (one.start, one.end, one.label) in wrong]
    suggest.reject(workspace.db, workspace.ali, id, {"reject": refused})
    again = {(one.start, one.end, one.label) for one in suggest.offers(workspace.db, workspace.ali, id).spans}
    helped.settle(offered)
    helped.annotate(say_once=True)
    alone.annotate(say_once=False)
    return Row(len(helped.mentions), helped.keys, alone.keys, len(offered), len(wrong), len(again & wrong))
