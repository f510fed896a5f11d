"""What the canvas page brings with it: nothing twice, nothing missing."""

from workbench.actions.review import Line
from workbench.web.island import modules, slim

FIELDS = {"id": "d", "text": "آ\n \nب", "tokens": [(0, 1), (4, 5)], "sentences": [(0, 5)], "revision": 3}
LINES = [Line(1, 0, 1, "title", "آ"), Line(2, 2, 3, "body", " "), Line(3, 4, 5, "body", "ب")]


def test_a_document_without_what_the_page_shows():
    assert slim(FIELDS, LINES) == {
        "id": "d",
        "length": 5,
        "unseen": [(2, " ")],
        "tokens": [0, 1, 3, 1],
        "sentences": [0, 5],
        "revision": 3,
    }


def test_every_script_of_the_canvas_is_named():
    assert {"annotate/main.js", "annotate/island.js"} < set(modules())
