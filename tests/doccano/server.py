"""A real doccano of our own for the tests: set up as its documentation says, but heard on this machine only."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
VENV = ROOT / ".venv-doccano"
ADMIN = "admin"
PASSWORD = "correct horse battery"
READY_SECONDS = 90


@dataclass(frozen=True)
class RealDoccano:
    """A running server with its worker, and one administrator."""

    url: str
    worker: int

    def pause_worker(self) -> None:
        """The worker takes no more tasks, as if it were not running."""
        os.kill(self.worker, signal.SIGSTOP)

    def resume_worker(self) -> None:
        """The worker goes on with what waits for it."""
        os.kill(self.worker, signal.SIGCONT)

    def page(self, user: str = ADMIN) -> "Page":
        """What the page of a user would send; a user who is not there yet is added."""
        if user != ADMIN:
            given = {"username": user, "password1": PASSWORD, "password2": PASSWORD}
            Page(self.url, ADMIN).session.post(f"{self.url}/v1/users/create", json=given)
        return Page(self.url, user)


class Page:
    """doccano's own interface, as far as its page uses it to annotate. Offsets are UTF-16 code units."""

    def __init__(self, url: str, user: str) -> None:
        self.url, self.session = url, requests.Session()
        self.send("post", "auth/login/", username=user, password=PASSWORD)
        self.session.headers["X-CSRFToken"] = self.session.cookies["csrftoken"] or ""

    def send(self, method: str, resource: str, **fields: Any) -> Any:
        """A request that must succeed; its JSON, if there is any."""
        response = self.session.request(method, f"{self.url}/v1/{resource}", json=fields or None, timeout=30)
        response.raise_for_status()
        return response.json() if response.content else None

    def project(self, name: str) -> int:
        """The number of a project."""
        found = self.send("get", "projects?limit=100")["results"]
        return next(int(one["id"]) for one in found if one["name"] == name)

    def text(self, project: str, document: str) -> "TextPage":
        """One text of a project, by our id."""
        number = self.project(project)
        found = self.send("get", f"projects/{number}/examples?limit=100")["results"]
        example = next(one for one in found if one["meta"]["workbench_document"] == document)
        return TextPage(self, f"projects/{number}", example["id"], example["text"])


@dataclass(frozen=True)
class TextPage:
    """The page on which a text is annotated."""

    page: Page
    project: str
    example: int
    text: str

    @property
    def at(self) -> str:
        """The address of the text."""
        return f"{self.project}/examples/{self.example}"

    def span(self, surface: str) -> dict[str, Any]:
        """The first span over this surface, as the browser reads it: it counts UTF-16."""
        units = self.text.encode("utf-16-le")
        for one in self.page.send("get", f"{self.at}/spans"):
            if units[2 * one["start_offset"] : 2 * one["end_offset"]].decode("utf-16-le") == surface:
                return dict(one)
        raise LookupError(surface)

    def mark(self, surface: str, label: str, after: str = "") -> dict[str, Any]:
        """Select the first such stretch (behind ``after``) and give it a label."""
        begin = self.text.index(surface, self.text.index(after) + len(after))
        start, end = (len(self.text[:at].encode("utf-16-le")) // 2 for at in (begin, begin + len(surface)))
        fields = {"start_offset": start, "end_offset": end, "label": self._type("span", label), "prob": 0}
        return dict(self.page.send("post", f"{self.at}/spans", **fields))

    def relabel(self, surface: str, label: str) -> None:
        """Give a span another label."""
        span = self.span(surface)
        self.page.send("patch", f"{self.at}/spans/{span['id']}", label=self._type("span", label))

    def delete(self, surface: str) -> None:
        """Take a span away; doccano takes its relations along."""
        self.page.send("delete", f"{self.at}/spans/{self.span(surface)['id']}")

    def relate(self, head: dict[str, Any], label: str, tail: dict[str, Any]) -> None:
        """Draw a relation."""
        fields = {"from_id": head["id"], "to_id": tail["id"], "type": self._type("relation", label), "prob": 0}
        self.page.send("post", f"{self.at}/relations", **fields)

    def confirm(self) -> None:
        """Tick the text off."""
        self.page.send("post", f"{self.at}/states")

    def comment(self, words: str) -> None:
        """Leave a comment on the text."""
        self.page.send("post", f"{self.project}/comments?example={self.example}", text=words)

    def _type(self, kind: str, label: str) -> int:
        types = self.page.send("get", f"{self.project}/{kind}-types")
        return next(int(one["id"]) for one in types if one["text"] == label)


@contextlib.contextmanager
def running(home: Path) -> Iterator[RealDoccano]:
    """A new doccano whose data lies in ``home``: web server and worker, both ended at the end, by their numbers."""
    backend = next((VENV / "lib").glob("python*/site-packages/backend"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = _environment(home)
    doccano = str(VENV / "bin" / "doccano")
    shutil.copyfile(VENV / "empty" / "db.sqlite3", home / "db.sqlite3")  # made by `doccano init`, which takes its time
    user = [doccano, "createuser", "--username", ADMIN, "--password", PASSWORD]
    subprocess.run(user, env=environment, check=True, capture_output=True, timeout=120)
    # what `doccano webserver` starts, which however would listen to the whole network
    web = [str(VENV / "bin" / "gunicorn"), "--chdir", str(backend), "--bind", f"127.0.0.1:{port}", "config.wsgi"]
    with (
        _process(web, home, environment),
        _process([doccano, "task", "--concurrency", "1"], home, environment) as worker,
    ):
        _wait_for(f"http://127.0.0.1:{port}/v1/me")
        yield RealDoccano(f"http://127.0.0.1:{port}", worker.pid)


def _environment(home: Path) -> dict[str, str]:
    """What doccano's own command sets before it starts anything."""
    return os.environ | {
        "DOCCANO_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home}/db.sqlite3",
        "MEDIA_ROOT": str(home / "media"),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "STANDALONE": "True",
        "PYTHONWARNINGS": "ignore",
    }


@contextlib.contextmanager
def _process(command: list[str], home: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with (home / f"{Path(command[0]).name}.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(2)  # the worker would finish what it has; nobody waits for that
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its own children; the group is theirs alone
            process.wait(10)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(requests.RequestException):
            if requests.get(url, timeout=5).status_code < 500:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {READY_SECONDS} seconds")
