"""The release of the seeds that is kept is the one that is built, byte for byte."""

from pathlib import Path

import pytest

from tools.release_seeds import release_seeds
from workbench.actions.release import read_manifest

KEPT = Path(__file__).parents[1] / "exports" / "security-dialogue-1.0"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release, built from the files of the seeds."""
    return release_seeds(tmp_path_factory.mktemp("seeds"))


def test_it_is_the_same_whenever_it_is_built(built, tmp_path) -> None:
    assert tree(release_seeds(tmp_path)) == tree(built)
    counts = read_manifest(built)["counts"]
    assert [counts[side]["documents"] for side in ("train", "dev", "test")] == [3, 1, 1]


@pytest.mark.skipif(not KEPT.is_dir(), reason="no release of the seeds is kept yet: make release-seeds")
def test_what_is_kept_is_what_is_built(built) -> None:
    kept, fresh = tree(KEPT), tree(built)
    assert {*kept} == {*fresh}
    assert [name for name in kept if kept[name] != fresh[name]] == [], "run make release-seeds"
