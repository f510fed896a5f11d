"""Labels and people as one reader calls them."""

from dataclasses import dataclass
from typing import Final

from workbench.model.annotation import GOLD
from workbench.model.schema import Schema
from workbench.web.review.report.behind import Pair
from workbench.web.wording import Wording

NONE: Final = "(none)"
"""The label of what nobody else marked."""


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a schema and of the report's own terms, in the language of ``words``."""

    schema: Schema
    words: Wording

    def label(self, label: str) -> str:
        """A label as it stands on the palette; what is no label of the schema is shown as it is."""
        if label in self.schema.entities:
            return self.schema.entities[label].tag[self.words.language]
        if label in self.schema.relations:
            return self.schema.relations[label].name[self.words.language]
        return self.words.text("agreement.nobody").unescape() if label == NONE else label

    def person(self, name: str) -> str:
        """A person by name; gold in words."""
        return self.words.text("base.gold").unescape() if name == GOLD else name

    def pair(self, pair: Pair) -> str:
        """Two people by name."""
        return " · ".join(self.person(name) for name in pair)
