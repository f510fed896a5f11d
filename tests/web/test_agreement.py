"""The report page: every number opens exactly the lines it counts, in both languages; its tables, files and pages."""

import csv
import io
import json
import re
import subprocess
import sys
from html import unescape
from typing import Any

import html5lib
import pytest

from tests.web.checked import Reader, words
from tests.web.team import TEXT, reader
from workbench.actions import agreement, transfer
from workbench.actions.agreement import reports, studies
from workbench.actions.workspace import open_workspace
from workbench.agreement import Reason
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.storage import writing
from workbench.web.review.report import render_report
from workbench.web.wording import all_words

LINK = re.compile(r'href="([^"]+)" hx-get="([^"]+)" data-count="(\d+)"')
TOTAL = re.compile(r'class="list-title" tabindex="-1">([^<]+)<')
PAGE = "/review/agreement"

__all__ = ["reader"]  # fixtures


def links(page: str) -> set[tuple[str, str, int]]:
    """The lists that a page leads to: as a page, as a part, and how long they should be."""
    return {(unescape(place), unescape(part), int(count)) for place, part, count in LINK.findall(page)}


def rows_of(reader: Reader, part: str) -> int:
    """How many lines a list has, all its pages together."""
    found = 0
    while part:
        text = reader.get(part).text
        found += text.count('<li class="difference">')
        more = re.search(r'class="more"><a[^>]* hx-get="([^"]+)"', text)
        part = unescape(more.group(1)) if more else ""
    return found


@pytest.mark.parametrize(
    "path",
    [PAGE, f"{PAGE}?owners=ali,noor", f"{PAGE}?labels=GPE,LOCATED_IN&since=2026-10-01", f"{PAGE}/people/noor"],
)
def test_every_number_opens_as_many_lines_as_it_says(reader, path):
    found = links(reader.get(path).text)
    assert len(found) > 5
    for _, part, count in found:
        assert rows_of(reader, part) == count, part


def test_the_list_is_also_a_page_that_says_how_long_it_is(reader):
    place, _, count = max(links(reader.get(PAGE).text), key=lambda link: link[2])
    page = reader.get(place).text
    assert TOTAL.search(page).group(1) == f"{count} places"  # type: ignore[union-attr]


def test_a_number_shown_alone_is_its_count(reader):
    """Numbers that are counts, not values: what is read is what is opened."""
    page = html5lib.parse(reader.get(PAGE).text, namespaceHTMLElements=False)
    shown = [(words(one), one.get("data-count")) for one in page.iter("a") if one.get("data-count")]
    counts = [(text, count) for text, count in shown if re.fullmatch(r"[\d,]+", text)]
    assert len(counts) > 20
    assert [pair for pair in counts if pair[0].replace(",", "") != pair[1]] == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    [
        *(PAGE, f"{PAGE}?owners=ali,zainab&match=overlap", f"{PAGE}?layer=relations", f"{PAGE}?query=nothing"),
        *(f"{PAGE}/people/ali", f"{PAGE}/documents/team-1", f"{PAGE}/documents/team-1?one=ali&other=gold"),
        *(f"{PAGE}/documents/bridge", f"{PAGE}/differences?of=relation&kind=any", f"{PAGE}/differences?doc=none"),
        f"{PAGE}/differences?minor=clitic",
    ],
)
def test_every_page_of_the_report_is_sound_in_both_languages(reader, path, language):
    reader.post("/language", {"language": language})
    reader.get(path)


def test_the_address_is_the_choice_and_stays_in_every_link(reader):
    part = reader.get("/parts/review/agreement?owners=ali&owners=noor&labels=GPE&since=")
    assert part.headers["HX-Replace-Url"] == f"{PAGE}?owners=ali,noor&labels=GPE"
    assert all("owners=ali%2Cnoor" in place or "owners=ali,noor" in place for place, _, _ in links(part.text))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PAGE}?owners=nobody", 422),
        (f"{PAGE}?since=soon", 400),
        (f"{PAGE}/people/nobody", 404),
        (f"{PAGE}/documents/nothing", 404),
        (f"{PAGE}/documents/team-1?one=ali&other=nobody", 404),
        (f"{PAGE}/tables/nothing.csv", 404),
        (f"{PAGE}/differences?kind=odd", 422),
        (f"{PAGE}/differences?of=odd", 422),
        (f"{PAGE}/differences?minor=odd", 422),
    ],
)
def test_an_address_that_asks_for_what_is_not_there_is_refused(reader, path, status):
    reader.get(path, status)


