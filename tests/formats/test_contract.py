"""Every format of the table keeps what it declares to carry: written and read again, nothing of it differs.

What it does not carry is in its loss report, with ids; and no damage to its files makes its reader fail.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.conll_cases import document
from tests.formats.contract import VIEWS, drafts_of, main_sources, pairs_of, promised, shorn, written
from tests.formats.reading import folder_source, read, read_source
from tests.formats.test_native_roundtrip import files as native_files
from workbench.formats import FORMATS, Format, guess
from workbench.formats.base import CARRIES, Pair
from workbench.formats.native import NATIVE
from workbench.formats.problems import FileProblem
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.resources import SEEDS

ROOT = Path(__file__).resolve().parents[2]
TEXT = "زيارة وزارية\nوصل وزير النقل السوري 🙂 إلى وبغداد، والتقى نظيره."
BOTH_WAYS = [one for one in FORMATS.values() if one.read and one.write]
both_ways = pytest.mark.parametrize("format", BOTH_WAYS, ids=[one.name for one in BOTH_WAYS])
every_reader = pytest.mark.parametrize("format", [f for f in FORMATS.values() if f.read], ids=lambda f: f.name)
many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def span(id: str, surface: str, label: str, **more: Any) -> Span:
    """The span of the first occurrence of a surface."""
    start = TEXT.index(surface)
    return Span(id, start, start + len(surface), label, surface, **more)


def sample() -> list[Pair]:
    """Two owners' annotations of one document: nested, inside words, crossing, with all that an item can hold."""
    doc = document(TEXT)
    spans = [
        span("s1", "وزير النقل السوري", "ROLE", note="منصب"),
        span("s2", "السوري", "NORP", attributes={"sure": "no"}),
        span("s3", "بغداد", "GPE", kb_id="wikidata:Q1530"),
        span("s4", "السوري 🙂", "ORG"),
    ]
    relations = [Relation("r1", "s1", "s3", "PRESENT_IN", {"modality": "negated"}, "ملاحظة")]
    first = AnnotationSet(doc.id, "ali", "done", 3, "2026-11-21T20:00:00Z", "", Annotations.of(spans, relations))
    second = AnnotationSet(doc.id, "gold", "done", 1, None, "", Annotations.of([span("x", "النقل", "GOV")]))
    return [(doc, first), (doc, second)]


def seeds() -> list[Pair]:
    """The annotated seeds, the owners of each one after the other, as they are exported."""
    paths = sorted(SEEDS.glob("annotations/*.jsonl"))
    found = pairs_of(draft for path in paths for draft in read(NATIVE, path.read_bytes()).drafts)
    return sorted(found, key=lambda pair: pair[0].id)


@st.composite
def corpora(draw: st.DrawFn) -> list[Pair]:
    """Documents with Arabic, emoji, harakat and white space of all kinds; nested spans, relations, several owners."""
    pairs = pairs_of(read(NATIVE, draw(native_files())).drafts)
    assert len({(document.id, owned.owner if owned else "") for document, owned in pairs}) == len(pairs)
    return pairs


def keeps_its_word(format: Format, pairs: list[Pair]) -> None:
    """Check that what the loss report does not list comes back as declared."""
    files, loss = written(format, pairs)
    found = pairs_of(drafts_of(format, files))
    if "owners" not in format.carries:
        pairs = [pair for at, pair in enumerate(pairs) if pair[0].id not in {p[0].id for p in pairs[:at]}]
    expected = [pair for pair in promised(pairs, loss) if pair[1] or "unannotated" in format.carries]
    for carried in format.carries:
        seen, due = ([VIEWS[carried](pair, format) for pair in some] for some in (found, expected))
        assert sorted(seen, key=repr) == sorted(due, key=repr), carried


def test_every_carried_thing_has_a_view() -> None:
    assert set(VIEWS) == set(CARRIES)


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
def test_a_format_declares_only_what_there_is(format: Format) -> None:
    assert format.carries <= set(CARRIES)
    assert FORMATS[format.name] is format
    assert [one.suffix for one in FORMATS.values()].count(format.suffix) == 1
    assert format.units


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
def test_a_format_is_documented(format: Format) -> None:
    assert f"`{format.name}`" in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


