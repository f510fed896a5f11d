"""The page of predictions against gold."""

import json

from tests.learning.corpus import corpus, lines
from workbench.actions import transfer
from workbench.actions.workspace import open_workspace
from workbench.formats.files import Decoded
from workbench.model.people import SHELL

GOLD = corpus(3, seed=4)


def test_it_shows_the_figures_and_every_error_in_its_context(read, database) -> None:
    assert "Nothing to compare yet" in read("salma").get("/review/predictions").text
    db = open_workspace(database)
    document, said = GOLD[0]
    few = [(document, type(said).of(said.ordered_spans()[1:]))]
    for owner, some in (("gold", GOLD), ("suggestion:model", few)):
        given = "".join(
            json.dumps(json.loads(line) | {"schema": None}, ensure_ascii=False) + "\n" for line in lines(some, owner)
        )
        assert not transfer.import_text(db, SHELL, Decoded(given), "made.jsonl").problems
    db.close()
    page = read("salma").get("/review/predictions").text
    assert page.count('<li class="difference">') == 1 + len(said.relations)
    assert said.ordered_spans()[0].text.split()[0] in page
    assert "1 article" in page
    label = said.ordered_spans()[0].label
    assert f"label={label}#errors" in page
    assert 'href="#errors-span-only_b"' in page
    some = read("salma").get(f"/review/predictions?label={label}").text
    assert some.count('<li class="difference">') == 1
    assert "Show all errors" in some
    assert read("salma").get("/review/predictions?label=LOC").text.count('<li class="difference">') == 0
    for wrong in ("source=absent", "label=absent"):
        read("salma").get(f"/review/predictions?{wrong}", 422)
