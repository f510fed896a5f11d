"""Take the addresses out of package-lock.json: versions and integrity hashes pin, any index will do."""

import json
import sys
from pathlib import Path

ADDRESSES = {"resolved", "funding"}


def tidied(lock_text: str) -> str:
    """The text of a package-lock.json without the entries that hold addresses."""
    lock = json.loads(lock_text)
    lock["packages"] = {
        path: {key: value for key, value in package.items() if key not in ADDRESSES}
        for path, package in lock["packages"].items()
    }
    return json.dumps(lock, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(tidied(path.read_text(encoding="utf-8")), encoding="utf-8")
