"""Whole articles, out in every format, as the other side sees them: by its own library, or by its documentation alone.

Nothing here uses a reader of ours. The seeds are always there; the original articles lie outside the project.
"""

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any

import conllu
import pyarrow.parquet as pq
import pytest
from cassis import load_cas_from_xmi, load_typesystem
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from tests.formats.contract import Files, pairs_of, promised, written
from tests.formats.reading import read
from tests.formats.test_conll_reference import REFERENCE
from tests.formats.test_contract import seeds
from workbench.formats import FORMATS
from workbench.formats.base import Pair
from workbench.formats.native import NATIVE

Spans = list[tuple[str, str]]
"""Surface and label."""
Links = list[tuple[str, str, str]]
"""Surface of the head, label, surface of the tail."""
Said = Iterator[tuple[Spans, Links]]


@pytest.fixture(scope="module", params=["seeds", "reference"])
def articles(request: pytest.FixtureRequest) -> list[Pair]:
    """Two articles, one owner each."""
    if request.param == "seeds":
        firsts = {document.id: (document, owned) for document, owned in reversed(seeds()) if owned}
        return [firsts[id] for id in sorted(firsts)[:2]]
    if not REFERENCE.is_file():
        pytest.skip("NOT TESTED on real articles: ../shared/reference/reference.jsonl is not here")
    return pairs_of(read(NATIVE, REFERENCE.read_bytes()).drafts[:2])


def units(text: str) -> Callable[[int, int], str]:
    """Slices of a text by UTF-16, as JavaScript and Java count."""
    raw = text.encode("utf-16-le")
    return lambda start, end: raw[2 * start : 2 * end].decode("utf-16-le")


def by_json_lines(files: Files) -> list[Any]:
    """The values of the lines of the only file."""
    (content,) = files.values()
    return [json.loads(line) for line in str(content).splitlines()]


def doccano(files: Files) -> Said:
    for line in by_json_lines(files):
        cut = units(line["text"])
        of = {one["id"]: cut(one["start_offset"], one["end_offset"]) for one in line["entities"]}
        links = [(of[one["from_id"]], one["type"], of[one["to_id"]]) for one in line["relations"]]
        yield [(of[one["id"]], one["label"]) for one in line["entities"]], links


def doccano_spans(files: Files) -> Said:
    for line in by_json_lines(files):
        cut = units(line["text"])
        yield [(cut(start, end), label) for start, end, label in line["label"]], []


def label_studio(files: Files) -> Said:
    for task in json.loads(files["export.label-studio.json"]):
        cut = units(task["data"]["text"])
        (annotation,) = task["annotations"]
        regions = [one for one in annotation["result"] if one["type"] == "labels"]
        of = {one["id"]: cut(one["value"]["start"], one["value"]["end"]) for one in regions}
        relations = [one for one in annotation["result"] if one["type"] == "relation"]
        links = [(of[one["from_id"]], label, of[one["to_id"]]) for one in relations for label in one["labels"]]
        yield [(of[one["id"]], label) for one in regions for label in one["value"]["labels"]], links


def prodigy(files: Files) -> Said:
    for task in by_json_lines(files):
        text, tokens = task["text"], task["tokens"]
        for one in task["spans"]:
            assert tokens[one["token_start"]]["start"] == one["start"]
            assert tokens[one["token_end"]]["end"] == one["end"], "inclusive"
        ends = [[text[one[f"{end}_span"]["start"] : one[f"{end}_span"]["end"]] for end in ("head", "child")]
                for one in task["relations"]]  # fmt: skip
        links = [(head, one["label"], tail) for one, (head, tail) in zip(task["relations"], ends, strict=True)]
        yield [(text[one["start"] : one["end"]], one["label"]) for one in task["spans"]], links


def docred(files: Files) -> Said:
    for document in json.loads(next(iter(files.values()))):

        def name(mention: Any, sents: Any = document["sents"]) -> str:
            return " ".join(sents[mention["sent_id"]][slice(*mention["pos"])])

        names = [name(cluster[0]) for cluster in document["vertexSet"]]
        links = [(names[one["h"]], one["r"], names[one["t"]]) for one in document["labels"]]
        yield [(name(one), one["type"]) for cluster in document["vertexSet"] for one in cluster], links


