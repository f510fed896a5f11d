"""What pages need that open from a disk, without a server: the templates, and their styles in the page itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbench.model.schema import Schema
from workbench.web.colours import label_styles
from workbench.web.wording import Wording

_WEB: Final = Path(__file__).resolve().parent


def environment(words: Wording) -> Environment:
    """The templates, in the words of one language."""
    found = Environment(
        loader=FileSystemLoader(_WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(t=words.text, number=words.number)
    return found


def styles(names: Sequence[str], schema: Schema | None = None) -> Markup:
    """These style sheets, and the colours of the labels if a schema is given, as a style element."""
    sheets = [(_WEB / "static" / name).read_text(encoding="utf-8") for name in names]
    sheets += [label_styles(schema)] if schema else []
    return Markup("<style>{}</style>").format(Markup("\n").join(map(Markup, sheets)))
