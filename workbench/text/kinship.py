"""What the forms of a name have in common: its *kin*, under which names are remembered that were never met just so.

Words are compared without the article and without the ending of a nisba (العراقي, عراقية, عراقيون); numbers stand for
each other, and so do months and the days of the week (5 آذار, 23 نيسان). Two names of one kin are alike, not the same:
whoever offers one because of the other has to count how often that was right.
"""

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"\d(?:[\d.,]*\d)?|\w+|\S")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NISBA: Final = re.compile(r"(\w{3,}?)(?:يون|يين|يه|ي)")
_ARTICLE: Final = "ال"
_SPELT: Final = (("اميرك", "امريك"),)
"""Two customary spellings of one name whose letters change places; `folding` makes single letters equal only."""
_LISTS: Final = {
    "0": """واحد احد احدي اثنان اثنين اثنا اثني اثنتان اثنتين ثلاث ثلاثه اربع اربعه خمس خمسه ست سته سبع سبعه ثماني
        ثمانيه تسع تسعه عشر عشره عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين
        تسعون تسعين عشرات مئه مئات مائه مئتان مئتين الف الاف مليون ملايين مليار مليارات""",
    "month_": """يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر كانون شباط اذار نيسان ايار
        حزيران تموز اب ايلول تشرين محرم صفر رجب شعبان رمضان شوال""",
    "day_": "السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه",
}
_CLASSES: Final = {word: kind for kind, words in _LISTS.items() for word in words.split()}


@lru_cache(1 << 17)
def kin_key(key: str) -> str:
    """The kin of a name, from its key (`names.name_key`): the kin of its words."""
    return " ".join(map(kin_of_word, _WORD.findall(key)))


@lru_cache(1 << 17)
def first_word(key: str) -> str:
    """The word that a key begins with, which decides whether a kin can begin there at all."""
    found = _WORD.search(key)
    return found[0] if found else ""


@lru_cache(1 << 17)
def kin_of_word(word: str) -> str:
    """The kin of one folded word."""
    if not word:
        return word
    if word[0].isdigit():
        return "1900" if _YEAR.fullmatch(word) else "0"
    if word in _CLASSES:
        return _CLASSES[word]
    for given, taken in _SPELT:
        word = word.replace(given, taken)
    stem = word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 2 else word
    nisba = _NISBA.fullmatch(stem)
    return f"{nisba[1]}ي" if nisba else stem
