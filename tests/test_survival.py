"""Whatever was acknowledged is there, whatever was refused is not: random edits on a real server that is killed.

The server runs as its own process and is killed with SIGKILL at random moments, also in the middle of a request; it is
started again and the client, as a browser would, sends again whatever was not acknowledged.
"""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from workbench.actions import people, workspace
from workbench.actions.transfer import import_text
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE

ROOT = Path(__file__).resolve().parent.parent
TEXT = "وصل الوفد العراقي إلى واشنطن 🇮🇶 والتقى وزير الدفاع الأميركي، ثم عاد إلى بغداد.\nوبقي الوفد في أربيل يومين."
LABELS = ("GPE", "ORG", "GOV", "MIL", "NORP")
BATCHES = 150
KILLS = 12


@dataclass
class Server:
    """A server process that can be killed and started again on the same workspace."""

    database: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "manage.py", "--db", str(self.database), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        address = self.process.stdout.readline()
        assert "http://127.0.0.1:" in address, "the server did not start"
        self.port = int(address.split("http://127.0.0.1:")[1].split()[0])

    def kill(self) -> None:
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@dataclass
class Client:
    """Somebody who edits, sends again what was not acknowledged, and keeps account of what must be there."""

    token: str
    random: random.Random
    spans: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    made: int = 0

    def send(self, port: int, changes: list[dict[str, Any]], timeout: float = 10) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = json.dumps({"changes": changes})
        try:
            connection.request("POST", "/api/v1/documents/doc/changes", body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def batch(self) -> list[dict[str, Any]]:
        return [self.change() for _ in range(self.random.randint(1, 3))]

    def change(self) -> dict[str, Any]:
        self.made += 1
        ops = (
            "add_span",
            "add_span",
            "add_span",
            "update_span",
            "delete_span",
            "add_relation",
            "undo",
            "redo",
            "nonsense",
        )
        op = self.random.choice(ops)
        known = [*self.spans, "nobody"]
        start = self.random.randint(-1, len(TEXT))
        span = {"id": self.random.choice(known), "start": start, "end": start + self.random.randint(0, 9)}
        change: dict[str, Any] = {"id": f"c{self.made}", "op": op}
        if op == "add_span":
            change["span"] = span | {"id": f"s{self.made}", "label": self.random.choice((*LABELS, "NOPE"))}
        elif op in ("update_span", "delete_span"):
            change["span"] = span if op == "update_span" else {"id": span["id"]}
        elif op == "add_relation":
            ends = {"head": self.random.choice(known), "tail": self.random.choice(known)}
            change["relation"] = {"id": f"r{self.made}", "label": "MET_WITH", **ends}
        return change

    def note(self, answer: dict[str, Any]) -> None:
        """Follow the effects that the server acknowledged."""
        self.acknowledged.update(answer["applied"])
        for effect in answer["effects"]:
            if effect["kind"] == "span":
                after = effect["after"]
                self.spans.pop(effect["id"], None)
                if after:
                    self.spans[effect["id"]] = (after["start"], after["end"], after["label"])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    database = tmp_path / "work.db"
    db = workspace.init(database, SCHEMA_FILE)
    import_text(db, SHELL, Decoded(TEXT), "doc.txt")
    people.add_person(db, SHELL, "ali", "annotator", None)
    db.close()
    running = Server(database)
    running.start()
    yield running
    running.kill()


def stored(database: Path) -> tuple[dict[str, tuple[int, int, str]], list[str], list[str]]:
    """The spans of ali, the ids in the log, and every fault `check` finds."""
    db = workspace.open_workspace(database)
    spans = {row[0]: row[1:] for row in db.execute('SELECT id, start, "end", label FROM span').fetchall()}
    log = [row[0] for row in db.execute("SELECT id FROM change ORDER BY revision").fetchall()]
    faults = [f"{fault.where}: {fault.what}" for fault in workspace.check(db)]
    db.close()
    return spans, log, faults


def deliver(client: Client, server: Server, changes: list[dict[str, Any]]) -> None:
    """Send until the server answers, whether it is killed meanwhile or not; sometimes send twice."""
    for _ in range(5):
        try:
            status, answer = client.send(server.port, changes)
        except (OSError, http.client.HTTPException):
            server.kill()
            server.start()
            continue
        if status == 200:
            client.note(answer)
            repeated = [change["id"] for change in changes if change["id"] not in answer["applied"]]
            assert sorted(answer["repeated"]) == sorted(repeated)
        else:
            assert answer["errors"], "a refusal without a reason"
            assert status in (409, 422)
        return
    raise AssertionError("the server never answered")


def kill_while_sending(client: Client, server: Server, changes: list[dict[str, Any]]) -> None:
    """Kill the server while it works on these changes; what became of them is found out by sending again."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/documents/doc/changes", json.dumps({"changes": changes}), headers)
    time.sleep(client.random.uniform(0, 0.02))
    server.kill()
    connection.close()
    server.start()


def resync(client: Client, server: Server) -> None:
    """After a kill the client does not know whether its last batch was taken: read what is there."""
    spans, log, _ = stored(server.database)
    assert client.acknowledged <= set(log), "an acknowledged change was lost"
    client.spans = spans
    client.acknowledged = set(log)


@pytest.mark.slow
def test_acknowledged_changes_survive_a_killed_server_and_refused_ones_leave_no_trace(server: Server) -> None:
    db = workspace.open_workspace(server.database)
    client = Client(people.create_token(db, SHELL, "ali"), random.Random(20260921))
    db.close()
    kills = set(client.random.sample(range(BATCHES), KILLS))
    for number in range(BATCHES):
        changes = client.batch()
        if number in kills:
            kill_while_sending(client, server, changes)
            resync(client, server)
        deliver(client, server, changes)
        if client.random.random() < 0.2:
            deliver(client, server, changes)
    spans, log, faults = stored(server.database)
    assert spans == client.spans
    assert client.acknowledged == set(log)
    assert len(log) == len(set(log))
    assert faults == []
    assert len(log) > BATCHES / 4, "too few edits were legal for this test to mean anything"
