"""Adjudication: the desk of a document, what is decided of its conflicts, and decisions taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.actions.guard import any_document
from workbench.actions.review.gold import GoldFinal, GoldSet, revisions_of
from workbench.actions.review.verdicts import Verdict
from workbench.model.annotation import GOLD, AnnotationSet, is_person
from workbench.model.document import Document
from workbench.model.errors import Conflict, NotFound, Say, UnknownName
from workbench.model.gold.case import Case, Decision, Provenance, Version
from workbench.model.gold.case import Conflict as Dispute
from workbench.model.gold.conflicts import Desk, desk
from workbench.model.gold.verdict import Edit, edits, merged, replaced
from workbench.model.items import relation_fields, span_fields
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.storage import Database, annotations, assignments, documents, reading, settings, writing
from workbench.storage import decisions as stored
from workbench.storage.decisions import Merge


class ConflictGone(Conflict):
    """A decision on a conflict that is not open: decided already, or its sources changed."""

    code = "conflict-gone"
    en = Say(
        "The conflict {key} is not open in “{document}”.", "Reload: it was decided, or somebody changed their work."
    )
    ar = Say("الخلاف {key} ليس مفتوحًا في «{document}».", "أعد التحميل: حُسم من قبل أو غيّر أحدهم توسيمه.")


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A document on the desk: its sources, its gold (None: not merged yet), what is open, every decision.

    ``imported_at`` says when gold came from a file.
    """

    document: Document
    schema: Schema
    sources: Sequence[AnnotationSet]
    gold: AnnotationSet | None
    merge: Merge | None
    desk: Desk
    decisions: Sequence[Decision]
    provenance: Mapping[tuple[str, str], Provenance]
    imported_at: str | None

    @property
    def state(self) -> str:
        """``ready`` (nothing was merged), ``draft`` or ``final``."""
        if self.gold is None:
            return "ready"
        return "final" if self.gold.status == "done" else "draft"

    @property
    def fresh(self) -> list[str]:
        """Those who finished, or changed what they had finished, since the last merge."""
        heard = self.merge.sources if self.merge else {}
        return [one.owner for one in self.sources if heard.get(one.owner) != one.revision]


def on_desk(db: Database, supervisor: Person, document: str) -> OnDesk:
    """Everything about a document that who adjudicates must see. Raises `Forbidden`, `NotFound`."""
    any_document(db, supervisor, document)
    found = documents.find(db, document)
    assert found is not None
    with reading(db):
        merge = stored.find_merge(db, document)
        sets = annotations.sets_of(db, document)
        heard, tested = merge.sources if merge else {}, assignments.tested(db, document)
        return OnDesk(
            found,
            settings.schema(db),
            [
                o
                for o in sets
                if o.owner in heard or (is_person(o.owner) and o.status == "done" and o.owner not in tested)
            ],
            next((one for one in sets if one.owner == GOLD), None),
            merge,
            desk(GoldSet(db, supervisor, found).case(), found) if merge else Desk((), {}, ()),
            stored.decisions(db, document),
            stored.provenance(db, document),
            stored.first_import(db, document),
        )


def decide(db: Database, supervisor: Person, document: str, verdict: Verdict) -> int:
    """Decide an open conflict: gold says what was chosen, and it is never asked again. The decision's number.

    Raises `ConflictGone`, `GoldFinal`, `NoGold`, `UnknownName`, and what the rules refuse.
    """
    found = any_document(db, supervisor, document)
    with writing(db):
        gold = _draft(db, supervisor, found)
        case = gold.case()
        dispute = _open_dispute(case, found, verdict.key)
        return carry_out(gold, case, dispute, verdict, _chosen(case, dispute, verdict, found))


def carry_out(gold: GoldSet, case: Case, dispute: Dispute, verdict: Verdict, chosen: Version) -> int:
    """Make draft gold say what was chosen in place of what is disputed, and keep why. The decision's number.

    Inside a transaction. Raises what the rules refuse.
    """
    changes, stands = edits(case, dispute, chosen)
    made = _decision(gold.db, case, dispute, verdict, chosen, stands)
    number = stored.add_decision(gold.db, made, gold.person.id or None)
    for op, payload in changes:
        gold.do(op, payload)
    origins = [Provenance(kind, id, "decided", "", number, made.sources) for kind, id in stands]
    stored.put_provenance(gold.db, case.document, origins, gold.person.id or None)
    gold.settle()
    return number


