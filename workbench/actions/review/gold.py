"""Gold of a document: merged from its sources under a rule, through the one change log; finished, reopened."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from workbench.actions.guard import any_document, need_role
from workbench.model.annotation import GOLD, AnnotationSet, is_person
from workbench.model.changes import Change, Scene, apply, play
from workbench.model.document import Document
from workbench.model.errors import Conflict, Say, UnknownName
from workbench.model.gold.case import RULES, Case, Provenance, Rule
from workbench.model.gold.conflicts import Desk, desk
from workbench.model.gold.places import links
from workbench.model.gold.settle import accepted_marks, follows, new_relations, new_spans, open_marks, takes
from workbench.model.items import relation_fields, span_fields
from workbench.model.people import Person
from workbench.storage import Database, annotations, assignments, settings, writing
from workbench.storage import decisions as stored


class NothingToMerge(Conflict):
    """Gold is made from finished work."""

    code = "nothing-to-merge"
    en = Say("Nobody has finished “{document}”.", "Gold is made from finished work.")
    ar = Say("لم يُنهِ أحد المقال «{document}».", "المرجع الذهبي يُبنى من توسيم مكتمل.")


class GoldFinal(Conflict):
    """Final gold changes only after it is reopened."""

    code = "gold-final"
    en = Say("The gold of “{document}” is final.", "Reopen it first.")
    ar = Say("المرجع الذهبي للمقال «{document}» نهائي.", "أعد فتحه أولًا.")


class NoGold(Conflict):
    """A document that was not merged has nothing to decide."""

    code = "no-gold"
    en = Say("“{document}” has not been merged.", "Merge it first.")
    ar = Say("لم يُدمَج توسيم «{document}» بعد.", "ادمجه أولًا.")


class StillOpen(Conflict):
    """Gold is final only when nothing is open."""

    code = "still-open"
    en = Say("{count} conflicts of “{document}” are still open.", "Decide them first.")
    ar = Say("ما زالت في «{document}» خلافات مفتوحة: {count}.", "احسمها أولًا.")


class AtWork(Conflict):
    """Somebody whose work is in gold is changing it."""

    code = "at-work"
    en = Say("{owner} is working on “{document}” again.", "Wait until it is finished, then merge again.")
    ar = Say("عاد {owner} إلى العمل على «{document}».", "انتظر حتى يُنهيه ثم أعد الدمج.")


class GoldSet:
    """The gold set of a document, edited through the change log inside a transaction."""

    def __init__(self, db: Database, person: Person, document: Document) -> None:
        self.db = db
        self.person = person
        self.document = document
        self.schema = settings.schema(db)
        self.number = annotations.set_number(db, document.id, GOLD)
        found = annotations.find_by_number(db, self.number) if self.number is not None else None
        self.current = found or AnnotationSet(document.id, GOLD)

    def do(self, op: str, payload: Mapping[str, Any]) -> None:
        """Play one change, carry it out and log it. Raises what the rules refuse."""
        scene = Scene(self.document, self.schema, self.current, lambda: iter(()))
        change = Change(f"gold-{uuid4().hex}", op, payload)
        effects = play(change, scene)
        if not effects:
            return
        if self.number is None:
            self.number = annotations.add_set(self.db, self.document.id, GOLD, None)
        revision = self.current.revision + 1
        annotations.record(self.db, self.number, revision, (change.id, op), effects, self.person.id or None)
        self.current = replace(apply(effects, self.current), revision=revision)
        gone = [(effect.kind, effect.id) for effect in effects if effect.after is None]
        stored.drop_provenance(self.db, self.document.id, gone)

    def case(self) -> Case:
        """The document on the desk as it is now. Raises `NoGold` if it was never merged."""
        merge = stored.find_merge(self.db, self.document.id)
        if merge is None:
            raise NoGold(document=self.document.id)
        return self.case_of(merge.rule, list(merge.sources))

    def case_of(self, rule: Rule, owners: Sequence[str]) -> Case:
        """The case with these sources under this rule."""
        sets = {one.owner: one for one in annotations.sets_of(self.db, self.document.id) if one.owner in owners}
        return Case(
            self.document.id,
            self.schema,
            {owner: sets[owner].annotations for owner in owners},
            self.current.annotations,
            rule,
            [one for one in stored.decisions(self.db, self.document.id) if one.undone_at is None],
            stored.provenance(self.db, self.document.id),
        )

    def note_imported(self) -> None:
        """Gold items that were there before anything was merged say so."""
        known, now = stored.provenance(self.db, self.document.id), self.current.annotations
        items = [("span", id) for id in now.spans] + [("relation", id) for id in now.relations]
        origins = [Provenance(*item, "imported", "", None, {}) for item in items if item not in known]
        stored.put_provenance(self.db, self.document.id, origins, self.person.id or None)

    def settle(self) -> None:
        """Put into gold what goes in by itself, and say why; what is agreed still rests on who says it now."""
        case = self.case()
        revisions = revisions_of(self.db, self.document.id)
        for span, holders in new_spans(case, self.document):
            self.do("add_span", {"span": span_fields(span)})
            self._agreed(case, "span", span.id, "agreed", holders, revisions)
        case = self.case()
        found, waiting = links(case), open_marks(case, self.document)
        for relation, who in new_relations(case, found, waiting):
            self.do("add_relation", {"relation": relation_fields(relation)})
            how = "followed" if follows(case, case.link(relation), who, found) else "agreed"
            self._agreed(case, "relation", relation.id, how, who, revisions)
        self.confirm()

    def confirm(self) -> None:
        """Agreed items that the rule takes in today rest on those who say them today."""
        case, revisions = self.case(), revisions_of(self.db, self.document.id)
        accepted, found = accepted_marks(case), links(case)
        for origin in [one for one in case.provenance.values() if one.how in ("agreed", "followed")]:
            if origin.kind == "span":
                mark = case.mark(case.gold.spans[origin.item])
                holders = list(case.held[mark]) if mark in accepted else []
            else:
                link = case.link(case.gold.relations[origin.item])
                who = found.held.get(link, {})
                holders = list(who) if takes(case, link, who, found) else []
            if holders and set(holders) != set(origin.sources):
                self._agreed(case, origin.kind, origin.item, origin.how, holders, revisions)

    def _agreed(
        self, case: Case, kind: str, item: str, how: str, holders: Sequence[str] | Mapping[str, object],
        revisions: Mapping[str, int],
    ) -> None:  # fmt: skip
        sources = {owner: revisions[owner] for owner in holders}
        rule = rule_name(case.rule)
        origin = Provenance(kind, item, how, rule, None, sources)
        stored.put_provenance(self.db, self.document.id, [origin], self.person.id or None)


def merge(db: Database, supervisor: Person, document: str, rule: Rule | None = None) -> Desk:
    """Make gold from all finished work but practice and checks, or merge it again; what is identical goes in, the rest
    is asked.

    Without ``rule`` the one of the last merge holds, at first that all must agree. Final gold is reopened if there is
    anything to add or to ask. Raises `NothingToMerge`; `GoldFinal` for gold that was imported as final; `UnknownName`.
    """
    found = any_document(db, supervisor, document)
    with writing(db):
        gold = GoldSet(db, supervisor, found)
        before = stored.find_merge(db, document)
        if gold.current.status == "done" and before is None:
            raise GoldFinal(document=document)
        sets = annotations.sets_of(db, document)
        heard = before.sources if before else {}
        tested = assignments.tested(db, document)
        fresh = [o.owner for o in sets if is_person(o.owner) and o.status == "done" and o.owner not in tested]
        owners = [o.owner for o in sets if o.owner in heard or o.owner in fresh]
        if not owners:
            raise NothingToMerge(document=document)
        rule = _known(rule or (before.rule if before else Rule()), owners)
        revisions = {one.owner: one.revision for one in sets if one.owner in owners}
        stored.note_merge(db, document, rule, revisions, supervisor.id or None)
        gold.note_imported()
        _reopen_if_needed(gold)
        gold.confirm() if gold.current.status == "done" else gold.settle()
        return desk(gold.case(), found)


def finalise(db: Database, supervisor: Person, document: str) -> None:
    """Declare gold final. Raises `StillOpen` while anything is open, `AtWork`, `NoGold`."""
    found = any_document(db, supervisor, document)
    with writing(db):
        gold = GoldSet(db, supervisor, found)
        case = gold.case()
        unfinished = [one.owner for one in annotations.sets_of(db, document) if one.status != "done"]
        busy = [owner for owner in unfinished if owner in case.sources]
        if busy:
            raise AtWork(document=document, owner=busy[0])
        still = len(desk(case, found).conflicts)
        if still:
            raise StillOpen(document=document, count=still)
        gold.do("set_status", {"status": "done"})


def reopen(db: Database, supervisor: Person, document: str) -> None:
    """Final gold is a draft again. Raises `NoGold`."""
    found = any_document(db, supervisor, document)
    with writing(db):
        gold = GoldSet(db, supervisor, found)
        if gold.number is None:
            raise NoGold(document=document)
        gold.do("set_status", {"status": "in_progress"})


def merge_all(db: Database, supervisor: Person, rule: Rule | None = None) -> int:
    """Merge every document that two people finished and that was not merged, and whatever changed since; how many."""
    need_role(supervisor, "supervisor")
    waiting = [row for state in ("ready", "fresh") for row in stored.desk_rows(db, state, "", 1_000_000, 0)]
    for row in waiting:
        merge(db, supervisor, row.id, rule if row.state == "ready" else None)
    return len(waiting)


def revisions_of(db: Database, document: str) -> dict[str, int]:
    """At which revision every owner's set of a document is."""
    return {one.owner: one.revision for one in annotations.sets_of(db, document)}


def rule_name(rule: Rule) -> str:
    """A rule as it is written at the shell: ``all``, ``majority`` or ``trusted:NAME``."""
    return f"trusted:{rule.trusted}" if rule.trusted else rule.name


def read_rule(name: str) -> Rule:
    """A rule as `rule_name` writes it. Raises `UnknownName`."""
    kind, _, who = name.partition(":")
    if kind not in RULES or (kind == "trusted") != bool(who):
        raise UnknownName("rule", name, ["all", "majority", "trusted:NAME"])
    return Rule(kind, who or None)


def _known(rule: Rule, owners: Sequence[str]) -> Rule:
    if rule.trusted is not None and rule.trusted not in owners:
        raise UnknownName("person whose work is finished", rule.trusted, owners)
    return rule


def _reopen_if_needed(gold: GoldSet) -> None:
    """New gold begins; final gold is a draft again only if something is to be added or asked."""
    if gold.current.status == "done":
        case = gold.case()
        found, waiting = links(case), open_marks(case, gold.document)
        arrives = new_spans(case, gold.document) or new_relations(case, found, waiting)
        if not arrives and not desk(case, gold.document).conflicts:
            return
    gold.do("set_status", {"status": "in_progress"})
