"""Schema files: a minimal one is enough, the real one loads, and every fault is told with its line."""

import hashlib

import pytest

from workbench.model.errors import Refusals
from workbench.model.schema_file import parse_schema, read_schema
from workbench.model.schema_json import schema_fields
from workbench.resources import SCHEMA_FILE

MINIMAL = """name = "security-dialogue"
version = "1.0"
language = "ar"

[entities.GPE]
name.en = "Geopolitical entity"
name.ar = "كيان جغرافي سياسي"
key = "g"                     # physical key, works under an Arabic layout too
colour = "#4e79a7"
definition.en = "…"
definition.ar = "…"
maps = { ontonotes = "GPE", conll = "LOC" }

[entities.NORP]
key = "n"

[relations.LOCATED_IN]
head = ["GPE"]
tail = ["GPE", "NORP"]
symmetric = false
inverse = "CONTAINS"
cardinality = "N:1"
template.ar = "{head} يقع في {tail}"
attributes.modality = ["asserted", "negated", "planned"]

[nesting]
crossing = false
same_span = false
same_label = false
forbid = [["GPE", "NORP"]]
"""


def faults(source):
    """The faults of a schema, each as ``line: message hint``."""
    with pytest.raises(Refusals) as caught:
        parse_schema(source, "my.toml")
    assert all(error.code == "schema-broken" for error in caught.value.errors)
    return [f"{error.message().removeprefix('my.toml:')} {error.hint()}" for error in caught.value.errors]


def spoilt(old, new):
    """The faults of the minimal schema with something replaced."""
    assert old in MINIMAL
    return faults(MINIMAL.replace(old, new, 1))


def test_a_minimal_schema_is_accepted() -> None:
    schema = parse_schema(MINIMAL)
    assert list(schema.entities) == ["GPE", "NORP"]
    assert schema.entities["GPE"].name["ar"] == "كيان جغرافي سياسي"
    assert schema.relations["LOCATED_IN"].attributes["modality"].default == "asserted"
    assert not schema.nesting.allows("GPE", "NORP")
    assert schema.nesting.allows("NORP", "GPE")
    assert not schema.nesting.allows("GPE", "GPE")
    assert schema.sha256 == hashlib.sha256(MINIMAL.encode()).hexdigest()


def test_what_is_left_out_has_a_sensible_default() -> None:
    schema = parse_schema('name = "x"\nversion = "1"\n[entities.A]\n')
    kind = schema.entities["A"]
    assert (kind.name.en, kind.tag.ar, kind.key, kind.family) == ("A", "A", "", "entities")
    assert kind.colour.startswith("#")
    assert (schema.language, schema.title.en, schema.relations) == ("ar", "x", {})


def test_one_language_stands_for_both() -> None:
    schema = parse_schema(MINIMAL)
    assert schema.relations["LOCATED_IN"].template["en"] == "{head} يقع في {tail}"


def test_the_real_schema_loads_and_says_which_relations_are_legal() -> None:
    schema = read_schema(SCHEMA_FILE)
    assert (len(schema.entities), len(schema.relations)) == (16, 18)
    legal = [kind.label for kind in schema.legal_relations("GPE", "GPE")]
    assert "LOCATED_IN" in legal
    assert "HOLDS_ROLE" not in legal
    assert [kind.label for kind in schema.legal_relations("DATE", "QUANTITY")] == []
    assert {"name", "entities", "relations", "nesting"} <= set(schema_fields(schema))


