"""Our own terms in Arabic, for the fields of errors: messages are written in both languages, what fills them is not."""

from collections.abc import Mapping
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


def in_arabic(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields of an error, with our own terms in Arabic."""
    return {name: TERMS.get(str(one), one) if name in ("kind", "role") else one for name, one in fields.items()}
