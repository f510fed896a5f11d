"""Boundary differences that are only a proclitic or punctuation."""

import pytest

from workbench.agreement.finished import Mark
from workbench.agreement.minor import minor

TEXT = "التقى وزير وبغداد و«البصرة» وللولايات."


def mark(surface: str) -> Mark:
    """The first occurrence of a surface."""
    start = TEXT.index(surface)
    return Mark(start, start + len(surface), "GPE")


STARTS = {mark(surface).start for surface in ("التقى", "وزير", "بغداد", "البصرة", "للولايات", "لولايات")}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("بغداد", "وبغداد", "clitic"),
        ("لولايات", "وللولايات", "clitic"),
        ("للولايات", "وللولايات", "clitic"),
        ("البصرة", "«البصرة»", "punctuation"),
        ("البصرة", "و«البصرة»", "clitic"),
        ("للولايات", "للولايات.", "punctuation"),
        ("وبغداد ", "وبغداد", "punctuation"),
        ("زير", "وزير", ""),
        ("بغداد", "وزير وبغداد", ""),
        ("بغدا", "بغداد", ""),
        ("غداد", "وبغداد", ""),
        ("بغداد", "بغداد", ""),
    ],
)
def test_only_particles_and_punctuation_are_minor(one: str, other: str, found: str) -> None:
    for pair in ((mark(one), mark(other)), (mark(other), mark(one))):
        assert minor(*pair, TEXT, STARTS) == found
