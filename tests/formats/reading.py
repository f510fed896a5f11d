"""Reading in tests: what a format makes of a text, whole."""

import posixpath
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from workbench.formats.base import Draft, Findings, Format
from workbench.formats.problems import FileProblem
from workbench.formats.source import Source
from workbench.model.errors import WorkbenchError


@dataclass
class Read:
    """All that a reader said of a source."""

    drafts: list[Draft]
    problems: list[WorkbenchError]
    notes: list[str] = field(default_factory=list)


def read_source(format: Format, source: Source) -> Read:
    """A source, read to its end; a problem that ends the reading is one of the problems."""
    assert format.read
    findings, drafts = Findings(), []
    try:
        for draft in format.read(source, findings):
            drafts.append(draft)
    except FileProblem as problem:
        findings.problems.append(problem)
    return Read(drafts, findings.problems, notes_of(findings))


def notes_of(one: Any) -> list[str]:
    """The notes of a draft, of a document or of a report, in English."""
    return list(map(str, one.notes))


def read(format: Format, content: str | bytes, name: str = "file") -> Read:
    """A file of this content, read to its end."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return read_source(format, Source.of_bytes(raw, name))


def read_folder(format: Format, files: dict[str, str | bytes], name: str) -> Read:
    """The file of this name in a folder of these files, read to its end."""
    return read_source(format, folder_source(files, name))


def folder_source(files: dict[str, str | bytes], name: str) -> Source:
    """A file of a folder that is only in memory, with the others beside it."""

    def beside(other: str) -> Source | None:
        path = posixpath.normpath(PurePosixPath(name).parent / other)
        return folder_source(files, path) if path in files else None

    content = files[name]
    plain = Source.of_bytes(content if isinstance(content, bytes) else content.encode(), name)
    return Source(name, plain.opener, beside)