def test_where_nobody_shares_an_article_the_page_says_what_to_do(read):
    page = read("salma").get(PAGE).text
    assert "Assign some articles" in page
    assert "part-cards" not in page


def test_every_table_is_there_as_csv_and_as_json(reader):
    page = reader.get(PAGE).text
    names = set(re.findall(r"/tables/([\w-]+)\.csv", page))
    assert names >= {"headline", "sources", "pairs", "labels", "confusion", "documents", "ladder", "weeks", "others"}
    for name in names:
        records = json.loads(reader.get(f"{PAGE}/tables/{name}.json").text)
        text = reader.get(f"{PAGE}/tables/{name}.csv").text
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert records
        assert [list(row) for row in rows] == [list(record) for record in records]


def test_a_table_holds_the_numbers_of_the_report(reader):
    report = json.loads(reader.get(f"{PAGE}/report.json?owners=ali,noor").text)
    counts = next(one["value"] for one in report["measures"] if one["measure"] == "disagreement_counts")
    (row,) = json.loads(reader.get(f"{PAGE}/tables/sources.json?owners=ali,noor").text)
    assert {kind: row[kind] for kind in counts} == counts
    assert counts["only_a"] > 0
    assert (row["clitic"], row["punctuation"]) > (0, 0)


@pytest.mark.parametrize(
    ("match", "measure"), [("exact", "f1_exact"), ("boundary", "f1_boundary"), ("partial", "f1_partial")]
)
def test_the_map_of_pairs_counts_as_the_same_what_one_chooses(reader, match, measure):
    report = json.loads(reader.get(f"{PAGE}/report.json").text)
    scope = {"pair": ["ali", "noor"]}
    value = next(one["value"] for one in report["measures"] if (one["measure"], one["scope"]) == (measure, scope))
    rows = json.loads(reader.get(f"{PAGE}/tables/pairs.json?match={match}").text)
    assert value in [row[name] for row in rows for name in ("ali", "noor")]


