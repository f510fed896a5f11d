"""A corpus of made-up sentences, as large as one likes: what can be learned from it is known."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench import text as cutting
from workbench.formats.native import schema_stamp
from workbench.formats.native_line import line_fields
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section
from workbench.model.schema import Schema
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE

Gold = list[tuple[Document, Annotations]]

FIRST_NAMES = ("سامر", "رنا", "ليلى", "فراس", "هدى", "نادر", "مروان", "سلمى", "طارق", "دينا", "زياد", "غادة")
FAMILY_NAMES = ("الحلبي", "الكرخي", "المصلاوي", "البصري", "النجفي", "الربيعي", "الجبوري", "السامرائي", "الموصلي")
PLACES = ("بغداد", "البصرة", "أربيل", "الموصل", "كركوك", "الرمادي", "تكريت", "النجف", "بابل", "ديالى")
NATIONS = ("العراقية", "الأميركية", "الأردنية", "التركية", "السورية")
OFFICES = ("وزارة الدفاع", "وزارة الخارجية", "وزارة الداخلية", "هيئة الحشد", "دائرة المطارات")

TEMPLATES = (
    "وصل {person} إلى {place} صباح اليوم.",
    "قال {person} إن الاجتماع كان مثمرًا.",
    "أعلنت {office} أن الزيارة انتهت.",
    "ناقشت {office} الأمر مع {person} طويلًا.",
    "وفي {place} عُقد لقاء بين الوفدين.",
    "غادر {person} و{person} القاعة قبل الظهر.",
    "تقع القاعدة قرب {place} منذ أعوام.",
    "لم يصدر تعليق رسمي حتى الآن.",
)
"""The second family of slots, `office`, holds a nationality inside a ministry: a nested entity and a relation."""


def schema() -> Schema:
    """The schema that ships with the program."""
    return read_schema(SCHEMA_FILE)


def corpus(documents: int, seed: int = 1, sentences: int = 6) -> Gold:
    """So many documents, the same for the same seed."""
    chosen = random.Random(seed)
    return [_document(f"made-{seed}-{number:03}", chosen, sentences) for number in range(documents)]


def release(folder: Path, train: Gold, dev: Gold, test: Gold) -> Path:
    """A folder as ``release`` makes it, as far as training and evaluation read it."""
    (folder / "schema").mkdir(parents=True)
    (folder / "schema" / SCHEMA_FILE.name).write_bytes(SCHEMA_FILE.read_bytes())
    for side, gold in {"train": train, "dev": dev, "test": test}.items():
        (folder / f"{side}.jsonl").write_text("".join(lines(gold)), encoding="utf-8")
    (folder / "manifest.json").write_text('{"format": "workbench-release/1"}', encoding="utf-8")
    return folder


def lines(gold: Sequence[tuple[Document, Annotations]], owner: str = "gold") -> Iterator[str]:
    """Native JSONL."""
    stamp = schema_stamp(schema())
    for document, annotations in gold:
        owned = AnnotationSet(document.id, owner, "done", annotations=annotations)
        yield json.dumps(line_fields(document, owned, stamp), ensure_ascii=False) + "\n"


def document(id: str, text: str) -> Document:
    """A document as an import cuts it."""
    tokens = list(map(Extent._make, cutting.tokenize(text)))
    parts = list(map(Extent._make, cutting.sentences(text, tokens)))
    return Document(id, text, sections=[Section(0, len(text), "body")], sentences=parts, tokens=tokens)


class _Writing:
    """A text in the making, with its marks."""

    def __init__(self, chosen: random.Random) -> None:
        self.chosen = chosen
        self.text = ""
        self.spans: list[Span] = []
        self.relations: list[Relation] = []

    def sentence(self, template: str) -> None:
        rest = template
        people: list[Span] = []
        while "{" in rest:
            before, _, rest = rest.partition("{")
            slot, _, rest = rest.partition("}")
            self.text += before
            marked = getattr(self, slot)()
            if slot == "person":
                people.append(marked)
            elif slot == "place" and people:
                self.link("PRESENT_IN", people[0], marked)
        self.text += rest + "\n"

    def mark(self, words: str, label: str) -> Span:
        start = len(self.text)
        self.text += words
        span = Span(f"s{len(self.spans)}", start, len(self.text), label, words)
        self.spans.append(span)
        return span

    def link(self, label: str, head: Span, tail: Span) -> None:
        self.relations.append(Relation(f"r{len(self.relations)}", head.id, tail.id, label))

    def person(self) -> Span:
        return self.mark(f"{self.chosen.choice(FIRST_NAMES)} {self.chosen.choice(FAMILY_NAMES)}", "PERSON")

    def place(self) -> Span:
        return self.mark(self.chosen.choice(PLACES), "GPE")

    def office(self) -> Span:
        office, nation = self.chosen.choice(OFFICES), self.chosen.choice(NATIONS)
        start = len(self.text)
        whole = self.mark(f"{office} {nation}", "GOV")
        inner = Span(f"s{len(self.spans)}", start + len(office) + 1, len(self.text), "NORP", nation)
        self.spans.append(inner)
        self.link("OF_COUNTRY", whole, inner)
        return whole


def _document(id: str, chosen: random.Random, sentences: int) -> tuple[Document, Annotations]:
    writing = _Writing(chosen)
    for template in chosen.choices(TEMPLATES, k=sentences):
        writing.sentence(template)
    return document(id, writing.text), Annotations.of(writing.spans, writing.relations)
