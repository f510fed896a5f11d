"""Text with marks in it as safe HTML: Markdown pages, and examples with [bracketed] mentions."""

import re
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_BRACKETED = re.compile(r"\[(?:(\w+):)?([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a rendered page: where it is, and what it says."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered Markdown text and the headings of its chapters."""

    html: Markup
    chapters: list[Heading]


def html_of(markdown: str) -> Prose:
    """Markdown as HTML, raw HTML escaped. Its title is left to the page; headings keep their level below it."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = _without_title(parser.parse(markdown))
    chapters = _anchored(tokens)
    return Prose(Markup(parser.renderer.render(tokens, parser.options, {})), chapters)


def bracketed(example: str) -> Markup:
    """An example sentence with its ``[mention]`` or ``[head:mention]`` as marked text."""
    cut, done = Markup(), 0
    for found in _BRACKETED.finditer(example):
        role, mention = found.groups()
        cut += example[done : found.start()]
        cut += Markup('<mark class="mention {}">{}</mark>').format(role or "", mention)
        done = found.end()
    return cut + example[done:]


def _without_title(tokens: list[Token]) -> list[Token]:
    return tokens[3:] if tokens and tokens[0].tag == "h1" else tokens


def _anchored(tokens: list[Token]) -> list[Heading]:
    """Give each chapter (h2) an id, and list them."""
    chapters: list[Heading] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            anchor = f"chapter-{len(chapters) + 1}"
            opening.attrSet("id", anchor)
            chapters.append(Heading(anchor, _plain(inline)))
    return chapters


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())
