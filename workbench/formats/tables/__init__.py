"""Documents, sets, spans and relations as tables: four CSV files, or one SQLite file that opens in Datasette.

Both hold everything; `rows` says what the columns are, `csv_files` and `sqlite_file` how they lie in their files.
"""

from workbench.formats.tables.csv_files import CSV
from workbench.formats.tables.sqlite_file import SQLITE

__all__ = ["CSV", "SQLITE"]