SPOILT = [
    ('name = "security-dialogue"\n', "", "1: name: is missing.", "a string"),
    ('version = "1.0"', "version = 1.0", "2: version: is 1.0.", "a string"),
    ('language = "ar"', "language = 5", "3: language: is 5.", "a string"),
    ('key = "g"', 'kez = "g"', "8: entities.GPE.kez: is an unknown key.", "did you mean key?"),
    ('colour = "#4e79a7"', 'color = "#4e79a7"', "9: entities.GPE.color: is an unknown key.", "did you mean colour?"),
    ('"#4e79a7"', '"blue"', "9: entities.GPE.colour: is 'blue'.", "a colour such as"),
    ('key = "g"', 'key = "gg"', "8: entities.GPE.key: is 'gg'.", "one physical key"),
    ('key = "n"', 'key = "g"', "15: entities.NORP.key: “g” is the key of GPE too.", "a key of its own"),
    ('key = "n"', 'family = "things"', "15: entities.NORP.family: is 'things'.", "one of entities"),
    ("[entities.NORP]", '[entities."N-P"]', "14: entities.N-P: is called 'N-P'.", "letters, digits and _"),
    ('key = "n"', 'examples = "one"', "15: entities.NORP.examples: is 'one'.", "a list of strings"),
    ('key = "n"', 'examples = [""]', "15: entities.NORP.examples: is [''].", "a list of strings"),
    ('key = "n"', "maps = 3", "15: entities.NORP.maps: is 3.", "a table"),
    ('key = "n"', "maps.conll = 3", "15: entities.NORP.maps.conll: is 3.", "a string"),
    ('key = "n"', "counter_examples = [3]", "15: entities.NORP.counter_examples: is [3].", "a list of tables"),
    ('key = "n"', 'counter_examples = [{why = "x"}]', "15: entities.NORP.counter_examples.text: is missing.", "string"),
    ('key = "n"', "rulings = [1]", "15: entities.NORP.rulings: is [1].", "a list of tables"),
    ('key = "n"', "attributes.size = []", "15: entities.NORP.attributes.size: has no values.", "the default first"),
    ('name.en = "Geo', 'name.fr = "Geo', "6: entities.GPE.name: is {", "words in en and ar"),
    ('head = ["GPE"]\n', "", "17: relations.LOCATED_IN.head: is missing.", "a list of entity labels"),
    ('head = ["GPE"]', 'head = ["GPR"]', "18: relations.LOCATED_IN.head: names 'GPR'.", "did you mean GPE?"),
    ("symmetric = false", 'symmetric = "no"', "20: relations.LOCATED_IN.symmetric: is 'no'.", "true or false"),
    ('"N:1"', '"N:2"', "22: relations.LOCATED_IN.cardinality: is 'N:2'.", "one of 1:1, 1:N, N:1, N:M"),
    ("{head} يقع", "يقع", "23: relations.LOCATED_IN.template: is 'يقع في {tail}'.", "{head} and {tail} once each"),
    ("crossing = false", "crossing = 0", "27: nesting.crossing: is 0.", "true or false"),
    ("same_span", "same_spam", "28: nesting.same_spam: is an unknown key.", "did you mean same_span"),
    ('[["GPE", "NORP"]]', '[["GPE", "NORB"]]', "30: nesting.forbid: names 'NORB'.", "did you mean NORP?"),
    ('[["GPE", "NORP"]]', '[["GPE"]]', "30: nesting.forbid: is [['GPE']].", "[outer, inner]"),
]


@pytest.mark.parametrize(("old", "new", "message", "hint"), SPOILT, ids=[new or old for old, new, *_ in SPOILT])
def test_a_fault_is_told_with_its_line_what_was_expected_and_near_matches(old, new, message, hint) -> None:
    found = spoilt(old, new)
    assert found[0].startswith(message)
    assert hint in found[0]


IMPLIES = """
[[nesting.implies]]
outer = "NORP"
inner = "GPE"
relation = "LOCATED_IN"
head = "inner"

[[nesting.implies]]
outer = "NORP"
inner = "GPE"
relation = "LOCATED_IN"
head = "inner"
"""


def test_a_nesting_may_imply_a_relation_in_either_direction() -> None:
    first, _ = parse_schema(MINIMAL + IMPLIES).nesting.implies
    assert (first.outer, first.inner, first.relation, first.head) == ("NORP", "GPE", "LOCATED_IN", "inner")


SPOILT_IMPLIES = [
    ('"NORP"', '"NORB"', "39: nesting.implies.1.outer: is 'NORB'.", "did you mean NORP?"),
    ('inner = "GPE"\n', "", "38: nesting.implies.1.inner: is ''.", "one of GPE, NORP"),
    ('"LOCATED_IN"', '"LOCATED"', "41: nesting.implies.1.relation: is 'LOCATED'.", "did you mean LOCATED_IN?"),
    ('head = "inner"', 'head = "tail"', "42: nesting.implies.1.head: is 'tail'.", "one of outer, inner"),
    ('head = "inner"', 'heed = "inner"', "42: nesting.implies.1.heed: is an unknown key.", "did you mean head?"),
    (
        'head = "inner"',
        'head = "outer"',
        "41: nesting.implies.1.relation: leads LOCATED_IN from NORP to GPE.",
        "may link",
    ),
    ('"NORP"\ninner = "GPE"', '"GPE"\ninner = "NORP"', "38: nesting.implies.1: puts NORP inside GPE.", "allowed"),
]


