"""The header of a WebAnno TSV file: which layers its columns belong to, and which of them can be read here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.inception import ENTITY, LAYERS
from workbench.formats.notes import Note, Remark
from workbench.formats.problems import BadTable

FORMAT: Final = re.compile(r"#FORMAT=WebAnno TSV 3(\.\d+)?\s*$")
_LAYER: Final = re.compile(r"#T_(SP|CH|RL)=([^|]+)(?:\|(.*))?")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: its columns, which of them says the label and which the knowledge-base id (None: none does).

    ``base`` is the layer that a relation links, ``source`` the column that says where it comes from; ``slots`` are the
    columns with the ends of links, whose numbers are those of other spans.
    """

    name: str
    columns: Sequence[int]
    label: int | None
    kb_id: int | None
    base: str | None = None
    source: int = -1
    slots: Sequence[int] = ()

    @property
    def short(self) -> str:
        """The label of what has none."""
        return self.name.rpartition(".")[2]


@dataclass(slots=True)
class Layers:
    """The layers that are read, how many columns there are, and what is passed over."""

    spans: list[Layer] = field(default_factory=list)
    relations: list[Layer] = field(default_factory=list)
    width: int = 0
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, header: Sequence[tuple[int, str]], name: str) -> "Layers":
        """The layers that a header declares. Raises `BadTable`."""
        found = cls()
        if not header or not FORMAT.match(header[0][1]):
            raise BadTable(where=f"{name}:1", reason="its first line is not #FORMAT=WebAnno TSV 3.3")
        for number, line in header[1:]:
            said = _LAYER.fullmatch(line)
            if said:
                found._add(name, *said.groups())
            elif line.strip():
                raise BadTable(where=f"{name}:{number}", reason=f"{line[:60]!r} is no line of a header")
        known = {layer.name for layer in found.spans}
        for layer in [one for one in found.relations if one.base not in known]:
            found.relations.remove(layer)
            found.notes.append(Remark.LAYER_LINKS(name, layer=layer.name, base=layer.base))
        return found

    def _add(self, file: str, kind: str, name: str, rest: str | None) -> None:
        features = (rest or "").split("|")
        columns = range(self.width, self.width + len(features))
        self.width += len(features)
        if kind == "CH" or not (name == ENTITY or name.startswith(LAYERS)):
            self.notes.append(Remark.LAYER_OVER(file, layer=name))
            return
        plain = [column for column, feature in zip(columns, features, strict=True) if _is_plain(feature)]
        titles = dict(zip(columns, features, strict=True))
        label = next((c for c in plain if titles[c] in ("value", "label")), plain[0] if len(plain) == 1 else None)
        kb_id = next((c for c in plain if titles[c] == "identifier" and c != label), None)
        over = [titles[c] for c in columns if titles[c] and c not in (label, kb_id) and not titles[c].startswith("BT_")]
        if over:
            self.notes.append(Remark.LAYER_FEATURES(file, layer=name, features=", ".join(over)))
        if kind == "SP":
            slots = [c for c in columns if titles.get(c - 1, "").startswith("ROLE_")]
            self.spans.append(Layer(name, columns, label, kb_id, slots=slots))
        else:
            source = next((c for c in columns if titles[c].startswith("BT_")), -1)
            base = titles[source].removeprefix("BT_") if source >= 0 else None
            self.relations.append(Layer(name, columns, label, kb_id, base, source))


def _is_plain(feature: str) -> bool:
    """Whether a column holds values: neither a link to other spans, nor the source of a relation, nor a placeholder."""
    return bool(feature) and not feature.startswith(("ROLE_", "BT_")) and "." not in feature
