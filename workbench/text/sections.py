"""What each line of a news page is, guessed from its form: a start for a supervisor to correct.

In order of strength: scrape residue and page furniture is boilerplate (also a line of white space only,
which holds nothing to mark); the first other line is the title; then, up to the first full paragraph (the
*head* of the page), date lines and datelines, bylines, captions that end in a credit in brackets, and a
short deck right under the title; a summary follows its label, as bullets or as one paragraph; a short
line without final punctuation between paragraphs is a heading; the rest is body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.text.furniture import is_furniture, is_summary_label

Section = tuple[int, int, str]
"""Start and end of a line (without its line break) in code points, half-open, and one of `KINDS`."""

KINDS = ("title", "deck", "date", "byline", "caption", "summary", "heading", "body", "boilerplate")

_MONTHS = (
    "يناير|فبراير|مارس|أبريل|إبريل|ابريل|مايو|يونيو|يونيه|يوليو|يوليه|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر"
    "|كانون الثاني|كانون الأول|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني"
    "|جانفي|فيفري|أفريل|جوان|جويلية|أوت"
)
_DIGITS = "[0-9٠-٩]"
_DATE = re.compile(
    rf"{_DIGITS}{{1,2}}\s*(?:{_MONTHS})(?:\s*[/(]\s*(?:{_MONTHS})\)?)?[\s،,]*{_DIGITS}{{4}}"
    rf"|(?<!{_DIGITS}){_DIGITS}{{1,4}}[-/.]{_DIGITS}{{1,2}}[-/.]{_DIGITS}{{1,4}}(?!{_DIGITS})"
)
_BYLINE = re.compile(
    r"(?:(?:بقلم|كتب|كتبت|كتبه|إعداد|اعداد|تحرير|تحليل|تقرير|ترجمة|متابعة|مراسلة|المصدر|المراسل|الكاتب|مراسلنا|source)\s*[:：-]"
    r"|بقلم\s|by\s)",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\([^()]{1,60}\)$")
_BULLET = re.compile(r"[-•*–▪·●‣]\s")
_FULL_STOP = re.compile(r"[.!؟?…:،؛][\"”“’‘»)\]]*$")
_QUESTION = re.compile(r"[؟?]$")

_SHORT_LINE = 15
_SHORT_QUESTION = 8
_SHORT_DECK = 30
_SHORT_CAPTION = 40
_SHORT_BYLINE = 8
_DATELINE_WORDS = 5
_DATELINE_LENGTH = 80


@dataclass(slots=True)
class _Page:
    """What has been seen of the page so far, from the top."""

    in_head: bool = True
    has_title: bool = False
    under_title: bool = False
    summary: str = ""
    """`label` right under a summary label, `bullets` inside its bullets, else empty."""


def sections(text: str) -> list[Section]:
    """What each non-empty line of a text is, in order; each line of at least one character has one entry."""
    page = _Page()
    lines = list(_lines(text))
    kinds = [_kind(text[start:end].strip(), page) for start, end in lines]
    return [(start, end, kind) for (start, end), kind in zip(lines, _with_headings(text, lines, kinds), strict=True)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Extents of the lines that hold at least one character."""
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _kind(line: str, page: _Page) -> str:
    """What a line (trimmed) is, going by what stood above it; notes it in `page`. Headings come later."""
    if is_furniture(line):
        if is_summary_label(line):
            page.summary = "label"
        return "boilerplate"
    if not page.has_title:
        page.has_title = page.under_title = True
        return "title"
    if _is_summary(line, page):
        return "summary"
    kind = (page.in_head and _kind_in_head(line, page)) or "body"
    page.under_title = page.under_title and kind in ("date", "byline")
    page.in_head = kind != "body"
    return kind


def _is_summary(line: str, page: _Page) -> bool:
    """Does the line belong to the summary whose label came last: its bullets, or its one paragraph?"""
    opened, is_bullet = page.summary, bool(_BULLET.match(line))
    page.summary = "bullets" if opened and is_bullet else ""
    return opened == "label" or (opened == "bullets" and is_bullet)


def _kind_in_head(line: str, page: _Page) -> str:
    """What a line above the first paragraph is, or nothing if it is that paragraph."""
    count = len(line.split())
    if _is_dateline(line):
        return "date"
    if count <= _SHORT_BYLINE and _BYLINE.match(line):
        return "byline"
    if count <= _SHORT_CAPTION and _CREDIT.search(line):
        return "caption"
    if page.under_title and count <= _SHORT_DECK and not _FULL_STOP.search(line):
        return "deck"
    return ""


def _is_dateline(line: str) -> bool:
    """Is the line a date, with at most a few words of label or place beside it?"""
    if len(line) > _DATELINE_LENGTH:
        return False
    rest, dates = _DATE.subn(" ", line)
    return dates > 0 and "(" not in rest and len(re.findall(r"[^\W\d_]+", rest)) <= _DATELINE_WORDS


def _with_headings(text: str, lines: list[tuple[int, int]], kinds: list[str]) -> list[str]:
    """The kinds, with `heading` for the short body lines that have body above (or the head) and below."""
    last_body = max((place for place, kind in enumerate(kinds) if kind == "body"), default=0)
    return [
        "heading" if kind == "body" and place < last_body and _is_heading(text[slice(*lines[place])].strip()) else kind
        for place, kind in enumerate(kinds)
    ]


def _is_heading(line: str) -> bool:
    """Is a line short, with no final punctuation but perhaps a question mark, and no bullet?"""
    count = len(line.split())
    if count > _SHORT_LINE or _BULLET.match(line):
        return False
    if _QUESTION.search(line):
        return count <= _SHORT_QUESTION
    return not _FULL_STOP.search(line)
