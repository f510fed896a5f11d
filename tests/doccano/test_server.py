"""The client's known defects, each shown by a server of ours: no worker, failed tasks, pages, bad addresses."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.doccano import ExtraMissing, Login, TaskFailed, WorkerSilent, connect
from workbench.doccano.problems import AnswerRefused, SignInRefused, Unreachable
from workbench.doccano.values import Project

PROJECT = Project(1, "p", shared=True, graphemes=False)


@pytest.fixture
def answers():
    """Path (without /v1/ and query) -> (status, body) of a server; signing in succeeds."""
    return {"auth/login/": (200, {})}


@pytest.fixture
def url(answers):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path, _, query = self.path.removeprefix("/v1/").partition("?")
            status, body = answers.get(path, (404, {"detail": "Not found."}))
            body = body(query) if callable(body) else body
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_POST = do_GET

        def log_message(self, *arguments) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def server(url):
    return connect(Login(url, "admin", "secret", wait=0))


def test_a_task_that_failed_is_not_taken_for_done(server, answers) -> None:
    answers["tasks/status/t"] = (200, {"ready": True, "result": {"error": [{"message": "line 3"}]}, "error": None})
    with pytest.raises(TaskFailed, match="line 3"):
        server.finish("t", "import")
    answers["tasks/status/t"] = (200, {"ready": True, "result": None, "error": "gone"})
    with pytest.raises(TaskFailed, match="gone"):
        server.finish("t", "import")
    answers["tasks/status/t"] = (200, {"ready": True, "result": {"error": []}, "error": None})
    server.finish("t", "import")


def test_without_a_worker_nobody_waits_for_an_hour(server, answers) -> None:
    answers["tasks/status/t"] = (200, {"ready": False, "result": None, "error": None})
    with pytest.raises(WorkerSilent) as caught:
        server.finish("t", "import")
    assert "doccano task" in caught.value.hint()


def pages(total, repeat=0):
    """Pages of a list whose links to the next page name a host that nobody knows."""

    def page(query):
        asked = dict(pair.split("=") for pair in query.split("&"))
        start = int(asked.get("offset", 0))
        ids = [max(1, at - repeat) for at in range(start + 1, min(start + int(asked["limit"]), total) + 1)]
        results = [{"id": id, "text": "نص", "meta": {}, "name": f"p{id}", "project_type": "x"} for id in ids]
        return {"count": total, "next": "http://nowhere.invalid/v1/projects?offset=2", "results": results}

    return page


def test_pages_are_counted_and_their_links_not_followed(server, answers) -> None:
    answers["projects/1/examples"] = (200, pages(1203))
    assert [one.id for one in server.examples(PROJECT)] == list(range(1, 1204))
    answers["projects"] = (200, pages(3))
    assert server.project_names() == ["p1", "p2", "p3"]


def test_a_text_that_the_pages_skipped_is_missed(server, answers) -> None:
    answers["projects/1/examples"] = (200, pages(3, repeat=1))
    with pytest.raises(AnswerRefused, match="3 texts, of which 2"):
        list(server.examples(PROJECT))


@pytest.mark.parametrize("body", [b"<html>", b"[{"])
def test_a_server_that_is_no_doccano_is_said_to_be_none(server, answers, body) -> None:
    answers["projects"] = (200, body)
    with pytest.raises(AnswerRefused, match="projects"):
        server.project("p")


def test_an_answer_of_another_shape_is_refused(server, answers) -> None:
    answers["tasks/status/t"] = (200, ["no task"])
    with pytest.raises(AnswerRefused, match="tasks"):
        server.finish("t", "import")


def test_a_wrong_password_and_a_wrong_address_are_said(url, answers) -> None:
    answers["auth/login/"] = (400, {"non_field_errors": ["no"]})
    with pytest.raises(SignInRefused):
        connect(Login(url, "admin", "secret"))
    answers["auth/login/"] = (404, b"nothing here")
    with pytest.raises(AnswerRefused, match="404"):
        connect(Login(url, "admin", "secret"))
    with pytest.raises(Unreachable):
        connect(Login("http://127.0.0.1:1", "admin", "secret"))
    with pytest.raises(AnswerRefused):
        connect(Login("not an address", "admin", "secret"))


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Login("http://127.0.0.1:1", "admin", "secret"))


def test_without_the_extra_the_command_says_what_to_install(workspace, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "workbench.doccano.door", None)
    with pytest.raises(ExtraMissing):
        connect(Login("http://127.0.0.1:1", "admin", "secret"))
    command = ["--db", str(workspace.path), "doccano", "pull", "--url", "http://x", "--user", "u", "--project", "p"]
    result = CliRunner().invoke(main, command, env={"DOCCANO_PASSWORD": "secret"})
    assert result.exit_code == 1
    assert "doccano-extra-missing" in result.stderr
