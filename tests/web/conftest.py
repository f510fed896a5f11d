"""The world of the web tests: a workspace, five people, two articles of our own, and clients that check pages."""

import os
import shutil
import socket
import threading
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress.server import create_server

from tests.fixtures import PASSWORD, PEOPLE
from workbench.actions import annotate, people, review, transfer
from workbench.actions.workspace import init, open_workspace
from workbench.model.people import SHELL, Person
from workbench.resources import SCHEMA_FILE
from workbench.storage import Database
from workbench.web import create_app

pytest.register_assert_rewrite("tests.web.checked")

from tests.web.checked import Reader  # noqa: E402 - after the line above, or its asserts would say nothing

BRIDGE = "جسر جديد في الموصل\nافتتح محافظ نينوى جسر النخيل في الموصل أمس.\nاقرأ أيضًا"
MARKET = "سوق الكتب\nيعود سوق الكتب إلى بغداد في شهر أيار."

FINISHED = [
    {"id": "m-1", "op": "add_span", "span": {"id": "s1", "start": 27, "end": 32, "label": "GPE"}},
    {"id": "m-2", "op": "set_status", "status": "done"},
]


def person(db: Database, name: str) -> Person:
    """One of the five."""
    return next(one.person for one in people.people(db, SHELL) if one.person.name == name)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workspace, made once: bridge is untouched, ali has finished and exported market.

    Both are assigned to ali and zainab, so noor is a stranger.
    """
    folder = tmp_path_factory.mktemp("world")
    db = init(folder / "team.db", SCHEMA_FILE)
    for name, role in PEOPLE.items():
        people.add_person(db, SHELL, name, role, PASSWORD)
    for name, text in {"bridge": BRIDGE, "market": MARKET}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        transfer.import_paths(db, SHELL, [folder / f"{name}.txt"])
    review.assign(db, SHELL, ["ali", "zainab"], [], 2)
    ali = person(db, "ali")
    annotate.change(db, ali, "market", {"changes": FINISHED})
    transfer.run_export(db, ali, transfer.ExportRequest("jsonl"))
    people.create_token(db, ali, "ali", "first")
    db.close()
    return folder


@pytest.fixture
def database(built: Path, tmp_path: Path) -> Path:
    """The path of a fresh copy of the workspace."""
    shutil.copytree(built, tmp_path / "world")
    return tmp_path / "world" / "team.db"


@pytest.fixture
def app(database: Path) -> Iterator[Flask]:
    """The application on it."""
    with application(database) as made:
        yield made


@contextmanager
def application(database: Path) -> Iterator[Flask]:
    """The application on a workspace."""
    made = create_app(database, TESTING=True)
    yield made
    made.config["POOL"].close()


@pytest.fixture
def read(app: Flask, database: Path) -> Callable[..., Reader]:
    """``read("ali")`` is a client in which ali is signed in, ``read()`` one in which nobody is."""

    def reader(name: str | None = None) -> Reader:
        found = Reader(app.test_client())
        if name:
            db = open_workspace(database)
            with found.client.session_transaction() as session:
                session.update(people.session_of(db, person(db, name)))
            db.close()
        return found

    return reader


@pytest.fixture
def token(database: Path) -> str:
    """An API token of ali."""
    db = open_workspace(database)
    secret = people.create_token(db, person(db, "ali"), "ali", "test")
    db.close()
    return secret


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the application, served for real."""
    with served(app) as address:
        yield address


@contextmanager
def served(app: typing.Any) -> Iterator[str]:
    """The address of an application that is served for real."""
    listener = socket.create_server(("127.0.0.1", 0))
    server: typing.Any = create_server(app, sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):  # a request that ends just now may wake the server, which then closes before it is told
            server.trigger.pull_trigger(lambda: _close(server))  # in its own thread: under its feet is a race
        thread.join(timeout=30)
        assert not thread.is_alive()
        server.task_dispatcher.shutdown()


def _close(server: typing.Any) -> None:
    """Close a server, and what browsers hold open: else it serves them until they let go."""
    server.close()
    for channel in [*server.active_channels.values()]:
        channel.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the one that the variable CHROMIUM names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert path, "no Chromium found: run tools/chromium.sh, or name one in CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What browsers said on their consoles; a test that provokes something clears it."""
    return []


@pytest.fixture
def window(chromium: Browser, site: str, complaints: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """``window(locale="ar")`` opens a browser window on the site; a complaint on its console fails the test."""
    opened: list[BrowserContext] = []

    def open_window(**options: object) -> BrowserContext:
        context = chromium.new_context(**({"base_url": site, "locale": "en"} | options))  # type: ignore[arg-type]
        context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()
    assert complaints == []
