"""People: sign-in and its throttle, sessions, tokens, accounts."""

import time

import pytest

from tests.fixtures import PASSWORD
from workbench.actions import people
from workbench.model.errors import (
    BadPassword,
    BadRequest,
    Forbidden,
    LastAdmin,
    NameTaken,
    NotFound,
    NotSignedIn,
    TooManyTries,
    UnknownName,
    WrongPassword,
)
from workbench.model.people import ROLES, SHELL
from workbench.storage import people as stored

HERE, THERE = "192.0.2.1", "192.0.2.2"
NEW = "another long password"


@pytest.fixture
def clock(monkeypatch):
    """A clock that tests can move, in seconds."""
    moved = [0.0]
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + moved[0])
    return moved


def fail(workspace, name="ali", address=HERE, times=1):
    """Fail to sign in."""
    for _ in range(times):
        with pytest.raises(WrongPassword):
            people.sign_in(workspace.db, name, "wrong", address)


def test_name_and_password_sign_in_whatever_the_letter_case_of_the_name(workspace) -> None:
    assert people.sign_in(workspace.db, "ali", PASSWORD, HERE).name == "ali"
    assert people.sign_in(workspace.db, "ALI", PASSWORD, HERE).name == "ali"


@pytest.mark.parametrize(
    ("name", "password"), [("ali", "wrong"), ("nobody", PASSWORD), ("", ""), ("ali", ""), ("shell", "")]
)
def test_anything_else_does_not(workspace, name, password) -> None:
    with pytest.raises(WrongPassword):
        people.sign_in(workspace.db, name, password, HERE)


def test_a_person_without_a_password_cannot_sign_in(workspace) -> None:
    people.add_person(workspace.db, workspace.omar, "huda", "annotator", None)
    for password in ("", "None", PASSWORD):
        with pytest.raises(WrongPassword):
            people.sign_in(workspace.db, "huda", password, HERE)


def test_a_name_is_throttled_after_five_failures_from_anywhere(workspace) -> None:
    fail(workspace, times=3)
    fail(workspace, "ALI", THERE, times=2)
    with pytest.raises(TooManyTries) as caught:
        people.sign_in(workspace.db, "ali", PASSWORD, "192.0.2.3")
    assert 890 <= int(str(caught.value.fields["seconds"])) <= 900
    people.sign_in(workspace.db, "zainab", PASSWORD, HERE)


def test_a_throttle_passes_with_time(workspace, clock) -> None:
    fail(workspace, times=5)
    clock[0] = people.WINDOW_SECONDS - 10
    with pytest.raises(TooManyTries):
        people.sign_in(workspace.db, "ali", PASSWORD, HERE)
    clock[0] = people.WINDOW_SECONDS + 1
    people.sign_in(workspace.db, "ali", PASSWORD, HERE)


def test_success_forgives_the_failures_of_a_name(workspace) -> None:
    fail(workspace, times=4)
    people.sign_in(workspace.db, "ali", PASSWORD, HERE)
    fail(workspace, times=4)
    people.sign_in(workspace.db, "ali", PASSWORD, HERE)


@pytest.mark.parametrize("address", [HERE, "2001:DB8::A"])
def test_an_address_is_throttled_after_thirty_failures_with_any_names(workspace, monkeypatch, address) -> None:
    monkeypatch.setattr(people, "TRIES_PER_ADDRESS", 6)
    for i in range(6):
        fail(workspace, f"guess{i}", address)
    with pytest.raises(TooManyTries):
        people.sign_in(workspace.db, "ali", PASSWORD, address)
    people.sign_in(workspace.db, "ali", PASSWORD, THERE)


def test_the_limits_are_what_the_documentation_says() -> None:
    assert (people.TRIES_PER_NAME, people.TRIES_PER_ADDRESS, people.WINDOW_SECONDS) == (5, 30, 900)


def test_old_failures_are_forgotten(workspace, clock) -> None:
    fail(workspace)
    clock[0] = 2 * 86_400
    fail(workspace, "zainab")
    assert workspace.db.execute("SELECT name FROM failed_sign_in").fetchall() == [("zainab",)]


