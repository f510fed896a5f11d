"""Every word on screen, in both languages: looked up by key, counted, numbered and dated for one reader.

The words stand in ``words/*.toml``. A key is ``section.name``; its words are ``{en, ar}``, each either a
string with ``{placeholders}`` or, where a count decides, a table of CLDR plural categories chosen by the
placeholder ``n``. Arabic readers get the digits ٠١٢ and the plural forms of Arabic.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from babel import Locale, dates, numbers
from markupsafe import Markup, escape

LANGUAGES: Final = ("ar", "en")
Text = str | Mapping[str, str]

_FOLDER: Final = Path(__file__).parent / "words"
_LOCALES: Final = {"ar": Locale.parse("ar_IQ"), "en": Locale.parse("en_GB")}
_NUMBERING: Final = {"ar": "arab", "en": "latn"}
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@cache
def all_words() -> Mapping[str, Mapping[str, Text]]:
    """The whole table: key -> language -> words."""
    return {
        f"{section}.{name}": words
        for path in sorted(_FOLDER.glob("*.toml"))
        for section, entries in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for name, words in entries.items()
    }


class Wording:
    """The words of one language (``ar`` or ``en``)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _LOCALES[language]

    def text(self, key: str, /, **fields: object) -> Markup:
        """The words of a key as safe HTML; whole numbers among the fields are written in the reader's digits.

        Raises `KeyError` for an unknown key or a missing field.
        """
        found = all_words()[key][self.language]
        if not isinstance(found, str):
            found = self._plural(found, fields["n"])
        return escape(found).format(**{name: self._shown(field) for name, field in fields.items()})

    def number(self, value: float) -> str:
        """A number with the separators and digits of the language."""
        return _number(self.language, value)

    def decimal(self, value: float) -> str:
        """A number with exactly two decimals."""
        return self._formatted(value, "0.00")

    def signed(self, value: float) -> str:
        """A number with two decimals and always a sign."""
        return self._formatted(value, "+0.00;-0.00")

    def percent(self, value: float) -> str:
        """A share as a whole percentage."""
        return self._formatted(value, "0%")

    def date(self, when: str) -> str:
        """A stored moment (UTC, ISO 8601) as date and time, still UTC."""
        day = dates.format_date(_moment(when), "long", locale=self._locale)
        time = dates.format_time(_moment(when), "HH:mm", locale=self._locale)
        return self._digits(f"{day} {time} UTC")

    def day(self, when: str) -> str:
        """A day (or the day of a stored moment) as day and month in figures."""
        return self._digits(dates.format_skeleton("Md", _moment(when), locale=self._locale))

    def ago(self, when: str) -> str:
        """How long ago a stored moment was, in words."""
        past = _moment(when) - datetime.now(UTC)
        return self._digits(dates.format_timedelta(past, add_direction=True, locale=self._locale))

    def under(self, section: str) -> dict[str, Text]:
        """All keys of a section with their unfilled words, for scripts."""
        start = f"{section}."
        return {key: words[self.language] for key, words in all_words().items() if key.startswith(start)}

    def _plural(self, forms: Mapping[str, str], count: object) -> str:
        if not isinstance(count, int):
            raise KeyError(f"{count!r} cannot be counted")
        category = self._locale.plural_form(count)
        return forms.get(category, forms["other"])

    def _shown(self, field: object) -> object:
        return self.number(field) if isinstance(field, int | float) else field

    def _formatted(self, value: float, pattern: str) -> str:
        numbering = _NUMBERING[self.language]
        found = numbers.format_decimal(value, pattern, locale=self._locale, numbering_system=numbering)
        return self._digits(found.replace("%", "٪") if self.language == "ar" else found)

    def _digits(self, text: str) -> str:
        return text.translate(_ARABIC_DIGITS) if self.language == "ar" else text


@lru_cache(maxsize=4096)
def _number(language: str, value: float) -> str:
    """The same few numbers stand on every page, and writing one is slow."""
    written = numbers.format_decimal(value, locale=_LOCALES[language], numbering_system=_NUMBERING[language])
    return written.translate(_ARABIC_DIGITS) if language == "ar" else written


def best_language(accepted: Iterable[str]) -> str:
    """The first of a browser's languages that we speak, else English."""
    spoken = (tag.split("-")[0].lower() for tag in accepted)
    return next((language for language in spoken if language in LANGUAGES), "en")


def _moment(when: str) -> datetime:
    moment = datetime.fromisoformat(when)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
