"""The page of releases: look first, release, fetch; what stands in the way is named."""

import io
import json
import zipfile

LINE = {"id": "g", "text": "وصل سامر.", "owner": "gold", "status": "done"}
GOLD = {**LINE, "spans": [{"id": "s", "start": 4, "end": 8, "label": "PERSON"}]}


def bring_gold(reader):
    """Import one article with gold."""
    given = {"files": [(io.BytesIO(json.dumps(GOLD).encode()), "g.jsonl")], "format": "auto"}
    reader.post(reader.post("/imports", given, 303).location, {"wish": "import"}, 200)


def test_look_release_and_fetch(read, database):
    salma = read("salma")
    bring_gold(salma)
    page = salma.post("/releases", {"version": "1.0", "license": "CC0-1.0", "wish": "look"}, 200).text
    assert "security-dialogue 1.0 would hold" in page
    assert not list((database.parent / "exports").iterdir())
    assert (
        salma.post("/releases", {"version": "1.0", "license": "CC0-1.0", "wish": "make"}, 303).location == "/releases"
    )
    page = salma.get("/releases").text
    assert 'value="CC0-1.0"' in page
    answer = salma.get("/releases/1.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert {"security-dialogue-1.0/manifest.json", "security-dialogue-1.0/datasheet.ar.html"} <= {*names}
    assert salma.get("/releases/1.zip").data == answer.data


def test_what_stands_in_the_way_is_named(read):
    salma = read("salma")
    assert "There is no gold to release." in salma.post("/releases", {"version": "1.0"}, 422).text
    bring_gold(salma)
    assert "cannot name a release" in salma.post("/releases", {"version": "1/0"}, 422).text
    assert "three percentages" in salma.post("/releases", {"version": "1", "shares": "x"}, 422).text
    salma.post("/releases", {"version": "1.0"}, 303)
    refused = salma.post("/releases", {"version": "1.0", "without": "a b"}, 409).text
    assert "is there already" in refused
    assert 'value="a b"' in refused
