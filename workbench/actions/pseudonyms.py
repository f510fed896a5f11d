"""Names that say nothing about people, for what leaves the house: the same person always has the same one."""

import hashlib
import hmac
from collections.abc import Callable

from workbench.model.annotation import is_person
from workbench.storage import Database, settings

Naming = Callable[[str], str]


def pseudonyms(db: Database) -> Naming:
    """Owner -> ``p-`` and eight hex digits, keyed by a secret of this workspace; gold and suggestions keep their names.

    Nobody who has not the workspace can tell who is who; what people wrote into notes is left as it is.
    """
    salt = settings.pseudonym_salt(db).encode()

    def name(owner: str) -> str:
        if not is_person(owner):
            return owner
        return f"p-{hmac.new(salt, f'pseudonym of {owner.casefold()}'.encode(), hashlib.sha256).hexdigest()[:8]}"

    return name


def real_names(owner: str) -> str:
    """The naming that changes nothing."""
    return owner
