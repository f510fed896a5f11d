"""The policy headers, the cookie, and the three ways in that are shut: other sites, open redirects, guessing."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures import PASSWORD
from workbench.web import static_address
from workbench.web.security import safe_next

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nowhere", "/labels.css", f"{static_address()}/base.css", "/api/v1/openapi.json"]
)
def test_every_answer_carries_the_policy(read, path):
    headers = read("ali").client.get(path, buffered=True).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/account", "/api/v1/documents", "/parts/queue", "/exports/1"])
def test_what_a_person_saw_is_not_kept(read, path):
    assert read("ali").client.get(path).headers["Cache-Control"] == "no-store"


def test_style_sheets_may_be_kept_and_are_asked_after(read):
    client = read().client
    first = client.get("/labels.css")
    again = client.get("/labels.css", headers={"If-None-Match": first.headers["ETag"]})
    assert "no-store" not in first.headers["Cache-Control"]
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_the_cookie_is_for_this_site_and_no_script(read, scheme, secure):
    response = read().client.post(
        "/sign-in", data={"name": "ali", "password": PASSWORD}, base_url=f"{scheme}://localhost:8000"
    )
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("workbench-8000=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == secure


def test_two_workspaces_on_one_machine_keep_their_own_sessions(read):
    client = read().client
    for port in (8000, 8001):
        client.post("/sign-in", data={"name": "ali", "password": PASSWORD}, base_url=f"http://localhost:{port}")
    client.post("/sign-out", base_url="http://localhost:8001")
    assert client.get("/", base_url="http://localhost:8000").status_code == 200
    assert client.get("/", base_url="http://localhost:8001").status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[broken"}, 403),
    ],
)
def test_a_change_that_another_site_sent_is_refused(read, headers, status):
    read("ali").post("/theme", {"theme": "dark"}, status, headers=headers)


def test_reading_is_not_a_change(read):
    read("ali").get("/", headers={"Sec-Fetch-Site": "cross-site"})


def test_a_token_stands_for_itself_wherever_the_request_comes_from(read, token):
    headers = {"Sec-Fetch-Site": "cross-site", "Authorization": f"Bearer {token}"}
    read().post_json("/api/v1/documents/bridge/changes", {"changes": []}, headers=headers)


def test_a_bad_token_gets_no_help_from_a_cookie(read):
    read("ali").get("/api/v1/documents", 401, headers={"Authorization": "Bearer wrong"})


@pytest.mark.parametrize(
    ("target", "followed"),
    [
        ("/schema?a=b#c", True),
        ("https://elsewhere.example/", False),
        ("//elsewhere.example", False),
        ("/\\elsewhere.example", False),
        ("\\\\elsewhere.example", False),
        ("/\t/elsewhere.example", False),
        ("javascript:alert(1)", False),
        ("schema", False),
        ("", False),
    ],
)
def test_signing_in_leads_nowhere_else(read, target, followed):
    assert safe_next(target) == (target if followed else "/")
    response = read().post("/sign-in", {"name": "ali", "password": PASSWORD, "next": target})
    assert response.location == (target if followed else "/")


@given(st.text() | st.from_regex(r"[/\\\\]{1,3}[\s\x00-\x1f]?[a-z.:@/\\\\]*", fullmatch=True))
def test_no_address_leads_off_this_site(target):
    parts = urlsplit(urljoin("http://localhost/", safe_next(target).replace("\\", "/")))
    assert (parts.scheme, parts.netloc) == ("http", "localhost")


def test_a_page_asked_for_before_signing_in_comes_after_it(read):
    response = read().get("/documents/bridge?a=%D8%B3", 303)
    assert response.location == "/sign-in?next=%2Fdocuments%2Fbridge%3Fa%3D%25D8%25B3"


def test_guessing_passwords_is_slowed_down(read):
    reader = read()
    for _ in range(5):
        reader.post("/sign-in", {"name": "ali", "password": "wrong"}, 401)
    response = reader.post("/sign-in", {"name": "ali", "password": PASSWORD}, 429)
    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert 'role="alert"' in response.text
    reader.post("/sign-in", {"name": "zainab", "password": PASSWORD})


def test_static_files_are_kept_and_missing_ones_are_not(read):
    kept = read().get(f"{static_address()}/base.css").headers["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept
    assert read().get(f"{static_address()}/none.css", 404).headers["Cache-Control"] == "no-store"
    read().get("/static/000000000000/base.css", 404)
