"""The columns of a dataset, said once, and what Parquet, `datasets` and the card call their types.

A kind is the name of a plain type, a list of one kind, a struct (a dict of kinds), or `TAG`: a number that stands for
one of the names of tags.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

TAG: Final = "tag"

_ITEM: Final = {"attributes": "string", "note": "string"}
COLUMNS: Final[Mapping[str, Any]] = {
    "id": "string",
    "owner": "string",
    "language": "string",
    "text": "string",
    "tokens": ["string"],
    "token_starts": ["int32"],
    "token_ends": ["int32"],
    "sentence_starts": ["int32"],
    "ner_tags": [TAG],
    "ner_tags_inner": [[TAG]],
    "spans": [
        {"id": "string", "start": "int32", "end": "int32", "token_start": "int32", "token_end": "int32"}
        | {"label": "string", "text": "string", **_ITEM, "kb_id": "string"}
    ],
    "relations": [
        {"id": "string", "head": "string", "tail": "string", "head_index": "int32", "tail_index": "int32"}
        | {"label": "string", **_ITEM}
    ],
    "workbench": "string",
}
"""Column → its kind. What they mean stands in the card (`card.py`)."""


def tag_names(labels: Sequence[str], scheme: str) -> list[str]:
    """The names of tags, ``O`` first; the number of a tag is its place here."""
    return ["O", *(f"{letter}-{label}" for label in labels for letter in ("BIES" if scheme == "IOBES" else "BI"))]


def arrow_schema(names: Sequence[str]) -> "pa.Schema":
    """The schema of the Parquet files, with the names of tags where `datasets` looks for them."""
    import pyarrow as pa

    features = {column: _feature(kind, names) for column, kind in COLUMNS.items()}
    described = json.dumps({"info": {"features": features}}, ensure_ascii=False)
    return pa.schema([(column, _arrow(kind)) for column, kind in COLUMNS.items()], {"huggingface": described})


def yaml_features(names: Sequence[str]) -> str:
    """The columns as ``features`` of the ``dataset_info`` in a card."""
    return "\n".join(_yaml_members(COLUMNS, names, "  "))


def quoted(value: str) -> str:
    """A string in YAML."""
    return json.dumps(value, ensure_ascii=False)


def _arrow(kind: Any) -> "pa.DataType":
    import pyarrow as pa

    if isinstance(kind, list):
        return pa.list_(_arrow(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([(name, _arrow(inner)) for name, inner in kind.items()])
    plain: Mapping[str, pa.DataType] = {"string": pa.string(), "int32": pa.int32(), TAG: pa.int64()}
    return plain[kind]


def _feature(kind: Any, names: Sequence[str]) -> dict[str, Any]:
    """A kind in the words in which `datasets` describes it in the file itself."""
    if isinstance(kind, list):
        return {"feature": _feature(kind[0], names), "_type": "List"}
    if isinstance(kind, dict):
        return {name: _feature(inner, names) for name, inner in kind.items()}
    return {"names": list(names), "_type": "ClassLabel"} if kind == TAG else {"dtype": kind, "_type": "Value"}


def _yaml_members(kinds: Mapping[str, Any], names: Sequence[str], indent: str) -> Iterator[str]:
    for name, kind in kinds.items():
        yield f"{indent}- name: {name}"
        yield from _yaml(kind, names, indent + "  ")


def _yaml(kind: Any, names: Sequence[str], indent: str) -> Iterator[str]:
    """A kind in the words of a card: ``list:`` over a plain type is written on one line."""
    match kind:
        case [str(plain)] if plain != TAG:
            yield f"{indent}list: {plain}"
        case [dict(members)]:
            yield f"{indent}list:"
            yield from _yaml_members(members, names, indent)
        case [inner]:
            yield f"{indent}list:"
            yield from _yaml(inner, names, indent + "  ")
        case str(plain) if plain != TAG:
            yield f"{indent}dtype: {plain}"
        case _:
            yield from (f"{indent}dtype:", f"{indent}  class_label:", f"{indent}    names:")
            yield from (f"{indent}      '{number}': {quoted(name)}" for number, name in enumerate(names))