def test_a_disabled_person_is_out_at_once(workspace) -> None:
    session = people.session_of(workspace.db, workspace.ali)
    token = people.create_token(workspace.db, workspace.ali, "ali")
    people.change_person(workspace.db, workspace.omar, "ali", active=False)
    with pytest.raises(WrongPassword):
        people.sign_in(workspace.db, "ali", PASSWORD, HERE)
    with pytest.raises(NotSignedIn):
        people.person_of_token(workspace.db, token)
    assert people.person_of_session(workspace.db, session) is None
    assert not people.change_person(workspace.db, workspace.omar, "ali", active=True).has_role("supervisor")
    assert people.person_of_session(workspace.db, session) is None
    people.sign_in(workspace.db, "ali", PASSWORD, HERE)


def test_a_session_belongs_to_its_person(workspace) -> None:
    session = people.session_of(workspace.db, workspace.ali)
    assert people.person_of_session(workspace.db, session) == workspace.ali
    for broken in ({}, {"person": 99, "epoch": 0}, {"person": session["person"]}, {"person": None, "epoch": 0}):
        assert people.person_of_session(workspace.db, broken) is None


def test_a_new_password_ends_every_session(workspace) -> None:
    for renew in (
        lambda: people.change_password(workspace.db, workspace.ali, PASSWORD, NEW),
        lambda: people.set_password(workspace.db, workspace.omar, "ali", PASSWORD),
    ):
        session = people.session_of(workspace.db, workspace.ali)
        renew()
        assert people.person_of_session(workspace.db, session) is None


def test_one_changes_one_s_password_by_the_old_one(workspace) -> None:
    with pytest.raises(WrongPassword):
        people.change_password(workspace.db, workspace.ali, "wrong", NEW)
    people.change_password(workspace.db, workspace.ali, PASSWORD, NEW)
    people.sign_in(workspace.db, "ali", NEW, HERE)
    with pytest.raises(WrongPassword):
        people.sign_in(workspace.db, "ali", PASSWORD, HERE)


@pytest.mark.parametrize("password", ["", "x" * (people.SHORTEST_PASSWORD - 1), "سر قصير"])
def test_a_short_password_is_refused_everywhere(workspace, password) -> None:
    for attempt in (
        lambda: people.add_person(workspace.db, workspace.omar, "huda", "annotator", password),
        lambda: people.set_password(workspace.db, workspace.omar, "ali", password),
        lambda: people.change_password(workspace.db, workspace.ali, PASSWORD, password),
    ):
        with pytest.raises(BadPassword):
            attempt()


def test_passwords_are_stored_as_argon2_only(workspace) -> None:
    for (stored_hash,) in workspace.db.execute("SELECT password FROM person"):
        assert stored_hash.startswith("$argon2id$")


def test_made_passwords_are_long_and_all_different() -> None:
    made = {people.new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 19 for password in made)


def test_a_token_stands_for_its_person_and_is_stored_only_as_a_digest(workspace) -> None:
    secret = people.create_token(workspace.db, workspace.ali, "ali", "laptop")
    assert people.person_of_token(workspace.db, secret) == workspace.ali
    assert secret not in "".join(workspace.db.conn.iterdump())
    (row,) = people.tokens(workspace.db, workspace.ali)
    assert row.label == "laptop"
    for wrong in ("", "wb_", secret[:-1]):
        with pytest.raises(NotSignedIn):
            people.person_of_token(workspace.db, wrong)


def test_a_token_is_revoked_by_its_owner_only(workspace) -> None:
    secret = people.create_token(workspace.db, workspace.ali, "ali")
    (row,) = people.tokens(workspace.db, workspace.ali)
    with pytest.raises(NotFound):
        people.revoke_token(workspace.db, workspace.zainab, row.id)
    people.revoke_token(workspace.db, workspace.ali, row.id)
    with pytest.raises(NotSignedIn):
        people.person_of_token(workspace.db, secret)


