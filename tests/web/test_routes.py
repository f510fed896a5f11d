"""Every route × every role: what each may do, in one table. A route that is not in it fails the test."""

import json
from typing import Any

import pytest

from tests.fixtures import PASSWORD
from workbench.web import create_app, static_address

ROLES = (None, "noor", "ali", "zainab", "salma", "omar")
"""Nobody, a stranger (nothing assigned), an annotator, a second one, a supervisor, an admin."""

CHANGES = {"changes": [{"id": "x", "op": "add_span", "span": {"id": "x", "start": 13, "end": 19, "label": "GPE"}}]}
ADD = {"name": "huda", "role": "annotator", "password": PASSWORD}
EXPORT = {"format": "jsonl", "owner": "all"}
BACK = {"owner": "ali", "comment": "شهر أيار"}
IN = {"name": "ali", "password": PASSWORD}
FIX = {"kind": "labels", "owner": "ali", "key": "بغداد", "fix": "relabel", "label": "GOV", "place": "27-32 s1 market"}
PASSWORDS = {"old": PASSWORD, "new": "another long password"}

TABLE: list[tuple[str, str, str, Any, tuple[int, ...]]] = [
    # method, rule, path, body, statuses in the order of ROLES
    ("GET", "/", "/", None, (303, 200, 200, 200, 200, 200)),
    ("GET", "/parts/queue", "/parts/queue", None, (401, 200, 200, 200, 200, 200)),
    ("GET", "/documents/<document:document_id>", "/documents/bridge", None, (303, 404, 200, 200, 200, 200)),
    ("POST", "/next", "/next", {}, (303, 409, 409, 409, 409, 409)),  # the pool is empty
    ("POST", "/skip", "/skip", {"document": "bridge", "reason": "نص ناقص"},
     (303, 404, 303, 303, 404, 404)),
    ("GET", "/schema", "/schema", None, (303, 200, 200, 200, 200, 200)),
    ("GET", "/guidelines", "/guidelines", None, (303, 200, 200, 200, 200, 200)),
    ("GET", "/labels.css", "/labels.css", None, (200, 200, 200, 200, 200, 200)),
    ("GET", "/review", "/review", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/parts/review", "/parts/review", None, (401, 403, 403, 403, 200, 200)),
    ("GET", "/review/articles/<document:document_id>", "/review/articles/bridge", None, (303, 403, 403, 403, 200, 200)),
    ("POST", "/review/articles/<document:document_id>/sections",
     "/review/articles/bridge/sections", {"line-1": "title"}, (303, 403, 403, 403, 303, 303)),
    ("POST", "/review/articles/<document:document_id>/return", "/review/articles/market/return", BACK,
     (303, 403, 403, 403, 303, 409)),  # the supervisor has just returned it
    ("GET", "/review/progress", "/review/progress", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/review/predictions", "/review/predictions", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/parts/progress", "/parts/progress", None, (401, 403, 403, 403, 200, 200)),
    ("GET", "/my-work", "/my-work", None, (303, 200, 200, 200, 200, 200)),
    ("GET", "/my-work/<path:name>", "/my-work/ali", None, (303, 403, 200, 403, 200, 200)),
    ("GET", "/practice/<document:document_id>", "/practice/market", None, (303, 404, 404, 404, 404, 404)),
    ("GET", "/review/assignment", "/review/assignment", None, (303, 403, 403, 403, 200, 200)),
    ("POST", "/review/assignment", "/review/assignment", {"person": "noor"}, (303, 403, 403, 403, 303, 303)),
    ("POST", "/review/assignment/batch", "/review/assignment/batch", {"batch": "b", "document": "bridge"},
     (303, 403, 403, 403, 303, 303)),
    ("POST", "/review/assignment/withdraw", "/review/assignment/withdraw", {"document": "bridge", "name": "ali"},
     (303, 403, 403, 403, 303, 404)),  # the supervisor has just taken it back
    ("POST", "/review/assignment/settings", "/review/assignment/settings", {"minutes": "30"},
     (303, 403, 403, 403, 303, 303)),
    ("GET", "/review/suggestions", "/review/suggestions", None, (303, 403, 403, 403, 200, 200)),
    ("POST", "/review/suggestions", "/review/suggestions", {"share": "20"}, (303, 403, 403, 403, 303, 303)),
    ("POST", "/review/suggestions/patterns", "/review/suggestions/patterns", {"drop": "none"},
     (303, 403, 403, 403, 404, 404)),
    ("GET", "/review/agreement", "/review/agreement", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/parts/review/agreement", "/parts/review/agreement", None, (401, 403, 403, 403, 200, 200)),
    ("POST", "/review/agreement/gamma", "/review/agreement/gamma", {"do": "stop"}, (303, 403, 403, 403, 303, 303)),
    ("GET", "/parts/review/agreement/gamma", "/parts/review/agreement/gamma", None, (401, 403, 403, 403, 200, 200)),
    ("GET", "/review/agreement/differences", "/review/agreement/differences", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/parts/review/agreement/differences",
     "/parts/review/agreement/differences", None, (401, 403, 403, 403, 200, 200)),
    ("GET", "/review/agreement/people/<name>", "/review/agreement/people/ali", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/review/agreement/people/<name>/tables/<table>.<any(csv, json):form>",
     "/review/agreement/people/ali/tables/usage.csv", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/review/agreement/documents/<document:document_id>",
     "/review/agreement/documents/market", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/review/agreement/tables/<name>.<any(csv, json):form>",
     "/review/agreement/tables/headline.csv", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/review/agreement/report.<any(csv, json, html):form>",
     "/review/agreement/report.json", None, (303, 403, 403, 403, 200, 200)),
    ("GET", "/adjudication", "/adjudication", None, (303, 403, 403, 403, 200, 200)),
    ("POST", "/adjudication", "/adjudication", {"rule": "all"}, (303, 403, 403, 403, 303, 303)),
    ("GET", "/review/articles/<document:document_id>/adjudicate", "/review/articles/market/adjudicate", None,
     (303, 403, 403, 403, 200, 200)),
    ("GET", "/documents/<document:document_id>/outcome", "/documents/market/outcome", None,
     (303, 404, 404, 404, 404, 404)),  # nothing was merged
    ("GET", "/api/v1/documents/<document:document_id>/gold", "/api/v1/documents/market/gold", None,
     (401, 403, 403, 403, 200, 200)),
    ("POST", "/api/v1/documents/<document:document_id>/gold", "/api/v1/documents/market/gold", {"do": "merge"},
     (401, 403, 403, 403, 200, 200)),
    ("GET", "/sign-in", "/sign-in", None, (200, 303, 303, 303, 303, 303)),
    ("POST", "/sign-in", "/sign-in", IN, (303, 303, 303, 303, 303, 303)),
    ("POST", "/sign-out", "/sign-out", {}, (303, 303, 303, 303, 303, 303)),
    ("POST", "/language", "/language", {"language": "ar"}, (303, 303, 303, 303, 303, 303)),
    ("POST", "/theme", "/theme", {"theme": "dark"}, (303, 303, 303, 303, 303, 303)),
    ("GET", "/account", "/account", None, (303, 200, 200, 200, 200, 200)),
    ("POST", "/account/password", "/account/password", PASSWORDS, (303, 303, 303, 303, 303, 303)),
    ("POST", "/account/tokens", "/account/tokens", {"label": "x"}, (303, 201, 201, 201, 201, 201)),
    ("POST", "/account/tokens/<row:token_id>/revoke", "/account/tokens/1/revoke", {},
     (303, 404, 303, 404, 404, 404)),
    ("GET", "/people", "/people", None, (303, 403, 403, 403, 403, 200)),
    ("POST", "/people", "/people", ADD, (303, 403, 403, 403, 403, 201)),
    ("POST", "/people/change", "/people/change", {"name": "noor", "role": "supervisor"},
     (303, 403, 403, 403, 403, 303)),
    ("POST", "/people/password", "/people/password", {"name": "noor"}, (303, 403, 403, 403, 403, 201)),
    ("GET", "/search", "/search?q=بغداد", None, (303, 200, 200, 200, 200, 200)),
    ("GET", "/search/consistency", "/search/consistency", None, (303, 200, 200, 200, 200, 200)),
    ("GET", "/search/consistency/places", "/search/consistency/places?key=بغداد", None,
     (303, 200, 200, 200, 200, 200)),
    ("POST", "/search/fixes", "/search/fixes", FIX, (303, 403, 422, 403, 403, 403)),
    ("POST", "/search/fixes/<row:fix_id>/undo", "/search/fixes/1/undo", {"kind": "labels", "owner": "ali"},
     (303, 404, 404, 404, 404, 404)),
    ("GET", "/parts/search", "/parts/search?label=GPE", None, (401, 200, 200, 200, 200, 200)),
    ("GET", "/parts/waiting", "/parts/waiting", None, (401, 204, 204, 204, 204, 204)),
    ("GET", "/imports", "/imports", None, (303, 403, 403, 403, 200, 200)),
    ("POST", "/imports", "/imports", {}, (303, 403, 403, 403, 400, 400)),  # no files
    ("GET", "/imports/<upload>", "/imports/none", None, (303, 403, 403, 403, 404, 404)),
    ("POST", "/imports/<upload>", "/imports/none", {"wish": "import"}, (303, 403, 403, 403, 404, 404)),
    ("GET", "/releases", "/releases", None, (303, 403, 403, 403, 200, 200)),
    ("POST", "/releases", "/releases", {"version": "1.0"}, (303, 403, 403, 403, 422, 422)),  # there is no gold
    ("GET", "/releases/<row:release_id>.zip", "/releases/1.zip", None, (303, 403, 403, 403, 404, 404)),
    ("GET", "/exports", "/exports", None, (303, 200, 200, 200, 200, 200)),
    ("POST", "/exports", "/exports", EXPORT, (303, 404, 303, 404, 303, 303)),
    ("GET", "/exports/<row:export_id>", "/exports/1", None, (303, 404, 200, 404, 200, 200)),
    ("GET", "/exports/<row:export_id>/<name>", "/exports/1/{file}", None, (303, 404, 200, 404, 200, 200)),
    ("GET", "/api/v1/documents", "/api/v1/documents", None, (401, 200, 200, 200, 200, 200)),
    ("GET", "/api/v1/documents/<document:document_id>", "/api/v1/documents/bridge", None,
     (401, 404, 200, 200, 200, 200)),
    ("POST", "/api/v1/documents/<document:document_id>/changes", "/api/v1/documents/bridge/changes", CHANGES,
     (401, 404, 200, 200, 200, 200)),
    ("GET", "/api/v1/documents/<document:document_id>/history", "/api/v1/documents/bridge/history?item=x", None,
     (401, 404, 200, 200, 200, 200)),
    ("GET", "/api/v1/documents/<document:document_id>/suggestions", "/api/v1/documents/bridge/suggestions", None,
     (401, 404, 200, 200, 200, 200)),
    ("POST", "/api/v1/documents/<document:document_id>/rejections", "/api/v1/documents/bridge/rejections",
     {"reject": [{"key": "ghost GPE 13-19", "label": "GPE", "source": "memory"}]}, (401, 404, 200, 200, 200, 200)),
    ("POST", "/api/v1/keys", "/api/v1/keys", {"keys": {}}, (401, 200, 200, 200, 200, 200)),
    ("GET", "/api/v1/search", "/api/v1/search?q=label:GPE", None, (401, 200, 200, 200, 200, 200)),
    ("GET", "/api/v1/schema", "/api/v1/schema", None, (401, 200, 200, 200, 200, 200)),
    ("GET", "/api/v1/openapi.json", "/api/v1/openapi.json", None, (200, 200, 200, 200, 200, 200)),
    ("GET", f"{static_address()}/<path:filename>", f"{static_address()}/base.css", None,
     (200, 200, 200, 200, 200, 200)),
]  # fmt: skip


@pytest.mark.parametrize(("method", "rule", "path", "body", "statuses"), TABLE, ids=lambda value: str(value)[:50])
def test_each_role_may_do_what_the_table_says(read, database, method, rule, path, body, statuses):
    path = path.format(file=next((database.parent / "team.exports").rglob("*.jsonl")).name)
    for role, status in zip(ROLES, statuses, strict=True):
        reader = read(role)
        if method == "GET":
            response = reader.get(path, status)
        elif path.startswith("/api/"):
            response = reader.post_json(path, body, status)
        else:
            response = reader.post(path, body, status)
        if status == 303 and role is None and rule not in ("/sign-in", "/language", "/theme"):
            assert response.location.startswith("/sign-in")


@pytest.mark.parametrize("path", ["/exports/{}", "/exports/{}/x.jsonl"])
def test_a_number_beyond_all_rows_leads_nowhere(read, path):
    read("ali").get(path.format(2**63), 404)
    read("ali").get(path.format(2**63 - 1), 404)


def test_every_route_is_in_the_table(app):
    known = {(method, rule) for method, rule, *_ in TABLE}
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == known


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/review",
            "/review/articles/market",
            "/schema",
            "/guidelines",
            "/account",
            "/people",
            "/exports",
            "/exports/1",
            "/imports",
            "/releases",
        ),
        *("/review/assignment", "/review/progress", "/my-work", "/my-work/ali", "/search", "/search/consistency"),
    ],
)
def test_every_page_is_sound_in_both_languages(read, path, language):
    reader = read("omar")
    reader.post("/language", {"language": language})
    page = reader.get(path).text
    assert f'<html lang="{language}"' in page


def test_a_workspace_that_is_gone_answers_500_and_nothing_internal(database, caplog):
    app = create_app(database, TESTING=True)
    database.unlink()
    for path in ("/", "/api/v1/documents"):
        with app.test_client() as client:
            response = client.get(path, headers={"Authorization": "Bearer x"})
        assert response.status_code == 500
        assert str(database.parent) not in response.text
    assert json.loads(response.text)["errors"][0]["code"] == "error"
    assert "WorkspaceMissing" in caplog.text
