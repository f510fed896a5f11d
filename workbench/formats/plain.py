"""Plain text: one file, one document."""

from workbench.formats.base import Draft, Format, Reading
from workbench.formats.files import document_id, plain_lines


def read(text: str, name: str) -> Reading:
    """The file as a document; its id comes from the file's name."""
    clean, notes = plain_lines(text)
    return Reading([Draft(id=document_id(name), text=clean, place=lambda *path: f"{name}:1:1", notes=notes)])


TEXT = Format(name="text", title="Plain text", suffix=".txt", media_type="text/plain", carries=frozenset(), read=read)
