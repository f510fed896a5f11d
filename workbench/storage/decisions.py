"""Adjudication as it is stored: the rule and sources of a document, decisions, the provenance of gold items."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from workbench.model.gold.case import Decision, Provenance, Rule, Version
from workbench.model.items import read_relation, read_span, relation_fields, span_fields
from workbench.storage.assignments import TESTED
from workbench.storage.rows import Row, dumps, like, now, one


@dataclass(frozen=True, slots=True)
class Merge:
    """How a document was last merged: under which rule, by whom (empty: at the shell), its sources at revisions."""

    rule: Rule
    person: str
    at: str
    sources: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A document of interest to who adjudicates.

    ``finished`` are the people who finished it; ``gold`` is the status of its gold set, or empty; ``merged`` whether it
    was ever merged; ``fresh`` whether somebody finished, or a source changed, since.
    """

    number: int
    id: str
    title: str
    language: str
    finished: Sequence[str]
    gold: str
    merged: bool
    fresh: bool

    @property
    def state(self) -> str:
        """``ready`` (to be merged), ``draft`` or ``final``."""
        return {"": "ready", "done": "final"}.get(self.gold, "draft")


_ORIGIN = ("kind", "item", "how", "rule", "decision", "sources", "person", "at")
_STATE = """CASE WHEN gold.status IS NULL THEN 'ready' WHEN gold.status = 'done' THEN 'final' ELSE 'draft' END"""
_FINISHED = f"""(SELECT count(*) FROM annotation_set done WHERE done.document = document.id
                AND done.person IS NOT NULL AND done.status = 'done' AND NOT {TESTED.format(set="done")})"""
_FRESH = f"""(adjudication.document IS NOT NULL AND EXISTS (
    SELECT 1 FROM annotation_set said
    LEFT JOIN adjudication_source heard ON heard.document = said.document AND heard.owner = said.owner
    WHERE said.document = document.id AND said.person IS NOT NULL
    AND (heard.revision <> said.revision
         OR heard.revision IS NULL AND said.status = 'done' AND NOT {TESTED.format(set="said")})))"""
_DESK = f"""FROM document
    LEFT JOIN annotation_set gold ON gold.document = document.id AND gold.owner = 'gold'
    LEFT JOIN adjudication ON adjudication.document = document.id
    WHERE (gold.id IS NOT NULL OR {_FINISHED} >= 2)
    AND (:query = '' OR document.title LIKE :like ESCAPE '\\' OR document.id LIKE :like ESCAPE '\\')"""


def find_merge(db: Database, document: str) -> Merge | None:
    """How a document was last merged, or None."""
    sql = """SELECT rule, trusted, coalesce(name, ''), merged_at FROM adjudication
             LEFT JOIN person ON person.id = adjudication.person WHERE document = ?"""
    found = db.execute(sql, [document]).fetchone()
    if found is None:
        return None
    sources = db.execute(
        "SELECT owner, revision FROM adjudication_source WHERE document = ? ORDER BY owner", [document]
    )
    return Merge(Rule(found[0], found[1]), found[2], found[3], dict(sources.fetchall()))


def note_merge(db: Database, document: str, rule: Rule, sources: Mapping[str, int], person: int | None) -> None:
    """Remember that a document was merged now, under which rule and from whom."""
    sql = """INSERT INTO adjudication (document, rule, trusted, person, merged_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (document) DO UPDATE SET rule = excluded.rule, trusted = excluded.trusted,
             person = excluded.person, merged_at = excluded.merged_at"""
    db.execute(sql, [document, rule.name, rule.trusted, person, now()])
    db.execute("DELETE FROM adjudication_source WHERE document = ?", [document])
    rows = [(document, owner, revision) for owner, revision in sources.items()]
    db.conn.executemany("INSERT INTO adjudication_source (document, owner, revision) VALUES (?, ?, ?)", rows)


