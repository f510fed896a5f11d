"""Everything that can be refused, as one tree.

::

    WorkbenchError
    ├── NotSignedIn · Forbidden · NotFound · Conflict · TooManyTries · TooLarge · UnsupportedType · DiskFailed
    ├── InvalidInput      what was sent cannot be read
    │   ├── BadRequest · UnknownName
    │   └── FileProblem   one place of one file  (see `formats.problems`)
    ├── RuleBroken        well-formed, but the schema or the text says no  (see `model.rules`)
    └── Refusals          several of the above, reported together

An error holds fields, a stable ``code`` and its words in both interface languages. It says what happened
and where, and what to do next; the same words appear in the browser, the shell and the log. HTTP
statuses belong to ``web/``, exit codes to ``cli/``.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import ClassVar, NamedTuple

from workbench.model.arabic import in_arabic
from workbench.model.schema import Words


class Say(NamedTuple):
    """The words of an error in one language: what happened, and what to do next (may be empty)."""

    what: str
    hint: str = ""


class WorkbenchError(Exception):
    """Base of the tree. ``fields`` fill the placeholders of the words.

    ``change`` names the change of a batch that was refused; ``where`` a place (``file:line:column``); ``item``
    the kind (``spans``, ``relations``) and id of what it is about.
    """

    code: ClassVar[str] = "error"
    en: ClassVar[Say] = Say("Something went wrong.")
    ar: ClassVar[Say] = Say("حدث خطأ ما.")

    def __init__(self, *, where: str = "", change: str | None = None, **fields: object) -> None:
        self.where = where
        self.change = change
        self.item: tuple[str, str] = ("", "")
        self.fields = fields
        super().__init__(self.message())

    def message(self, language: str = "en") -> str:
        """What happened, and where, in ``language`` (``en`` or ``ar``)."""
        said = self._say(language).what.format(**self._spoken(language))
        return f"{self.where}: {said}" if self.where else said

    def hint(self, language: str = "en") -> str:
        """What to do next; empty if the message says it all."""
        return self._say(language).hint.format(**self._spoken(language))

    def as_dict(self, language: str = "en") -> dict[str, str]:
        """The one error shape of the API: code, message, hint and, within a batch, the change."""
        shape = {"code": self.code, "message": self.message(language), "hint": self.hint(language)}
        return shape | ({"change": self.change} if self.change is not None else {})

    def _say(self, language: str) -> Say:
        return self.ar if language == "ar" else self.en

    def _spoken(self, language: str) -> dict[str, object]:
        """The fields, with `Words` and our own terms in the reader's language."""
        spoken = {name: one[language] if isinstance(one, Words) else one for name, one in self.fields.items()}
        return in_arabic(spoken) if language == "ar" else spoken


class Refusals(WorkbenchError):
    """Several problems reported together; nothing of what they belong to was done."""

    code = "refused"
    en = Say("{count} problems; nothing was changed.")
    ar = Say("عدد المشكلات: {count}؛ لم يتغيّر شيء.")

    def __init__(self, errors: Iterable[WorkbenchError]) -> None:
        self.errors: tuple[WorkbenchError, ...] = tuple(errors)
        super().__init__(count=len(self.errors))


class NotSignedIn(WorkbenchError):
    """Nobody is signed in, or the session or token is no longer valid."""

    code = "not-signed-in"
    en = Say("You are not signed in.", "Sign in, or send a valid API token.")
    ar = Say("لم تسجّل الدخول.", "سجّل الدخول أو أرسل رمز وصول صالحًا.")


class WrongPassword(NotSignedIn):
    """Name and password do not belong together (or the person may not sign in)."""

    code = "wrong-password"
    en = Say("This name and password do not match.", "Check both, or ask your administrator for a new password.")
    ar = Say("الاسم وكلمة المرور غير متطابقين.", "تحقّق منهما، أو اطلب من المشرف العام كلمة مرور جديدة.")


class Forbidden(WorkbenchError):
    """The person is known, but this is not theirs to do."""

    code = "forbidden"
    en = Say("This needs the role {role}.", "Ask someone with that role.")
    ar = Say("هذا الإجراء يتطلّب صلاحية: {role}.", "اطلبه ممّن لديه هذه الصلاحية.")


class CrossSite(WorkbenchError):
    """A browser sent a change that another site had started."""

    code = "cross-site"
    en = Say("This request came from another site and was not carried out.", "Do it again from the workbench itself.")
    ar = Say("جاء هذا الطلب من موقع آخر ولم يُنفَّذ.", "أعد المحاولة من داخل أداة العمل نفسها.")


class NotFound(WorkbenchError):
    """No such thing for the one who asks (it may exist for somebody else)."""

    code = "not-found"
    en = Say("There is no {kind} “{name}” here for you.", "Check the name; a supervisor can assign it to you.")
    ar = Say("لا يوجد هنا ما هو متاح لك بالاسم «{name}» ({kind}).", "تحقّق من الاسم؛ ويمكن للمراجع إسناده إليك.")


class Conflict(WorkbenchError):
    """The request is fine, but not in the state things are in."""

    code = "conflict"
    en = Say("{what}", "{next}")
    ar = Say("{what}", "{next}")


class SetDone(Conflict):
    """An edit of annotations that their owner has finished."""

    code = "document-done"
    en = Say("“{document}” is finished, so its annotations are closed.", "Reopen it first (status in_progress).")
    ar = Say("اكتمل العمل على «{document}»، لذا فتوسيمه مغلق.", "أعد فتحه أولًا (الحالة in_progress).")