def undo(db: Database, supervisor: Person, document: str, number: int | None = None) -> Decision:
    """Take a decision back (the last one in force without ``number``): gold is as before, the conflict open again.

    The decision stays on record. Raises `NotFound`, `GoldFinal`, `NoGold`.
    """
    found = any_document(db, supervisor, document)
    with writing(db):
        gold = _draft(db, supervisor, found)
        in_force = gold.case().decisions
        undone = next((one for one in reversed(in_force) if number in (None, one.id)), None)
        if undone is None:
            raise NotFound(kind="decision", name=number if number is not None else "–")
        take_back(gold, undone)
        return undone


def take_back(gold: GoldSet, undone: Decision) -> None:
    """Make draft gold what it was before a decision in force. Inside a transaction; raises what the rules refuse."""
    for op, payload in _undoing(gold, undone):
        gold.do(op, payload)
    stored.undo_decision(gold.db, undone.id)
    there = {("span", id) for id in gold.current.annotations.spans}
    there |= {("relation", id) for id in gold.current.annotations.relations}
    back = [one for one in undone.origins if (one.kind, one.item) in there]
    stored.put_provenance(gold.db, undone.document, back, gold.person.id or None)
    gold.settle()


def _draft(db: Database, supervisor: Person, document: Document) -> GoldSet:
    gold = GoldSet(db, supervisor, document)
    if gold.current.status == "done":
        raise GoldFinal(document=document.id)
    return gold


def _open_dispute(case: Case, document: Document, key: str) -> Dispute:
    for one in desk(case, document).conflicts:
        if one.key == key:
            return one
    raise ConflictGone(key=key, document=document.id)


def _chosen(case: Case, dispute: Dispute, verdict: Verdict, document: Document) -> Version:
    """The items that stand after a verdict; notes are what annotators say to us, gold does not repeat them."""
    if verdict.what == "nothing":
        return Version()
    if verdict.what == "merged":
        return _plain(merged(case, dispute, document))
    if verdict.what == "edited":
        return verdict.version(case, document)
    if verdict.take not in dispute.versions:
        raise UnknownName("side", verdict.take, list(dispute.versions))
    side = dispute.versions[verdict.take]
    return side if verdict.take == GOLD else _plain(side)


def _plain(side: Version) -> Version:
    return Version([replace(one, note="") for one in side.spans], [replace(one, note="") for one in side.relations])


def _decision(
    db: Database,
    case: Case,
    dispute: Dispute,
    verdict: Verdict,
    chosen: Version,
    stands: Sequence[tuple[str, str]],
) -> Decision:
    revisions = revisions_of(db, case.document)
    gone = replaced(case, dispute, chosen)
    touched = {*stands, *(("span", one.id) for one in gone.spans), *(("relation", one.id) for one in gone.relations)}
    return Decision(
        0,
        case.document,
        dispute.key,
        dispute.kind,
        dispute.start,
        dispute.end,
        verdict.what,
        verdict.take if verdict.what == "taken" else "",
        {owner: revisions[owner] for owner in case.sources},
        dispute.versions,
        chosen,
        gone,
        [case.provenance[item] for item in sorted(touched) if item in case.provenance],
        verdict.category,
        verdict.gap,
        verdict.reason,
    )


def _undoing(gold: GoldSet, undone: Decision) -> list[Edit]:
    """The edits that bring gold back to what it was: what the decision made goes, what gave way returns."""
    now = gold.current.annotations
    origins = stored.provenance(gold.db, undone.document)
    made = sorted(item for item, one in origins.items() if one.decision == undone.id)
    kept = {(one.kind, one.item) for one in undone.origins}
    before = {one.id: one for one in undone.replaced.spans}
    gone = [(kind, id) for kind, id in made if (kind, id) not in kept]
    plan: list[Edit] = [(f"delete_{kind}", {kind: {"id": id}}) for kind, id in gone]
    changed = [before[id] for kind, id in made if kind == "span" and id in before]
    plan += [("update_span", {"span": span_fields(one)}) for one in changed]
    plan += [("add_span", {"span": span_fields(one)}) for id, one in before.items() if id not in now.spans]
    ends = (now.spans.keys() | before.keys()) - {id for kind, id in gone if kind == "span"}
    missing = [one for one in undone.replaced.relations if one.id not in now.relations]
    back = [one for one in missing if {one.head, one.tail} <= ends]
    return plan + [("add_relation", {"relation": relation_fields(one)}) for one in back]
