"""What brat itself would say of a folder: a verifier of its documented rules, written for the tests alone.

It shares no code with the reader. A complaint is a line of text; a folder without any opens in brat and shows every
annotation in it.
"""

import re
from collections.abc import Iterator, Mapping

Files = Mapping[str, str]
_PLACES = re.compile(r"\d+ \d+(;\d+ \d+)*")


def complaints(files: Files) -> list[str]:
    """Everything that brat would not accept, with its file."""
    conf = next((text for name, text in files.items() if name.endswith("annotation.conf")), "")
    types = _Types(conf)
    found = [f"annotation.conf: {one}" for one in types.complaints()] if conf else []
    for name, text in files.items():
        if name.endswith(".ann"):
            source = files.get(name.removesuffix(".ann") + ".txt")
            found += [f"{name}: no text"] if source is None else []
            found += [f"{name}: {one}" for one in _Document(text, source or "", types).complaints()]
        elif name.endswith(".txt") and name.removesuffix(".txt") + ".ann" not in files:
            found.append(f"{name}: no .ann file, so brat does not list it")
    return found


class _Types:
    """The sections of an annotation.conf."""

    def __init__(self, conf: str) -> None:
        self.sections: dict[str, list[str]] = {}
        section = ""
        for line in conf.splitlines():
            line = line.partition("#")[0].rstrip()
            header = re.fullmatch(r"\[(\w+)\]", line)
            if header:
                section = header.group(1)
                self.sections[section] = []
            elif line.strip(" -"):
                self.sections.setdefault(section, []).append(line.strip())
        self.entities = set(self.sections.get("entities", []))
        self.pairs: dict[str, list[tuple[set[str], set[str]]]] = {}
        self.symmetric: set[str] = set()
        for line in self.sections.get("relations", []):
            name, rest = re.split(r"\s+", line, maxsplit=1)
            arguments = dict(one.split(":") for one in rest.split(", "))
            self.pairs.setdefault(name, []).append(
                (set(arguments["Arg1"].split("|")), set(arguments["Arg2"].split("|")))
            )
            if arguments.get("<REL-TYPE>") == "symmetric":
                self.symmetric.add(name)
        self.values = {}
        for line in self.sections.get("attributes", []):
            name, rest = re.split(r"\s+", line, maxsplit=1)
            self.values[name] = dict(one.split(":") for one in rest.split(", ")).get("Value", "").split("|")

    def complaints(self) -> Iterator[str]:
        for section in ("entities", "relations", "events", "attributes"):
            if section not in self.sections:
                yield f"no section [{section}]"
        for name in self.entities:
            if re.search(r"\s", name):
                yield f"{name!r} holds a space"
        for name, pairs in self.pairs.items():
            for side in (one for pair in pairs for one in pair):
                for unknown in side - self.entities - {"<ENTITY>", "<ANY>"}:
                    yield f"{name} links {unknown}, which is no entity"

    def allows(self, label: str, head: str, tail: str) -> bool:
        ends = [(head, tail), (tail, head)]  # it takes arguments in either order
        return any(a in heads and b in tails for heads, tails in self.pairs.get(label, []) for a, b in ends)


class _Document:
    def __init__(self, annotations: str, text: str, types: _Types) -> None:
        self.lines = annotations.split("\n")
        self.text, self.types = text, types
        self.spans: dict[str, str] = {}
        self.relations: set[str] = set()
        self.seen: set[str] = set()

    def complaints(self) -> Iterator[str]:
        if self.lines and self.lines[-1]:
            yield "the last line has no line feed"
        for number, line in enumerate(self.lines[:-1], 1):
            for one in self._line(line):
                yield f"{number}: {one}"

    def _line(self, line: str) -> Iterator[str]:
        id, *fields = line.split("\t")
        if not re.fullmatch(r"[TRAN#]\d+", id):
            yield f"{id!r} is no id"
            return
        if id in self.seen:
            yield f"{id} is there twice"
        self.seen.add(id)
        check = {"T": self._span, "R": self._relation, "A": self._attribute, "N": self._link, "#": self._note}[id[0]]
        yield from check(id, fields)

    def _span(self, id: str, fields: list[str]) -> Iterator[str]:
        if len(fields) != 2:
            yield "a span has three fields"
            return
        label, _, places = fields[0].partition(" ")
        if self.types.entities and label not in self.types.entities:
            yield f"{label} is no entity"
        if not _PLACES.fullmatch(places):
            yield f"{places!r} are no places"
            return
        pieces = [tuple(map(int, one.split(" "))) for one in places.split(";")]
        done = -1
        for start, end in pieces:
            if not done <= start < end <= len(self.text):
                yield f"{start} {end} is out of order or outside"
            done = end
        if "\n" in (joined := " ".join(self.text[start:end] for start, end in pieces)):
            yield "its text breaks a line"
        if joined != fields[1]:
            yield f"says {fields[1]!r}, the text {joined!r}"
        self.spans[id] = label

    def _relation(self, id: str, fields: list[str]) -> Iterator[str]:
        found = re.fullmatch(r"(\S+) Arg1:(T\d+) Arg2:(T\d+)", fields[0])
        if len(fields) != 2 or fields[1] or not found:
            yield "a relation has two arguments and an empty last field"
            return
        label, head, tail = found.groups()
        if not {head, tail} <= self.spans.keys():
            yield f"{head} or {tail} is not there"
        elif self.types.pairs and not self.types.allows(label, self.spans[head], self.spans[tail]):
            yield f"{label} may not link {self.spans[head]} and {self.spans[tail]}"
        self.relations.add(id)

    def _attribute(self, id: str, fields: list[str]) -> Iterator[str]:
        found = re.fullmatch(r"(\S+) (\S+) (.+)", fields[0])
        if len(fields) != 1 or not found:
            yield "an attribute has a name, a target and a value"
            return
        name, target, value = found.groups()
        yield from self._target(target)
        if name in self.types.values and value not in self.types.values[name]:
            yield f"{value} is no value of {name}"

    def _link(self, id: str, fields: list[str]) -> Iterator[str]:
        found = re.fullmatch(r"Reference (\S+) [^\s:]+:\S+", fields[0])
        if not found:
            yield "a link is Reference, a target and DATABASE:ID"
        else:
            yield from self._target(found.group(1))

    def _note(self, id: str, fields: list[str]) -> Iterator[str]:
        found = re.fullmatch(r"AnnotatorNotes (\S+)", fields[0])
        if not found or len(fields) < 2:
            yield "a note has a target and a text"
        else:
            yield from self._target(found.group(1))

    def _target(self, target: str) -> Iterator[str]:
        if target not in self.spans.keys() | self.relations:
            yield f"there is no {target}"
