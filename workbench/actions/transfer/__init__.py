"""Import and export: `drafts` prepares what a file says, `imports` stores it, `exports` writes it out again."""

from workbench.actions.transfer.exports import (
    CHOICES,
    ExportRequest,
    export_file,
    export_named,
    export_to_stream,
    exports,
    run_export,
)
from workbench.actions.transfer.imports import FileReport, ImportReport, import_paths, import_source, import_text

__all__ = [
    "CHOICES",
    "ExportRequest",
    "FileReport",
    "ImportReport",
    "export_file",
    "export_named",
    "export_to_stream",
    "exports",
    "import_paths",
    "import_source",
    "import_text",
    "run_export",
]
