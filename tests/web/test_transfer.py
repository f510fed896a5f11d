"""Exports: the form, the loss report, the files."""

import json
import re

import pytest

from workbench.actions.transfer.exports import CHOICES
from workbench.formats import FORMATS

WRITABLE = [name for name, one in FORMATS.items() if one.write]


@pytest.mark.parametrize("format", WRITABLE)
def test_every_format_is_exported_reported_and_fetched(read, format):
    salma = read("salma")
    report = salma.post("/exports", {"format": format, "owner": "ali"}).location
    page = salma.get(report).text
    files = re.findall(rf'href="({report}/[^"]+)"', page)
    assert files
    for address in files:
        answer = salma.get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.data


def test_an_annotator_gets_their_own_annotations_whatever_the_form_says(read):
    ali = read("ali")
    assert 'name="owner"' not in ali.get("/exports").text
    report = ali.post("/exports", {"format": "jsonl", "owner": "zainab"}).location
    (address,) = re.findall(r'href="([^"]+\.jsonl)"', ali.get(report).text)
    lines = [json.loads(line) for line in ali.get(address).text.splitlines()]
    assert {line["owner"] for line in lines} == {"ali"}


def test_the_form_offers_every_choice_and_keeps_them_when_refused(read):
    page = read("salma").get("/exports").text
    for name, values in CHOICES.items():
        assert f'name="{name}"' in page
        assert all(f'value="{value}"' in page for value in values)
    (owners,) = re.findall('<datalist id="owners">(.*)</datalist>', page)
    assert {"all", "ali"} <= set(re.findall('value="([^"]+)"', owners))
    refused = read("salma").post("/exports", {"format": "jsonl", "owner": "nobody", "scheme": "IOBES"}, 404).text
    assert 'value="IOBES" selected' in refused
    assert 'value="nobody"' in refused


@pytest.mark.parametrize(
    "form", [{"format": "odd", "owner": "all"}, {"format": "jsonl", "owner": "all", "scheme": "odd"}]
)
def test_only_known_formats_and_options_are_taken(read, form):
    assert 'role="alert"' in read("salma").post("/exports", form, 422).text


def test_what_a_format_cannot_carry_is_listed_item_by_item(read):
    zainab = read("zainab")
    spans = [{"id": "o", "start": 0, "end": 18, "label": "FAC"}, {"id": "i", "start": 12, "end": 18, "label": "GPE"}]
    changes = [{"id": span["id"], "op": "add_span", "span": span} for span in spans]
    zainab.post_json("/api/v1/documents/bridge/changes", {"changes": changes})
    report = zainab.post("/exports", {"format": "conll", "layers": "outermost"}).location
    page = zainab.get(report).text
    assert "1 item was changed or left out." in page
    assert "Entities left out" in page


def test_files_of_an_export_are_only_those_it_wrote(read):
    read("ali").get("/exports/1/..%2F..%2Fteam.db", 404)
    read("ali").get("/exports/1/team.db", 404)