class AnnotationStarted(Conflict):
    """Sections can be edited only until somebody has annotated."""

    code = "annotation-started"
    en = Say("“{document}” is already being annotated, so its sections are fixed.", "Import a copy under another id.")
    ar = Say("بدأ توسيم «{document}»، لذا فأقسامه ثابتة.", "استورد نسخة منه بمعرّف آخر.")


class NameTaken(Conflict):
    """A person (or owner) of this name exists."""

    code = "name-taken"
    en = Say("There is already somebody called “{name}”.", "Choose another name.")
    ar = Say("الاسم «{name}» مستخدم من قبل.", "اختر اسمًا آخر.")


class LastAdmin(Conflict):
    """The last active administrator cannot be disabled or demoted."""

    code = "last-admin"
    en = Say("“{name}” is the last active admin.", "Make somebody else admin first.")
    ar = Say("«{name}» آخر مشرف عام نشط.", "عيّن مشرفًا عامًا آخر أولًا.")


class WorkspaceExists(Conflict):
    """`init` on a file that is there already."""

    code = "workspace-exists"
    en = Say("{path} exists already.", "Choose another path with --db, or use it as it is.")
    ar = Say("الملف {path} موجود من قبل.", "اختر مسارًا آخر بالخيار ‎--db، أو استخدمه كما هو.")


class WorkspaceMissing(WorkbenchError):
    """The database file is not there, or is not a workspace."""

    code = "workspace-missing"
    en = Say("{path} is not a workspace.", "Make one with “init”, or name another with --db or WORKBENCH_DB.")
    ar = Say("{path} ليس مساحة عمل.", "أنشئ واحدة بالأمر init، أو سمِّ غيرها بالخيار ‎--db أو WORKBENCH_DB.")


class DiskFailed(WorkbenchError):
    """A disk is full, or may not be written to. Nothing half written is left."""

    code = "disk-failed"
    en = Say("{path} could not be written: {reason}. Nothing of it was kept.", "Make room, or name another place.")
    ar = Say("تعذّرت كتابة {path}: {reason}. لم يُحفظ منه شيء.", "وفّر مساحة على القرص، أو سمِّ مكانًا آخر.")


class TooManyTries(WorkbenchError):
    """Sign-in is throttled."""

    code = "too-many-tries"
    en = Say("Too many failed sign-ins.", "Wait {seconds} seconds, then try again.")
    ar = Say("محاولات دخول فاشلة كثيرة.", "انتظر {seconds} ثانية ثم أعد المحاولة.")


class TooLarge(WorkbenchError):
    """More was sent than is taken at once."""

    code = "too-large"
    en = Say("This is larger than the limit of {limit}.", "Send it in smaller pieces.")
    ar = Say("هذا أكبر من الحد المسموح ({limit}).", "أرسله على أجزاء أصغر.")


class UnsupportedType(WorkbenchError):
    """The API reads JSON only."""

    code = "unsupported-type"
    en = Say("The content type “{got}” is not read here.", "Send application/json in UTF-8.")
    ar = Say("نوع المحتوى «{got}» لا يُقرأ هنا.", "أرسل application/json بترميز UTF-8.")


class MethodNotAllowed(WorkbenchError):
    """The address exists, the method does not."""

    code = "method-not-allowed"
    en = Say("This address does not answer {got}.", "Use one of: {allowed}.")
    ar = Say("هذا العنوان لا يستجيب للطريقة {got}.", "استخدم إحدى الطرق: {allowed}.")


class InvalidInput(WorkbenchError):
    """What was sent cannot be read."""

    code = "invalid"


class BadRequest(InvalidInput):
    """A value is missing or of the wrong kind."""

    code = "bad-request"
    en = Say("{at}: {got}.", "Expected {expected}.")
    ar = Say("{at}: {got}.", "المتوقَّع: {expected}.")


class UnknownName(InvalidInput):
    """A name that is not in a fixed list; near matches are offered."""

    code = "unknown-name"
    en = Say("There is no {kind} “{name}”.", "{near}Known: {known}.")
    ar = Say("لا وجود للاسم «{name}» ({kind}).", "{near}المعروف: {known}.")

    def __init__(self, kind: str, name: object, known: Sequence[str], *, where: str = "", change: str | None = None):
        super().__init__(where=where, change=change, kind=kind, name=name, known=", ".join(known) or "–")

    def _spoken(self, language: str) -> dict[str, object]:
        spoken = super()._spoken(language)
        close = " / ".join(near_names(str(self.fields["name"]), str(self.fields["known"]).split(", ")))
        asked = f"هل قصدت {close}؟ " if language == "ar" else f"Did you mean {close}? "
        return spoken | {"near": asked if close else ""}


class BadPassword(InvalidInput):
    """A new password that is too weak to take."""

    code = "bad-password"
    en = Say("This password is too short.", "Use at least {least} characters.")
    ar = Say("كلمة المرور قصيرة جدًا.", "استخدم {least} أحرف على الأقل.")


class RuleBroken(WorkbenchError):
    """Well-formed, but the schema or the text says no. The rules and their errors live in `model.rules`."""

    code = "rule-broken"


def one_of(name: str, known: Sequence[str]) -> str:
    """“one of A, B (did you mean B?)”: what was expected where ``name`` stands."""
    close = near_names(name, known)
    return f"one of {', '.join(known)}" + (f" (did you mean {' / '.join(close)}?)" if close else "")


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """The one or two of ``known`` that are closest to ``name``, letter case aside."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    return [by_folded[c] for c in get_close_matches(name.casefold(), list(by_folded), n=2, cutoff=0.5)]
