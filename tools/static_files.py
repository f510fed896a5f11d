"""Copy what the browser needs of other people's work from node_modules into workbench/web/static/vendor.

htmx and two Arabic type families, each with its licence; `workbench/web/static/fonts.css` names the fonts.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "workbench" / "web" / "static" / "vendor"
FAMILIES = ("ibm-plex-sans-arabic", "noto-naskh-arabic")
SCRIPTS = ("arabic", "latin")
WEIGHTS = (400, 600, 700)


def copies() -> dict[str, str]:
    """What to copy: path under node_modules -> path under the vendor folder."""
    faces = [(f, f"{f}-{script}-{weight}") for f in FAMILIES for script in SCRIPTS for weight in WEIGHTS]
    fonts = {f"@fontsource/{f}/files/{face}-normal.woff2": f"fonts/{face}.woff2" for f, face in faces}
    licences = {f"@fontsource/{family}/LICENSE": f"fonts/{family}.LICENSE.txt" for family in FAMILIES}
    htmx = {"htmx.org/LICENSE": "htmx.LICENSE.txt", "htmx.org/dist/htmx.min.js": "htmx.min.js"}
    return fonts | licences | htmx  # htmx.min.js last: make takes its date for the date of the whole folder


def main() -> None:
    """Make the vendor folder anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in copies().items():
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, place)


if __name__ == "__main__":
    main()
