"""Plain text: one file, one document."""

from collections.abc import Iterator

from workbench.formats.base import Draft, Findings, Format, Sign, Sureness
from workbench.formats.files import document_id
from workbench.formats.line_ends import plain_lines
from workbench.formats.source import Head, Source
from workbench.model.schema import Words

ANYTHING = Sign(Sureness.POSSIBLE, Words("nothing in it tells another format", "لا شيء فيه يدلّ على صيغة أخرى"))


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The file as a document; its id comes from the file's name."""
    decoded = source.text()
    findings.notes += decoded.notes
    text, notes = plain_lines(decoded.text)
    yield Draft(id=document_id(source.name), text=text, place=lambda *path: f"{source.name}:1:1", notes=notes)


def sniff(head: Head) -> Sign:
    """Any text may be plain text."""
    return ANYTHING


TEXT = Format(
    name="text",
    title="Plain text",
    suffix=".txt",
    media_type="text/plain",
    carries=frozenset({"text"}),
    read=read,
    sniff=sniff,
)
