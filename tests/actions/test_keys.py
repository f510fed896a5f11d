"""The keys that a person has chosen for the canvas."""

import pytest

from workbench.actions import people
from workbench.model.errors import BadRequest

CHOSEN = {"undo": ["Ctrl+Alt+Shift+KeyA", "F2"], "go-left": []}


def test_chosen_keys_follow_the_person(workspace) -> None:
    assert workspace.ali.keys == {}
    assert people.set_preferences(workspace.db, workspace.ali, keys=CHOSEN).keys == CHOSEN
    assert people.set_preferences(workspace.db, workspace.ali, theme="dark").keys == CHOSEN
    assert people.set_preferences(workspace.db, workspace.ali, keys={}).keys == {}


@pytest.mark.parametrize(
    "keys",
    [
        [],
        {"undo": "KeyA"},
        {"undo": ["<b>"]},
        {"undo": ["Shift+Ctrl+KeyA"]},
        {"undo": [3]},
        {"undo": ["KeyA"] * 7},
        {"Undo!": []},
        {f"a{'-a' * 6}": []},
        {f"a-{chr(97 + i // 26)}{chr(97 + i % 26)}": [] for i in range(201)},
    ],
)
def test_keys_of_another_shape_are_refused(workspace, keys) -> None:
    with pytest.raises(BadRequest):
        people.set_preferences(workspace.db, workspace.ali, keys=keys)