def web_annotation(files: Files) -> Said:
    for path in (PurePosixPath(name) for name in files if name.endswith(".jsonld")):
        items = json.loads(files[str(path)])["items"]
        text = str(files[str(path.with_name(path.name.replace(".jsonld", ".txt")))])
        of: dict[str, str] = {}
        spans, links = [], []
        for one in items:
            (label,) = [body["value"] for body in one["body"] if body["purpose"] in ("tagging", "linking")]
            if one["motivation"] == "linking":
                head, tail = (end["id"] if isinstance(end, dict) else end for end in one["target"])
                links.append((of[head], label, of[tail]))
                continue
            chosen = {selector["type"]: selector for selector in one["target"]["selector"]}
            place = chosen["TextPositionSelector"]
            of[one["id"]] = text[place["start"] : place["end"]]
            assert chosen["TextQuoteSelector"]["exact"] == of[one["id"]]
            spans.append((of[one["id"]], label))
        yield spans, links


def brat(files: Files) -> Said:
    for path in (PurePosixPath(name) for name in files if name.endswith(".ann")):
        text, lines = str(files[str(path.with_suffix(".txt"))]), str(files[str(path)]).splitlines()
        of: dict[str, tuple[str, str]] = {}
        for id, data, said in (line.split("\t", 2) for line in lines if line.startswith("T")):
            label, _, extents = data.partition(" ")
            surface = " ".join(text[slice(*map(int, one.split()))] for one in extents.split(";"))
            assert surface == said
            of[id] = surface, label
        found = (re.split(r"[\t ]", line) for line in lines if line.startswith("R"))
        yield [*of.values()], [(of[head[5:]][0], label, of[tail[5:]][0]) for _, label, head, tail, *_ in found]


def docbin(files: Files) -> Said:
    if not Doc.has_extension("relations"):
        Doc.set_extension("relations", default=())
    for doc in DocBin().from_bytes(bytes(files["export.spacy"])).get_docs(Vocab()):  # type: ignore[arg-type]
        group = doc.spans["sc"]
        links = [(group[r["head_index"]].text, r["label"], group[r["tail_index"]].text) for r in doc._.relations]
        yield [(one.text, one.label_) for one in group], links


def huggingface(files: Files) -> Said:
    table = pq.read_table(io.BytesIO(bytes(files["data/train.parquet"])))  # type: ignore[arg-type]
    for row in table.to_pylist():
        of = [row["text"][one["start"] : one["end"]] for one in row["spans"]]
        links = [(of[one["head_index"]], one["label"], of[one["tail_index"]]) for one in row["relations"]]
        yield [(surface, one["label"]) for surface, one in zip(of, row["spans"], strict=True)], links


def xmi(files: Files) -> Said:
    types = load_typesystem(str(files["TypeSystem.xml"]))
    for content in (content for name, content in files.items() if name.endswith(".xmi")):
        cas: Any = load_cas_from_xmi(str(content), types)
        links = [(one.Governor.get_covered_text(), one.label, one.Dependent.get_covered_text())
                 for one in cas.select("custom.Relation")]  # fmt: skip
        yield [(one.get_covered_text(), one.label) for one in cas.select("custom.Span")], links


def columns_of_conllu(files: Files) -> Said:
    """Spans by their B and I, a layer each; of relations, their labels and ends as the comments tell them."""
    sentences, documents = conllu.parse(str(files["export.conllu"])), list[list[Any]]()
    for sentence in sentences:
        if "newdoc id" in sentence.metadata:
            documents.append([])
        documents[-1] += [token["misc"] for token in sentence if isinstance(token["id"], int)]
    for words in documents:
        keys = sorted({key for misc in words for key in misc if re.fullmatch(r"ner\d*", key)})
        tags = [(misc.get(key, "O"), misc["start_char"]) for key in keys for misc in words]
        yield [("", tag[2:]) for tag, _ in tags if tag.startswith("B-")], []


def tables(rows: Callable[[str], list[dict[str, Any]]]) -> Said:
    """The tables of CSV or SQLite."""
    for document in rows("documents"):
        mine = [one for one in rows("spans") if one["document"] == document["document"]]
        of = {one["id"]: document["text"][int(one["start"]) : int(one["end"])] for one in mine}
        relations = [one for one in rows("relations") if one["document"] == document["document"]]
        links = [(of[one["head"]], one["label"], of[one["tail"]]) for one in relations]
        yield [(of[one["id"]], one["label"]) for one in mine], links


