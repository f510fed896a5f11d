"""How long a corpus takes to import and to export, and how much memory: whole processes, as a person starts them."""

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

from workbench.resources import SEEDS
from workbench.text import words

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 10_000
RUNS = 3
EXPORTS = ("jsonl", "conll", "docbin")
"""Native lines, a text of columns, and the bytes of another tool's library, which holds a file as a whole."""


def report() -> list[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        size = _write_corpus(corpus)
        runs = [_run_all(corpus, Path(folder) / str(number)) for number in range(RUNS)]
    about = f"{DOCUMENTS:,} documents, {20 * DOCUMENTS:,} spans, {8 * DOCUMENTS:,} relations, {size >> 20} MB"
    lines = [f"{about}; median of {RUNS} runs:"]
    for name in runs[0]:
        seconds = median(run[name][0] for run in runs)
        processor = median(run[name][1] for run in runs)
        peak = max(run[name][2] for run in runs)
        lines.append(f"  {name:24} {seconds:6.1f} s, {processor:5.1f} s of processors, at most {peak} MB in a process")
    return lines


def _run_all(corpus: Path, folder: Path) -> dict[str, tuple[float, float, int]]:
    folder.mkdir()
    database = folder / "bench.db"
    _run(database, "init")
    commands = {
        "import": ("import", str(corpus)),
        "import the same again": ("import", str(corpus)),
        **{f"export {name}": ("export", "--format", name, "--out", str(folder / f"out.{name}")) for name in EXPORTS},
        "check": ("check",),
    }
    return {name: _run(database, *arguments) for name, arguments in commands.items()}


def _write_corpus(path: Path) -> int:
    """Documents of about 1,000 characters, each of other sentences of the seeds; its size in bytes."""
    sentences = [s for seed in sorted(SEEDS.glob("*.txt")) for s in seed.read_text(encoding="utf-8").split(". ")]
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for number in range(DOCUMENTS):
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


def _run(database: Path, *arguments: str) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of all processors, and the largest resident set of a process in MB."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "--db", str(database), *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10
