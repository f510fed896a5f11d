"""Opening a workspace file, and the one way to write to it."""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from sqlite_utils import Database

from workbench.model.errors import DiskFailed, WorkspaceExists, WorkspaceMissing
from workbench.storage.migrations import migrations

__all__ = ["Database", "Pool", "create", "open_existing", "path_of", "reading", "writing"]

BUSY_SECONDS: Final = 15
_turn = threading.Lock()  # the writers of this process queue here, and do not knock on SQLite's door at once
_APPLICATION_ID: Final = 0x57424E43  # "WBNC": tells a workspace from any other SQLite file


def create(path: Path) -> Database:
    """A new, empty workspace at ``path``. Raises `WorkspaceExists`."""
    if path.exists():
        raise WorkspaceExists(path=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    migrations.apply(db)
    return db


def open_existing(path: Path) -> Database:
    """The workspace at ``path``, brought up to date. Raises `WorkspaceMissing`."""
    if not (path.is_file() and _is_workspace(path)):
        raise WorkspaceMissing(path=path)
    db = _connect(path)
    if migrations.pending(db):
        migrations.apply(db)
    return db


class Pool:
    """Open connections to one workspace, for a server: opening and closing one costs more than most requests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: SimpleQueue[Database] = SimpleQueue()

    def borrow(self) -> Database:
        """A connection of one's own until it is given back. Raises `WorkspaceMissing`."""
        try:
            return self._idle.get_nowait()
        except Empty:
            return open_existing(self.path)

    def close(self) -> None:
        """Close the connections that nobody holds."""
        with contextlib.suppress(Empty):
            while True:
                self._idle.get_nowait().close()

    def give_back(self, db: Database) -> None:
        """The connection is free for others; whatever it had not committed is rolled back."""
        db.rollback()
        self._idle.put(db)


@contextlib.contextmanager
def writing(db: Database) -> Iterator[None]:
    """One durable transaction: all of the block or nothing; on disk when the block is left.

    ``BEGIN IMMEDIATE`` takes the write lock at once: a transaction that first reads and then writes would
    fail under WAL if another writer came between. Raises `DiskFailed` where there is no room.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    with _turn:
        _begin(db)
        with _with_room(db), _committing(db):
            yield


@contextlib.contextmanager
def reading(db: Database) -> Iterator[None]:
    """One view of the workspace for all reads of the block, whatever others write meanwhile."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


def path_of(db: Database) -> Path:
    """The file of an open workspace."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


@contextlib.contextmanager
def _with_room(db: Database) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        raise DiskFailed(path=path_of(db), reason=str(error)) from error


@contextlib.contextmanager
def _committing(db: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.conn.execute("COMMIT")


def _begin(db: Database) -> None:
    """Take the write lock, waiting for other processes for at most `BUSY_SECONDS`.

    SQLite's own busy handler sleeps up to 100 ms between tries; that is what people would feel, so we knock
    more often.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.conn.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.001)


def _is_workspace(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(path)) as probe:
        try:
            return bool(probe.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION_ID)
        except sqlite3.DatabaseError:
            return False


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=0.05, check_same_thread=False)
    db = Database(connection)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")  # a commit is on disk before it is acknowledged, also under WAL
    return db
