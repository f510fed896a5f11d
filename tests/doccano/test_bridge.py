"""Push and pull against a real doccano: what comes back is what was marked there, to the code point."""

import dataclasses
import json

import pytest
from click.testing import CliRunner

from tests.doccano.server import ADMIN, PASSWORD
from tests.fixtures import SECOND
from workbench import doccano as bridge
from workbench.actions import transfer
from workbench.cli import main
from workbench.doccano import Login
from workbench.formats.files import Decoded
from workbench.model.changes import Effect
from workbench.model.errors import Refusals
from workbench.model.people import SHELL
from workbench.resources import SEEDS
from workbench.storage import annotations, writing

pytestmark = pytest.mark.slow
FLAG = "🇮🇶"
VOWELLED = "قَالَ مُحَمَّدٌ 🙂 إِنَّ بَغْدَادَ بَعِيدَةٌ، ثُمَّ زارَ 🇮🇶 وبَغْدَاد.\n"
NAME, CITY = "مُحَمَّدٌ", "بَغْدَادَ"


def place(surface, after=""):
    """The code points of the first such stretch behind ``after``."""
    start = VOWELLED.index(surface, VOWELLED.index(after) + len(after))
    return start, start + len(surface)


SPANS = [(*place(NAME), "PERSON"), (*place(CITY), "GPE")]


def gold_line(id, text, spans, relations=()):
    """A line of native JSONL by gold."""
    spans = [{"id": f"g{at}", "start": s, "end": e, "label": label} for at, (s, e, label) in enumerate(spans)]
    spans[0] |= {"note": "ملاحظة", "kb_id": "Q1"}
    fields = {"id": id, "text": text, "owner": "gold", "spans": spans, "relations": list(relations)}
    return json.dumps(fields, ensure_ascii=False)


@pytest.fixture
def db(workspace):
    """The five seeds, one of them with gold, and a text with harakat and emoji, with gold as well."""
    transfer.import_paths(workspace.db, SHELL, sorted(SEEDS.glob("*.txt")))
    annotated = (SEEDS / "annotations" / "rim.jsonl").read_text(encoding="utf-8").splitlines()[2]
    transfer.import_text(workspace.db, SHELL, Decoded(annotated), "rim", owner="gold")
    report = transfer.import_text(workspace.db, SHELL, Decoded(gold_line("vowels", VOWELLED, SPANS)), "v")
    assert not report.problems
    return workspace.db


@pytest.fixture
def login(doccano):
    return Login(doccano.url, ADMIN, PASSWORD, wait=60)


def stored(db, document, owner="gold"):
    """The set of an owner, which must be there."""
    found = annotations.find(db, document, owner)
    assert found is not None
    return found


def said(db, document, owner="gold"):
    """What an owner says of a document: spans and relations by their surfaces, the status."""
    found = stored(db, document, owner)
    spans = found.annotations.spans
    links = {(spans[r.head].text, r.label, spans[r.tail].text) for r in found.annotations.relations.values()}
    return {(s.start, s.end, s.label, s.text) for s in spans.values()}, links, found.status


def everything(db):
    """All sets of the workspace as they are stored."""
    return {(d, o): stored(db, d, o) for d, o in db.execute("SELECT document, owner FROM annotation_set").fetchall()}


def counts(report):
    return {owner: {what: n for what, n in tally.items() if n} for owner, tally in report.owners.items()}


def pull(db, login, project, **options):
    return transfer.pull_from_doccano(db, SHELL, login, transfer.PullRequest(project, **options))


def push(db, login, project, **options):
    return transfer.push_to_doccano(db, SHELL, login, transfer.PushRequest(project, **options))


def test_work_in_a_shared_project_comes_back_to_the_code_point(db, login, doccano):
    omar = doccano.page("omar")
    report = push(db, login, "shared", owner="gold", people={"omar": "omar"})
    assert (report.created, report.new, report.members) == (True, 8, ["omar"])
    assert (report.spans, report.relations) == (163, 89)

    before = everything(db)
    assert counts(pull(db, login, "shared")) == {"gold": {"same": 2}}
    assert everything(db) == before  # attributes, notes and ids are still there, and nothing was written

    text = omar.text("shared", "vowels")
    text.relabel(NAME, "NORP")
    text.delete(CITY)
    flag = text.mark(FLAG, "GPE")
    tail = text.mark("بَغْدَاد", "GPE", after=FLAG)
    text.relate(tail, "LOCATED_IN", flag)
    text.comment("انظر العلم")
    text.confirm()
    second = omar.text("shared", "second")
    second.mark("أربيل", "GPE")

    assert counts(pull(db, login, "shared")) == {"gold": {"changed": 1, "same": 1, "new": 1}}
    city = "بَغْدَاد"
    spans = {(*place(NAME), "NORP", NAME), (*place(FLAG), "GPE", FLAG), (*place(city, FLAG), "GPE", city)}
    assert said(db, "vowels") == (spans, {(city, "LOCATED_IN", FLAG)}, "done")
    kept = stored(db, "vowels")
    assert (kept.annotations.spans["g0"].note, kept.remark) == ("ملاحظة", "انظر العلم")
    at = SECOND.index("أربيل")
    assert said(db, "second") == ({(at, at + 5, "GPE", "أربيل")}, set(), "in_progress")

    before = everything(db)
    assert counts(pull(db, login, "shared")) == {"gold": {"same": 3}}
    assert everything(db) == before


