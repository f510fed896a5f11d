"""What fills the messages of errors, in Arabic: terms of ours, and what was found or expected at a place of a file.

Messages are written in both languages where the error is; their fields are said in English where it is raised, and
looked up here. A phrase with ``{}`` stands for any words in that place. What is not here is shown as it is.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

TERMS: Final = {
    "document": "مقال",
    "person": "شخص",
    "entity": "كيان",
    "span": "كيان",
    "relation": "علاقة",
    "attribute": "سمة",
    "export": "تصدير",
    "release": "إصدار",
    "file": "ملف",
    "token": "رمز وصول",
    "annotation set": "توسيم",
    "assignment": "إسناد",
    "batch": "دفعة",
    "format": "صيغة",
    "role": "صلاحية",
    "section": "قسم",
    "annotator": "موسِّم",
    "supervisor": "مراجِع",
    "admin": "مشرف عام",
    "doccano project": "مشروع doccano",
}
"""What the fields ``kind`` and ``role`` of an error may name."""


PHRASES: Final = {
    # what was found
    "is missing": "غير موجود",
    "are missing": "غير موجودة",
    "is empty": "فارغ",
    "is {}": "القيمة {}",
    "is “{}”": "القيمة «{}»",
    "hold “{}”": "فيها «{}»",
    "holds {}": "فيه {}",
    "found {}": "القيمة {}",
    "cannot be read: {}": "تتعذر قراءته: {}",
    "is not a table of a mapping": "ليس من جداول المقابلة",
    # where
    "a layer": "الطبقة",
    "a line": "السطر",
    "a sentence": "الجملة",
    "a tag": "الوسم",
    "an end": "الطرف",
    "an offset": "الموضع",
    "an unknown key": "مفتاح مجهول",
    "json or attributes": "json أو attributes",
    "the number of columns": "عدد الأعمدة",
    "the place of a token": "موضع الكلمة",
    "the source of a relation": "مصدر العلاقة",
    "the tag": "الوسم",
    "the tags": "الوسوم",
    "the token": "الكلمة",
    "the page": "الصفحة",
    "line of {}": "سطر {}",
    "mention": "الموضع",
    "record": "السجل",
    "it": "الملف",
    "relation": "العلاقة",
    # what was expected: values
    "JSON as we write it": "نص JSON كما نكتبه",
    "TOML or JSON": "ملف TOML أو JSON",
    "a JSON object": "كائن JSON",
    "a list": "قائمة",
    "a list for each sentence": "قائمة لكل جملة",
    "a list of labels": "قائمة وسوم",
    "a list of mentions": "قائمة مواضع",
    "a list of names": "قائمة أسماء",
    "a list of words": "قائمة كلمات",
    "a list of {}, one for each token": "قائمة من {}، واحدة لكل كلمة",
    "a moment such as {}": "وقت مثل {}",
    "a name of a person: {}": "اسم شخص: {}",
    "a name, “gold” or “suggestion:NAME”": "اسم، أو gold، أو suggestion:NAME",
    "a number such as 7, 7-8 or 7.1, and a word": "رقم مثل 7 أو 7-8 أو 7.1، وكلمة",
    "a person's name (no “:”, at most 64 characters), “gold” or “suggestion:NAME”": (
        "اسم شخص (بلا نقطتين، 64 حرفًا على الأكثر)، أو gold، أو suggestion:NAME"
    ),
    "a place in the text": "موضع داخل النص",
    "a printable string of 1 to {} characters": "نص قابل للطباعة من 1 إلى {} حرفًا",
    "a string": "نص",
    "a string of at most {} characters": "نص من {} حرفًا على الأكثر",
    "a string without NUL or half characters": "نص بلا NUL ولا أنصاف محارف",
    "a table of labels": "جدول وسوم",
    "a value, then one number in brackets": "قيمة يليها رقم واحد بين قوسين مربعين",
    "a whole number": "عدد صحيح",
    "a whole number (code points)": "عدد صحيح (نقاط ترميز)",
    "a whole number, 0 or more": "عدد صحيح لا يقل عن 0",
    "a word": "كلمة",
    "an id: a string or a whole number": "معرّف: نص أو عدد صحيح",
    "an object": "كائن",
    "an object of at most {} levels": "كائن لا يزيد عمقه على {} مستوى",
    "an object whose values are strings": "كائن قيمه نصوص",
    "an object without half characters": "كائن بلا أنصاف محارف",
    "at least one file": "ملف واحد على الأقل",
    "names of files": "أسماء ملفات",
    "one of {}": "واحد من: {}",
    "one of {} (did you mean {}?)": "واحد من: {} (هل قصدت {}؟)",
    "one of {}, or false to leave it out": "واحد من: {}، أو false لاستبعاده",
    "one of {} (did you mean {}?), or false to leave it out": "واحد من: {} (هل قصدت {}؟)، أو false لاستبعاده",
    "the name of a label, not its number": "اسم الوسم لا رقمه",
    "the text": "النص",
    "the text of the article": "نص المقال",
    "the text of the task": "نص المهمة",
    "the file of the text": "ملف النص",
    "tokens": "كلمات",
    "what we write": "ما نكتبه",
    "“{}”, the only one there is": "«{}»، ولا صيغة غيرها",
    # what was expected: places
    "[start, end] in code points": "[start, end] بنقاط الترميز",
    "[start, end, one of {}]": "[start, end] ومعهما واحد من: {}",
    "[first token, token behind the last], within 0 to {}": "[أول كلمة، الكلمة التي بعد الأخيرة] بين 0 و{}",
    "extents in order, apart, within 0 to {}": "مواضع مرتبة غير متداخلة بين 0 و{}",
    "one between two characters of the text": "موضع بين حرفين من النص",
    "stretches that are not empty, in the order of the text, apart": "قطع غير فارغة مرتبة بترتيب النص غير متداخلة",
    "a text as long as its stretches, joined by one space": "نص بطول قطعه مفصولة بمسافة واحدة",
    "the offsets in the text (paths into a page cannot be followed)": "المواضع في النص (لا يمكن تتبّع مسارات الصفحة)",
    "the text without tags, or a copy of the words in every region": (
        "النص بلا وسوم HTML، أو نسخة من الكلمات في كل منطقة"
    ),
    "spans that show their text: CR LF may count as one or as two": "كيانات معها نصها: فقد يُعدّ CR LF واحدًا أو اثنين",
    "in sentence {}, the tokens that stand at their ranges": "في الجملة {}، الكلمات التي في مواضعها",
    "where {} stands": "حيث يقع {}",
    # what was expected: columns
    "FORM RANGE first, then others, and the NER columns last": "FORM ثم RANGE أولًا، ثم غيرهما، وأعمدة NER في الآخر",
    "ID and FORM": "ID وFORM",
    "O, {}": "O أو {}",
    "O, B-LABEL, I-LABEL, E-LABEL or S-LABEL": "O أو B-LABEL أو I-LABEL أو E-LABEL أو S-LABEL",
    "O, B-LABEL, I-LABEL, E-LABEL or S-LABEL, or a number that has a name": (
        "O أو B-LABEL أو I-LABEL أو E-LABEL أو S-LABEL، أو رقم له اسم"
    ),
    "#Text above it, then a row: sentence-token, start-end, form, columns, parted by tabs": (
        "سطر ‎#Text قبله، ثم صف: sentence-token وstart-end والكلمة والأعمدة، تفصل بينها علامات جدولة"
    ),
    "a span that the columns mark, from head_start to head_end and as head_label": (
        "كيان موسوم في الأعمدة، من head_start إلى head_end وبالوسم head_label"
    ),
    "a start near the end of the token before": "بداية قريبة من نهاية الكلمة السابقة",
    "a start of at least {}, where the token before ends": "بداية لا تقل عن {}، حيث تنتهي الكلمة السابقة",
    "as many values in each of its columns": "عدد القيم نفسه في كل من أعمدتها",
    "conll/1 and scheme= one of {}": "conll/1 ومعها scheme=‎ واحد من: {}",
    "rows below #Text, a whole token first": "صفوف تحت ‎#Text أولها كلمة كاملة",
    "start:end of {}, {} code points apart": "start:end للكلمة {}، وبينهما {} من نقاط الترميز",
    "the row of a span, with the numbers of both ends where several spans are stacked": (
        "صف كيان، مع رقمي الطرفين حيث تتراكب كيانات"
    ),
    "the text that an earlier block of “{}” has at this place": "النص الذي في هذا الموضع في قسم سابق من «{}»",
    "the words below it, and nothing else": "الكلمات التي تحته ولا شيء غيرها",
    "those of a block of columns": "وثيقة وصاحب لهما قسم في الأعمدة",
    "without tokens": "بلا كلمات",
    "words up to {}, where the range ends": "كلمات حتى {}، حيث ينتهي المدى",
    "{}, as on its first row": "{}، كما في صفه الأول",
    "{}, parted by tabs": "{}، تفصل بينها علامات جدولة",
    "{}, the next word of its sentence": "{}، وهي الكلمة التالية في جملتها",
    # what was expected: brat and others
    "T1, R1, A1, N1, #1, E1 or *, and a TAB": "T1 أو R1 أو A1 أو N1 أو ‎#1 أو E1 أو ‎*‎، ثم علامة جدولة",
    "Type Arg1:T1 Arg2:T2, with two different roles": "Type Arg1:T1 Arg2:T2 بدورين مختلفين",
    "Type start end, or several “start end” parted by “;”": "Type start end، أو عدة مواضع start end تفصل بينها «;»",
    "an id of its own; {} stands at {} too": "معرّف خاص به؛ فالمعرّف {} في {} أيضًا",
    "an id that begins with one of {}": "معرّف يبدأ بواحد من: {}",
    "the id of a line of {}; there is no {}": "معرّف سطر من {}؛ ولا وجود للمعرّف {}",
    "what is annotated, after a TAB": "ما يُوسم، بعد علامة جدولة",
    "a TextPositionSelector, or a TextQuoteSelector": "محدِّد TextPositionSelector أو TextQuoteSelector",
    "a quote that stands in the text once, with its prefix and suffix": (
        "اقتباس يرد في النص مرة واحدة، مع ما قبله وما بعده"
    ),
    "a text, or a list of texts, under “text”": "نص أو قائمة نصوص في «text»",
    "a type that {} beside the file declares, as a layer of one's own must be": (
        "نوع يعرّفه {} إلى جانب الملف، كما يجب في الطبقات الخاصة"
    ),
    "an id of the table of documents": "معرّف من جدول الوثائق",
    "lists head, tail and relation_id of one length": "قوائم head وtail وrelation_id بطول واحد",
    "no second list of spans beside “{}”": "لا قائمة كيانات ثانية إلى جانب «{}»",
    "one selector of each kind, not refined by another": "محدِّد واحد من كل نوع لا يخصّصه آخر",
    "one stretch of text: a source and a selector": "قطعة نص واحدة: مصدر ومحدِّد",
    "the id of a region": "معرّف منطقة",
    "the last token of a span, and of one only, or a span beside it": (
        "الكلمة الأخيرة في كيان واحد فقط، أو كيان إلى جانبه"
    ),
    "the last token of {} to {} (token_end is inclusive)": "الكلمة الأخيرة من {} إلى {} (‏token_end مشمول)",
    "the number of a sentence, 0 to {}": "رقم جملة من 0 إلى {}",
    "the place of an entity": "موضع كيان",
    "the place of the last token, {} to {}": "موضع الكلمة الأخيرة، من {} إلى {}",
    "two annotations of one text by the same creator": "توسيمان لنص واحد من صاحب واحد",
    "two ends that the tags mark as spans": "طرفان تسمهما الوسوم كيانين",
    # why a file cannot be read
    "Expecting value": "كان ينبغي أن تأتي قيمة",
    "Expecting ',' delimiter": "كان ينبغي أن تأتي فاصلة",
    "Expecting ':' delimiter": "كان ينبغي أن تأتي نقطتان",
    "Expecting property name enclosed in double quotes": "كان ينبغي أن يأتي مفتاح بين علامتي اقتباس",
    "Unterminated string starting at": "نص لم يُغلق بعلامة اقتباس",
    "Extra data": "كلام زائد بعد نهاية الكائن",
    "Invalid control character at": "محرف تحكم داخل نص",
    "nested too deeply": "تداخل أعمق مما يُقرأ",
    "a number too long": "عدد أطول مما يُقرأ",
    "{} is not JSON": "‏{} ليس من JSON",
    "the list is not closed": "القائمة لم تُغلق",
    "expected a comma or ]": "كان ينبغي أن تأتي فاصلة أو ]",
    "something stands behind the list": "كلام زائد بعد القائمة",
    "an extent is no number, or attributes and note no JSON": "موضع ليس عددًا، أو attributes وnote ليسا JSON",
    "a table of Label Studio holds no relations; its JSON is read": "جدول Label Studio بلا علاقات؛ تُقرأ صيغة JSON منه",
    "damaged DocBin: {}": "ملف DocBin تالف: {}",
    "damaged Parquet: its rows have another digest than it says": "ملف Parquet تالف: بصمة صفوفه غير ما يذكر",
    "damaged Parquet: no column {}": "ملف Parquet تالف: لا عمود باسم {}",
    "damaged Parquet: {}": "ملف Parquet تالف: {}",
    "it declares a document type, which no labelling interface does": "يعرّف نوع وثيقة، ولا تفعل ذلك واجهة توسيم",
    "it declares entities, which no XMI file does": "يعرّف كيانات XML، ولا يفعل ذلك ملف XMI",
    "it holds NUL bytes": "فيه بايتات NUL",
    "it holds control bytes": "فيه بايتات تحكم",
    "it holds no token": "ليست فيه كلمات",
    "it is a link, which leads out of the archive": "هو رابط يقود إلى خارج الأرشيف",
    "it is empty and names no columns": "هو فارغ لا يسمّي أعمدة",
    "it unpacks to more than {} GiB": "يتجاوز حجمه بعد الفك {} غيغابايت",
    "its first line does not name our columns": "سطره الأول لا يسمّي أعمدتنا",
    "its first line is not #FORMAT=WebAnno TSV 3.3": "سطره الأول ليس ‎#FORMAT=WebAnno TSV 3.3",
    "its text “{}” is not beside it": "نصه «{}» ليس إلى جانبه",
    "more than {} files": "أكثر من {} ملف",
    "no DocBin: {}": "ليس ملف DocBin: {}",
    "no Parquet file": "ليس ملف Parquet",
    "no SQLite file": "ليس ملف SQLite",
    "no UIMA type system, or one that declares entities": "ليس نظام أنواع UIMA، أو فيه كيانات XML",
    "no UIMA type system: {}": "ليس نظام أنواع UIMA: {}",
    "no XMI of this type system: {}": "ليس ملف XMI بنظام الأنواع هذا: {}",
    "no XMI of this type system: {}; its {} must lie beside it": (
        "ليس ملف XMI بنظام الأنواع هذا: {}؛ يجب أن يكون {} إلى جانبه"
    ),
    "no XML": "ليس XML",
    "no XML: {}": "ليس XML: {}",
    "no column text or tokens among {}": "لا عمود text ولا tokens بين {}",
    "the header lacks {}": "ينقص الترويسة {}",
    "the header names a column twice": "في الترويسة عمود مكرر",
    "the process that read it has died": "توقفت العملية التي كانت تقرؤه",
    "the table {} lacks {}": "ينقص الجدول {} العمودُ {}",
    "two files of this name": "ملفان بهذا الاسم",
    "{} cells, and the header names {} columns": "{} من الخانات، والترويسة تسمّي {} من الأعمدة",
    "{} holds bytes, no text": "في {} بايتات لا نص",
    "{} is no line of a header": "‏{} ليس سطر ترويسة",
    "{} is only written, not read": "‏{} صيغة تُكتب ولا تُقرأ",
    "{}.txt is not beside it": "‏{}.txt ليس إلى جانبه",
}
"""What the fields ``at``, ``got``, ``expected`` and ``reason`` of an error may say."""

_SPOKEN: Final = ("at", "got", "expected", "reason")


def in_arabic(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields of an error, as far as they are known here in Arabic."""
    return {name: _field(name, one) if isinstance(one, str) else one for name, one in fields.items()}


def phrase(english: str) -> str:
    """A phrase in Arabic, or as it is if it is none of ours."""
    if english in PHRASES:
        return PHRASES[english]
    for pattern, arabic in _patterns():
        if found := pattern.fullmatch(english):
            return arabic.format(*found.groups())
    return english


def _field(name: str, english: str) -> str:
    if name in ("kind", "role"):
        return TERMS.get(english, english)
    return phrase(english) if name in _SPOKEN else english


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The phrases with places for any words, those that say most by themselves first."""
    open_ = sorted((one for one in PHRASES if "{}" in one), key=len, reverse=True)
    return [(re.compile("(.+)".join(map(re.escape, one.split("{}"))), re.DOTALL), PHRASES[one]) for one in open_]
