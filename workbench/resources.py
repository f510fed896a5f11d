"""Where the data that ships with the program lies: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_BUNDLED = _PACKAGE / "data"
_ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent

SCHEMA_FILE = _ROOT / "schema" / "security-dialogue.toml"
SEEDS = _ROOT / "seeds"


def guidelines(schema_file: Path, language: str) -> Path:
    """The guidelines that belong to a schema file, in ``en`` or ``ar``."""
    return schema_file.parent / f"guidelines.{language}.md"