@pytest.mark.parametrize(("old", "new", "message", "hint"), SPOILT_IMPLIES)
def test_a_fault_of_an_implication_is_told_with_the_line_of_its_own_row(old, new, message, hint) -> None:
    first, second = (MINIMAL + IMPLIES).rsplit("[[nesting.implies]]", 1)
    assert old in second
    found = faults(f"{first}[[nesting.implies]]{second.replace(old, new, 1)}")
    assert found[0].startswith(message)
    assert hint in found[0]


ADJACENCY = """
[adjacency]
joins = ["و"]

[[adjacency.implies]]
first = ["NORP"]
second = ["GPE"]
between = ["", "في"]
relation = "LOCATED_IN"
head = "second"
"""


def test_neighbours_may_imply_a_relation_and_the_json_says_so() -> None:
    schema = parse_schema(MINIMAL + ADJACENCY)
    (rule,) = schema.adjacency.implies
    assert (rule.first, rule.second, rule.between) == (("NORP",), ("GPE",), ("", "في"))
    assert schema_fields(schema)["adjacency"]["joins"] == ("و",)
    assert schema_fields(parse_schema(MINIMAL))["adjacency"] == {"joins": (), "implies": ()}


SPOILT_NEIGHBOURS = [
    ('joins = ["و"]', "joins = 1", "33: adjacency.joins: is 1.", "a list of strings"),
    ("joins", "join", "33: adjacency.join: is an unknown key.", "did you mean joins?"),
    ('["NORP"]', '["NORB"]', "36: adjacency.implies.0.first: names 'NORB'.", "did you mean NORP?"),
    ('second = ["GPE"]\n', "", "35: adjacency.implies.0.second: is missing.", "a list of entity labels"),
    ('["", "في"]', "[]", "38: adjacency.implies.0.between: is [].", "a list of strings"),
    ('between = ["", "في"]\n', "", "35: adjacency.implies.0.between: is missing.", '"" where nothing stands'),
    ('"LOCATED_IN"', '"LOCATED"', "39: adjacency.implies.0.relation: is 'LOCATED'.", "did you mean LOCATED_IN?"),
    ('head = "second"', 'head = "first"', "39: adjacency.implies.0.relation: never links NORP here.", "may link"),
    ('head = "second"', 'head = "tail"', "40: adjacency.implies.0.head: is 'tail'.", "one of first, second"),
    ('second = ["GPE"]', 'second = ["GPE", "NORP"]', "39: adjacency.implies.0.relation: never links NORP", "may link"),
]


@pytest.mark.parametrize(("old", "new", "message", "hint"), SPOILT_NEIGHBOURS)
def test_a_fault_of_a_rule_for_neighbours_is_told_with_its_line(old, new, message, hint) -> None:
    assert old in ADJACENCY
    found = faults(MINIMAL + ADJACENCY.replace(old, new, 1))
    assert found[0].startswith(message)
    assert hint in found[0]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    source = MINIMAL
    for old, new in (('key = "g"', 'key = "?"'), ('head = ["GPE"]', "head = 1"), ("crossing = false", "crossing = 1")):
        source = source.replace(old, new)
    assert [int(fault.partition(":")[0]) for fault in faults(source)] == [8, 18, 18, 27]


def test_broken_toml_is_told_with_line_and_column() -> None:
    (found,) = spoilt('version = "1.0"', "version = = 1")
    assert found.startswith("2:11: TOML: Invalid value.")


def test_a_schema_has_at_least_one_entity_type() -> None:
    (found,) = faults('name = "x"\nversion = "1"')
    assert "[entities.LABEL]" in found


def test_a_line_of_a_list_is_not_taken_for_a_table() -> None:
    source = MINIMAL.replace('forbid = [["GPE", "NORP"]]', 'forbid = [\n  ["GPE", "NORP"]\n]\nsame = true')
    (found,) = faults(source)
    assert found.startswith("33: nesting.same: is an unknown key.")


def test_text_that_looks_like_toml_inside_a_string_is_not_taken_for_it() -> None:
    source = MINIMAL.replace('key = "n"', 'definition.en = """\n[relations.X]\nkex = 1\n"""\nkex = 2')
    (found,) = faults(source)
    assert found.startswith("19: entities.NORP.kex")


def test_a_file_that_cannot_be_read_is_told(tmp_path) -> None:
    for name, content in (("missing.toml", None), ("latin.toml", b'name = "\xe9"')):
        path = tmp_path / name
        if content:
            path.write_bytes(content)
        with pytest.raises(Refusals) as caught:
            read_schema(path)
        assert caught.value.errors[0].where == str(path)
