"""The pictures of numbers: what they draw, how they are named, and that they survive odd values."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from workbench.web.plots import SHADES, Moment, Segment, histogram, interval_bar, shade, stacked_bar, strip, timeline

GAP = Moment(None, None, 0)


def parsed(picture: str) -> Element:
    """The picture as a tree; fails if it is not well formed."""
    return fromstring(picture)


def widths(picture: str, kind: str) -> list[float]:
    """The widths of the rectangles of a class."""
    return [float(one.get("width", "")) for one in parsed(picture).iter("rect") if one.get("class") == kind]


def shapes(picture: str, kind: str) -> list[Element]:
    """The shapes of a class."""
    return [one for one in parsed(picture).iter() if one.get("class") == kind]


@pytest.mark.parametrize(
    "picture",
    [
        interval_bar("a < b", 0.5, (0.4, 0.6)),
        stacked_bar("a < b", [Segment("x", 1, "one", "/a?b=1&c=2")]),
        strip("a < b", [0.1]),
        histogram("a < b", [0.1]),
        timeline("a < b", [Moment(0.5, None, 1)]),
    ],
)
def test_every_picture_has_a_name_and_nothing_inline(picture):
    tree = parsed(picture)
    assert tree.get("role") == ("group" if list(tree.iter("a")) else "img")
    assert tree.findtext("title") == "a < b"
    assert not [name for one in tree.iter() for name in one.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(("value", "width"), [(0.25, 250), (0.0, 0), (-0.4, 0), (1.0, 1000), (1.2, 1000)])
def test_a_bar_is_as_long_as_its_value(value, width):
    assert widths(interval_bar("", value), "value") == [width]


def test_an_undefined_value_is_only_its_ground():
    assert widths(interval_bar("", None), "value") == []
    assert widths(interval_bar("", None), "ground") == [1000]


def test_a_value_about_a_share_is_drawn_on_that_share():
    picture = interval_bar("", 0.5, (0.4, 0.6), 0.5)
    assert (widths(picture, "ground"), widths(picture, "value")) == ([500], [250])
    assert shapes(picture, "whisker")[0].get("d") == "M200 50L300 50"


def test_parts_fill_the_bar_in_proportion_and_those_of_no_size_are_left_out():
    picture = stacked_bar("", [Segment("a", 3, "three"), Segment("b", 0, "none"), Segment("c", 1, "one", "/c")])
    assert [widths(picture, kind) for kind in "abc"] == [[750], [], [250]]
    assert parsed(picture).findtext("desc") == "three 3 · one 1"
    (link,) = parsed(picture).iter("a")
    assert (link.get("href"), link.get("tabindex")) == ("/c", "-1")


def test_a_bar_without_parts_is_empty():
    assert list(parsed(stacked_bar("", [])).iter("rect")) == []


def test_every_value_is_a_dot_and_equal_ones_are_stacked():
    dots = [one.get("d") for one in shapes(strip("", [0.5, 0.5, 1.0]), "point")]
    assert len(set(dots)) == 3
    assert dots[0] == "M500 278h0"
    assert dots[1] == "M500 248h0"


def test_a_histogram_holds_every_value_once_also_the_greatest():
    assert len(shapes(histogram("", [0.0, 0.01, 0.5, 1.0]), "column")) == 3
    heights = [float(one.get("height", "")) for one in shapes(histogram("", [0.0, 0.01, 0.5]), "column")]
    assert heights == [300, 150]


def test_weeks_without_data_are_never_bridged():
    known = Moment(0.5, (0.4, 0.6), 2)
    assert len(shapes(timeline("", [known, known, GAP, known, known, known]), "trend")) == 2
    assert shapes(timeline("", [known, GAP, known]), "trend") == []
    assert len(shapes(timeline("", [known, GAP, known]), "point")) == 2


def test_a_band_spans_neighbours_that_both_have_an_interval():
    known, bare = Moment(0.5, (0.4, 0.6), 2), Moment(0.5, None, 2)
    assert len(shapes(timeline("", [known, known, bare, known]), "band")) == 1


def test_columns_say_how_many_documents():
    columns = shapes(timeline("", [Moment(0.5, None, 2), Moment(0.5, None, 1), GAP]), "volume")
    assert [float(one.get("height", "")) for one in columns] == [60, 30]


@pytest.mark.parametrize(
    ("value", "most", "step"),
    [(None, 1, 0), (0, 1, 0), (0.01, 1, 1), (1, 1, SHADES - 1), (5, 1, SHADES - 1), (3, 0, 0), (-1, 1, 0)],
)
def test_shades_go_from_the_ground_to_the_darkest(value, most, step):
    assert shade(value, most) == step