def decisions(db: Database, document: str) -> list[Decision]:
    """Every decision on a document, oldest first, those that were undone as well."""
    sql = """SELECT decision.*, coalesce(name, '') AS name FROM decision
             LEFT JOIN person ON person.id = decision.person WHERE document = ? ORDER BY decision.id"""
    return [_decision(row) for row in list(db.query(sql, [document]))]


def gaps(db: Database) -> list[tuple[Decision, str]]:
    """The decisions in force that show a gap in the guidelines, newest first, each with its document's text."""
    sql = """SELECT decision.*, coalesce(name, '') AS name, document.text AS body FROM decision
             JOIN document ON document.id = decision.document
             LEFT JOIN person ON person.id = decision.person
             WHERE gap = 1 AND undone_at IS NULL ORDER BY decision.id DESC"""
    return [(_decision(row), str(row["body"])) for row in list(db.query(sql))]


def add_decision(db: Database, made: Decision, person: int | None) -> int:
    """Store a decision; its number."""
    row = {
        "document": made.document,
        "conflict": made.key,
        "versions": dumps({owner: version_fields(side) for owner, side in made.versions.items()}),
        "chosen": dumps(version_fields(made.chosen)),
        "replaced": dumps(version_fields(made.replaced)),
        "origins": dumps([{name: getattr(one, name) for name in _ORIGIN} for one in made.origins]),
        "sources": dumps(made.sources),
        "gap": int(made.gap),
        "person": person,
        "at": now(),
    }
    plain = {name: getattr(made, name) for name in ("kind", "start", "end", "what", "take", "category", "reason")}
    pk = db.table("decision").insert(row | plain).last_pk
    assert isinstance(pk, int)
    return pk


def undo_decision(db: Database, decision: int) -> None:
    """A decision is no longer in force; it stays on record."""
    db.execute("UPDATE decision SET undone_at = ? WHERE id = ?", [now(), decision])


def provenance(db: Database, document: str) -> dict[tuple[str, str], Provenance]:
    """Where the gold items of a document come from, by (kind, id)."""
    sql = """SELECT kind, item, how, rule, decision, sources, coalesce(name, '') AS name, at FROM provenance
             LEFT JOIN person ON person.id = provenance.person WHERE document = ?"""
    return {
        (kind, item): Provenance(kind, item, how, rule, decision, json.loads(sources), name, at)
        for kind, item, how, rule, decision, sources, name, at in db.execute(sql, [document]).fetchall()
    }


def put_provenance(db: Database, document: str, origins: Sequence[Provenance], person: int | None) -> None:
    """Say where gold items come from since now, whatever was said of them before."""
    sql = """INSERT INTO provenance (document, kind, item, how, rule, decision, sources, person, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (document, kind, item) DO UPDATE SET how = excluded.how, rule = excluded.rule,
             decision = excluded.decision, sources = excluded.sources, person = excluded.person, at = excluded.at"""
    at = now()
    rows = [
        (document, one.kind, one.item, one.how, one.rule, one.decision, dumps(one.sources), person, at)
        for one in origins
    ]
    db.conn.executemany(sql, rows)


def drop_provenance(db: Database, document: str, items: Sequence[tuple[str, str]]) -> None:
    """Forget where these items (kind, id) came from: they are gone."""
    sql = "DELETE FROM provenance WHERE document = ? AND kind = ? AND item = ?"
    db.conn.executemany(sql, [(document, *item) for item in items])


def desk_rows(db: Database, state: str, query: str, limit: int, after: int) -> list[DeskRow]:
    """Up to ``limit`` documents that are ready, draft, final or ``fresh``; all for an empty ``state``."""
    sql = f"""SELECT document.number, document.id, title, document.language, coalesce(gold.status, ''),
                     adjudication.document IS NOT NULL, {_FRESH}
              {_DESK} AND document.number > :after
              AND (:state IN ('', {_STATE}) OR :state = 'fresh' AND {_FRESH})
              ORDER BY document.number LIMIT :limit"""
    scope = {"state": state, "query": query, "like": like(query), "limit": limit, "after": after}
    rows = db.execute(sql, scope).fetchall()
    return [
        DeskRow(number, id, title, language, _finished(db, id), gold, bool(merged), bool(fresh))
        for number, id, title, language, gold, merged, fresh in rows
    ]


