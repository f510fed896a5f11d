"""Import and export: `drafts` prepares what a file says, `imports` stores it, `exports` writes it out again."""

from workbench.actions.transfer.doccano_pull import PREFER, PullReport, PullRequest, pull_from_doccano
from workbench.actions.transfer.doccano_push import PushReport, PushRequest, push_to_doccano
from workbench.actions.transfer.exports import (
    CHOICES,
    ExportRequest,
    batch_names,
    export_file,
    export_named,
    export_to_stream,
    exports,
    owner_names,
    run_export,
)
from workbench.actions.transfer.gather import sources
from workbench.actions.transfer.imports import FileReport, ImportReport, import_paths, import_sources, import_text
from workbench.actions.transfer.preview import Preview, mapping_of, preview
from workbench.actions.transfer.uploads import drop_upload, import_upload, keep_upload, preview_upload, reread_upload

__all__ = [
    "CHOICES",
    "PREFER",
    "ExportRequest",
    "FileReport",
    "ImportReport",
    "Preview",
    "PullReport",
    "PullRequest",
    "PushReport",
    "PushRequest",
    "batch_names",
    "drop_upload",
    "export_file",
    "export_named",
    "export_to_stream",
    "exports",
    "import_paths",
    "import_sources",
    "import_text",
    "import_upload",
    "keep_upload",
    "mapping_of",
    "owner_names",
    "preview",
    "preview_upload",
    "pull_from_doccano",
    "push_to_doccano",
    "reread_upload",
    "run_export",
    "sources",
]
