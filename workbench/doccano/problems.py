"""What can go wrong between us and a doccano server."""

from workbench.model.errors import Say, WorkbenchError


class DoccanoProblem(WorkbenchError):
    """Something between us and a doccano server."""

    code = "doccano"


class ExtraMissing(DoccanoProblem):
    """doccano-client is not installed, or not with what it needs."""

    code = "doccano-extra-missing"
    en = Say(
        "The extra “doccano” is not installed, or incomplete ({reason}).",
        "Run `make setup` with Python 3.11 or 3.12, or install workbench-annotation[doccano] for itself.",
    )
    ar = Say(
        "الإضافة «doccano» غير مثبّتة أو ناقصة ({reason}).",
        "نفّذ `make setup` باستخدام Python 3.11 أو 3.12، أو ثبّت workbench-annotation[doccano] في بيئة مستقلة.",
    )


class Unreachable(DoccanoProblem):
    """Nothing answers at the address, or it breaks off."""

    code = "doccano-unreachable"
    en = Say("{url} does not answer ({reason}).", "Check the address, and that `doccano webserver` is running.")
    ar = Say("لا يستجيب {url} ({reason}).", "تحقّق من العنوان ومن أن `doccano webserver` يعمل.")


class SignInRefused(DoccanoProblem):
    """The server does not know this user with this password."""

    code = "doccano-sign-in"
    en = Say("doccano does not let “{user}” in.", "Check name and password; both are those of doccano.")
    ar = Say("لم يقبل doccano دخول «{user}».", "تحقّق من الاسم وكلمة المرور الخاصين بـ doccano.")


class AnswerRefused(DoccanoProblem):
    """The server said no, or something that doccano would not say."""

    code = "doccano-answer"
    en = Say(
        "The server refused {resource}: {said}.",
        "Is this doccano 1.8, and is the user an administrator of the project?",
    )
    ar = Say("رفض الخادوم {resource}: {said}.", "هل هذا doccano 1.8، وهل المستخدم مدير للمشروع؟")


class WorkerSilent(DoccanoProblem):
    """doccano took a task, but nobody has finished it."""

    code = "doccano-worker-silent"
    en = Say(
        "doccano has not finished the {task} within {seconds} seconds.",
        "Is its worker, `doccano task`, running? Start it and run the same command again; it goes on where it stopped.",
    )
    ar = Say(
        "لم ينهِ doccano مهمة {task} خلال {seconds} ثانية.",
        "هل العامل `doccano task` يعمل؟ شغّله ثم أعد الأمر نفسه، فيُستأنف من حيث توقّف.",
    )


class TaskFailed(DoccanoProblem):
    """doccano's worker gave up on a task."""

    code = "doccano-task-failed"
    en = Say("doccano could not do the {task}: {reason}.", "Look into the log of `doccano task`, then try again.")
    ar = Say("تعذّر على doccano تنفيذ {task}: {reason}.", "راجع سجلّ `doccano task` ثم أعد المحاولة.")


class ProjectUnfit(DoccanoProblem):
    """A project of this name is there, but not one that can hold our work."""

    code = "doccano-project-unfit"
    en = Say("The doccano project “{name}” does not fit: {reason}.", "Choose another name with --project.")
    ar = Say("مشروع doccano «{name}» غير ملائم: {reason}.", "اختر اسمًا آخر بالخيار ‎--project.")


class UsersUnknown(DoccanoProblem):
    """People who have no account on the server."""

    code = "doccano-users-unknown"
    en = Say(
        "doccano has no user named {names}.",
        "Add them there first, or name their accounts: --people OURS=THEIRS.",
    )
    ar = Say("لا يوجد في doccano مستخدم باسم {names}.", "أضفهم هناك أولًا، أو سمِّ حساباتهم: ‎--people اسمنا=اسمهم.")
