"""What agreement reads, a corpus at a time; and what it counted, kept until that changes.

``work`` is a text that says what something was counted from; who counts decides what stands in it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlite_utils import Database

from workbench.model.document import Extent, PackedExtents
from workbench.storage.rows import dumps, like


class Work(NamedTuple):
    """What one owner has of a document: the number of the set, its status and revision, when it was finished.

    ``kind`` is that of the assignment: ``ordinary``, ``practice``, ``gold-check``.
    """

    owner: str
    set: int
    status: str
    revision: int
    completed_at: str | None
    kind: str


class Said(NamedTuple):
    """The items of a set, reduced to what is compared: spans ``(id, start, end, label)``, relations by span ids."""

    spans: list[tuple[str, int, int, str]]
    relations: list[tuple[str, str, str]]


class Text(NamedTuple):
    """A document as far as agreement reads it."""

    number: int
    id: str
    text: str
    tokens: Sequence[Extent]


_JUDGES: Final = "(annotation_set.person IS NOT NULL OR owner = 'gold')"
_FINISHED: Final = """(SELECT max(date(completed_at)) FROM annotation_set
    WHERE document = document.id AND person IS NOT NULL AND status = 'done'
    AND (:owners = '[]' OR owner IN (SELECT value FROM json_each(:owners))))"""
_SUGGESTED: Final = """(SELECT CASE WHEN min(suggested) = max(suggested) AND count(suggested) = count(*)
                          THEN iif(min(suggested), 'with', 'without') END FROM annotation_set
    WHERE document = document.id AND person IS NOT NULL AND status = 'done'
    AND (:owners = '[]' OR owner IN (SELECT value FROM json_each(:owners))))"""
_AMONG: Final = "(:documents = 'null' OR own.document IN (SELECT value FROM json_each(:documents)))"
_CONDITIONS: Final[Mapping[str, str]] = {
    "query": "(title LIKE :like ESCAPE '\\' OR id LIKE :like ESCAPE '\\')",
    "documents": "id IN (SELECT value FROM json_each(:documents))",
    "batch": "EXISTS (SELECT 1 FROM batch_document WHERE document = document.id AND batch = :batch)",
    "language": "language = :language",
    "since": f"{_FINISHED} >= :since",
    "until": f"{_FINISHED} <= :until",
    "suggested": f"{_SUGGESTED} = :suggested",
}


def matching(db: Database, *, documents: Sequence[str], owners: Sequence[str], **chosen: str) -> set[str] | None:
    """The ids of the documents that fit (None: all do, for nothing was asked). What is empty does not restrict.

    ``query`` is part of a title or id; ``since`` and ``until`` are days (UTC, ISO 8601, inclusive) on which the last of
    ``owners`` (none: of all people) finished it; ``suggested`` is ``with`` or ``without``: how all of ``owners``
    who finished it began it; where they began differently, or nobody knows how, it fits neither.
    """
    asked = {name: value for name, value in {**chosen, "documents": documents}.items() if value}
    if not asked:
        return None
    conditions = " AND ".join(_CONDITIONS[name] for name in asked)
    fields = {**chosen, "like": like(chosen.get("query", "")), "documents": dumps(documents), "owners": dumps(owners)}
    return {row[0] for row in db.execute(f"SELECT id FROM document WHERE {conditions}", fields)}


def stamp(db: Database) -> tuple[Any, ...]:
    """Changes whenever work is finished, reopened, begun, imported or made practice, or the schema changes; cheap."""
    sums = f"""SELECT status, count(*), total(id), total(revision), total(id * revision) FROM annotation_set
               WHERE {_JUDGES} GROUP BY status ORDER BY status"""
    sets = [row if row[0] == "done" else row[:3] for row in db.execute(sums).fetchall()]
    schema = "SELECT sha256 || adopted_at FROM schema_version ORDER BY adopted_at DESC LIMIT 1"
    tests = "SELECT count(*), max(coalesce(changed_at, assigned_at)) FROM assignment WHERE kind <> 'ordinary'"
    documents = db.execute(f"SELECT count(*), ({schema}) FROM document").fetchone()
    return (*documents, *db.execute(tests).fetchone(), *sets)


def works(db: Database) -> Iterator[tuple[int, str, list[Work]]]:
    """Every document, by number and id, in the order of import, with what people and gold have of it, by owner."""
    sql = f"""SELECT number, document.id, owner, annotation_set.id, status, revision, completed_at,
                     coalesce(assignment.kind, 'ordinary')
              FROM document LEFT JOIN annotation_set ON annotation_set.document = document.id AND {_JUDGES}
              LEFT JOIN assignment
              ON assignment.document = document.id AND assignment.person = annotation_set.person
              ORDER BY number, owner"""
    for (number, document), rows in groupby(db.execute(sql), itemgetter(0, 1)):
        yield number, document, [Work(*row[2:]) for row in rows if row[2] is not None]


def texts(db: Database, numbers: Sequence[int]) -> Iterator[Text]:
    """These documents."""
    sql = """SELECT number, id, text, tokens FROM document JOIN segmentation ON document = id
             WHERE number IN (SELECT value FROM json_each(?))"""
    for number, id, text, tokens in db.execute(sql, [dumps(list(numbers))]):
        yield Text(number, id, text, PackedExtents(tokens).unpacked)


def said(db: Database, sets: Sequence[int]) -> dict[int, Said]:
    """What stands in these sets."""
    found: dict[int, Said] = {number: Said([], []) for number in sets}
    chosen = 'WHERE "set" IN (SELECT value FROM json_each(?))'
    for number, *span in db.execute(f'SELECT "set", id, start, "end", label FROM span {chosen}', [dumps(list(sets))]):
        found[number].spans.append((span[0], span[1], span[2], span[3]))
    for number, *link in db.execute(f'SELECT "set", label, head, tail FROM relation {chosen}', [dumps(list(sets))]):
        found[number].relations.append((link[0], link[1], link[2]))
    return found


def names(db: Database) -> list[str]:
    """The names whose codes stand in the counts that are kept, by code."""
    return [row[0] for row in db.execute("SELECT name FROM agreement_name ORDER BY code")]


def counts(db: Database) -> dict[int, tuple[str, bytes]]:
    """What is kept, by the number of the document: what it was counted from, and the counts."""
    return {row[0]: row[1:] for row in db.execute("SELECT document, work, counts FROM agreement_count")}


def keep_counts(db: Database, known: Sequence[str], rows: Iterable[tuple[int, str, bytes]]) -> None:
    """Keep counts ``(document, work, counts)`` with the names of their codes; part of a transaction.

    Nothing is kept if somebody else has given the codes to other names meanwhile.
    """
    kept = names(db)
    if kept != list(known[: len(kept)]):
        return
    new = list(enumerate(known))[len(kept) :]
    db.conn.executemany("INSERT INTO agreement_name (code, name) VALUES (?, ?)", new)
    db.conn.executemany("INSERT OR REPLACE INTO agreement_count (document, work, counts) VALUES (?, ?, ?)", rows)


def gammas(db: Database) -> dict[tuple[int, tuple[str, ...]], tuple[str, tuple[float, float, float] | None]]:
    """Every gamma that is kept, by document and people: what it was computed from; observed, expected, mean units."""
    rows = db.execute("SELECT document, people, work, observed, expected, units FROM agreement_gamma")
    return {
        (document, tuple(json.loads(people))): (work, None if values[0] is None else tuple(values))
        for document, people, work, *values in rows
    }


def keep_gamma(
    db: Database, document: int, people: Sequence[str], work: str, values: tuple[float, float, float] | None
) -> None:
    """Keep the gamma of a document (None: nobody marked anything), instead of an earlier one of the same people."""
    sql = "INSERT OR REPLACE INTO agreement_gamma VALUES (?, ?, ?, ?, ?, ?)"
    db.execute(sql, [document, dumps(list(people)), work, *(values or (None, None, None))])


def gold_decided(db: Database, owner: str, documents: Collection[str] | None) -> tuple[int, int]:
    """How many of these documents (None: all) somebody finished that have gold, and on how many of these they decided.

    Decisions that were undone do not count.
    """
    sql = f"""SELECT count(*), total(EXISTS (
                  SELECT 1 FROM decision WHERE document = own.document AND undone_at IS NULL
                  AND decision.person = own.person))
              FROM annotation_set own JOIN annotation_set gold ON gold.document = own.document AND gold.owner = 'gold'
              WHERE own.owner = :owner AND own.status = 'done' AND gold.status = 'done' AND {_AMONG}"""
    with_gold, decided = db.execute(sql, _among(owner, documents)).fetchone()
    return with_gold, int(decided)


def suggestions_kept(db: Database, owner: str, documents: Collection[str] | None) -> tuple[int, int]:
    """How many marks were suggested in these documents (None: all) that somebody finished; how many stand unchanged.

    What several sources suggest alike is one suggestion.
    """
    sql = f"""WITH offered AS (
                  SELECT DISTINCT own.id mine, start, "end", label
                  FROM annotation_set own JOIN annotation_set source ON source.document = own.document
                  JOIN span ON span."set" = source.id
                  WHERE own.owner = :owner AND own.status = 'done' AND source.owner LIKE 'suggestion:_%' AND {_AMONG})
              SELECT count(*), total(EXISTS (
                  SELECT 1 FROM span WHERE "set" = mine AND start = offered.start AND "end" = offered."end"
                  AND label = offered.label)) FROM offered"""
    offered, kept = db.execute(sql, _among(owner, documents)).fetchone()
    return offered, int(kept)


def _among(owner: str, documents: Collection[str] | None) -> dict[str, str]:
    return {"owner": owner, "documents": dumps(None if documents is None else sorted(documents))}
