"""One line of a report: a measure, where it holds, its value or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workbench.agreement.bootstrap import MINIMUM, Interval

Scope = Mapping[str, Any]


class Reason(StrEnum):
    """Why a value is undefined. An undefined value is never 0 and never part of a mean."""

    NO_COMMON = "no document was finished by all who are compared"
    NOT_USED = "not used in the documents compared"
    NOTHING_MARKED = "nothing was marked in the documents compared"
    NOTHING_LINKED = "no relations were marked in the documents compared"
    NOTHING_AGREED = "no relation has two ends that both marked identically"
    NO_CANDIDATES = "no document has two entities that both marked identically"
    NOT_LINKED_BY_BOTH = "no two entities were linked by both"
    ONE_CATEGORY = "only one category was used"
    TOO_FEW = f"fewer than {MINIMUM} documents were finished by both"
    NOT_RESAMPLED = "no interval was asked for"
    OVERLAPPING = "marks of one person overlap each other; see the values by label"
    TWO_PEOPLE = "defined for two people only"
    NO_UNITS = "nobody marked anything in this document"
    NO_DISORDER = "random annotations would agree perfectly here"
    NO_GAMMA = "gamma was not computed: too many documents, or nothing was marked"
    LABELS_CHOSEN = "compares all labels at once: not defined for a choice of labels"
    NO_PAIR = "no pair of people has a defined value"


@dataclass(frozen=True, slots=True)
class Measure:
    """A value in its scope.

    ``scope`` names a pair, a group, or an annotator and the reference, and with them a label, document or week.
    ``value`` is None exactly if there is a ``reason``. ``interval`` is the document bootstrap's; ``n`` says what the
    value rests on (documents, marks of either, matches …).
    """

    measure: str
    scope: Scope
    value: float | Mapping[str, int] | None
    reason: Reason | None = None
    interval: Interval | None = None
    n: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a report may be asked for.

    ``samples`` (0: no intervals) and ``seed`` are those of the bootstrap; gamma takes ``gamma_samples`` random continua
    a document (0: leave gamma out) and is left out beyond ``gamma_documents`` documents, for it is slow;
    ``by_document`` asks for a value for each document.
    """

    samples: int = 2000
    seed: int = 13
    gamma_samples: int = 30
    gamma_documents: int = 100
    by_document: bool = True


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes the measures of one scope: those that rest on no document say so, whatever else they lack.

    ``counts`` stand beside the number of documents in every measure.
    """

    scope: Scope
    documents: int
    counts: Mapping[str, float] = field(default_factory=dict)

    def tell(
        self,
        measure: str,
        value: float | Mapping[str, int] | None,
        reason: Reason,
        interval: Interval | None = None,
        /,
        **n: float,
    ) -> Measure:
        """A measure; ``reason`` is used if the value is undefined. ``n`` gets the number of documents."""
        counts = {"documents": self.documents, **self.counts, **n}
        if value is not None:
            return Measure(measure, self.scope, value, None, interval, counts)
        return Measure(measure, self.scope, None, reason if self.documents else Reason.NO_COMMON, None, counts)

    def of_label(self, label: str) -> "Teller":
        """A teller for one label within this scope."""
        return Teller({**self.scope, "label": label}, self.documents, self.counts)
