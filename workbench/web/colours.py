"""The colours of labels, kept legible on the light and the dark page."""

import colorsys
from typing import Final

from workbench.model.schema import EntityType, Schema

LIGHT: Final = "#fffdf8"
DARK: Final = "#1d2024"
"""The panels that labels stand on, as in ``static/base.css``."""

_MARK: Final = 3.0
_TEXT: Final = 4.5
"""Least contrast of graphics and of text: WCAG 2.2, success criteria 1.4.11 and 1.4.3."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, from 1 to 21 (WCAG 2.2, definition “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: str, background: str, least: float) -> str:
    """The colour, moved in lightness only as far as the least contrast with the background demands."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    step = -0.01 if _luminance(background) > 0.5 else 0.01
    while contrast(colour, background) < least and 0 < lightness < 1:
        lightness = min(max(lightness + step, 0.0), 1.0)
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def label_styles(schema: Schema) -> str:
    """A style sheet with ``--label-NAME`` (marks) and ``--label-text-NAME`` (letters) for every entity type.

    The class ``label-NAME`` sets ``--label`` and ``--label-text`` to them.
    """
    kinds = schema.entities.values()
    properties = "\n".join(line for kind in kinds for line in _properties(kind))
    classes = "\n".join(
        f".label-{kind.label} {{ --label: var(--label-{kind.label}); --label-text: var(--label-text-{kind.label}); }}"
        for kind in kinds
    )
    return f":root {{\n{properties}\n}}\n{classes}\n"


def _properties(kind: EntityType) -> list[str]:
    return [
        f"  --{name}-{kind.label}: light-dark({legible(kind.colour, LIGHT, least)}, "
        f"{legible(kind.colour, DARK, least)});"
        for name, least in (("label", _MARK), ("label-text", _TEXT))
    ]


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, definition “relative luminance”)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
