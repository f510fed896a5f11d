"""Damages files of every format and imports them: only a refusal in words, or a reading that fulfils every rule.

``python -m tests.fuzz [SECONDS] [SEED]`` goes on for so long; a round that fails says the seed that repeats it. The
test suite runs a bounded part (`tests/formats/test_damage.py`).
"""

import io
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from tests.fixtures import Workspace, dump, make_template, opened_copy
from tests.formats.conll_cases import document
from tests.formats.contract import written
from tests.formats.test_contract import BOTH_WAYS, span
from tests.formats.test_contract import TEXT as ARTICLE
from workbench.actions.transfer import import_paths, preview, sources
from workbench.formats import FORMATS, Format
from workbench.formats.base import Pair
from workbench.formats.problems import FileProblem
from workbench.model.annotation import Annotations, AnnotationSet, Relation
from workbench.model.people import SHELL

Damage = Callable[[bytes, Random], bytes]
Files = Mapping[str, bytes]

_MOST: Final = 3
_NUMBERS: Final = (b"-1", b"0", b"4.0", b"1e999", b"9" * 30, b"9" * 6000, "٣".encode(), b"null", b'"7"', b"true")
_INTRUDERS: Final = (
    b"\0", b"\xed\xa0\x80", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\t", "\u202e🙂".encode(), b"\\ud800", b"&lol;", b"'",
    b'"', b"\n\n", b"]]>", b"<!DOCTYPE x>", b"|", b";", b"[" * 1200, b'{"a":' * 700, b"NaN",
)  # fmt: skip


def cut(raw: bytes, rng: Random) -> bytes:
    """Cut off somewhere."""
    return raw[: rng.randrange(len(raw) + 1)]


def flip(raw: bytes, rng: Random) -> bytes:
    """A bit turned."""
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]


def lose(raw: bytes, rng: Random) -> bytes:
    """Some bytes missing."""
    at = rng.randrange(len(raw))
    return raw[:at] + raw[at + rng.choice([1, 2, 5, 40]) :]


def intrude(raw: bytes, rng: Random) -> bytes:
    """Something put in that does not belong there."""
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.choice(_INTRUDERS) + raw[at:]


def lines(raw: bytes, rng: Random) -> bytes:
    """A line missing, repeated, or in another place."""
    found = raw.split(b"\n")
    one = found.pop(rng.randrange(len(found)))
    for _ in range(rng.randrange(3)):
        found.insert(rng.randrange(len(found) + 1), one)
    return b"\n".join(found)


def numbers(raw: bytes, rng: Random) -> bytes:
    """A number turned into another one, or into none."""
    found = list(re.finditer(rb"\d+", raw))
    if not found:
        return raw
    one = rng.choice(found)
    near = str(int(one[0][:9]) + rng.choice([-1, 1])).encode()
    return raw[: one.start()] + rng.choice([*_NUMBERS, near, near, near]) + raw[one.end() :]


def brackets(raw: bytes, rng: Random) -> bytes:
    """Two brackets, quotation marks or separators in each other's place."""
    found = list(re.finditer(rb"[\[\]{}()<>\"',:;|\t]", raw))
    if len(found) < 2:
        return raw
    one, other = sorted(rng.sample([match.start() for match in found], 2))
    return raw[:one] + raw[other : other + 1] + raw[one + 1 : other] + raw[one : one + 1] + raw[other + 1 :]


def words(raw: bytes, rng: Random) -> bytes:
    """A word in another's place: keys, labels, ids."""
    found = list(re.finditer(rb"[A-Za-z_]+\d*", raw))
    if len(found) < 2:
        return raw
    one, other = rng.sample(found, 2)
    return raw[: one.start()] + other[0] + raw[one.end() :]


def emptied(raw: bytes, rng: Random) -> bytes:
    """Nothing left, or nothing to speak of."""
    return rng.choice([b"", b"\n", b" ", b"{}", b"[]", b"null"])


DAMAGES: Final[tuple[Damage, ...]] = (cut, flip, lose, intrude, lines, numbers, brackets, words)


def damaged(raw: bytes, rng: Random) -> bytes:
    """The bytes with one to three damages; inside of what is compressed, as often as outside."""
    if not raw or not rng.randrange(40):
        return emptied(raw, rng)
    if raw.startswith(b"\x78") and rng.randrange(2):
        return zlib.compress(damaged(zlib.decompress(raw), rng))
    for _ in range(rng.randint(1, _MOST)):
        raw = rng.choice(DAMAGES)(raw, rng) if raw else raw
    return raw