def desk_counts(db: Database) -> dict[str, int]:
    """How many documents are ready, draft, final, and ``fresh``."""
    sql = f"SELECT {_STATE}, count(*), sum({_FRESH}) {_DESK} GROUP BY 1"
    rows = db.execute(sql, {"query": "", "like": ""}).fetchall()
    return {state: count for state, count, _ in rows} | {"fresh": sum(fresh for _, _, fresh in rows)}


def merged_documents(db: Database) -> list[str]:
    """The documents that were ever merged, in the order of import."""
    sql = "SELECT document FROM adjudication JOIN document ON document.id = document ORDER BY number"
    return [row[0] for row in db.execute(sql).fetchall()]


def draft_documents(db: Database) -> set[str]:
    """The documents whose gold is being made here and is not final."""
    sql = """SELECT adjudication.document FROM adjudication JOIN annotation_set gold
             ON gold.document = adjudication.document AND gold.owner = 'gold' AND gold.status <> 'done'"""
    return {row[0] for row in db.execute(sql).fetchall()}


def first_import(db: Database, document: str) -> str | None:
    """When the gold of a document was imported, or None."""
    found = one(
        db,
        """SELECT min(change.at) AS at FROM change JOIN annotation_set ON annotation_set.id = "set"
           WHERE document = ? AND owner = 'gold' AND op = 'import'""",
        [document],
    )
    return found["at"] if found else None


def settled_documents(db: Database, owner: str) -> set[str]:
    """The documents whose final gold heard this person's finished work."""
    sql = """SELECT heard.document FROM adjudication_source heard
             JOIN annotation_set gold ON gold.document = heard.document AND gold.owner = 'gold'
             JOIN annotation_set own ON own.document = heard.document AND own.owner = heard.owner
             WHERE heard.owner = ? AND gold.status = 'done' AND own.status = 'done'"""
    return {row[0] for row in db.execute(sql, [owner]).fetchall()}


def version_fields(side: Version) -> dict[str, Any]:
    """One side of a conflict as JSON."""
    return {
        "spans": [span_fields(span) for span in side.spans],
        "relations": [relation_fields(relation) for relation in side.relations],
    }


def read_version(fields: Mapping[str, Any]) -> Version:
    """A side from JSON that `version_fields` wrote."""
    spans = [read_span(one, "") for one in fields["spans"]]
    return Version(spans, [read_relation(one) for one in fields["relations"]])


def _finished(db: Database, document: str) -> list[str]:
    sql = f"""SELECT owner FROM annotation_set done WHERE document = ? AND person IS NOT NULL AND status = 'done'
              AND NOT {TESTED.format(set="done")} ORDER BY owner"""
    return [row[0] for row in db.execute(sql, [document]).fetchall()]


def _decision(row: Row) -> Decision:
    return Decision(
        id=row["id"],
        document=row["document"],
        key=row["conflict"],
        kind=row["kind"],
        start=row["start"],
        end=row["end"],
        what=row["what"],
        take=row["take"],
        sources=json.loads(row["sources"]),
        versions={owner: read_version(side) for owner, side in json.loads(row["versions"]).items()},
        chosen=read_version(json.loads(row["chosen"])),
        replaced=read_version(json.loads(row["replaced"])),
        origins=[Provenance(**one) for one in json.loads(row["origins"])],
        category=row["category"],
        gap=bool(row["gap"]),
        reason=row["reason"],
        person=row["name"],
        at=row["at"],
        undone_at=row["undone_at"],
    )
