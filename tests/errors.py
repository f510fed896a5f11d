"""The tree of errors as the whole program makes it, and the fields with which each is raised."""

import ast
import importlib
import string
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import workbench
from workbench.model.errors import Say, WorkbenchError

PACKAGE = Path(workbench.__file__).parent
NOT_FIELDS = {"where", "change"}


def classes() -> list[type[WorkbenchError]]:
    """Every error class of the program, base first."""
    for path in _files():
        _module(path)
    return [WorkbenchError, *_below(WorkbenchError)]


def own(kind: type[WorkbenchError]) -> bool:
    """Whether a class has a code of its own (else it is a kind of its base with other words)."""
    return "code" in vars(kind)


def placeholders(said: Say) -> set[str]:
    """The names in braces in the words of one language."""
    return {name for part in said for _, name, _, _ in string.Formatter().parse(part) if name}


def raised(wanted: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """Where each of these errors is made (``file:line``), its class, and the fields it is given."""
    for path in _files():
        names = wanted - _namesakes(path, wanted)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := _called(node)) in names:
                given = {keyword.arg for keyword in node.keywords}
                if None not in given:
                    yield f"{path.name}:{node.lineno}", name, {str(one) for one in given} - NOT_FIELDS
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in names:
                yield f"{path.name}:{node.lineno}", node.exc.id, set()


def _files() -> list[Path]:
    """Our files; not the door to doccano-client where there is none (docs/decisions/0013)."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "door" or find_spec("doccano_client")]


def _module(path: Path) -> ModuleType:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return importlib.import_module(".".join(parts).removesuffix(".__init__"))


def _below(kind: type[WorkbenchError]) -> Iterator[type[WorkbenchError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _namesakes(path: Path, names: set[str]) -> set[str]:
    """Which of these names mean something else in a module, such as the conflicts of adjudication."""
    module = _module(path)
    meant = {name: getattr(module, name, WorkbenchError) for name in names}
    return {name for name, one in meant.items() if not (isinstance(one, type) and issubclass(one, WorkbenchError))}


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")
