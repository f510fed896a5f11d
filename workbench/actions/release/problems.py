"""Why there is no release: each reason names the documents."""

from workbench.model.errors import Conflict, InvalidInput, NotFound, Say


class NoGoldYet(Conflict):
    """A release holds final gold, and there is none."""

    code = "release-empty"
    en = Say("There is no gold to release.", "Merge finished work and make it final, or import gold.")
    ar = Say("لا يوجد مرجع ذهبي لإصداره.", "ادمج التوسيم المكتمل واجعله نهائيًا، أو استورد مرجعًا ذهبيًا.")


class GoldIsDraft(Conflict):
    """Some gold is not final."""

    code = "release-draft"
    en = Say("The gold of {documents} is a draft.", "Make it final, or leave these documents out.")
    ar = Say("المرجع الذهبي مسودة في: {documents}.", "اجعله نهائيًا، أو استبعد هذه المقالات.")


class GoldIsStale(Conflict):
    """Some final gold rests on what people no longer say, or new disagreement waits there."""

    code = "release-stale"
    en = Say(
        "Since the gold of {documents} was made final, somebody whose work it rests on has changed it.",
        "Merge again and decide what is open, or leave these documents out.",
    )
    ar = Say(
        "غيّر أحد من يقوم المرجع الذهبي على توسيمهم عمله بعد اعتماده في: {documents}.",
        "أعد الدمج واحسم ما هو مفتوح، أو استبعد هذه المقالات.",
    )


class WorkspaceFaulty(Conflict):
    """The workspace does not pass its own check."""

    code = "release-check-failed"
    en = Say("{place}: {what}.", "The command “check” lists everything; restore a backup if need be.")
    ar = Say("{place}: {what}.", "الأمر check يعرض كل شيء؛ استعد نسخة احتياطية عند الحاجة.")


class VersionTaken(Conflict):
    """This version was released with other data."""

    code = "release-version-taken"
    en = Say("{name} {version} was released with other data.", "A version never changes: choose a new one.")
    ar = Say("صدر {name} {version} ببيانات أخرى.", "الإصدار لا يتغير أبدًا: اختر رقمًا جديدًا.")


class SplitLeaks(Conflict):
    """Given sides put documents that are nearly the same on two of them."""

    code = "release-split-leaks"
    en = Say(
        "“{one}” and “{other}” are nearly the same, but stand in {side} and {against}.",
        "The given splits leak: use others, or leave one of the two out.",
    )
    ar = Say(
        "«{one}» و«{other}» متطابقان تقريبًا، لكنهما في {side} وفي {against}.",
        "التقسيم المعطى يسرّب: استخدم غيره، أو استبعد أحدهما.",
    )


class SidesDiffer(Conflict):
    """Given sides contradict those that documents have here since an earlier release."""

    code = "release-sides-differ"
    en = Say(
        "“{document}” is in {side} since an earlier release here, but in {against} in the given manifest.",
        "Splits never change: leave out --splits-from.",
    )
    ar = Say(
        "«{document}» في {side} منذ إصدار سابق هنا، لكنه في {against} في الملف المعطى.",
        "التقسيم لا يتغير أبدًا: لا تستخدم ‎--splits-from.",
    )


class NoRelease(NotFound):
    """A folder that should hold a release does not."""

    code = "no-release"
    en = Say("{path} holds no release.", "Name a folder with a manifest.json that “release” has made.")
    ar = Say("لا يوجد إصدار في {path}.", "سمِّ مجلدًا فيه manifest.json من صنع الأمر release.")


class BadVersion(InvalidInput):
    """A version or name that cannot be part of a folder's name."""

    code = "release-name-invalid"
    en = Say("“{given}” cannot name a release.", "Use letters, digits, dots, hyphens, such as 1.0 or 2026-11.")
    ar = Say(
        "لا يصلح «{given}» اسمًا لإصدار.",
        "استخدم حروفًا لاتينية وأرقامًا ونقاطًا وشرطات، مثل \u20661.0\u2069 أو \u20662026-11\u2069.",
    )


class BadShares(InvalidInput):
    """Shares of the splits that are not three percentages."""

    code = "release-shares-invalid"
    en = Say("The shares {given} are not three percentages that add up to 100.", "Write for example 80,10,10.")
    ar = Say("الحصص {given} ليست ثلاث نسب مجموعها 100.", "اكتب مثلًا 80,10,10.")
