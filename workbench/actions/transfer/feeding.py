"""Drafts of a source, checked and cut, in batches; those of a large file are made by a second process.

Reading and checking take about as long as storing: two processors do both at once, and whoever would else wait cuts the
texts. The second process reads the file itself and sends what it made; it knows nothing of the workspace but what it is
told at the start.
"""

import copyreg
import gc
import io
import os
import pickle
import signal
import sys
import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from workbench.actions.transfer.drafts import Choices, Prepared, Preparer, cut
from workbench.formats import Findings, Source, format_named
from workbench.formats.notes import Note
from workbench.formats.problems import NotReadable
from workbench.formats.units import Unit
from workbench.model.errors import WorkbenchError

LARGE: Final = 4 * 1024 * 1024
"""Bytes of a file from which a second process pays off: it must first read what it sends."""

_BATCH: Final = 64


class Batch(NamedTuple):
    """Some drafts, prepared; the problems and notes found meanwhile; and how much of the file is read, in per cent."""

    prepared: list[Prepared]
    problems: list[WorkbenchError]
    notes: list[Note]
    percent: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """What to read and how; ``known`` maps the ids of the workspace's documents to the digests of their texts."""

    format: str
    choices: Choices
    known: Mapping[str, str]
    unit: Unit | None = None


def batches(source: Source, job: Job) -> Generator[Batch, None, None]:
    """All drafts of a source. Raises what the reader raises."""
    if source.path and source.path.stat().st_size >= LARGE and (os.cpu_count() or 1) > 1:
        found = _from_process(source.path, source.name, job)
    else:
        found = _batches(source, job)
    with closing(found):
        yield from map(_cut, found)


def _cut(batch: Batch) -> Batch:
    return batch._replace(prepared=[cut(one) for one in batch.prepared])


def _batches(source: Source, job: Job) -> Generator[Batch, None, None]:
    watch = _Watch(source)
    read = format_named(job.format).read
    assert read
    preparer = Preparer(job.choices, source.name, job.known)
    findings, batch = Findings(), Batch([], [], [], 0)
    for draft in read(replace(source, opener=watch.open, unit=job.unit), findings):
        prepared, problems = preparer.prepare(draft)
        batch.prepared.extend([prepared] if prepared else [])
        batch.problems.extend(problems)
        if len(batch.prepared) >= _BATCH:
            yield _with_findings(batch, findings)._replace(percent=watch.percent)
            batch = Batch([], [], [], 0)
    yield _with_findings(batch, findings)._replace(percent=100)


def _with_findings(batch: Batch, findings: Findings) -> Batch:
    """The batch with what the reader found, which is then forgotten."""
    filled = batch._replace(problems=[*findings.problems, *batch.problems], notes=findings.notes)
    findings.problems, findings.notes = [], []
    return filled


class _Watch:
    """Tells how far a source has been read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.stream: BinaryIO | None = None

    def open(self) -> BinaryIO:
        self.stream = self.source.opener()
        return self.stream

    @property
    def percent(self) -> int | None:
        """How much has been read; None where the size is not known."""
        if not (self.stream and self.source.size) or self.stream.closed:
            return None
        return min(100, 100 * self.stream.tell() // self.source.size)


def _from_process(path: Path, name: str, job: Job) -> Generator[Batch, None, None]:
    context: Any = get_context(_way_to_begin())
    receiver, sender = context.Pipe(duplex=False)
    waiting = context.Event()
    worker = context.Process(target=_work, args=(receiver, sender, waiting, path, job), daemon=True)
    worker.start()
    sender.close()
    try:
        with closing(receiver):
            yield from _received(receiver, waiting)
    except EOFError:  # it was killed, or the machine has no memory left
        raise NotReadable(where=name, reason="the process that read it has died") from None
    finally:
        worker.terminate()
        worker.join()


def _way_to_begin() -> str:
    """A copy of this process has the program loaded, but a copy of threads may hang: there a new one is begun."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _received(receiver: Connection, waiting: Event) -> Iterator[Batch]:
    """What the second process sends; ``waiting`` tells it whether it was waited for the last time."""
    while True:
        if receiver.poll(0):
            waiting.clear()
        else:
            waiting.set()
        found = pickle.loads(receiver.recv_bytes())
        if found is None:
            return
        if isinstance(found, BaseException):
            raise found
        yield found


class _Pickler(pickle.Pickler):
    """Errors travel as they are, whatever their constructors take."""

    def reducer_override(self, found: Any) -> Any:
        if isinstance(found, WorkbenchError):
            return copyreg.__newobj__, (type(found), *found.args), found.__dict__  # type: ignore[attr-defined]
        return NotImplemented


def _packed(found: Batch | WorkbenchError | None) -> bytes:
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(found)
    return packed.getvalue()


def _work(receiver: Connection, sender: Connection, waiting: Event, path: Path, job: Job) -> None:
    """What the second process does: send every batch, then None; or the error that ended it.

    As long as batches are waited for, they are sent before they are cut.
    """
    receiver.close()  # as long as this process holds it too, it would not notice that nobody listens
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which then ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(100_000)  # all is freed as it is sent; looking for cycles would take a fifth of the time
    with suppress(BrokenPipeError), closing(sender):
        try:
            for batch in _batches(Source.of_path(path), job):
                sender.send_bytes(_packed(batch if waiting.is_set() else _cut(batch)))
            sender.send_bytes(_packed(None))
        except WorkbenchError as error:
            sender.send_bytes(_packed(error))
