"""What can be wrong with a file, each with its place ``file:line:column``."""

from collections.abc import Sequence
from typing import NamedTuple

from workbench.formats.units import Counting
from workbench.model.errors import InvalidInput, Say


class FileProblem(InvalidInput):
    """Something in a file that cannot be imported. Nothing of the file is, until it is mended."""

    code = "file-problem"


class NotReadable(FileProblem):
    """The file cannot be opened."""

    code = "file-not-readable"
    en = Say("It cannot be opened ({reason}).", "Check the path and the permissions.")
    ar = Say("لا يمكن فتح الملف ({reason}).", "تحقّق من المسار والصلاحيات.")


class FormatUnclear(FileProblem):
    """A file whose content is of no format that its name may mean."""

    code = "format-unclear"
    en = Say(
        "Its name ends in {suffix}, but its content is of no format that is read here.",
        "See whether it is whole; if it is of a format of docs/formats.md, name that (--format).",
    )
    ar = Say(
        "ينتهي اسمه بـ {suffix} ومحتواه ليس من أي صيغة تُقرأ هنا.",
        "تحقّق من أنه كامل، وإن كان من صيغة في docs/formats.md فسمّها (‎--format).",
    )


class EmptyFile(FileProblem):
    """No text at all."""

    code = "file-empty"
    en = Say("The file holds no text.", "Leave it out, or put the article in.")
    ar = Say("الملف خالٍ من النص.", "استبعده أو ضع المقال فيه.")


class NotText(FileProblem):
    """A binary file."""

    code = "file-binary"
    en = Say("This is not a text file ({reason}).", "Export it as plain text or JSONL in UTF-8.")
    ar = Say("هذا ليس ملفًا نصيًا ({reason}).", "صدّره نصًا عاديًا أو JSONL بترميز UTF-8.")


class NotUtf8(FileProblem):
    """Bytes that are not UTF-8."""

    code = "file-not-utf8"
    en = Say("Byte {byte} is not valid UTF-8.", "Save the file as UTF-8{guess}.")
    ar = Say("البايت {byte} ليس من ترميز UTF-8.", "احفظ الملف بترميز UTF-8{guess}.")


class BrokenGzip(FileProblem):
    """A compressed file that ends too early or is damaged."""

    code = "file-broken-gzip"
    en = Say("The compressed file is damaged or cut off ({reason}).", "Copy or compress it again.")
    ar = Say("الملف المضغوط تالف أو مبتور ({reason}).", "أعد نسخه أو ضغطه.")


class BrokenArchive(FileProblem):
    """A zip archive that cannot be unpacked: damaged, encrypted, or packed in a way that is not read here."""

    code = "file-broken-archive"
    en = Say("The archive cannot be unpacked ({reason}).", "Pack it again as a plain zip, without a password.")
    ar = Say("لا يمكن فكّ الأرشيف ({reason}).", "أعد ضغطه بصيغة zip عادية من دون كلمة مرور.")


class FileTooLarge(FileProblem):
    """More than is read at once."""

    code = "file-too-large"
    en = Say("It is larger than {limit}.", "Split it into smaller files.")
    ar = Say("حجمه أكبر من {limit}.", "قسّمه إلى ملفات أصغر.")


class BadJson(FileProblem):
    """A line that is not JSON."""

    code = "json-broken"
    en = Say("This is not valid JSON: {reason}.", "Each line must be one whole JSON object.")
    ar = Say("هذا ليس JSON صحيحًا: {reason}.", "يجب أن يكون كل سطر كائن JSON كاملًا.")


class DuplicateKey(FileProblem):
    """A JSON object with two values under one key: readers keep one and lose the other."""

    code = "json-key-twice"
    en = Say("The key “{key}” stands twice in one object.", "Keep the value that is meant, and take the other out.")
    ar = Say("المفتاح «{key}» مكرر في كائن واحد.", "أبقِ القيمة المقصودة واحذف الأخرى.")


class BadValue(FileProblem):
    """A value that is missing, of the wrong kind, or out of range."""

    code = "value"
    en = Say("{at} {got}.", "Expected {expected}.")
    ar = Say("{at}: {got}.", "المتوقَّع: {expected}.")


class NotThere(FileProblem):
    """A surface that does not stand where its offsets say, however they are counted."""

    code = "surface"
    en = Say(
        "“{surface}” does not stand at {start} to {end}, however the offsets are counted.",
        "Compare the text with the one that was annotated.",
    )
    ar = Say(
        "«{surface}» ليس في الموضع {start} إلى {end} أيًّا كانت طريقة العدّ.",
        "قارن النص بالنص الذي جرى توسيمه.",
    )


class OutsideText(FileProblem):
    """Offsets that lie outside the text, however they are counted."""

    code = "offsets"
    en = Say("{start} to {end} is no stretch of this text.", "Compare the text with the one that was annotated.")
    ar = Say("{start} إلى {end} ليس جزءًا من هذا النص.", "قارن النص بالنص الذي جرى توسيمه.")


class Reading(NamedTuple):
    """A span as one way of counting has it, with what stands before and behind it."""

    before: str
    surface: str
    after: str


class UnitUnclear(FileProblem):
    """Offsets that may be counted in several ways, each of which gives other words: ``readings``."""

    code = "unit-unclear"
    en = Say(
        "{start} to {end} may be “{one}” ({unit}) or “{other}” ({other_unit}); the file does not say.",
        "Name the unit that the other tool counts in (--unit).",
    )
    ar = Say(
        "قد يكون {start} إلى {end} «{one}» ({unit}) أو «{other}» ({other_unit})، والملف لا يحدّد.",
        "حدّد وحدة العدّ في الأداة الأخرى (‎--unit).",
    )
    readings: Sequence[tuple[Counting, Reading]] = ()


class BadTable(FileProblem):
    """A table whose header or row is not what it should be."""

    code = "table"
    en = Say("This is not the table it should be: {reason}.", "Compare it with an export of the same format.")
    ar = Say("ليس هذا الجدول كما يجب: {reason}.", "قارنه بتصدير من الصيغة نفسها.")


class NoOwner(FileProblem):
    """Annotations that nobody owns."""

    code = "no-owner"
    en = Say("“{id}” has annotations but no owner.", "Say whose they are: for all of it (--owner), or on the line.")
    ar = Say("في «{id}» توسيم بلا صاحب.", "حدّد صاحبه للاستيراد كله (‎--owner) أو في السطر نفسه.")


class TextsDiffer(FileProblem):
    """Two texts under one id."""

    code = "texts-differ"
    en = Say("“{id}” is here already with another text.", "Give this text an id of its own.")
    ar = Say("المعرّف «{id}» موجود هنا بنص آخر.", "أعطِ هذا النص معرّفًا خاصًا به.")


class SetsDiffer(FileProblem):
    """Two different sets of one owner for one document."""

    code = "sets-differ"
    en = Say(
        "“{owner}” has other annotations of “{id}” already.",
        "Import these under another owner (--owner NAME).",
    )
    ar = Say("لدى «{owner}» توسيم آخر للمقال «{id}».", "استورد هذا باسم صاحب آخر (‎--owner).")