def pairs() -> list[Pair]:
    """Two people's work on one article and a second article, all of it as the schema allows."""
    first, second = document(ARTICLE, "a-1"), document(ARTICLE.replace("بغداد", "البصرة"), "a-2")
    role = span("s1", "وزير النقل السوري", "ROLE", note="منصب")
    nested, city = span("s2", "السوري", "NORP"), span("s3", "بغداد", "GPE", kb_id="wikidata:Q1530")
    there = Relation("r1", "s1", "s3", "PRESENT_IN", {"modality": "negated"}, "ملاحظة")
    whole = Annotations.of([role, nested, city], [there])
    return [
        (first, AnnotationSet("a-1", "ali", "done", 3, "2026-11-21T20:00:00Z", "", whole)),
        (first, AnnotationSet("a-1", "gold", "done", 1, None, "", Annotations.of([city]))),
        (second, AnnotationSet("a-2", "zainab", annotations=Annotations.of([role]))),
    ]


def files_of(format: Format) -> dict[str, bytes]:
    """The files that the format writes for these."""
    return {n: c if isinstance(c, bytes) else c.encode() for n, c in written(format, pairs())[0].items()}


def laid(files: Files, folder: Path, rng: Random) -> Path:
    """The files in a folder, or packed, some archives damaged themselves; what is to be imported."""
    if rng.randrange(6):
        for name, content in files.items():
            path = folder / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder / "in"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    raw = packed.getvalue()
    (folder / "in.zip").write_bytes(rng.choice([raw, damaged(raw, rng)]))
    return folder / "in.zip"


def imported(workspace: Workspace, format: Format, path: Path) -> bool:
    """Import what is there; whether anything of it was taken. Fails if a refusal left a trace, or named no place."""
    before = dump(workspace.db)
    with suppress(FileProblem):  # an archive that cannot be opened at all
        preview(workspace.db, SHELL, sources([path], []))
    assert dump(workspace.db) == before, "a look wrote something"
    report = import_paths(workspace.db, SHELL, [path])
    for problem in report.problems:
        assert problem.where.startswith(str(path.parent)), problem
        assert problem.message("ar")
    for file in report.files:
        disguised = file.format == "text" and not file.path.endswith(".txt")
        assert not disguised, f"{file.path} was taken for an article"
    taken = any(not file.problems for file in report.files)
    if not taken:
        assert dump(workspace.db) == before, "a refused import left something"
    return taken


def one_round(template: Path, format: Format, files: Files, seed: str) -> bool:
    """Damage one of the files and import them all into a fresh workspace; whether anything was taken."""
    rng = Random(seed)
    hurt = rng.choice(sorted(files))
    with TemporaryDirectory() as folder:
        path = laid({**files, hurt: damaged(files[hurt], rng)}, Path(folder), rng)
        with opened_copy(template, Path(folder) / "workspace.db") as workspace:
            return imported(workspace, format, path)


def main(seconds: float = 60, seed: str = "0") -> bool:
    """Go on for so long, and say how often what happened, and what failed; whether nothing did."""
    tally: Counter[str] = Counter()
    files = {one.name: files_of(one) for one in BOTH_WAYS}
    ends, number = time.monotonic() + seconds, 0
    with TemporaryDirectory() as folder:
        make_template(Path(folder) / "template.db")
        while time.monotonic() < ends:
            number += 1
            for name, content in files.items():
                at = f"{seed}-{name}-{number}"
                try:
                    taken = one_round(Path(folder) / "template.db", FORMATS[name], content, at)
                except Exception as error:
                    tally[f"{name} FAILED"] += 1
                    print(f"FAILED: python -m tests.fuzz repeat {at}: {error!r}"[:300], flush=True)
                else:
                    tally[f"{name} {'taken' if taken else 'refused'}"] += 1
    for what, count in sorted(tally.items()):
        print(f"{count:6} {what}")
    return not any(what.endswith("FAILED") for what in tally)


def repeat(seed: str) -> bool:
    """One round again."""
    with TemporaryDirectory() as folder:
        make_template(Path(folder) / "template.db")
        name = seed.partition("-")[2].rpartition("-")[0]
        return one_round(Path(folder) / "template.db", FORMATS[name], files_of(FORMATS[name]), seed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["repeat"]:
        repeat(sys.argv[2])
    elif not main(float((*sys.argv[1:], "60")[0]), (*sys.argv[2:], "0")[0]):
        sys.exit(1)
