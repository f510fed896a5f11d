"""Releases: final gold frozen under a version, with splits that stay, and everything that says what it rests on.

`ready` says what stands in the way, `content` gathers, `files` and `manifest` write, `make` does it all or nothing;
`difference` compares two releases by their files; `shelf` is what was made before.
"""

from workbench.actions.release.difference import Changed, Difference, Item, compare
from workbench.actions.release.make import Made, make_release, release_folder
from workbench.actions.release.manifest import read_manifest, sides_of
from workbench.actions.release.request import ReleaseRequest, read_shares
from workbench.actions.release.shelf import made_releases, pack_release, usual_license

__all__ = [
    "Changed",
    "Difference",
    "Item",
    "Made",
    "ReleaseRequest",
    "compare",
    "made_releases",
    "make_release",
    "pack_release",
    "read_manifest",
    "read_shares",
    "release_folder",
    "sides_of",
    "usual_license",
]
