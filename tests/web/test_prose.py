"""Markdown and bracketed examples become HTML that cannot carry anything else."""

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.web.prose import bracketed, html_of


@pytest.mark.parametrize(
    ("example", "html"),
    [
        ("زار [بغداد] أمس", 'زار <mark class="mention ">بغداد</mark> أمس'),
        (
            "[head:علي] في [tail:أربيل]",
            '<mark class="mention head">علي</mark> في <mark class="mention tail">أربيل</mark>',
        ),
        ("[<b>]", '<mark class="mention ">&lt;b&gt;</mark>'),
        ("a < b", "a &lt; b"),
        ("", ""),
    ],
)
def test_brackets_become_marks(example, html):
    assert str(bracketed(example)) == html


@given(st.text(alphabet="ab [<>&\"']:و"))
def test_an_example_loses_its_brackets_and_nothing_else(example):
    page = html5lib.parse(f"<p>{bracketed(example)}</p>", namespaceHTMLElements=False)
    unmarked = re.sub(r"\[(?:\w+:)?([^\]]*)\]", r"\1", example)
    assert "".join(next(page.iter("p")).itertext()) == unmarked
    assert {element.tag for element in next(page.iter("p")).iter()} <= {"p", "mark"}


def test_the_title_is_left_to_the_page_and_chapters_are_listed():
    prose = html_of("# Title\n\n## One *two*\n\ntext\n\n## Three\n")
    assert "Title" not in prose.html
    assert [(chapter.anchor, chapter.text) for chapter in prose.chapters] == [
        ("chapter-1", "One two"),
        ("chapter-2", "Three"),
    ]
    assert '<h2 id="chapter-1">' in prose.html


def test_raw_html_is_text():
    assert "<script" not in html_of("<script>alert(1)</script>\n\n[x](javascript:alert(1))").html
    assert "javascript:" not in html_of("[x](javascript:alert(1))").html.replace("(javascript:", "")


def test_no_guidelines_are_no_prose():
    assert not html_of("").html
