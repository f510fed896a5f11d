"""How long a corpus takes to import and to export, and how much memory: whole processes, as a person starts them.

Native JSONL in full and several times, then every format once, with fewer documents: what is written is read back into
a workspace of its own.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from workbench.formats import FORMATS, Format
from workbench.resources import SEEDS
from workbench.text import words

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 10_000
FEWER = int(os.environ.get("BENCH_DOCUMENTS", "1000"))
"""Documents for every format; 10000 takes about a quarter of an hour."""

RUNS = 3


class Cost(NamedTuple):
    """What a process took: seconds on the clock, seconds of all processors, the largest resident set in MB."""

    seconds: float
    processors: float
    peak: int

    def __str__(self) -> str:
        return f"{self.seconds:6.1f} s, {self.processors:5.1f} s of processors, at most {self.peak:3} MB in a process"


def report() -> Iterator[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _native(Path(folder))
        yield ""
        yield from _every_format(Path(folder))


def _native(folder: Path) -> Iterator[str]:
    corpus = folder / "corpus.jsonl"
    yield f"{_about(DOCUMENTS, _write_corpus(corpus, DOCUMENTS))}; median of {RUNS} runs:"
    runs = [_run_native(corpus, folder / f"run-{number}") for number in range(RUNS)]
    for name in runs[0]:
        costs = [run[name] for run in runs]
        peak = max(cost.peak for cost in costs)
        yield f"  {name:24}{Cost(median(c.seconds for c in costs), median(c.processors for c in costs), peak)}"


def _run_native(corpus: Path, folder: Path) -> dict[str, Cost]:
    database = _workspace(folder)
    commands = {
        "import": ("import", str(corpus)),
        "import the same again": ("import", str(corpus)),
        "export": ("export", "--format", "jsonl", "--out", str(folder / "out.jsonl")),
        "check": ("check",),
    }
    return {name: _run(database, *arguments) for name, arguments in commands.items()}


def _every_format(folder: Path) -> Iterator[str]:
    corpus, database = folder / "fewer.jsonl", _workspace(folder / "all")
    yield f"{_about(FEWER, _write_corpus(corpus, FEWER))}; one run of each:"
    _run(database, "import", str(corpus))
    for format in FORMATS.values():
        if format.write:
            yield from _there_and_back(format, database, folder / format.name)


def _there_and_back(format: Format, database: Path, folder: Path) -> Iterator[str]:
    out = folder / "files" / ("c" if format.folder else f"c{format.suffix}")
    other = _workspace(folder)
    cost = _run(database, "export", "--format", format.name, "--out", str(out))
    size = sum(path.stat().st_size for path in out.parent.rglob("*") if path.is_file()) / 1e6
    yield f"  {f'export {format.name}':24}{cost}, {size:.0f} MB of files"
    yield f"  {f'import {format.name}':24}{_run(other, 'import', str(out))}"


def _workspace(folder: Path) -> Path:
    """A new workspace in a new folder."""
    folder.mkdir()
    _run(folder / "bench.db", "init")
    return folder / "bench.db"


def _about(documents: int, size: int) -> str:
    return f"{documents:,} documents, {20 * documents:,} spans, {8 * documents:,} relations, {size >> 20} MB"


def _write_corpus(path: Path, documents: int) -> int:
    """Documents of about 1,000 characters, each of other sentences of the seeds; its size in bytes."""
    sentences = [s for seed in sorted(SEEDS.glob("*.txt")) for s in seed.read_text(encoding="utf-8").split(". ")]
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            text = "\n".join(_lines(sentences, chance))
            file.write(json.dumps(_line(number, text, chance), ensure_ascii=False) + "\n")
    return path.stat().st_size


def _lines(sentences: list[str], chance: random.Random) -> Iterator[str]:
    length = 0
    while length < 900:
        line = ". ".join(" ".join(one.split()) for one in chance.sample(sentences, 2)) + f" ({chance.randrange(10**6)})"
        length += len(line)
        yield line


def _line(number: int, text: str, chance: random.Random) -> dict[str, object]:
    places = sorted(chance.sample([place for place in words(text) if place[1] - place[0] > 2], 20))
    spans = [
        {"id": f"s{i}", "start": start, "end": end, "label": "GPE", "text": text[start:end]}
        for i, (start, end) in enumerate(places)
    ]
    relations = [{"id": f"r{i}", "head": f"s{i}", "tail": f"s{i + 1}", "label": "LOCATED_IN"} for i in range(8)]
    said = {"owner": "ali", "status": "done", "spans": spans, "relations": relations}
    return {"id": f"doc-{number}", "text": text, **said}


def _run(database: Path, *arguments: str) -> Cost:
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "--db", str(database), *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10)
