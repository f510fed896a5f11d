"""Page furniture: the lines that a scraper brings along from around an article.

Lines are compared folded (`folding.fold`) and without the signs around them, so one entry covers its
spellings.
"""

from functools import lru_cache

from workbench.text.folding import folded

_LONGEST = 160
"""Code points of a line that can still be furniture."""

_SUMMARY_LABELS = """
ملخص | الملخص | ملخص الخبر | الخلاصة | خلاصة | أبرز النقاط | النقاط الرئيسية | أهم النقاط |
استمع إلى الملخص | اظهر الملخص | عرض الملخص | إظهار الملخص | summary | key points | highlights
"""

_LINES = """
اقرأ المزيد | قراءة المزيد | المزيد | شاهد المزيد | عرض المزيد | اقرأ أيضا | شاهد أيضا | طالع أيضا |
اقرأ كذلك | تابع القراءة | أكمل القراءة | ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | مقالات ذات صلة |
مواد ذات صلة | قصص ذات صلة | محتوى ذو صلة | قد يعجبك أيضا | قد يهمك | قد يهمك أيضا | الأكثر قراءة |
الأكثر مشاهدة | الأكثر شيوعا | الأكثر تداولا | آخر الأخبار | أحدث الأخبار | عاجل | خبر عاجل | الخط |
حجم الخط | تكبير الخط | تصغير الخط | استمع | استمع إلى المقال | استمع للمقال | استماع | مدة القراءة |
المساهمون | الكاتب | عن الكاتب | المصدر | زر الذهاب إلى الأعلى | العودة إلى الأعلى | إلى الأعلى |
الانتقال إلى المحتوى | تخطى إلى المحتوى | القائمة | بحث | ابحث | تسجيل الدخول | شارك | مشاركة |
شارك المقال | شارك الخبر | شارك هذا المقال | شاركها | انسخ الرابط | نسخ الرابط | تم نسخ الرابط |
طباعة | حفظ | أرسل | فيسبوك | تويتر | واتساب | تلغرام | تيليغرام | لينكدإن | ماسنجر | إنستغرام |
يوتيوب | بريد إلكتروني | إعلان | إعلانات | الإعلانات | الإعلان | مساحة إعلانية | محتوى إعلاني |
التعليقات | تعليقات | أضف تعليقا | اترك تعليقا | الوسوم | وسوم | كلمات مفتاحية | الكلمات المفتاحية |
كلمات دلالية | الكلمات الدلالية | تصنيفات | الرئيسية | أخبار | الأخبار | سياسة | اقتصاد | رياضة |
ثقافة | منوعات | تقارير | فيديو | صور | التالي | السابق | أغلق | إغلاق | read more | see also |
read also | related | related articles | related topics | more | share | print | save |
advertisement | comments | tags | menu | search | sign in | log in | next | previous | close |
facebook | twitter | x | whatsapp | telegram | linkedin | copy link | back to top | skip to content |
listen | listen to article | contributors
"""

_BEGINNINGS = """
اقرأ أيضا: | اقرأ المزيد: | شاهد أيضا: | طالع أيضا: | اقرأ المزيد عن |
اشترك في | اشترك الآن | سجل الآن | تابعنا على | تابعونا على | تابعوا آخر | انضم إلى قناتنا |
حمل تطبيق | لن يتم نشر عنوان بريدك | جميع الحقوق محفوظة | كل الحقوق محفوظة | حقوق النشر |
نستخدم ملفات تعريف الارتباط | يستخدم هذا الموقع | يحتوي هذا القسم على | يرجى تفعيل | الرجاء تفعيل |
sorry, you need to enable | please enable javascript | you need to enable javascript |
this website uses cookies | we use cookies | all rights reserved | copyright | © | follow us |
subscribe to | sign up for | read more: | read also: | download our app | http:// | https:// | www.
"""

_MORE, _BREAKING = "المزيد", "عاجل"
_LABEL_WORDS = 3


def _entries(listing: str) -> frozenset[str]:
    """The entries of a listing, folded."""
    return frozenset(folded(entry.strip()) for entry in listing.split("|"))


_SUMMARIES = _entries(_SUMMARY_LABELS)
_FURNITURE = _entries(_LINES) | _SUMMARIES
_OPENINGS = tuple(_entries(_BEGINNINGS))


def is_furniture(line: str) -> bool:
    """Is a line (without its line break) furniture, or does it hold no letter or digit at all?"""
    if not any(character.isalnum() for character in line):
        return True
    if len(line) > _LONGEST:
        return False
    label = _label(line)
    return label in _FURNITURE or _is_opening(line) or _is_short_label(label)


def is_summary_label(line: str) -> bool:
    """Does a line announce the summary that follows it?"""
    return len(line) <= _LONGEST and _label(line) in _SUMMARIES


@lru_cache(1)
def _folded(line: str) -> str:
    """A line folded; the three questions about a line follow each other."""
    return folded(line)


def _label(line: str) -> str:
    """A line folded, without the signs around it: `+ الخط -` is الخط."""
    return _folded(line).strip(" +-–—|/\\:*#>›»«<.•…[]()")


def _is_opening(line: str) -> bool:
    """Does a line begin with words that only furniture begins with?"""
    return _folded(line).strip().startswith(_OPENINGS)


def _is_short_label(label: str) -> bool:
    """Is it "more from …", or a channel's name with "breaking" glued to it, as menus leave it?"""
    return len(label.split()) <= _LABEL_WORDS and (label.startswith(_MORE) or label.endswith(_BREAKING))
