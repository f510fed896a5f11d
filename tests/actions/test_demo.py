"""The demo workspace: seeds that others have annotated; three people with passwords of this run."""

import pytest

from tests.fixtures import dump
from workbench.actions import annotate, people, review
from workbench.actions.demo import NotTheDemo, demo
from workbench.actions.workspace import check
from workbench.model.errors import WrongPassword
from workbench.model.people import SHELL


def test_the_demo_has_three_people_and_the_seeds_with_the_work_of_others_and_gold(tmp_path) -> None:
    db, sign_ins = demo(tmp_path / "demo.db")
    assert [(one.name, one.role) for one in sign_ins] == [
        ("zainab", "annotator"), ("salma", "supervisor"), ("omar", "admin"),
    ]  # fmt: skip
    for one in sign_ins:
        assert people.sign_in(db, one.name, one.password, "here").role == one.role
    rows = review.overview(db, SHELL).rows
    assert [row.id for row in rows] == [f"iraq-00{i}" for i in range(1, 6)]
    assert {(one.owner, one.status) for row in rows for one in row.sets} == {
        (name, "done") for name in ("gold", "maryam", "rim", "yusuf")
    }
    assert review.gold_counts(db, SHELL) == {"final": 5, "fresh": 0}
    assert annotate.guidelines(db, "ar")
    assert list(check(db)) == []
    db.close()


def test_the_demo_started_again_keeps_the_work_and_makes_new_passwords(tmp_path) -> None:
    db, before = demo(tmp_path / "demo.db")
    zainab = people.sign_in(db, "zainab", before[0].password, "here")
    annotate.change(db, zainab, "iraq-001", {"changes": [{"id": "c", "op": "set_status", "status": "done"}]})
    db.close()
    db, after = demo(tmp_path / "demo.db")
    assert annotate.queue(db, zainab).counts["done"] >= 1
    with pytest.raises(WrongPassword):
        people.sign_in(db, "zainab", before[0].password, "here")
    people.sign_in(db, "zainab", after[0].password, "here")
    db.close()


def test_the_passwords_of_a_real_workspace_are_never_touched(workspace) -> None:
    before = dump(workspace.db)
    with pytest.raises(NotTheDemo):
        demo(workspace.path)
    assert dump(workspace.db) == before
