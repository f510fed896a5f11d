"""The datasheet of a release, in both languages, as Markdown and as a page that opens without a network.

It answers, from what the release itself says, the questions of T. Gebru and others, "Datasheets for Datasets" (2021):
what it is, what it consists of, how it was made, how it is divided, what to beware of, on which terms.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from workbench.model.schema import Schema, Words
from workbench.model.splits import SIDES
from workbench.web.alone import environment, styles
from workbench.web.plots import interval_bar
from workbench.web.wording import LANGUAGES, Wording

_STYLES: Final = ("datasheet.css",)
_SIZES: Final = ("documents", "sentences", "tokens", "spans", "relations")
_HOWS: Final = ("imported", "agreed", "followed", "decided")
_RARE: Final = 10
_WHOLE: Final = ("total", *SIDES)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; ``picture`` stands beside its cells on the page."""

    cells: Sequence[str]
    picture: Markup | str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet: what it says, and its table, if it has one (its headings are ``columns``)."""

    heading: str
    texts: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Row] = ()


def datasheets(facts: Mapping[str, Any], schema: Schema) -> Iterator[tuple[str, str]]:
    """The four files, by name, from the facts of a release."""
    for language in LANGUAGES:
        sheet = _Sheet(facts, schema, Wording(language))
        yield f"datasheet.{language}.md", sheet.markdown()
        yield f"datasheet.{language}.html", sheet.page()


class _Sheet:
    """The parts of the datasheet in one language."""

    def __init__(self, facts: Mapping[str, Any], schema: Schema, words: Wording) -> None:
        self.facts = facts
        self.schema = schema
        self.words = words
        self.title = self.say("sheet.title", name=facts["name"], version=facts["version"])
        self.parts = [
            self.what(),
            self.types("sheet.entities", "labels", {label: one.name for label, one in schema.entities.items()}),
            self.types("sheet.links", "relation_labels", {label: one.name for label, one in schema.relations.items()}),
            self.made(),
            self.agreement(),
            self.splits(),
            self.limits(),
            self.terms(),
        ]

    def say(self, key: str, **fields: object) -> str:
        """The words of a key as plain text."""
        return self.words.text(key, **fields).unescape()

    def what(self) -> Part:
        """What it is, and how large its parts are."""
        schema = self.facts["schema"]
        text = self.say("sheet.what_text", schema=schema["name"], version=schema["version"])
        languages = self.say("sheet.languages", languages=" · ".join(self.facts["languages"]))
        counts = self.facts["counts"]
        whole = counts["total"]["documents"]
        rows = [
            Row([self.say("sheet.side_" + side), *(self.words.number(counts[side][size]) for size in _SIZES)],
                self.bar(counts[side]["documents"], whole))
            for side in (*SIDES, "total")
        ]  # fmt: skip
        columns = [self.say("sheet.side"), *(self.say("sheet.size_" + size) for size in _SIZES)]
        note = self.facts["note"].split("\n\n") if self.facts["note"] else []
        return Part(self.say("sheet.what"), [text, *note, languages], columns, rows)

    def types(self, heading: str, kind: str, names: Mapping[str, Words]) -> Part:
        """How often every type occurs; the most frequent first, those that do not occur too."""
        counts = {side: self.facts["counts"][side][kind] for side in _WHOLE}
        total = {label: counts["total"].get(label, 0) for label in names}
        most = max(total.values(), default=0)
        rows = [
            Row([names[label][self.words.language], label,
                 *(self.words.number(counts[side].get(label, 0)) for side in _WHOLE)], self.bar(total[label], most))
            for label in sorted(total, key=lambda label: (-total[label], label))
        ]  # fmt: skip
        columns = [self.say("sheet.kind"), self.say("sheet.code"), *(self.say("sheet.side_" + side) for side in _WHOLE)]
        return Part(self.say(heading), [], columns, rows)

    def made(self) -> Part:
        """How the items came to be."""
        found = Counter[str]()
        for counts in self.facts["provenance"].values():
            found.update(counts)
        rows = [
            Row([self.say("sheet.how_" + how), self.words.number(found[how])], self.bar(found[how], found.total()))
            for how in _HOWS
        ]
        columns = [self.say("sheet.how"), self.say("sheet.count")]
        return Part(self.say("sheet.made"), [self.say("sheet.made_text")], columns, rows)

    def agreement(self) -> Part:
        """How far people agreed at the time."""
        found, heading = self.facts["agreement"], self.say("sheet.agreement")
        if found is None:
            return Part(heading, [self.say("sheet.no_agreement")])
        text = self.say("sheet.agreement_text", people=len(found["owners"]), documents=found["finished_by_two"])
        rows = [self.figure(name, one) for name, one in found["figures"].items()]
        return Part(heading, [text], [self.say("sheet.measure"), self.say("sheet.value")], rows)

    def figure(self, name: str, one: Mapping[str, Any]) -> Row:
        """One measure with its interval."""
        value, around = one["value"], one["ci"] and tuple(one["ci"])
        told = self.say("sheet.undefined") if value is None else self.words.decimal(value)
        if around:
            told += f" ({self.words.decimal(around[0])}–{self.words.decimal(around[1])})"
        return Row([self.say("sheet.measure_" + name), told], interval_bar(told, value, around or None))

    def splits(self) -> Part:
        """How train, dev and test came about."""
        found = self.facts["splits"]
        numbers = {"pairs": len(found["near_duplicates"]["pairs"]), "withheld": len(found["withheld"])}
        return Part(self.say("sheet.splits"), [self.say("sheet.splits_text", **numbers)])

    def limits(self) -> Part:
        """What a figure on this data cannot say."""
        sides = [self.facts["counts"][side]["labels"] for side in ("train", "test")]
        rare = [label for label in self.schema.entities if min(side.get(label, 0) for side in sides) < _RARE]
        names = " · ".join(rare) if rare else self.say("sheet.none_rare")
        return Part(self.say("sheet.limits"), [self.say("sheet.limits_text"), names])

    def terms(self) -> Part:
        """Licence and citation."""
        license = self.facts["license"]
        told = self.say("sheet.license", license=license) if license else self.say("sheet.no_license")
        cite = self.say("sheet.cite", name=self.facts["name"], version=self.facts["version"])
        return Part(self.say("sheet.terms"), [told, cite])

    def bar(self, size: int, whole: int) -> Markup:
        """A share as a bar; its number stands in the table."""
        return interval_bar(self.words.number(size), size / whole if whole else 0.0)

    def markdown(self) -> str:
        """The sheet as Markdown."""
        return "\n".join([f"# {self.title}", "", *(line for part in self.parts for line in _markdown(part))])

    def page(self) -> str:
        """The sheet as a page with its styles in it."""
        direction = {"ar": "rtl", "en": "ltr"}[self.words.language]
        template = environment(self.words).get_template("datasheet.html")
        return template.render(sheet=self, direction=direction, styles=styles(_STYLES)) + "\n"


def _markdown(part: Part) -> Iterator[str]:
    yield from (f"## {part.heading}", "")
    for text in part.texts:
        yield from (text, "")
    if part.columns:
        yield f"| {' | '.join(part.columns)} |"
        yield f"|{'---|' * len(part.columns)}"
        yield from (f"| {' | '.join(row.cells)} |" for row in part.rows)
        yield ""
