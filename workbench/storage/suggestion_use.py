"""What suggestions came to: effort with and without them, what was accepted and what was rejected."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A person's finished work on a document, begun with suggestions or without.

    ``keys`` and clicks that its entities took; None unless every change of an entity tells, and there was one.
    """

    document: str
    owner: str
    suggested: bool
    entities: int
    keys: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    """How often suggestions of a source for a label were accepted, how many of these stand as they were, how often
    such suggestions were rejected.
    """

    source: str
    label: str
    accepted: int
    kept: int
    rejected: int

    @property
    def rate(self) -> float | None:
        """The accepted among those that were answered; None if none was."""
        answered = self.accepted + self.rejected
        return self.accepted / answered if answered else None


@dataclass(frozen=True, slots=True)
class Shared:
    """Entities of finished work, once for each other person who finished the document, and those that these mark alike.

    Alike is the same start, end and label.
    """

    marks: int
    alike: int

    @property
    def rate(self) -> float | None:
        """The share that others mark alike; None without any."""
        return self.alike / self.marks if self.marks else None


def finished_sets(db: Database) -> list[FinishedSet]:
    """Everybody's finished work of which it is known whether it was begun with suggestions."""
    sql = """SELECT document, owner, suggested, (SELECT count(*) FROM span WHERE "set" = own.id),
                    (SELECT CASE WHEN count(keys) = count(*) THEN sum(keys) END FROM change
                     WHERE "set" = own.id AND op IN ('add_span', 'update_span', 'delete_span'))
             FROM annotation_set own WHERE person IS NOT NULL AND suggested IS NOT NULL AND status = 'done'
             ORDER BY document, owner"""
    return [
        FinishedSet(document, owner, bool(suggested), entities, keys)
        for document, owner, suggested, entities, keys in db.execute(sql).fetchall()
    ]


def shared(db: Database) -> tuple[Shared, Shared]:
    """Entities that were accepted from suggestions, and those that were made by hand.

    One whose label or place was changed since it was accepted was made by hand.
    """
    sql = """
        WITH accepted AS (
            SELECT DISTINCT change."set", effect.value ->> '$.id' id, effect.value ->> '$.after.label' label,
                   effect.value ->> '$.after.start' start, effect.value ->> '$.after.end' "end"
            FROM change, json_each(change.effects) effect
            WHERE source IS NOT NULL AND op = 'add_span' AND effect.value ->> '$.kind' = 'span'),
        pair AS (
            SELECT mine.id mine, other.id other FROM annotation_set mine
            JOIN annotation_set other ON other.document = mine.document AND other.id <> mine.id
            WHERE mine.person IS NOT NULL AND mine.status = 'done'
            AND other.person IS NOT NULL AND other.status = 'done')
        SELECT accepted.id IS NOT NULL, count(*), sum(EXISTS (
                   SELECT 1 FROM span said WHERE said."set" = other AND said.start = span.start
                   AND said."end" = span."end" AND said.label = span.label))
        FROM pair JOIN span ON span."set" = mine
        LEFT JOIN accepted ON accepted."set" = mine AND accepted.id = span.id AND accepted.label = span.label
                           AND accepted.start = span.start AND accepted."end" = span."end"
        GROUP BY 1"""
    found = {bool(suggested): Shared(marks, alike) for suggested, marks, alike in db.execute(sql).fetchall()}
    return found.get(True, Shared(0, 0)), found.get(False, Shared(0, 0))


def taken(db: Database) -> list[Taken]:
    """By source and label."""
    sql = """
        WITH accepted AS (
            SELECT change."set", source, effect.value ->> '$.id' id, effect.value ->> '$.after.label' label,
                   effect.value ->> '$.after.start' start, effect.value ->> '$.after.end' "end"
            FROM change, json_each(change.effects) effect
            WHERE source IS NOT NULL AND op IN ('add_span', 'add_relation')
            AND effect.value ->> '$.kind' IN ('span', 'relation')),
        answered AS (
            SELECT source, label, 1 accepted, 0 rejected,
                   EXISTS (SELECT 1 FROM span WHERE span."set" = accepted."set" AND span.id = accepted.id
                           AND span.label = accepted.label AND span.start = accepted.start
                           AND span."end" = accepted."end")
                   OR EXISTS (SELECT 1 FROM relation WHERE relation."set" = accepted."set"
                              AND relation.id = accepted.id AND relation.label = accepted.label) kept
            FROM accepted
            UNION ALL SELECT source, label, 0, 1, 0 FROM rejection WHERE key GLOB 'ghost *')
        SELECT source, label, sum(accepted), sum(kept), sum(rejected) FROM answered GROUP BY 1, 2 ORDER BY 1, 2"""
    return [Taken(*row) for row in db.execute(sql).fetchall()]
