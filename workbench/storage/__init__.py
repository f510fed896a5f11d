"""The only SQL of the program: one SQLite file per workspace.

`database` opens it and holds transactions, `migrations` make its tables; the other modules read and
write one thing each (documents, annotations and their log, people, lists, exports). Functions take the
database first, return values of `workbench.model`, and leave permission and rules to ``actions/``.
"""

from workbench.storage._engine import Database
from workbench.storage.database import Pool, create, open_existing, path_of, reading, writing
from workbench.storage.rows import now

__all__ = ["Database", "Pool", "create", "now", "open_existing", "path_of", "reading", "writing"]
