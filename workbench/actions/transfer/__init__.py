"""Import and export: `drafts` prepares what a file says, `imports` stores it, `exports` writes it out again."""

from workbench.actions.transfer.doccano_pull import PREFER, PullReport, PullRequest, pull_from_doccano
from workbench.actions.transfer.doccano_push import PushReport, PushRequest, push_to_doccano
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
    "PREFER",
    "ExportRequest",
    "FileReport",
    "ImportReport",
    "PullReport",
    "PullRequest",
    "PushReport",
    "PushRequest",
    "export_file",
    "export_named",
    "export_to_stream",
    "exports",
    "import_paths",
    "import_source",
    "import_text",
    "pull_from_doccano",
    "push_to_doccano",
    "run_export",
]
