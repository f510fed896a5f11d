"""Which format a file is taken for: never for an article what its name says is something else."""

import gzip

import pytest

from tests.formats.reading import folder_source
from workbench.formats import guess
from workbench.formats.problems import FormatUnclear


def format_of(name: str, content: str | bytes) -> str:
    """The name of the format that is guessed."""
    return guess(folder_source({name: content}, name)).format.name


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("d.ann", "T1\tGPE 0 5\tبغداد\n", "brat"),
        ("train.conll", "بغداد\n", "conll"),
        ("x.conllu", "1 بغداد\n", "conllu"),
        ("x.parquet", "PA", "huggingface"),
        ("x.spacy", "x", "docbin"),
        ("x.documents.csv", "doc,body\n", "csv"),
        ("x.sqlite", "SQL", "sqlite"),
        ("x.jsonld", '[{"broken', "web-annotation"),
        ("x.tsv", "#FORM", "webanno"),
        ("x.xmi", "<xm", "xmi"),
    ],
)
def test_a_broken_file_is_read_as_what_its_name_says(name: str, content: str, expected: str) -> None:
    assert format_of(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.json", "[1, 2]"), ("x.jsonl", "[broken"), ("x.csv", "a,b\n"), ("x.xml", "<a/>"), ("x.HTML", "<p>"),
     ("x.zip", "PK\3"), ("x.json.gz", gzip.compress(b"[1]"))],
)  # fmt: skip
def test_data_of_no_format_is_no_article(name: str, content: str | bytes) -> None:
    with pytest.raises(FormatUnclear) as caught:
        format_of(name, content)
    assert caught.value.where == f"{name}:1:1"


@pytest.mark.parametrize("name", ["x.txt", "x.md", "stdin", "مقال.v2", "x.txt.gz"])
def test_text_is_an_article(name: str) -> None:
    assert format_of(name, "زار سامر بغداد.\n") == "text"
