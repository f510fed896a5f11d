"""The JSON API: its description is valid and true, tokens work, lists page."""

import pytest
from openapi_spec_validator import validate

from workbench.web.openapi import DESCRIPTION, SCHEMAS


def test_the_description_is_valid_openapi(read):
    validate(read().get("/api/v1/openapi.json").json)


def test_the_description_names_every_address_and_method(app):
    described = {
        (method.upper(), "/api/v1" + path.replace("{document_id}", "<document:document_id>"))
        for path, item in DESCRIPTION["paths"].items()
        for method in item
    }
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    assert described == routes


def matches(schema, value):
    """Whether a value has the fields a described object must have, and no others."""
    name = schema["$ref"].rpartition("/")[2]
    described = SCHEMAS[name]
    return set(described["required"]) <= set(value) <= set(described["properties"])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/v1/documents", "Rows"),
        ("/api/v1/documents/market", "Document"),
        ("/api/v1/schema", "Schema"),
    ],
)
def test_answers_are_as_described(read, path, name):
    answer = read("ali").get(path).json
    assert matches({"$ref": name}, answer), set(answer)


def test_rows_spans_and_receipts_are_as_described(read):
    ali = read("ali")
    assert all(matches({"$ref": "Row"}, row) for row in ali.get("/api/v1/documents").json["documents"])
    assert all(matches({"$ref": "Span"}, span) for span in ali.get("/api/v1/documents/market").json["spans"])
    changes = [{"id": "r", "op": "set_status", "status": "in_progress"}]
    receipt = ali.post_json("/api/v1/documents/market/changes", {"changes": changes}).json
    assert matches({"$ref": "Receipt"}, receipt)
    assert all(matches({"$ref": "Effect"}, effect) for effect in receipt["effects"])


def test_a_token_opens_the_api(read, token):
    answer = read().get("/api/v1/documents", headers={"Authorization": f"bearer {token}"}).json
    assert [row["id"] for row in answer["documents"]] == ["bridge", "market"]


def test_a_change_sent_twice_happens_once(read):
    changes = {"changes": [{"id": "x", "op": "add_span", "span": {"id": "x", "start": 12, "end": 18, "label": "GPE"}}]}
    ali = read("ali")
    first = ali.post_json("/api/v1/documents/bridge/changes", changes).json
    again = ali.post_json("/api/v1/documents/bridge/changes", changes).json
    assert (first["applied"], first["repeated"]) == (["x"], [])
    assert (again["applied"], again["repeated"]) == ([], ["x"])
    (span,) = ali.get("/api/v1/documents/bridge").json["spans"]
    assert (span["start"], span["end"], span["text"]) == (12, 18, "الموصل")


def test_lists_are_filtered_and_paged(read):
    ali = read("ali")
    page = ali.get("/api/v1/documents?limit=1").json
    rest = ali.get(f"/api/v1/documents?limit=1&after={page['next']}").json
    assert [row["id"] for row in page["documents"] + rest["documents"]] == ["bridge", "market"]
    assert rest["next"] is None
    assert [row["id"] for row in ali.get("/api/v1/documents?status=done&q=سوق").json["documents"]] == ["market"]


def test_json_with_a_charset_is_json(read):
    answer = read("ali").client.post(
        "/api/v1/documents/bridge/changes", data='{"changes": []}', content_type="application/json; charset=utf-8"
    )
    assert answer.status_code == 200


def test_an_id_may_hold_slashes(app, read):
    rules = app.url_map.bind("localhost")
    assert rules.match("/api/v1/documents/news/2024/7") == ("api.document", {"document_id": "news/2024/7"})
    found = rules.match("/api/v1/documents/news/7/changes", method="POST")
    assert found == ("api.changes", {"document_id": "news/7"})
    read("ali").get("/api/v1/documents/bridge/changes", 405)
