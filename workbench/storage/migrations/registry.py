"""The list that every migration puts itself into, in the order in which they are imported."""

import sqlite3
from typing import Final

from sqlite_utils import Migrations

migrations: Final = Migrations("workbench")


def statements(script: str) -> list[str]:
    """The statements of a script, triggers whole (`executescript` would end the migration's transaction)."""
    found, rest = [], ""
    for piece in script.split(";"):
        rest += piece + ";"
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return [statement for statement in found if statement != ";"]
