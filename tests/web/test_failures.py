"""Every refusal: its status, the one JSON shape, a page or fragment for people, nothing internal."""

import pytest

from workbench.model import errors
from workbench.model.changes import NothingToUndo
from workbench.web.failures import STATUS, status_of
from workbench.web.openapi import ERRORS

CHANGES = "/api/v1/documents/bridge/changes"
SPAN = {"id": "a", "start": 0, "end": 3, "label": "GPE"}


def batch(op, **body):
    return {"changes": [{"id": "c", "op": op, **body}]}


CASES = [
    # what is sent, status, code
    ({"path": "/api/v1/documents?limit=0"}, 400, "bad-request"),
    ({"path": "/api/v1/documents?after=x"}, 400, "bad-request"),
    ({"path": CHANGES, "data": b'{"changes": [', "content_type": "application/json"}, 400, "bad-request"),
    ({"path": CHANGES, "data": b"\xff", "content_type": "application/json"}, 400, "bad-request"),
    ({"path": CHANGES, "data": b"[" * 200_000, "content_type": "application/json"}, 400, "bad-request"),
    ({"path": CHANGES, "data": b"1" * 9000, "content_type": "application/json"}, 400, "bad-request"),
    ({"path": CHANGES, "json": []}, 400, "bad-request"),
    ({"path": "/api/v1/schema", "headers": {"Authorization": "Bearer no"}}, 401, "not-signed-in"),
    ({"path": CHANGES, "json": {}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403, "cross-site"),
    ({"path": "/api/v1/nothing"}, 404, "not-found"),
    ({"path": "/api/v1/documents/nothing"}, 404, "not-found"),
    ({"path": "/api/v1/schema", "json": {}}, 405, "method-not-allowed"),
    ({"path": "/api/v1/documents/market/changes", "json": batch("add_span", span=SPAN)}, 409, "document-done"),
    ({"path": CHANGES, "json": batch("undo")}, 409, "nothing-to-undo"),
    ({"path": CHANGES, "data": b" " * (8 * 1024**2 + 1), "content_type": "application/json"}, 413, "too-large"),
    ({"path": CHANGES, "data": b"{}", "content_type": "text/plain"}, 415, "unsupported-type"),
    ({"path": "/api/v1/documents?status=odd"}, 422, "unknown-name"),
    ({"path": CHANGES, "json": batch("add_span", span=SPAN | {"end": 9999})}, 422, "span-outside"),
]


@pytest.mark.parametrize(("sent", "status", "code"), CASES, ids=lambda value: str(value)[:60])
def test_every_refusal_of_the_api_has_the_one_shape(read, sent, status, code):
    client = read("ali").client
    response = (client.get if set(sent) <= {"path", "headers"} else client.post)(**sent)
    assert (response.status_code, response.mimetype) == (status, "application/json")
    (error,) = response.json["errors"]
    assert error["code"] == code
    assert set(error) - {"change"} == {"code", "message", "hint"}
    assert error["message"]


def test_malformed_json_is_named_by_line_and_column(read):
    response = read("ali").client.post(CHANGES, data='{"changes":\n  x}', content_type="application/json")
    assert "line 2, column 3" in response.json["errors"][0]["message"]


def test_a_refused_change_of_a_batch_is_named(read):
    body = batch("add_span", span=SPAN | {"label": "NONE"})
    errors_ = read("ali").post_json(CHANGES, body, 422).json["errors"]
    assert [error["change"] for error in errors_] == ["c"]


def test_half_a_character_is_refused_like_any_other_value(read):
    body = (
        b'{"changes": [{"id": "\\ud800", "op": "add_span", "span": {"id": "a", "start": 0, "end": 3, "label": "GPE"}}]}'
    )
    response = read("ali").client.post(CHANGES, data=body, content_type="application/json")
    assert response.status_code in (400, 422)


def test_errors_are_told_in_the_readers_language(read):
    reader = read("ali")
    reader.post("/language", {"language": "ar"})
    assert "لا" in reader.get("/api/v1/documents/nothing", 404).json["errors"][0]["message"]
    assert 'lang="ar"' in reader.get("/nowhere", 404).text


def test_json_is_utf_8_and_not_escaped(read):
    assert "الموصل".encode() in read("ali").get("/api/v1/documents/bridge").data


def test_a_405_names_the_methods_that_work(read):
    assert "GET" in read("ali").client.post("/api/v1/schema", json={}).headers["Allow"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/nowhere", 404), ("post", "/schema", 405), ("get", "/review", 403), ("get", "/documents/nothing", 404)],
)
def test_people_get_a_page(read, method, path, status):
    response = getattr(read("ali"), method)(path, status=status)
    assert "<h1>" in response.text


def test_too_much_in_a_form_is_refused_with_a_page(read):
    response = read("ali").client.post("/theme", data={"theme": "x" * (9 * 1024**2)})
    assert response.status_code == 413
    assert "8 MB" in response.text


def test_an_address_with_a_slash_too_many_leads_to_the_right_one(read):
    assert read("ali").get("/documents//bridge", 308).location.endswith("/documents/bridge")


@pytest.mark.parametrize("role", [None, "ali"])
def test_a_part_of_a_page_that_is_refused_is_a_fragment_that_says_so(read, role):
    response = read(role).get("/parts/review", 403 if role else 401)
    assert response.text.lstrip().startswith('<div class="problem" role="alert">')
    assert ("/sign-in" in response.text) == (role is None)


@pytest.mark.parametrize("path", ["/", "/parts/queue", "/api/v1/documents"])
def test_a_fault_of_ours_says_nothing_internal_and_is_logged(read, monkeypatch, caplog, path):
    def fail(*_args, **_options):
        raise RuntimeError("secret detail")

    reader = read("ali")
    monkeypatch.setattr("workbench.actions.annotate.queue", fail)
    response = reader.get(path, 500)
    assert "secret detail" not in response.text
    assert "secret detail" in caplog.text
    assert "Traceback" in caplog.text


def test_the_most_exact_class_decides_the_status():
    assert status_of(errors.BadRequest(at="a", got="b", expected="c")) == 400
    assert status_of(errors.BadPassword(least=10)) == 422
    assert status_of(NothingToUndo(op="undo")) == 409
    assert status_of(errors.RuleBroken()) == 422
    assert status_of(errors.WorkspaceMissing(path="x")) == 500


def test_every_class_of_the_table_has_a_status_that_the_api_describes():
    assert set(STATUS.values()) | {500} == set(ERRORS)
