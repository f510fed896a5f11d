"""The few SVG elements that the pictures are made of."""

from collections.abc import Iterable

from markupsafe import Markup

WIDTH = 1000
"""Units across every picture, whatever its width on the screen."""


def element(tag: str, *inside: Markup | str, **attributes: object) -> Markup:
    """An element; ``class_`` and ``stroke_width`` stand for ``class`` and ``stroke-width``. Text is escaped."""
    said = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _plain(value))
        for name, value in attributes.items()
    )
    return Markup("<{}{}>{}</{}>").format(Markup(tag), said, Markup("").join(inside), Markup(tag))


def picture(
    kind: str, title: str, shapes: Iterable[Markup], *, height: int, description: str = "", role: str = "img"
) -> Markup:
    """A picture with a name for those who do not see it; ``kind`` is its class. One with links in it is a group."""
    told = [element("title", title), *([element("desc", description)] if description else [])]
    return element(
        "svg",
        *told,
        *shapes,
        class_=f"plot {kind}",
        viewBox=f"0 0 {WIDTH} {height}",
        preserveAspectRatio="none",
        role=role,
    )


def box(kind: str, start: float, end: float, top: float, bottom: float) -> Markup:
    """A rectangle."""
    return element("rect", class_=kind, x=start, y=top, width=max(end - start, 0.0), height=bottom - top)


def line(kind: str, *points: tuple[float, float]) -> Markup:
    """A line through these points, as thick as the style sheet says however the picture is stretched."""
    return element("path", class_=kind, d=_path(points), vector_effect="non-scaling-stroke")


def dot(kind: str, x: float, y: float) -> Markup:
    """A dot that stays round: a line without length and with round ends."""
    return element("path", class_=kind, d=f"M{_plain(x)} {_plain(y)}h0", vector_effect="non-scaling-stroke")


def area(kind: str, *points: tuple[float, float]) -> Markup:
    """A filled shape with these corners."""
    return element("path", class_=kind, d=f"{_path(points)}Z")


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_plain(x)} {_plain(y)}" for x, y in points)


def _plain(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
