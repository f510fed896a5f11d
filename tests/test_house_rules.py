"""House rules that no linter holds: each a function from a tree to its breaches, each seen to find one."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 300
FUNCTION_LINES = 60
NEWLINE = "\n"

NOT_OURS = {".git", ".venv", "node_modules", "vendor", "dist", "__pycache__", ".mypy_cache", ".ruff_cache"}
NOT_OURS |= {".pytest_cache", ".import_linter_cache", ".hypothesis"}
NOT_OURS |= {".venv-doccano", ".venv-newest", ".venv-label-studio"}
"""Folders that git does not track: made by set-up and test runs."""

PHYSICAL = re.compile(
    r"""(?<![-\w])(?:
        (?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-(?:color|style|width))?\s*:
      | border-(?:top|bottom)-(?:left|right)-radius\s*:
      | (?:left|right)\s*:
      | text-align\s*:\s*(?:left|right)
      | (?:float|clear)\s*:\s*(?:left|right)
    )""",
    re.VERBOSE,
)
"""CSS that names a side of the screen where the reading direction should decide."""

REASON = re.compile(r"physical:\s*\w+")
"""The comment that excuses a line from it: `/* physical: why */`."""

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>")
INLINE_ATTRIBUTE = re.compile(r"(?:^|\s)(style|on\w+|hx-on[\w:.-]*)\s*=", re.IGNORECASE)
SCRIPT_VALUE = re.compile(r"=\s*[\"']?\s*(?:js|javascript):", re.IGNORECASE)
INDEX = re.compile(rb"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|debian\.org|--(?:extra-)?index-url|find[-]links")

Rule = Callable[[Path], list[str]]


def files(tree: Path, *patterns: str) -> Iterator[Path]:
    """The files of a tree that match a glob pattern and are ours, in order."""
    for pattern in patterns:
        for path in sorted(tree.rglob(pattern)):
            if path.is_file() and NOT_OURS.isdisjoint(path.relative_to(tree).parts):
                yield path


def lines(tree: Path, *patterns: str) -> Iterator[tuple[str, str]]:
    """Place (`path:line`) and text of every line of the matching files."""
    for path in files(tree, *patterns):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(tree).as_posix()}:{number}", line


def physical_css(tree: Path) -> list[str]:
    """Style sheets and templates name no side of the screen, unless the line says why it must."""
    return [
        f"{place}: {line.strip()}"
        for place, line in lines(tree, "*.css", "*.html")
        if PHYSICAL.search(line) and not REASON.search(line)
    ]


def inline_code(tree: Path) -> list[str]:
    """Templates hold no style and no script: the content security policy would refuse them."""
    return [
        f"{path.relative_to(tree).as_posix()}:{text.count(NEWLINE, 0, tag.start()) + 1}: {tag.group()}"
        for path in files(tree, "*.html")
        for text in [JINJA.sub(blank, path.read_text(encoding="utf-8"))]
        for tag in TAG.finditer(text)
        if is_inline(tag.group(1).lower(), tag.group(2))
    ]


def blank(match: re.Match[str]) -> str:
    """As many line breaks as the match has, so that line numbers stay right."""
    return NEWLINE * match.group().count(NEWLINE)


def is_inline(name: str, attributes: str) -> bool:
    """Does a tag carry style or script of its own? JSON data in a script element is neither."""
    if name == "style" or INLINE_ATTRIBUTE.search(QUOTED.sub("", attributes)) or SCRIPT_VALUE.search(attributes):
        return True
    return name == "script" and not re.search(r"\bsrc\s*=|type\s*=\s*[\"']application/json", attributes)


def long_files(tree: Path) -> list[str]:
    """A Python file can be read in one sitting."""
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in files(tree, "*.py"))
    return [f"{path.relative_to(tree).as_posix()}: {count} lines" for path, count in counted if count > FILE_LINES]


def long_functions(tree: Path) -> list[str]:
    """A function fits in the eye; its docstring is not counted."""
    return [
        f"{path.relative_to(tree).as_posix()}:{node.lineno}: {node.name}, {length(node)} lines"
        for path in files(tree, "*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION_LINES
    ]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def` to its end, less those of its docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    docstring = function.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def undocumented_modules(tree: Path) -> list[str]:
    """Every module opens by saying what it is for."""
    return [
        path.relative_to(tree).as_posix()
        for path in files(tree, "*.py")
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]


def addresses_in_locks(tree: Path) -> list[str]:
    """Lock files pin by hash and leave the address to the machine."""
    return [
        f"{place}: {line.strip()}"
        for place, line in lines(tree, "requirements/*.txt", "package-lock.json")
        if "://" in line
    ]


def unlocked_dependencies(tree: Path) -> list[str]:
    """What pyproject.toml asks for is pinned: the program's needs in three lock files, the rest in one."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, dev = project["dependencies"], project["optional-dependencies"]["dev"]
    locks = [("runtime", runtime), ("newest", runtime), ("dev", runtime + dev)]
    return [fault for name, wanted in locks for fault in missing(tree / f"requirements/{name}.txt", wanted)]


