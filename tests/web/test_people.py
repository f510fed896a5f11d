"""Signing in and out, language and appearance, the account, the people page."""

import re

import pytest

from tests.fixtures import PASSWORD

NEW = "another long password"


def secret_of(page):
    (secret,) = re.findall(r'class="secret-text">([^<]+)<', page)
    return secret


def sign_in(reader, name, password, status=303):
    return reader.post("/sign-in", {"name": name, "password": password}, status)


def test_signing_in_and_out(read):
    reader = read()
    sign_in(reader, "ali", PASSWORD)
    assert "<bdi>ali</bdi>" in reader.get("/").text
    reader.post("/sign-out")
    reader.get("/", 303)


def test_a_wrong_password_is_said_and_the_name_is_kept(read):
    page = sign_in(read(), "ali", "wrong", 401).text
    assert "do not match" in page
    assert 'value="ali"' in page


def test_an_unfinished_form_is_a_bad_request(read):
    read().post("/sign-in", {"name": "ali"}, 400)
    read("omar").post("/people", {"name": "x"}, 400)


def test_signing_in_starts_a_fresh_session(read):
    reader = read()
    with reader.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(reader, "ali", PASSWORD)
    with reader.client.session_transaction() as session:
        assert "planted" not in session
        assert session.permanent


def test_the_language_is_the_browsers_until_one_is_chosen(read):
    reader = read()
    assert '<html lang="ar" dir="rtl"' in reader.get("/sign-in", headers={"Accept-Language": "ar-IQ,en;q=0.5"}).text
    assert '<html lang="en" dir="ltr"' in reader.get("/sign-in", headers={"Accept-Language": "fr"}).text
    answer = reader.post("/language", {"language": "ar", "next": "/sign-in?next=/schema"})
    assert answer.location == "/sign-in?next=/schema"
    assert '<html lang="ar"' in reader.get("/sign-in", headers={"Accept-Language": "en"}).text


def test_what_was_chosen_before_signing_in_stays_with_the_person(read):
    reader = read()
    reader.post("/language", {"language": "ar"})
    reader.post("/theme", {"theme": "dark"})
    sign_in(reader, "ali", PASSWORD)
    assert '<html lang="ar" dir="rtl" data-theme="dark"' in read("ali").get("/").text


@pytest.mark.parametrize(("path", "form"), [("/language", {"language": "fr"}), ("/theme", {"theme": "pink"})])
def test_only_known_preferences_are_taken(read, path, form):
    read().post(path, form, 422)
    read("ali").post(path, form, 422)


def test_a_new_password_ends_the_other_sessions_and_not_this_one(read):
    here, elsewhere = read("ali"), read("ali")
    here.post("/account/password", {"old": PASSWORD, "new": NEW})
    assert "Your password was changed" in here.get("/account").text
    elsewhere.get("/account", 303)
    sign_in(read(), "ali", NEW)


def test_a_password_is_not_changed_without_the_old_one_nor_for_a_short_one(read):
    reader = read("ali")
    assert "do not match" in reader.post("/account/password", {"old": "wrong", "new": NEW}, 401).text
    assert "too short" in reader.post("/account/password", {"old": PASSWORD, "new": "short"}, 422).text


def test_a_token_is_shown_once_works_and_can_be_revoked(read):
    reader = read("ali")
    page = reader.post("/account/tokens", {"label": "training"}, 201).text
    headers = {"Authorization": f"Bearer {secret_of(page)}"}
    assert secret_of(page) not in reader.get("/account").text
    read().get("/api/v1/documents", headers=headers)
    address = re.findall(r'action="(/account/tokens/\d+/revoke)"', page)[0]
    reader.post(address)
    read().get("/api/v1/documents", 401, headers=headers)


def test_a_secret_is_in_no_cookie(read):
    answer = read("omar").post("/people/password", {"name": "ali"}, 201)
    assert secret_of(answer.text) not in str(answer.headers)
    with read("omar").client.session_transaction() as session:
        assert set(session) <= {"person", "epoch", "_permanent"}


def test_an_admin_adds_a_person_with_a_made_up_password(read):
    omar = read("omar")
    page = omar.post("/people", {"name": "هدى", "role": "annotator", "password": ""}, 201).text
    sign_in(read(), "هدى", secret_of(page))
    assert "already somebody" in omar.post("/people", {"name": "هدى", "role": "annotator"}, 409).text
    assert 'role="alert"' in omar.post("/people", {"name": "gold", "role": "annotator"}, 400).text


def test_an_admin_changes_roles_and_access(read):
    omar, noor = read("omar"), read("noor")
    omar.post("/people/change", {"name": "noor", "role": "supervisor"})
    noor.get("/review")
    omar.post("/people/change", {"name": "noor", "active": "no"})
    noor.get("/review", 303)
    sign_in(read(), "noor", PASSWORD, 401)
    omar.post("/people/change", {"name": "noor", "active": "yes"})
    sign_in(read(), "noor", PASSWORD)


def test_the_last_admin_stays(read):
    page = read("omar").post("/people/change", {"name": "omar", "role": "annotator"}, 409).text
    assert "last active admin" in page


def test_a_name_is_text_wherever_it_is_shown(read):
    page = read("omar").post("/people", {"name": "<i>x</i>", "role": "annotator"}, 201).text
    assert "<i>x" not in page
    assert "&lt;i&gt;x" in page
