"""The column of every value is where `json` puts it."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.json_places import column

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=4), inner, max_size=4)),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {"ensure_ascii": st.booleans(), "separators": st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " :  ")])}
)


def paths(value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every path into a JSON value, and what is there."""
    yield (), value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in members:
        yield from (((step, *path), found) for path, found in paths(inner))


@given(VALUES, STYLES, st.sampled_from(["", " ", "\t "]))
def test_every_value_is_found_where_it_stands(value, style, indent) -> None:
    line = indent + json.dumps(value, **style)
    for path, inner in paths(value):
        at = column(line, path) - 1
        assert json.JSONDecoder().raw_decode(line, at)[0] == inner
        assert at == 0 or line[at - 1] in '[{,: \t"'


@given(VALUES)
def test_a_path_that_leads_nowhere_gives_the_nearest_value_around_it(value) -> None:
    line = json.dumps(value)
    for path, inner in paths(value):
        if not isinstance(inner, dict):
            assert column(line, (*path, "no such key")) == column(line, path)
        if not isinstance(inner, list):
            assert column(line, (*path, 99)) == column(line, path)


@pytest.mark.parametrize(
    ("path", "there"),
    [(("spans", 1, "end"), "6}"), (("spans", 1), '{"end": 6}'), (("spans", 7), "[{"), (("x",), '{"spans"')],
)
def test_columns_count_characters_from_one(path, there) -> None:
    line = '{"spans": [{"نص": "\\"}[", "end": 4}, {"end": 6}]}'
    assert column(line, path) == line.index(there) + 1
