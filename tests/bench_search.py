"""How long searches, lists of what is uneven, and suggestions take among 10,000 articles of final gold.

They hold 200,000 entities and 80,000 relations.
"""

import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from workbench.actions import suggest, workspace
from workbench.actions.people import add_person
from workbench.actions.search import ODDITIES, find, oddities
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE, SEEDS
from workbench.storage import Database, people, search, writing
from workbench.text import segmented

DOCUMENTS = 10_000
RUNS = 5
CUT = 50
"""The last articles, which suggestions look at: the others need no tokens here."""
LABELS = ("GPE", "PERSON", "ROLE", "ORG")
RELATIONS = ("PRESENT_IN", "HOLDS_ROLE", "MET_WITH")
QUERIES = ("بغداد", '"العراق"', "غير موجود", "label:GPE", "label:GPE العراق", "PERSON -HOLDS_ROLE-> ROLE", "note:x")


def fill(db: Database) -> None:
    """Articles of three lines of our seeds, twenty entities and eight relations each."""
    chance = random.Random(1)
    lines = [
        line
        for path in sorted(SEEDS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line) > 80
    ]
    for number in range(1, DOCUMENTS + 1):
        text = "\n".join(chance.sample(lines, 3))
        document = (number, f"d{number}", text[:40], text)
        db.execute("INSERT INTO document (number, id, title, text, sha256, language, direction, imported_at) "
                   "VALUES (?, ?, ?, ?, '', 'ar', 'rtl', '')", document)  # fmt: skip
        db.execute(
            "INSERT INTO annotation_set (id, document, owner, status) VALUES (?, ?, 'gold', 'done')",
            [number, f"d{number}"],
        )
        spans = [(number, f"s{n}", *place, LABELS[n % 4]) for n, place in enumerate(words(text)[:20])]
        sql = 'INSERT INTO span ("set", id, start, "end", text, label) VALUES (?, ?, ?, ?, ?, ?)'
        db.conn.executemany(sql, spans)
        if number > DOCUMENTS - CUT:
            cut = segmented(text).tokens
            db.execute("INSERT INTO segmentation (document, sentences, tokens) VALUES (?, '[]', ?)", [document[1], cut])
        links = [(number, f"r{n}", f"s{n}", f"s{n + 1}", RELATIONS[n % 3]) for n in range(8)]
        db.conn.executemany('INSERT INTO relation ("set", id, head, tail, label) VALUES (?, ?, ?, ?, ?)', links)


def words(text: str) -> list[tuple[int, int, str]]:
    """The longer words of a text with their places."""
    found, start = [], 0
    for word in text.replace("\n", " ").split(" "):
        if len(word) > 4:
            found.append((start, start + len(word), word))
        start += len(word) + 1
    return found


def timed(do: Callable[[], object]) -> float:
    """Milliseconds of processor time, at the median of several runs."""
    found = []
    for _ in range(RUNS):
        began = time.process_time()
        do()
        found.append(1000 * (time.process_time() - began))
    return median(found)


def report() -> list[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        db = workspace.init(Path(folder) / "bench.db", SCHEMA_FILE)
        with writing(db):
            fill(db)
        began = time.perf_counter()
        search.catch_up(db)
        lines = [
            f"Search, {DOCUMENTS:,} articles; index built in {time.perf_counter() - began:.1f} s; first page (ms):"
        ]
        for query in QUERIES:
            lines.append(f"  {query:28} median {timed(partial(find, db, SHELL, query)):6.0f}")
        for kind in ODDITIES:
            lines.append(f"  uneven: {kind:20} median {timed(partial(oddities, db, SHELL, kind)):6.0f}")
        add_person(db, SHELL, "ali", "annotator", "correct horse battery")
        [ali] = [row.person for row in people.activity(db)]
        took = timed(partial(suggest.offers, db, ali, f"d{DOCUMENTS}", wishes=True))
        lines.append(f"  {'suggestions for an article':28} median {took:6.0f}")
        db.close()
    return lines
