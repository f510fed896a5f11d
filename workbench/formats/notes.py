"""What an import had to adapt or leave out: remarks that stop nothing, in the words of both interface languages.

A `Note` is to a remark what an error of the tree is to a refusal: a code, fields, a place, and words from one table.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from workbench.model.schema import Words


class Remark(Enum):
    """Every remark there is: its words, with the fields of a note in braces. Called, it makes a `Note`."""

    BOM_DROPPED = "byte-order mark dropped", "حُذفت علامة ترتيب البايتات"
    LINE_ENDS = "{count} line ends changed from CR or CRLF to LF", "نهايات أسطر حُوّلت من CR أو CRLF إلى LF: {count}"
    INVISIBLE_KEPT = (
        "{count} zero-width or direction marks kept as they are",
        "علامات عديمة العرض أو علامات اتجاه أُبقيت كما هي: {count}",
    )
    UNIT = "offsets count {unit}", "المواضع محسوبة بـ{unit}"
    UNIT_BY_WORDS = (
        "offsets are read as {unit}: all {count} spans in question then lie on words; as {other}, {misplaced} of them"
        " cut words or hold white space at an edge",
        "قُرئت المواضع بـ{unit}: فبها تقع الكيانات المشكوك فيها كلها ({count}) على كلمات تامة، أما بـ{other} فيقطع بعضها"
        " ({misplaced}) كلمات أو يشمل فراغًا في طرفه",
    )
    UNKNOWN_KEY = "unknown key “{key}” kept in meta", "المفتاح المجهول «{key}» حُفظ في meta"
    FREED_LINES = (
        "{count} lines with annotations taken as body, not boilerplate",
        "أسطر فيها توسيم عُدّت من متن المقال: {count}",
    )
    SPANS_MERGED = "{count} identical spans merged", "كيانات متطابقة دُمجت: {count}"
    RELATIONS_MERGED = "{count} identical relations merged", "علاقات متطابقة دُمجت: {count}"
    RELATIONS_TURNED = (
        "{count} symmetric relations turned so that the earlier span is the head",
        "علاقات متناظرة قُلبت ليكون طرفها الأول هو الأسبق في النص: {count}",
    )
    OTHER_SCHEMA = (
        "made under the schema {name} {version}, which is not the one in force here",
        "أُعدّ وفق المخطط {name} {version}، وهو غير المخطط المعمول به هنا",
    )
    STORED_STAYS = (
        "other {what} than the document that is here; those stay",
        "في الملف غير ما في المقال المحفوظ هنا ({what})؛ يبقى المحفوظ",
    )
    NEW_PERSON = (
        "“{owner}” is new here: added as a person who cannot sign in",
        "«{owner}» جديد هنا: أُضيف شخصًا لا يمكنه تسجيل الدخول",
    )
    SPANS_UNMAPPED = "{count} spans left out by the mapping", "كيانات استُبعدت بحسب المقابلة: {count}"
    RELATIONS_UNMAPPED = "{count} relations left out by the mapping", "علاقات استُبعدت بحسب المقابلة: {count}"
    NOT_HELD = (
        "{count} {what} left out: we cannot hold them ({places})",
        "{what} استُبعدت لأنه لا مكان لها هنا: {count} ({places})",
    )
    COLUMNS_BETWEEN = (
        "columns between the token and its tags passed over: {columns}",
        "أعمدة بين الكلمة ووسومها لم تُقرأ: {columns}",
    )
    PREFIX_CUT = "“{prefix}” before every token left out", "حُذفت «{prefix}» من أول كل كلمة"
    BLOCKS_OF_STUDIO = (
        "Label Studio's columns: every block is an annotation, several of one text stand one after the other, and what "
        "lies inside a span is not there; its JSON has all of it",
        "أعمدة من Label Studio: كل كتلة توسيم واحد، وتوسيمات النص الواحد متتالية، وما وقع داخل كيان آخر غير موجود؛ وفي "
        "صيغة JSON كل ذلك",
    )
    COLUMNS_OVER = "columns passed over: {columns}", "أعمدة لم تُقرأ: {columns}"
    TAGS_BEGUN = (
        "{count} tags went on with a span that had not begun; each begins one (the first at {first})",
        "وسوم تُكمل كيانًا لم يبدأ، فعُدّ كلٌّ منها بداية كيان: {count} (أولها في {first})",
    )
    TAGS_TOGETHER = (
        "several tags of one token are read as spans one within the other",
        "الوسوم المتعددة للكلمة الواحدة قُرئت كيانات بعضها داخل بعض",
    )
    MISC_OVER = "passed over in MISC: {keys}", "لم يُقرأ من MISC: {keys}"
    EMPTY_OVER = "a document without text left out", "استُبعد مقال بلا نص"
    USER_DATA_OVER = "passed over in user data: {keys}", "لم يُقرأ من user_data: {keys}"
    CLUSTERS_LOST = "which mentions are of one entity is not kept", "لا يُحفظ أيُّ المواضع تعود إلى كيان واحد"
    ONE_MENTION = (
        "relations between entities stand between one mention of each: of those in the evidence, the first",
        "العلاقات بين الكيانات وُضعت بين موضع واحد من كل منهما: أول ما يرد في جمل الشاهد",
    )
    EVIDENCE_LOST = "sentences of evidence are not kept", "جمل الشواهد لا تُحفظ"
    SHORT_JSON = (
        "the short JSON of Label Studio holds no relations: export its full JSON for them",
        "صيغة JSON المختصرة في Label Studio بلا علاقات: صدّر صيغة JSON الكاملة إن أردتها",
    )
    RESULTS_OVER = (
        "{count} results of type {type} left out: we cannot hold them",
        "نتائج من النوع {type} استُبعدت لأنه لا مكان لها هنا: {count}",
    )
    NO_LABEL = "a relation without a label left out", "استُبعدت علاقة بلا وسم"
    SKIPPED = "{count} skipped annotations left out", "توسيمات متخطّاة استُبعدت: {count}"
    DRAFTS_LEFT = "{count} drafts left out", "مسوّدات استُبعدت: {count}"
    PREDICTIONS_LEFT = (
        "{count} predictions left out: the file gives their numbers only",
        "تنبؤات استُبعدت لأن الملف لا يذكر إلا أرقامها: {count}",
    )
    NOT_TAKEN = "the answer is “{answer}”: not taken as annotation", "الجواب «{answer}»، فلم يؤخذ توسيمًا"
    VERSION_LEFT = "a version answered “{answer}” left out", "استُبعدت نسخة جوابها «{answer}»"
    REJECTED_SPANS = "{count} rejected spans left out", "كيانات مرفوضة استُبعدت: {count}"
    BODIES_LEFT = (
        "{count} bodies or annotations of other kinds left out",
        "تعليقات أو محتويات من أنواع أخرى استُبعدت: {count}",
    )
    LAYER_LINKS = (
        "the layer {layer} was passed over: it links {base}",
        "الطبقة {layer} لم تُقرأ: فهي تربط {base}",
    )
    LAYER_OVER = "the layer {layer} was passed over", "الطبقة {layer} لم تُقرأ"
    LAYER_FEATURES = "features of {layer} were passed over: {features}", "سمات في الطبقة {layer} لم تُقرأ: {features}"
    FEATURES_OVER = "features passed over: {features}", "سمات لم تُقرأ: {features}"
    LIBRARY_SAYS = "passed over: {message}", "لم يُقرأ: {message}"
    FIRST_VIEW = "only the first of {count} views is read", "لا يُقرأ إلا أول العروض (views)، وعددها: {count}"

    def __init__(self, en: str, ar: str) -> None:
        self.words = Words(en, ar)

    def __call__(self, where: str = "", **fields: object) -> "Note":
        """The note of this remark; a field may be of `Words`."""
        return Note(self, where, fields)

    @property
    def code(self) -> str:
        """Its stable name."""
        return self.name.lower().replace("_", "-")


class Note(NamedTuple):
    """A remark on a file, a document, or a place (``where``), and what fills its words."""

    remark: Remark
    where: str
    fields: Mapping[str, object]

    def said(self, language: str) -> str:
        """What was adapted, in ``language`` (``en`` or ``ar``)."""
        spoken = {name: one[language] if isinstance(one, Words) else one for name, one in self.fields.items()}
        return self.remark.words[language].format(**spoken)

    def message(self, language: str = "en") -> str:
        """What was adapted, and where."""
        said = self.said(language)
        return f"{self.where}: {said}" if self.where else said

    def of(self, about: str) -> "Note":
        """The note with what it is about before its place."""
        return self._replace(where=f"{about}: {self.where}" if self.where else about)

    def __str__(self) -> str:
        return self.message()
