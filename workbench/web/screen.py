"""What every template can use: words, numbers, dates, the reader, and the shared macros."""

from flask import Flask, request
from markupsafe import Markup, escape

from workbench.web.visitor import language, theme, visitor, wording

DIRECTIONS = {"ar": "rtl", "en": "ltr"}


def furnish(app: Flask) -> None:
    """Give an app's templates their words and macros.

    They are globals, not context: a block rendered alone does not see what its page imports.
    """
    app.jinja_env.globals.update(t=_text, number=_number, date=_date, day=_day, ago=_ago)
    app.jinja_env.filters["bdi"] = bdi
    app.jinja_env.globals["parts"] = app.jinja_env.get_template("parts.html").module
    app.context_processor(_reader)


def bdi(text: object) -> Markup:
    """Somebody's text inside our sentence: its direction stays its own."""
    return Markup("<bdi>{}</bdi>").format(escape(text))


def _reader() -> dict[str, object]:
    spoken = language()
    return {
        "person": visitor(),
        "language": spoken,
        "direction": DIRECTIONS[spoken],
        "theme": theme(),
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
    }


def _text(key: str, /, **fields: object) -> Markup:
    return wording().text(key, **fields)


def _number(value: float) -> str:
    return wording().number(value)


def _date(when: str) -> str:
    return wording().date(when)


def _day(when: str) -> str:
    return wording().day(when)


def _ago(when: str) -> str:
    return wording().ago(when)
