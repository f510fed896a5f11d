"""A learning curve as an SVG document of its own, to open, print or show in a report, with words in both languages."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.actions.learning import Step

_WIDE, _TALL = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 696, 64, 364
_GRID: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_LOOK: Final = (
    "text{font:14px system-ui,sans-serif;fill:#222}.paper{fill:#fff}.grid{stroke:#ccc}"
    ".entities{--c:#1f5fa8}.relations{--c:#a34b00;stroke-dasharray:6 4}"
    "polyline{fill:none;stroke:var(--c);stroke-width:2}circle{fill:var(--c)}@media(prefers-color-scheme:dark){text{fill:#eee}.paper{fill:#1b1b1b}.grid{stroke:#555}"
    ".entities{--c:#8ab8f0}.relations{--c:#f0a86a}}"
)
_CAPTION: Final = "Strict F1 by articles learned from"
_CAPTION_AR: Final = "مقياس F1 الصارم بحسب عدد مقالات التدريب"
_NAMES: Final = {"entities": "entities · الكيانات", "relations": "relations · العلاقات"}

Point = tuple[float, float]


def curve_picture(steps: Sequence["Step"]) -> str:
    """Strict F1 of entities and of relations over growing shares of the training documents."""
    most = max(step.documents for step in steps)
    lines = {
        "entities": [(step.documents, step.entities.f1) for step in steps],
        "relations": [(step.documents, step.relations.f1) for step in steps],
    }
    shapes = [*_frame([step.documents for step in steps], most)]
    for number, (name, values) in enumerate(lines.items()):
        points = [(_x(documents, most), value) for documents, value in values if value is not None]
        shapes += _line(name, number, points)
    body = "".join(shapes)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_TALL}" role="img">'
    return f"{head}<title>{escape(_CAPTION)}</title><style>{_LOOK}</style>{body}</svg>"


def _frame(documents: Sequence[int], most: int) -> Iterator[str]:
    yield f'<rect class="paper" width="{_WIDE}" height="{_TALL}"/>'
    yield _text(_LEFT, 24, _CAPTION, "start")
    yield f'<text x="{_RIGHT}" y="24" direction="rtl">{_CAPTION_AR}</text>'
    for value in _GRID:
        yield f'<path class="grid" d="M{_LEFT} {_y(value):g}H{_RIGHT}"/>'
        yield _text(_LEFT - 8, _y(value) + 5, f"{value:.2f}", "end")
    for count in documents:
        yield _text(_x(count, most), _BOTTOM + 24, str(count))


def _line(name: str, number: int, points: Sequence[Point]) -> Iterator[str]:
    """A line with its values and its place in the legend."""
    x, y = _LEFT + 60 + 300 * number, _TOP - 14
    yield f'<g class="{name}"><polyline points="{x},{y} {x + 40},{y}"/></g>'
    yield _text(x + 48, y + 5, _NAMES[name], "start")
    path = " ".join(f"{x:g},{_y(value):g}" for x, value in points)
    dots = "".join(f'<circle cx="{x:g}" cy="{_y(value):g}" r="4"/>' for x, value in points)
    yield f'<g class="{name}"><polyline points="{path}"/>{dots}</g>'
    yield from (_text(x, _y(value) - 10, f"{value:.2f}") for x, value in points)


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _x(documents: int, most: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT - 24) * documents / most, 1)


def _y(value: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * value, 1)
