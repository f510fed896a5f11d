"""The tables, as migrations: one module each, run once, in this order, each in a transaction."""

from workbench.storage.migrations import (
    m001_workspace,
    m002_remarks_and_keys,
    m003_assignment,
    m004_adjudication,
    m005_agreement,
    m006_uploads,
    m007_releases,
    m008_suggestions,
    m009_search,
    m010_steps,
)
from workbench.storage.migrations.registry import migrations

__all__ = [
    "m001_workspace",
    "m002_remarks_and_keys",
    "m003_assignment",
    "m004_adjudication",
    "m005_agreement",
    "m006_uploads",
    "m007_releases",
    "m008_suggestions",
    "m009_search",
    "m010_steps",
    "migrations",
]
