"""Native lines about the first article, for tests that import them."""

import json
from collections.abc import Iterable

from tests.fixtures import FIRST

SAMIR = {"id": "s1", "start": 4, "end": 15, "label": "PERSON", "text": "سامر الحلبي"}
BAGHDAD = {"id": "s2", "start": 20, "end": 25, "label": "GPE"}
PRESENT = {"id": "r1", "head": "s1", "tail": "s2", "label": "PRESENT_IN"}


def said(
    owner: str | None = "ali",
    id: str = "first",
    text: str = FIRST,
    spans: Iterable[object] = (SAMIR, BAGHDAD),
    relations: Iterable[object] = (PRESENT,),
    **more: object,
) -> dict[str, object]:
    """A native line about the first article."""
    fields = {"id": id, "text": text, "owner": owner, "spans": list(spans), "relations": list(relations)} | more
    return {key: value for key, value in fields.items() if value is not None}


def lines(*objects: object) -> str:
    """Objects as native JSONL."""
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects)
