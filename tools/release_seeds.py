"""Build the release of the seeds from the files in ``seeds/``: ``python -m tools.release_seeds FOLDER``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.actions.demo import adjudicate_seeds
from workbench.actions.release import ReleaseRequest, make_release
from workbench.actions.transfer import import_paths
from workbench.actions.workspace import init
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE, SEEDS
from workbench.web.datasheet import datasheets

NOTE = """\
Nobody in this release is a person: the articles were drafted by machine; the three annotations and all decisions are
the work of one large language model in separate sessions. Practice material, not a benchmark: agreement between such
annotators says little about people.

لا أحد في هذا الإصدار شخص حقيقي: صاغت الآلة المقالات، والتوسيمات الثلاثة وكل القرارات
من عمل نموذج لغوي كبير واحد في جلسات منفصلة. هي مادة للتمرين لا معيار للمقارنة،
والاتفاق بين مثل هؤلاء لا يقول الكثير عن البشر.
"""
REQUEST = ReleaseRequest("1.0", license="CC0-1.0", note=NOTE)


def release_seeds(out: Path) -> Path:
    """Make gold of the seeds in a passing workspace and release it; the folder NAME-VERSION in ``out``."""
    with TemporaryDirectory() as folder:
        db = init(Path(folder) / "seeds.db", SCHEMA_FILE)
        try:
            report = import_paths(db, SHELL, [SEEDS])
            assert not report.problems, report.problems
            adjudicate_seeds(db)
            return make_release(db, SHELL, REQUEST, out, sheets=datasheets).folder
        finally:
            db.close()


if __name__ == "__main__":
    print(release_seeds(Path(sys.argv[1])))