def test_only_an_admin_makes_tokens_for_others(workspace) -> None:
    with pytest.raises(Forbidden):
        people.create_token(workspace.db, workspace.salma, "ali")
    assert people.person_of_token(workspace.db, people.create_token(workspace.db, workspace.omar, "ali")).name == "ali"
    with pytest.raises(NotFound):
        people.create_token(workspace.db, SHELL, "shell")


@pytest.mark.parametrize(
    "name", ["gold", "GOLD", "all", "shell", "suggestion:x", "a:b", "", " ali2", "ali2 ", "a\nb", "x" * 65, "a\u200fb"]
)
def test_reserved_and_ambiguous_names_are_refused(workspace, name) -> None:
    with pytest.raises(BadRequest):
        people.add_person(workspace.db, workspace.omar, name, "annotator", NEW)


@pytest.mark.parametrize("name", ["ali", "Ali", "ZAINAB"])
def test_a_name_is_taken_once(workspace, name) -> None:
    with pytest.raises(NameTaken):
        people.add_person(workspace.db, workspace.omar, name, "annotator", NEW)


@pytest.mark.parametrize("name", ["هدى", "Umm Kulthum", "x" * 64])
def test_a_person_s_name_may_be_in_any_script(workspace, name) -> None:
    assert people.add_person(workspace.db, workspace.omar, name, "supervisor", NEW).has_role("supervisor")
    assert people.sign_in(workspace.db, name, NEW, HERE).name == name


def test_an_unknown_role_is_refused(workspace) -> None:
    with pytest.raises(UnknownName):
        people.add_person(workspace.db, workspace.omar, "huda", "owner", NEW)
    with pytest.raises(UnknownName):
        people.change_person(workspace.db, workspace.omar, "ali", role="owner")


def test_the_last_admin_can_be_neither_disabled_nor_demoted(workspace) -> None:
    people.add_person(workspace.db, workspace.omar, "paper", "admin", None)
    for change in ({"active": False}, {"role": "annotator"}):
        with pytest.raises(LastAdmin):
            people.change_person(workspace.db, workspace.omar, "omar", **change)
    account = stored.by_name(workspace.db, "omar")
    assert account
    assert (account.person.active, account.person.role) == (True, "admin")
    people.change_person(workspace.db, workspace.omar, "salma", role="admin")
    people.change_person(workspace.db, workspace.omar, "omar", role="annotator")


def test_roles_are_ordered(workspace) -> None:
    allowed = {name: [workspace.person(name).has_role(role) for role in ROLES] for name in ("ali", "salma", "omar")}
    assert allowed == {"ali": [True, False, False], "salma": [True, True, False], "omar": [True, True, True]}


def test_preferences_are_of_a_fixed_set(workspace) -> None:
    changed = people.set_preferences(workspace.db, workspace.ali, language="ar", theme="dark")
    assert (changed.language, changed.theme) == ("ar", "dark")
    assert people.set_preferences(workspace.db, workspace.ali, theme="auto").language == "ar"
    for wrong in ({"language": "fr"}, {"theme": "pink"}):
        with pytest.raises(UnknownName):
            people.set_preferences(workspace.db, workspace.ali, **wrong)


def test_people_are_listed_with_their_progress(workspace) -> None:
    workspace.change(workspace.ali, {"id": "a", "op": "set_status", "status": "done"})
    workspace.change(workspace.ali, {"id": "a", "op": "set_status", "status": "in_progress"}, document="second")
    rows = {row.person.name: (row.done, row.in_progress) for row in people.people(workspace.db, workspace.omar)}
    assert rows == {"ali": (1, 1), "noor": (0, 0), "omar": (0, 0), "salma": (0, 0), "zainab": (0, 0)}


def test_somebody_who_is_not_here_is_not_found(workspace) -> None:
    with pytest.raises(NotFound):
        people.set_password(workspace.db, workspace.omar, "nobody", NEW)
