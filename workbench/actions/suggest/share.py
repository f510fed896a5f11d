"""Which documents get suggestions: a share of them gets none, so that what suggestions do can be measured."""

from hashlib import sha256

from workbench.actions.guard import need_role
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, settings, suggestions, writing

_SETTING = "without_suggestions"


def share_without(db: Database) -> int:
    """How many documents in a hundred get no suggestions."""
    return int(settings.remembered(db, _SETTING) or 0)


def set_share_without(db: Database, supervisor: Person, percent: int) -> None:
    """Let this share of each person's documents go without suggestions; what is begun stays as it was.

    Raises `Forbidden` or `BadRequest`.
    """
    need_role(supervisor, "supervisor")
    if not 0 <= percent <= 100:
        raise wrong("share", percent, "a whole number from 0 to 100")
    with writing(db):
        settings.remember(db, _SETTING, str(percent))


def is_offered(db: Database, person: Person, document: str) -> bool:
    """Whether a person is offered suggestions in a document: as it was when they began it, else as the lot falls.

    The lot is a number from 0 to 100 made from the document's id and the person's name, keyed by a secret of this
    workspace: the same at every visit, and whoever goes without at one share does at every larger one.
    """
    decided = suggestions.was_offered(db, document, person.name)
    if decided is not None:
        return decided
    share = share_without(db)
    return not share or _lot(settings.pseudonym_salt(db), person.name, document) >= share


def _lot(secret: str, person: str, document: str) -> float:
    digest = sha256(f"suggestions\0{secret}\0{person}\0{document}".encode()).digest()
    return int.from_bytes(digest[:8]) * 100 / 2**64
