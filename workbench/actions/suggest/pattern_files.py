"""Files of patterns, which a supervisor brings in for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.actions.guard import need_role
from workbench.model.errors import BadRequest, NotFound, TooLarge
from workbench.model.items import is_text, wrong
from workbench.model.patterns import read_patterns
from workbench.model.people import Person
from workbench.storage import Database, settings, suggestions, writing

LONGEST_NAME: Final = 200
MOST_PATTERNS: Final = 20_000


@dataclass(frozen=True, slots=True)
class PatternFile:
    """A file of patterns: its name, how many it holds, for which labels."""

    name: str
    patterns: int
    labels: Sequence[str]


def pattern_files(db: Database, supervisor: Person) -> list[PatternFile]:
    """The files of patterns by name. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return [
        PatternFile(name, len(given), sorted({str(one["label"]) for one in given}))
        for name, given in suggestions.pattern_files(db).items()
    ]


def add_patterns(db: Database, supervisor: Person, name: str, text: str) -> int:
    """Take in a file of patterns under its name, in place of an earlier one; how many it holds.

    Raises `Forbidden`; `Refusals` with every line that cannot be read, and then nothing is taken in; `TooLarge`.
    """
    need_role(supervisor, "supervisor")
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise wrong("name", name, f"a printable name of 1 to {LONGEST_NAME} characters")
    if not is_text(text):
        raise wrong("file", name, "text without NUL characters")
    lines = text.splitlines()
    if len(lines) > MOST_PATTERNS:
        raise TooLarge(limit=f"{MOST_PATTERNS} patterns")
    found = read_patterns(lines, name, list(settings.schema(db).entities))
    with writing(db):
        suggestions.keep_patterns(db, name, found, supervisor.id or None)
    return len(found)


def decoded(content: bytes, name: str) -> str:
    """The text of a file. Raises `BadRequest` if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(at=name, got=f"has byte {error.start}, which is not UTF-8", expected="UTF-8") from None


def drop_patterns(db: Database, supervisor: Person, name: str) -> None:
    """Suggest nothing by the patterns of a file any more. Raises `Forbidden` or `NotFound`."""
    need_role(supervisor, "supervisor")
    with writing(db):
        if not suggestions.drop_patterns(db, name):
            raise NotFound(kind="file", name=name)