def test_the_whole_report_is_there_as_a_file(reader):
    text = reader.get(f"{PAGE}/report.csv").text
    assert text.startswith("measure,")
    answer = reader.client.get(f"{PAGE}/report.html")
    assert answer.headers["Content-Disposition"] == "attachment; filename=agreement-report.html"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_file_to_mail_needs_nothing_but_itself(reader, database, language):
    db = open_workspace(database)
    study = agreement.study(db, SHELL)
    db.close()
    html = render_report(study.report(), study.schema, language)
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert page.get("dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert [one.tag for one in page.iter() if one.tag in ("script", "link", "img", "iframe")] == []
    assert [place for one in page.iter("a") if not (place := one.get("href", "")).startswith("#")] == []
    assert not re.search(r"url\(|@import|https?:", html)
    assert "methods-latex" in html


def test_a_report_of_nothing_is_a_file_too(read, database):
    db = open_workspace(database)
    study = agreement.study(db, SHELL)
    db.close()
    assert "Agreement needs two opinions" in render_report(study.report(), study.schema, "en")


def test_the_methods_are_latex_that_compiles(reader):
    page = html5lib.parse(reader.get(PAGE).text, namespaceHTMLElements=False)
    latex = next(words(one) for one in page.iter("textarea") if one.get("id") == "methods-latex")
    assert r"95 \%" in latex
    assert not re.search(r"(?<!\\)[%&_#$]", latex)


def test_both_versions_stand_under_a_text_that_is_whole(reader):
    page = html5lib.parse(reader.get(f"{PAGE}/documents/team-2?one=ali&other=noor").text, namespaceHTMLElements=False)
    texts = [words(one) for one in page.iter("p") if one.get("class") == "text"]
    assert texts == [*TEXT.split("\n"), "(2)"]
    strokes = {one.get("class") for one in page.iter("span") if "stroke" in one.get("class", "")}
    assert {"stroke first differs", "stroke second differs"} <= strokes


def test_slight_boundary_differences_are_told_apart(reader):
    page = reader.get(f"{PAGE}/differences?kind=boundary&one=ali&other=zainab&minor=clitic").text
    assert "وكالة شفق" in page
    assert 'class="kind-chip minor">glued-on letter' in page


def test_an_empty_choice_of_people_for_a_page_about_one_is_the_whole_team(reader):
    page = reader.get(f"{PAGE}/people/zainab").text
    assert "ali" in page
    assert "noor" in page


def test_every_reason_has_words():
    known = {key.removeprefix("reason.") for key in all_words() if key.startswith("reason.")}
    assert known == {"missing", *(reason.name.lower() for reason in Reason)}


def test_intervals_of_a_large_part_come_after_the_page(reader, monkeypatch):
    monkeypatch.setattr(reports, "AT_ONCE", 1)
    page = reader.get(f"{PAGE}?language=ar").text
    (later,) = re.findall(r'hx-get="([^"]+intervals=1[^"]*)" hx-trigger="load"', page)
    part = reader.get(unescape(later)).text
    assert "intervals=1" not in part
    assert "intervals=1" not in reader.get(f"{PAGE}?language=ar").text


def test_the_page_does_not_load_scipy_before_it_is_asked_for():
    code = "import sys, workbench.web; sys.exit(any(name in sys.modules for name in ('scipy', 'workbench.agreement')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_persons_page_says_how_long_her_marks_are_and_whose_gold_it_is(reader, database):
    db = open_workspace(database)
    with writing(db):
        db.execute("""INSERT INTO adjudication VALUES ('team-0', 'all', NULL, NULL, '2026-11-21')""")
        db.execute("""INSERT INTO decision (document, conflict, kind, start, "end", what, sources, versions, chosen,
                      replaced, origins, person, at) VALUES ('team-0', 'k', 'spans', 0, 4, 'nothing', '{}', '{}', '{}',
                      '{}', '[]', (SELECT id FROM person WHERE name = 'ali'), '2026-11-21')""")
    db.close()
    page, other = (reader.get(f"{PAGE}/people/{name}").text for name in ("ali", "noor"))
    assert "decided on the gold of 1 of the articles" in page
    assert "decided on the gold" not in other
    names = set(re.findall(r"/tables/([\w-]+)\.csv", page))
    assert names == {"person", "beside-others", "usage"}
    rows = {row["measure"]: row for row in json.loads(reader.get(f"{PAGE}/people/ali/tables/person.json").text)}
    lengths = [
        (one["scope"]["pair"], one["value"], one["n"])
        for one in json.loads(reader.get(f"{PAGE}/report.json").text)["measures"]
        if one["measure"] == "mark_lengths" and {*one["scope"]} == {"pair"} and "ali" in one["scope"]["pair"]
    ]
    assert [pair[0] for pair, _, _ in lengths] == ["ali", "ali"]
    hers, theirs = (sum(v[s] for _, v, _ in lengths) / sum(n[s] for _, _, n in lengths) for s in "ab")
    assert rows["length_difference"]["value"] == pytest.approx(hers - theirs)
    assert hers < theirs
    assert rows["suggestions_kept"]["value"] is None
    reader.get(f"{PAGE}/people/ali/tables/nothing.csv", 404)
    assert reader.get(f"{PAGE}/people/ali/tables/usage.csv").text.startswith("\ufefflabel,hers,theirs,log_ratio,length")


def table(reader: Reader, name: str, query: str = "") -> list[dict[str, Any]]:
    """The rows of a table."""
    found: list[dict[str, Any]] = json.loads(reader.get(f"{PAGE}/tables/{name}.json{query}").text)
    return found


def test_headline_figures_say_what_changed_since_the_week_before(reader):
    rows = {row["measure"]: row["change"] for row in table(reader, "headline", "?owners=ali,zainab")}
    weeks = sorted((row["week"], row["f1_exact"]) for row in table(reader, "weeks", "?owners=ali,zainab"))
    known = [value for _, value in weeks][-2:]
    assert rows["f1_exact"] == pytest.approx(known[1] - known[0])
    assert rows["gamma"] is None
    page = reader.get(f"{PAGE}?owners=ali,zainab").text.replace("\u2011", "-")
    assert f"in \u2066{weeks[-1][0]}\u2069 against \u2066{weeks[-2][0]}\u2069" in page


def test_a_week_that_is_not_over_is_compared_with_nothing(reader, monkeypatch):
    monkeypatch.setattr(studies, "now", lambda: "2026-09-02T00:00:00Z")
    assert {row["change"] for row in table(reader, "headline")} == {None}


def test_each_type_has_its_line_over_the_weeks_and_the_numbers_of_it(reader):
    rows = table(reader, "labels-by-week")
    weeks = [key for key in rows[0] if key != "label"]
    assert weeks == sorted(row["week"] for row in table(reader, "weeks"))
    report = json.loads(reader.get(f"{PAGE}/report.json").text)["measures"]
    for row in rows:
        for week in weeks:
            pooled = [
                one["value"] for one in report
                if one["measure"] == "f1_exact_pooled_pairs" and (one["scope"].get("label"), one["scope"].get("week"))
                == (row["label"], week)
            ]  # fmt: skip
            assert pooled in ([row[week]], []) if row[week] is None else pooled == [row[week]]
    assert reader.get(PAGE).text.count('class="plot spark"') == sum(
        sum(row[week] is not None for week in weeks) > 1 for row in rows
    )


def test_weeks_are_marked_where_somebody_began_or_the_schema_changed(reader, database):
    db = open_workspace(database)
    with writing(db):
        db.execute("UPDATE schema_version SET adopted_at = '2026-01-01T00:00:00Z'")
        row = dict(next(iter(db.query("SELECT * FROM schema_version"))))
        db.table("schema_version").insert(row | {"sha256": "x", "version": "2.0", "adopted_at": "2025-12-01T00:00:00Z"})
        db.execute("UPDATE schema_version SET adopted_at = '2026-10-07T00:00:00Z' WHERE sha256 <> 'x'")
        db.execute("UPDATE annotation_set SET status = 'in_progress' WHERE owner = 'noor' AND completed_at < '2026-10'")
    db.close()
    events = {row["week"]: row["events"] for row in table(reader, "weeks") if row["events"]}
    assert events.pop("2026-W40") == "noor began."
    assert [*events] == ["2026-W41"]
    assert events["2026-W41"].endswith("came into force.")
    assert reader.get(PAGE).text.count('class="event"') == 2


def test_the_matrix_of_relations_counts_those_turned_round(reader, database):
    text = "بغداد وأربيل"
    spans = [{"id": "s0", "start": 0, "end": 5, "label": "GPE"}, {"id": "s1", "start": 7, "end": 12, "label": "GPE"}]
    db = open_workspace(database)
    for owner, head, tail in (("ali", "s0", "s1"), ("noor", "s1", "s0")):
        link = {"id": "r", "head": head, "tail": tail, "label": "LOCATED_IN"}
        line = {"id": "turned", "text": text, "owner": owner, "status": "done", "spans": spans, "relations": [link]}
        assert not transfer.import_text(db, SHELL, Decoded(json.dumps(line)), "turned.jsonl").problems
    db.close()
    rows = {row["label"]: row for row in table(reader, "relation-confusion")}
    kinds = {row["relation"]: row for row in table(reader, "relation-types")}
    assert {name: row["reversed"] for name, row in rows.items() if name in kinds} == {
        name: row["direction"] for name, row in kinds.items()
    }
    assert kinds["LOCATED_IN"]["direction"] == 1