def test_everybody_of_a_separate_project_becomes_an_owner(db, login, doccano, workspace):
    pages = {name: doccano.page(name) for name in ("zainab", "ali.b")}
    assert push(db, login, "apart", people={"zainab": "zainab", "ali": "ali.b"}).members == ["zainab", "ali.b"]
    for name, page in pages.items():
        page.text("apart", "vowels").mark(FLAG, "GPE" if name == "zainab" else "NORP")
    pages["zainab"].text("apart", "vowels").confirm()

    report = pull(db, login, "apart", people={"ali": "ali.b"})
    assert counts(report) == {"zainab": {"new": 1}, "ali": {"new": 1}}
    assert said(db, "vowels", "zainab") == ({(*place(FLAG), "GPE", FLAG)}, set(), "done")
    assert said(db, "vowels", "ali") == ({(*place(FLAG), "NORP", FLAG)}, set(), "in_progress")
    assert counts(pull(db, login, "apart", people={"ali": "ali.b"})) == {"zainab": {"same": 1}, "ali": {"same": 1}}


def test_corrected_suggestions_are_the_work_of_who_pulls(db, login, doccano):
    line = json.loads(gold_line("vowels", VOWELLED, SPANS)) | {"owner": "suggestion:rules"}
    transfer.import_text(db, SHELL, Decoded(json.dumps(line)), "s")
    push(db, login, "suggested", owner="suggestion:rules", documents=["vowels"])
    before = stored(db, "vowels", "suggestion:rules")
    doccano.page().text("suggested", "vowels").relabel(CITY, "LOC")
    assert counts(pull(db, login, "suggested")) == {ADMIN: {"new": 1}}
    assert {one[2:] for one in said(db, "vowels", ADMIN)[0]} == {("PERSON", NAME), ("LOC", CITY)}
    assert counts(pull(db, login, "suggested", owner="gold")) == {}  # gold says otherwise, and was never there
    assert stored(db, "vowels", "suggestion:rules") == before


def test_a_set_changed_on_both_sides_waits_for_a_choice(db, login, doccano, workspace):
    page = doccano.page()
    push(db, login, "both", owner="gold", documents=["vowels"])
    page.text("both", "vowels").delete(NAME)
    number = annotations.set_number(db, "vowels", "gold") or 0
    gone = stored(db, "vowels").annotations.spans["g1"]
    with writing(db):
        annotations.record(db, number, 2, ("mine", "delete_span"), [Effect("span", "g1", gone, None)], None)
    before = everything(db)

    (problem,) = pull(db, login, "both").problems
    assert (problem.code, everything(db)) == ("doccano-both-changed", before)
    assert counts(pull(db, login, "both", prefer="doccano", dry_run=True)) == {"gold": {"changed": 1}}
    assert everything(db) == before
    assert counts(pull(db, login, "both", prefer="doccano")) == {"gold": {"changed": 1}}
    assert said(db, "vowels")[0] == {(*place(CITY), "GPE", CITY)}


def test_a_push_that_broke_off_goes_on_and_doubles_nothing(db, login, doccano):
    doccano.pause_worker()
    try:
        with pytest.raises(bridge.WorkerSilent):
            push(db, dataclasses.replace(login, wait=1), "resumed", documents=["vowels", "second"])
    finally:
        doccano.resume_worker()
    report = push(db, login, "resumed")
    assert (report.created, report.types, report.known, report.new) == (False, [], 2, 6)
    assert push(db, login, "resumed").new == 0
    listed = doccano.page().send("get", f"projects/{doccano.page().project('resumed')}/examples?limit=100")["results"]
    assert sorted(one["meta"]["workbench_document"] for one in listed) == sorted(
        ["first", "second", "vowels", *(f"iraq-00{n}" for n in range(1, 6))]
    )


def test_what_the_schema_forbids_is_said_and_nothing_of_it_is_stored(db, login, doccano):
    page = doccano.page()
    push(db, login, "forbidden", owner="gold", documents=["vowels", "second"])
    page.text("forbidden", "vowels").mark("بَغْدَادَ بَعِيدَةٌ", "GPE")
    page.text("forbidden", "second").mark("البصرة", "GPE")
    before = stored(db, "vowels")

    report = pull(db, login, "forbidden")
    assert counts(report) == {"gold": {"new": 1}}
    assert {problem.code for problem in report.problems} == {"span-nesting"}
    assert all("vowels" in problem.where for problem in report.problems)
    assert stored(db, "vowels") == before


def test_an_edited_text_and_a_user_called_gold_are_refused(db, login, doccano):
    page = doccano.page("gold")
    push(db, login, "odd", documents=["vowels", "second"], people={"nobody": "gold"})
    page.text("odd", "vowels").mark(FLAG, "GPE")
    text = doccano.page().text("odd", "second")
    text.mark("البصرة", "GPE")
    text.page.send("patch", text.at, text=f" {SECOND}")
    before = everything(db)

    report = pull(db, login, "odd")
    assert sorted(problem.code for problem in report.problems) == ["bad-request", "texts-differ"]
    assert everything(db) == before
    with pytest.raises(Refusals) as caught:
        push(db, login, "odd")
    assert [problem.code for problem in caught.value.errors] == ["texts-differ"]


def test_the_commands_of_the_readme(db, doccano, workspace):
    server = ["--url", doccano.url, "--user", ADMIN, "--project", "shell"]
    base = ["--db", str(workspace.path), "doccano"]
    environment = {"DOCCANO_PASSWORD": PASSWORD}
    pushed = CliRunner().invoke(main, [*base, "push", *server, "--owner", "gold"], env=environment)
    assert (pushed.exit_code, pushed.stdout) == (
        0,
        "shell: 8 documents pushed (163 spans, 89 relations); there already: 0\n",
    )
    pulled = CliRunner().invoke(main, [*base, "pull", *server, "--password-stdin"], input=PASSWORD)
    assert (pulled.exit_code, pulled.stdout) == (0, "gold\t0 new\t0 changed\t2 same\t0 newer here\n")
    assert PASSWORD not in pushed.output + pulled.output
