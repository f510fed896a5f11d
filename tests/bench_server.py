"""How long a change takes to be acknowledged while several people work, each on an article of their own.

A real server process, real connections, every change durable on disk. Quote the ratios and medians, not single runs.
"""

import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from workbench.actions import people, workspace
from workbench.actions.transfer import import_text
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE, SEEDS

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
PEOPLE = 8
CHANGES_EACH = 100
PAUSE_SECONDS = 0.1  # somebody who labels ten things a second is faster than anybody


@contextmanager
def server() -> Iterator[tuple[int, list[str]]]:
    """A server on a fresh workspace with one article of about 1,500 characters a person; its port and their tokens."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        db = workspace.init(database, SCHEMA_FILE)
        text = (SEEDS / "iraq-001.txt").read_text(encoding="utf-8")[:1500]
        tokens = []
        for number in range(PEOPLE):
            import_text(db, SHELL, Decoded(text), f"doc-{number}.txt")
            people.add_person(db, SHELL, f"person{number}", "annotator", None)
            tokens.append(people.create_token(db, SHELL, f"person{number}"))
        db.close()
        command = [sys.executable, "manage.py", "--db", str(database), "serve", "--port", "0"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            address = process.stdout.readline()
            yield int(address.split("http://127.0.0.1:")[1].split()[0]), tokens
        finally:
            process.terminate()
            process.wait()


def annotate(port: int, number: int, token: str, pause: float, times: list[float]) -> None:
    """One person labels one letter after the other over a kept-alive connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for step in range(CHANGES_EACH):
        span = {"id": f"s{step}", "start": 3 * step, "end": 3 * step + 2, "label": "GPE"}
        body = json.dumps({"changes": [{"id": f"c{step}", "op": "add_span", "span": span}]})
        began = time.perf_counter()
        connection.request("POST", f"/api/v1/documents/doc-{number}/changes", body, headers)
        answer = connection.getresponse()
        content = answer.read()
        times.append(1000 * (time.perf_counter() - began))
        assert answer.status in (200, 422), content  # 422: a letter of a line that is no part of the article
        time.sleep(pause)
    connection.close()


def one_run(pause: float) -> tuple[float, float, float]:
    """Median and 95th percentile in ms, and changes per second, of eight people at once."""
    with server() as (port, tokens):
        times: list[float] = []
        threads = [
            threading.Thread(target=annotate, args=(port, number, token, pause, times))
            for number, token in enumerate(tokens)
        ]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
    return median(times), quantiles(times, n=20)[-1], len(times) / seconds


def report() -> list[str]:
    """The lines of the report."""
    lines = [f"Changes acknowledged, {PEOPLE} people, {CHANGES_EACH} changes each, median of {RUNS} runs (ms):"]
    for name, pause in (("10 labels a second each", PAUSE_SECONDS), ("without any pause", 0.0)):
        runs = [one_run(pause) for _ in range(RUNS)]
        middle, slow, rate = (median(values) for values in zip(*runs, strict=True))
        lines.append(f"  {name:24} median {middle:6.1f}   95th percentile {slow:6.1f}   {rate:5.0f} changes a second")
    return lines