def missing(lock: Path, wanted: list[str]) -> list[str]:
    """The requirements whose name is not pinned in a lock file."""
    pinned = set(re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8") if lock.exists() else "", re.MULTILINE))
    names = [re.split(r"[\s\[<>=!~;]", requirement)[0] for requirement in wanted]
    return [f"{lock.name}: {name} is not pinned; run make lock" for name in names if name not in pinned]


def index_addresses(tree: Path) -> list[str]:
    """No file names a package index: which one to use is the machine's business."""
    return [
        f"{path.relative_to(tree).as_posix()}: {found.group().decode()}"
        for path in files(tree, "*")
        if path.suffix not in {".db", ".db-wal"}
        for found in [INDEX.search(path.read_bytes())]
        if found
    ]


RULES: list[tuple[Rule, str]] = [
    (physical_css, "workbench/web"),
    (inline_code, "workbench/web"),
    (long_files, "workbench"),
    (long_functions, "workbench"),
    (undocumented_modules, "."),
    (addresses_in_locks, "."),
    (unlocked_dependencies, "."),
    (index_addresses, "."),
]


@pytest.mark.parametrize(("rule", "tree"), RULES, ids=lambda value: getattr(value, "__name__", ""))
def test_the_house_rules_hold(rule: Rule, tree: str) -> None:
    assert (ROOT / tree).is_dir()
    assert rule(ROOT / tree) == []


LOCKED = '[project]\ndependencies = ["flask>=3"]\n[project.optional-dependencies]\ndev = ["pytest"]\n'
LOCKS = {f"requirements/{name}.txt": "flask==3\npytest==9" for name in ("runtime", "newest", "dev")}

BREACHES: list[tuple[Rule, dict[str, str]]] = [
    *((physical_css, {"a.css": f"p {{ {declaration} }}"}) for declaration in (
        "margin-left: 1em", "padding-right:0", "border-left-width: 1px", "left: 0", "text-align:right",
        "float: left", "border-top-left-radius: 2px", "right: 0 /* physical: */",
    )),
    (physical_css, {"page.html": "<p>\ntext-align: left"}),
    *((inline_code, {"page.html": tag}) for tag in (
        '<p style="color: red">', "<p\n  onclick='go()'>", "<button hx-on:click='x'>",
        "<script>go()</script>", "<script type=module>go()</script>", "<style>p {}</style>",
        '<p hx-vals="js:{a: 1}">', '<a href="javascript:go()">',
        '<p class="{% if a > b %}c{% endif %}" style="x">',
    )),
    (long_files, {"a.py": "x = 1\n" * (FILE_LINES + 1)}),
    (long_functions, {"a.py": "def f():\n" + "    x = 1\n" * FUNCTION_LINES}),
    (long_functions, {"a.py": "class C:\n    async def f(self):\n" + "        x = 1\n" * FUNCTION_LINES}),
    (undocumented_modules, {"a/__init__.py": ""}),
    (addresses_in_locks, {"requirements/dev.txt": "flask @ https://example.org/flask.whl"}),
    (addresses_in_locks, {"package-lock.json": '"resolved": "ftp://example.org/a.tgz"'}),
    (index_addresses, {"docs/a.md": "pip install --index" + "-url x"}),
    (index_addresses, {"pip.conf": "https://py" + "pi.org/simple"}),
    *(
        (unlocked_dependencies, {"pyproject.toml": LOCKED, **LOCKS, f"requirements/{name}.txt": pinned})
        for name, pinned in (("runtime", ""), ("newest", ""), ("dev", "flask==3"), ("dev", "pytest==9"))
    ),
]  # fmt: skip


def grow(tree: Path, contents: dict[str, str]) -> None:
    """Write a small tree of files."""
    for name, text in contents.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("rule", "contents"), BREACHES)
def test_a_breach_of_a_house_rule_is_found(tmp_path: Path, rule: Rule, contents: dict[str, str]) -> None:
    grow(tmp_path, contents)
    assert len(rule(tmp_path)) == 1


def test_a_breach_is_named_by_file_and_line(tmp_path: Path) -> None:
    grow(tmp_path, {"page.html": '{# two\nlines #}\n<p style="x">'})
    assert inline_code(tmp_path) == ['page.html:3: <p style="x">']


KEPT: list[tuple[Rule, dict[str, str]]] = [
    (
        physical_css,
        {"a.css": "p { margin-inline-start: 0; --left: 1; inset-inline-start: 0; text-align: start }"},
    ),
    (
        physical_css,
        {"a.css": "p { left: 0 } /* physical: boxes come from the screen */", "vendor/b.css": "left: 0"},
    ),
    (inline_code, {"a.html": '{% set once = 1 %}<p title="on = style">{{ x }}<script src="/a.js"></script>'}),
    (inline_code, {"a.html": '<script type="application/json">{}</script><p hx-get="/x">a on = b</p>'}),
    (long_files, {"a.py": "x = 1\n" * FILE_LINES}),
    (long_functions, {"a.py": 'def f():\n    """D.\n\n    D."""\n' + "    x = 1\n" * (FUNCTION_LINES - 1)}),
]


@pytest.mark.parametrize(("rule", "contents"), KEPT)
def test_what_keeps_a_house_rule_is_left_alone(tmp_path: Path, rule: Rule, contents: dict[str, str]) -> None:
    grow(tmp_path, contents)
    assert rule(tmp_path) == []
