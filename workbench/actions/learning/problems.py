"""What can stand in the way of training and evaluation."""

from workbench.model.errors import Conflict, InvalidInput, Say


class NotReleased(InvalidInput):
    """A folder that is no release."""

    code = "not-released"
    en = Say(
        "{path} is not a release: it has no {missing}.",
        "Name the folder that “release” made, the one with manifest.json in it.",
    )
    ar = Say(
        "{path} ليس إصدارًا: ينقصه {missing}.",
        "سمِّ المجلد الذي أنشأه الأمر release، وفيه manifest.json.",
    )


class ReleaseChanged(Conflict):
    """A release of which a file is not what was released."""

    code = "release-changed"
    en = Say(
        "{file} in {path} is not as it was released: its SHA-256 is not the one in manifest.json.",
        "Take the release as it was made; a changed gold is a release of its own.",
    )
    ar = Say(
        "الملف {file} في {path} ليس كما أُصدر: بصمته (SHA-256) غير المذكورة في manifest.json.",
        "استخدم الإصدار كما أُنشئ؛ فالمرجع المعدَّل إصدار آخر.",
    )


class SeveralOwners(InvalidInput):
    """Predictions of several in one file, so that it is not clear whose are meant."""

    code = "several-owners"
    en = Say("{path} holds predictions of several: {owners}.", "Evaluate them one by one, each in a file of its own.")
    ar = Say("في {path} تنبؤات عدة جهات: {owners}.", "قيّمها واحدة واحدة، كلٌّ في ملف مستقل.")


class EmptySide(Conflict):
    """A side of a release on which there is nothing to learn from, or to compare with."""

    code = "empty-side"
    en = Say("The side “{side}” of this release has no documents.", "Choose another, or release with other shares.")
    ar = Say("لا مقالات في قسم «{side}» من هذا الإصدار.", "اختر قسمًا آخر، أو أصدر بنسب أخرى.")


class NoModel(InvalidInput):
    """Something to evaluate that is neither a trained pipeline nor a file of predictions."""

    code = "no-model"
    en = Say(
        "{path} is neither a trained model nor a file of predictions ({reason}).",
        "Name the folder “model” that “train” made, or a file in one of the formats of “formats”.",
    )
    ar = Say(
        "{path} ليس نموذجًا مدرَّبًا ولا ملف تنبؤات ({reason}).",
        "سمِّ مجلد model الذي أنشأه الأمر train، أو ملفًا بإحدى الصيغ التي يعرضها الأمر formats.",
    )


class OtherTexts(InvalidInput):
    """Predictions of other documents, or of other versions of their texts."""

    code = "other-texts"
    en = Say(
        "{path} has no predictions for “{document}” with the text of the release.",
        "Predict on the texts of the release; ids and texts must be the same.",
    )
    ar = Say(
        "لا تنبؤات في {path} للمقال «{document}» بنص الإصدار.",
        "تنبّأ على نصوص الإصدار؛ يجب أن تتطابق المعرّفات والنصوص.",
    )


class NothingToLearn(Conflict):
    """A training side in which nothing is marked."""

    code = "nothing-to-learn"
    en = Say("No entity is marked in the training side of this release.", "Release documents in which there are some.")
    ar = Say("لا كيان موسومًا في قسم التدريب من هذا الإصدار.", "أصدر مقالات فيها كيانات موسومة.")
