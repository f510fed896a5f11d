"""A stage for the edit algebra: a tiny document, the small schema, and a set that grows by changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.fixtures import mini
from workbench.model.annotation import AnnotationSet
from workbench.model.changes import Change, Effect, Entry, Scene, apply, play
from workbench.model.document import Document, Section
from workbench.model.schema import Schema

TEXT = "سامر في بغداد 🙂 ورنا\nشارك"
"""Three names and an emoji, then a line of furniture."""

DOCUMENT = Document("d", TEXT, sections=[Section(0, 20, "body"), Section(21, 25, "boilerplate")])


@dataclass
class Stage:
    """A set, and the log of the changes that made it (oldest first)."""

    schema: Schema = field(default_factory=mini)
    current: AnnotationSet = field(default_factory=lambda: AnnotationSet("d", "ali"))
    log: list[Entry] = field(default_factory=list)

    def newest_first(self) -> Iterator[Entry]:
        """The log as a scene wants it."""
        return iter(self.log[::-1])

    def play(self, op: str, **payload: Any) -> list[Effect]:
        """The effects of a change, not carried out."""
        change = Change(f"c{len(self.log)}", op, payload)
        return play(change, Scene(DOCUMENT, self.schema, self.current, self.newest_first))

    def do(self, op: str, **payload: Any) -> list[Effect]:
        """Play a change, carry it out and log it."""
        effects = self.play(op, **payload)
        self.current = apply(effects, self.current)
        self.log.append(Entry(op, effects, f"c{len(self.log)}"))
        return effects

    def finish(self) -> None:
        """Close the set without a change."""
        self.current = replace(self.current, status="done")


def span(id: str, start: float, end: int, label: str, **more: Any) -> Mapping[str, Any]:
    """A span as a change sends it."""
    return {"id": id, "start": start, "end": end, "label": label, **more}


def relation(id: str, head: str, tail: str, label: str, **more: Any) -> Mapping[str, Any]:
    """A relation as a change sends it."""
    return {"id": id, "head": head, "tail": tail, "label": label, **more}


def full_stage() -> Stage:
    """Two persons and a place, with a relation of each kind between them."""
    stage = Stage()
    stage.do("add_span", span=span("samir", 0, 4, "PER"))
    stage.do("add_span", span=span("baghdad", 8, 13, "LOC", note="عاصمة", kb_id="Q1530"))
    stage.do("add_span", span=span("rana", 17, 20, "PER", attributes={"kind": "real"}))
    stage.do("add_relation", relation=relation("at", "samir", "baghdad", "AT", attributes={"modality": "negated"}))
    stage.do("add_relation", relation=relation("meets", "samir", "rana", "MEETS"))
    return stage


def ids(effects: Sequence[Effect]) -> list[str]:
    """What the effects are about."""
    return [effect.id for effect in effects]