def csv_files(files: Files) -> Said:
    return tables(lambda name: [*csv.DictReader(io.StringIO(str(files[f"export.{name}.csv"]), newline=""))])


def sqlite(files: Files) -> Said:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(bytes(files["export.sqlite"]))  # type: ignore[arg-type]
        db.row_factory = sqlite3.Row
        yield from tables(lambda name: [dict(row) for row in db.execute(f"SELECT * FROM {name}")])


def webanno(files: Files) -> Said:
    """By the guide: numbers join rows, a bar stacks; labels only, the offsets of rows being UTF-16."""
    for content in (str(content) for name, content in files.items() if name.endswith(".tsv")):
        rows = [line.split("\t") for line in content.splitlines() if re.match(r"\d+-\d", line)]
        once = dict.fromkeys(one if one.endswith("]") else (row[0], one)
                             for row in rows for one in row[3].split("|") if one != "_")  # fmt: skip
        labels = [(one if isinstance(one, str) else one[1]).partition("[")[0].replace("\\_", "_") for one in once]
        links = [one.replace("\\_", "_") for row in rows for one in row[4].split("|") if one != "_"]
        yield [("", label) for label in labels], [("", label, "") for label in links]


def native(files: Files) -> Said:
    for line in by_json_lines(files):
        of = {one["id"]: line["text"][one["start"] : one["end"]] for one in line["spans"]}
        links = [(of[one["head"]], one["label"], of[one["tail"]]) for one in line["relations"]]
        yield [(of[one["id"]], one["label"]) for one in line["spans"]], links


def conll(files: Files) -> Said:
    blocks = str(files["export.conll"]).split("# newdoc id = ")[1:]
    rows = [*csv.DictReader(str(files["export.relations.tsv"]).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)]
    for block in blocks:
        tags = [tag for line in block.splitlines() if line.count("\t") > 1 for tag in line.split("\t")[2:]]
        mine = [row for row in rows if row["document"] == block.partition("\n")[0]]
        yield ([("", tag[2:]) for tag in tags if tag.startswith("B-")],
               [(row["head_text"], row["label"], row["tail_text"]) for row in mine])  # fmt: skip


SIDES: dict[str, Callable[[Files], Said]] = {
    "jsonl": native, "conll": conll, "conllu": columns_of_conllu, "brat": brat, "doccano": doccano,
    "doccano-spans": doccano_spans, "label-studio": label_studio, "prodigy": prodigy, "web-annotation": web_annotation,
    "docred": docred, "docbin": docbin, "huggingface": huggingface, "xmi": xmi, "webanno": webanno, "csv": csv_files,
    "sqlite": sqlite,
}  # fmt: skip


def due(pair: Pair) -> tuple[Spans, Links]:
    """What the other side must see of an article."""
    assert pair[1]
    items = pair[1].annotations
    of = {span.id: span.text for span in items.spans.values()}
    links = [(of[one.head], one.label, of[one.tail]) for one in items.relations.values()]
    return [(span.text, span.label) for span in items.spans.values()], links


def counted(said: list[tuple[Spans, Links]], like: list[tuple[Spans, Links]], gap: str) -> list[Counter[Any]]:
    """Everything seen, with white space as ``gap``; surfaces and relations only where ``like`` shows them."""
    shows = any(surface for spans, _ in like for surface, _ in spans)
    ends = any(head for _, links in like for head, _, _ in links)

    def plain(surface: str, shown: bool) -> str:
        return gap.join(surface.split()) if shown else ""

    spans = Counter((plain(surface, shows), label) for some, _ in said for surface, label in some)
    links = Counter((plain(head, ends), label, plain(tail, ends)) for _, some in said for head, label, tail in some)
    return [spans, links] if any(links for _, links in like) else [spans]


def test_every_format_that_is_written_has_another_side() -> None:
    assert set(SIDES) == {one.name for one in FORMATS.values() if one.write}


@pytest.mark.parametrize("name", SIDES)
def test_articles_are_on_the_other_side_what_they_are_here(name: str, articles: list[Pair]) -> None:
    files, loss = written(FORMATS[name], articles)
    seen = list(SIDES[name](files))
    expected = [due(pair) for pair in promised(articles, loss)]
    assert len(seen) == 2
    gap = "" if name == "docred" else " "  # its names are tokens, punctuation too, with spaces between
    assert counted(seen, seen, gap) == counted(expected, seen, gap)
    assert sum(len(spans) for spans, _ in seen) > 20
