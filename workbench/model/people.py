"""People and what their roles allow. Roles are ordered: each may do all that the one before it may."""

from dataclasses import dataclass
from typing import Final

ROLES: Final = ("annotator", "supervisor", "admin")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here. ``id`` 0 is the shell: whoever may open the file may do everything."""

    id: int
    name: str
    role: str
    language: str = "en"
    theme: str = "auto"
    active: bool = True
    can_sign_in: bool = True

    def has_role(self, role: str) -> bool:
        """Whether this person's role is ``role`` or a higher one."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


SHELL: Final = Person(0, "shell", "admin", can_sign_in=False)
