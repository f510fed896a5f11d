"""The only door to doccano: a signed-in `Server`, and what it says as plain values.

doccano-client is an extra (``doccano``) and imported when a connection is made: the program works without it.
Offsets here are doccano's own; whoever calls knows the text and converts them.
"""

from workbench.doccano.problems import (
    DoccanoProblem,
    ExtraMissing,
    ProjectUnfit,
    TaskFailed,
    UsersUnknown,
    WorkerSilent,
)
from workbench.doccano.server import Server, connect
from workbench.doccano.values import Example, LabelType, Link, Login, Mark, Project, Record

__all__ = [
    "DoccanoProblem",
    "Example",
    "ExtraMissing",
    "LabelType",
    "Link",
    "Login",
    "Mark",
    "Project",
    "ProjectUnfit",
    "Record",
    "Server",
    "TaskFailed",
    "UsersUnknown",
    "WorkerSilent",
    "connect",
]
