"""People and what their roles allow. Roles are ordered: each may do all that the one before it may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

ROLES: Final = ("annotator", "supervisor", "admin")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here. ``id`` 0 is the shell: whoever may open the file may do everything.

    ``keys`` are the keys that this person has chosen, by action of the canvas.
    """

    id: int
    name: str
    role: str
    language: str = "en"
    theme: str = "auto"
    active: bool = True
    can_sign_in: bool = True
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)

    def has_role(self, role: str) -> bool:
        """Whether this person's role is ``role`` or a higher one."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


SHELL: Final = Person(0, "shell", "admin", can_sign_in=False)