@both_ways
def test_what_a_format_declares_to_carry_survives_it(format: Format) -> None:
    keeps_its_word(format, sample())


@both_ways
def test_the_seeds_survive_every_format(format: Format) -> None:
    keeps_its_word(format, seeds())


@both_ways
@many
@given(data=st.data())
def test_any_document_survives_every_format(format: Format, data: st.DataObject) -> None:
    keeps_its_word(format, data.draw(corpora()))


@both_ways
@many
@given(data=st.data())
def test_written_read_and_written_again_not_a_byte_differs(format: Format, data: st.DataObject) -> None:
    pairs = shorn(data.draw(corpora()), format)
    files, _ = written(format, pairs)
    found = pairs_of(drafts_of(format, files))
    if format.carries & {"text", "tokens"}:
        assert written(format, found)[0] == files
    else:  # white space comes back as our own, and sentences with it
        keeps_its_word(format, found)


@both_ways
def test_what_a_format_does_not_carry_is_in_the_loss_report(format: Format) -> None:
    """Items whose fields are lost are listed by id, and so are relations that are left out."""
    files, loss = written(format, sample())
    report = loss.as_dict()
    listed = {item["id"] for item in report["stripped"]["items"]}
    listed |= {item["id"] for kind in ("spans", "relations") for item in report[kind]["dropped_items"]}
    for name, owner in {"notes": "s1", "attributes": "s2", "kb_ids": "s3", "relations": "r1"}.items():
        lies_beside = name == "relations" and len(files) > 1 and not format.folder
        assert name in format.carries or owner in listed or lies_beside, name


@both_ways
def test_a_written_file_is_recognised_from_its_content(format: Format) -> None:
    for pairs in (sample(), seeds()):
        files, _ = written(format, pairs)
        for source in main_sources(format, files):
            found = guess(source)
            assert found.format is format
            assert found.sign.reason.en
            assert found.sign.reason.ar


@both_ways
@many
@given(data=st.data())
def test_no_damage_to_a_file_makes_a_reader_fail(format: Format, data: st.DataObject) -> None:
    """Cut off, or with bytes put in, taken out or turned: drafts (to be checked by the rules), or a `FileProblem`."""
    files, _ = written(format, sample())
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name]
    raw = content.encode() if isinstance(content, str) else content
    start, length = data.draw(st.integers(0, len(raw))), data.draw(st.sampled_from([0, 0, 1, 5, len(raw)]))
    damaged = raw[:start] + data.draw(st.binary(max_size=4)) + raw[start + length :]
    for source in main_sources(format, {**files, name: damaged}):
        for draft in read_source(format, source).drafts:
            assert draft.place("id").startswith(source.name.partition(".")[0])


@every_reader
@many
@given(
    raw=st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.sampled_from([b"", b"{}", b"[]", b"[{}]"])
)
def test_no_bytes_make_a_reader_or_the_guess_fail(format: Format, raw: bytes) -> None:
    files: dict[str, str | bytes] = {f"f{format.endings[0]}": raw}
    source = folder_source(files, *files)
    with suppress(FileProblem):
        guess(source)
    for problem in read_source(format, source).problems:
        assert isinstance(problem, FileProblem)
        assert problem.where.startswith("f")


def test_a_claim_that_does_not_hold_is_found() -> None:
    """The views can tell: columns carry no notes, so a format that claimed them would fail."""
    conll = FORMATS["conll"]
    liar = Format(**{name: getattr(conll, name) for name in conll.__slots__} | {"carries": conll.carries | {"notes"}})
    with pytest.raises(AssertionError, match="notes"):
        keeps_its_word(liar, sample())


def test_the_sample_is_rich_enough() -> None:
    """Each thing that may be carried shows in the sample: otherwise keeping it would prove nothing."""
    first = sample()[0][1]
    assert first
    bare = Annotations.of(Span(s.id, s.start, s.end, s.label, s.text) for s in first.annotations.spans.values())
    assert {carried for carried in ("attributes", "notes", "kb_ids", "relations") if VIEWS[carried](sample()[0], NATIVE)
            != VIEWS[carried]((sample()[0][0], AnnotationSet("d-1", "ali", annotations=bare)), NATIVE)} == {
        "attributes", "notes", "kb_ids", "relations"}  # fmt: skip
