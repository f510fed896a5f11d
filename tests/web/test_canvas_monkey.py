"""Keys at random on a whole article: screen and server agree, undo leads to the start, redo back to the end."""

import pytest

from tests.monkey import Monkey
from tests.web.test_canvas import address, opened, page
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.resources import SEEDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
__all__ = ["address", "page"]  # fixtures

ROUNDS = 6


def test_keys_at_random_do_no_harm(page, workspace):
    text = (SEEDS / "iraq-005.txt").read_text(encoding="utf-8")
    assert not transfer.import_text(workspace.db, SHELL, Decoded(text), "again.txt").problems
    monkey = Monkey(opened(page, "again"), "again", seed=1)
    for _ in range(ROUNDS):
        monkey.press(100)
        assert monkey.shown() == monkey.held()
    monkey.reopen()
    monkey.go_all_the_way("KeyY")
    end = monkey.held()
    assert len(end) > 5
    assert monkey.shown() == end
    monkey.go_all_the_way("KeyU")
    assert monkey.shown() == monkey.held() == []
    monkey.go_all_the_way("KeyY")
    assert monkey.shown() == monkey.held() == end
