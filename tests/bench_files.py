"""How long a corpus takes to import and to export, and how much memory: whole processes, as a person starts them."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workbench.resources import SEEDS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 2_000


def report() -> list[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, database = Path(folder) / "corpus.jsonl", Path(folder) / "bench.db"
        size = _write_corpus(corpus)
        _run(database, "init")
        lines = [f"{DOCUMENTS:,} documents of {size // DOCUMENTS:,} bytes, 20 spans and 8 relations each (seconds):"]
        for name, arguments in {
            "import": ("import", str(corpus)),
            "import the same again": ("import", str(corpus)),
            "export jsonl": ("export", "--format", "jsonl", "--out", str(Path(folder) / "out.jsonl")),
            "export conll": ("export", "--format", "conll", "--out", str(Path(folder) / "out.conll")),
            "check": ("check",),
        }.items():
            lines.append(f"  {name:28} {_run(database, *arguments):7.1f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return [*lines, f"  largest process {peak:,} MiB"]


def _write_corpus(path: Path) -> int:
    """Articles cut from a seed, with spans on words and relations between neighbours; the bytes written."""
    text = (SEEDS / "iraq-002.txt").read_text(encoding="utf-8")[:2000]
    words = [(at, at + 3) for at in range(200, 1800, 80)]
    spans = [{"id": f"s{i}", "start": a, "end": b, "label": "GPE"} for i, (a, b) in enumerate(words)]
    relations = [{"id": f"r{i}", "head": f"s{i}", "tail": f"s{i + 1}", "label": "LOCATED_IN"} for i in range(8)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(DOCUMENTS):
            fields = {"id": f"doc-{number}", "text": text, "owner": "ali", "spans": spans, "relations": relations}
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
    return path.stat().st_size


def _run(database: Path, *arguments: str) -> float:
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "--db", str(database), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return time.perf_counter() - began
