"""The colours of the schema stay readable on both pages and tellable apart, also for colour-blind eyes.

Contrast is WCAG 2.2 relative luminance. Differences are CIEDE2000 (Sharma, Wu and Dalal 2005) between the
colours as people with full protanopia, deuteranopia and tritanopia see them (Machado, Oliveira and Fernandes
2009, severity 1). The floors are what the present palette reaches, rounded down: no change may make it worse.
"""

import math
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

SCHEMA = Path(__file__).parents[2] / "schema" / "security-dialogue.toml"
LIGHT_PAGE, DARK_PAGE = "#fdfcf9", "#17191c"

BAR_CONTRAST = 3.0  # WCAG 1.4.11, graphical objects
ANY_PAIR_NORMAL = 14.5
ANY_PAIR_COLOUR_BLIND = 7.0
NESTING_PAIR = 15.5

# Outer and inner label of nestings frequent in the corpus: their bars lie on top of each other.
NESTING = [
    ("MIL", "NORP"),
    ("ROLE", "NORP"),
    ("GOV", "NORP"),
    ("EVENT", "NORP"),
    ("LOC", "NORP"),
    ("ORG", "NORP"),
    ("AGREEMENT", "NORP"),
    ("ARMED_GROUP", "NORP"),
    ("WEAPON", "NORP"),
    ("MIL", "ORG"),
    ("MIL", "QUANTITY"),
    ("ROLE", "GOV"),
    ("ROLE", "GPE"),
    ("EVENT", "GPE"),
    ("LOC", "GPE"),
]

VISION: dict[str, Matrix] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
SRGB_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE_D65: Triple = (0.95047, 1.0, 1.08883)


def palette() -> dict[str, str]:
    entities = tomllib.loads(SCHEMA.read_text(encoding="utf-8"))["entities"]
    return {label: entity["colour"] for label, entity in entities.items()}


def linear(colour: str) -> Triple:
    """`#rrggbb` as linear light, each channel in 0..1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return decoded(red), decoded(green), decoded(blue)


def decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def times(matrix: Matrix, vector: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def luminance(colour: str) -> float:
    return times(SRGB_TO_XYZ, linear(colour))[1]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: str, vision: str) -> Triple:
    """CIE L*a*b* of the colour as this kind of eye sees it."""
    red, green, blue = (min(1.0, max(0.0, v)) for v in times(VISION[vision], linear(colour)))
    xyz = times(SRGB_TO_XYZ, (red, green, blue))
    x, y, z = (lab_curve(v / white) for v, white in zip(xyz, WHITE_D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def lab_curve(t: float) -> float:
    return math.cbrt(t) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116


def hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360


def mean_hue(one: float, other: float) -> float:
    """Middle of the shorter arc between two hues, in degrees; exactly opposite hues do not matter here."""
    return (one + ((other - one + 180) % 360 - 180) / 2) % 360


def hue_weight(mean: float) -> float:
    terms = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    return 1 + sum(size * math.cos(math.radians(n * mean + shift)) for size, n, shift in terms)


def ciede2000(one: Triple, other: Triple) -> float:
    """CIEDE2000 colour difference of two L*a*b* colours, all weights 1."""
    seventh = ((math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2) ** 7
    stretch = 1.5 - 0.5 * math.sqrt(seventh / (seventh + 25**7))
    chromas = [math.hypot(lab[1] * stretch, lab[2]) for lab in (one, other)]
    hues = [hue(lab[1] * stretch, lab[2]) for lab in (one, other)]
    lightness, chroma, mean = (one[0] + other[0]) / 2, sum(chromas) / 2, mean_hue(*hues)

    turn = math.sin(math.radians(((hues[1] - hues[0] + 180) % 360 - 180) / 2))
    d_lightness = (other[0] - one[0]) / (1 + 0.015 * (lightness - 50) ** 2 / math.sqrt(20 + (lightness - 50) ** 2))
    d_chroma = (chromas[1] - chromas[0]) / (1 + 0.045 * chroma)
    d_hue = 2 * math.sqrt(chromas[0] * chromas[1]) * turn / (1 + 0.015 * chroma * hue_weight(mean))

    bend = math.radians(60 * math.exp(-(((mean - 275) / 25) ** 2)))
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(bend)
    return math.sqrt(d_lightness**2 + d_chroma**2 + d_hue**2 + rotation * d_chroma * d_hue)


def differences(pairs: list[tuple[str, str]], vision: str) -> dict[tuple[str, str], float]:
    colours = palette()
    return {(a, b): ciede2000(seen(colours[a], vision), seen(colours[b], vision)) for a, b in pairs}


def too_close(pairs: list[tuple[str, str]], vision: str, floor: float) -> dict[tuple[str, str], float]:
    return {pair: round(value, 1) for pair, value in differences(pairs, vision).items() if value < floor}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_formula_gives_the_published_values(one: Triple, other: Triple, expected: float) -> None:
    assert round(ciede2000(one, other), 4) == expected


def test_black_on_white_has_the_largest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE])
def test_every_bar_stands_out_from_the_page(page: str) -> None:
    ratios = {label: round(contrast(colour, page), 2) for label, colour in palette().items()}
    assert {label: ratio for label, ratio in ratios.items() if ratio < BAR_CONTRAST} == {}


def test_all_colours_can_be_told_apart() -> None:
    assert too_close(list(combinations(palette(), 2)), "normal", ANY_PAIR_NORMAL) == {}


@pytest.mark.parametrize("vision", ["protanopia", "deuteranopia", "tritanopia"])
def test_no_two_colours_become_one_for_colour_blind_eyes(vision: str) -> None:
    assert too_close(list(combinations(palette(), 2)), vision, ANY_PAIR_COLOUR_BLIND) == {}


@pytest.mark.parametrize("vision", VISION)
def test_labels_that_nest_often_differ_clearly_for_every_eye(vision: str) -> None:
    assert too_close(NESTING, vision, NESTING_PAIR) == {}
