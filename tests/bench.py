"""`make bench`: the promises about speed, measured. Each section is a module with a `report()` that gives lines.

Figures of one machine at one time: compare ratios, and the same section before and after a change.
"""

import importlib
import os
import platform
import sys

SECTIONS = (
    "tests.bench_text",
    "tests.bench_files",
    "tests.bench_server",
    "tests.bench_search",
    "tests.bench_agreement",
    "tests.bench_canvas",
    "tests.bench_keystrokes",
    "tests.bench_suggestions",
    "tests.bench_memory",
    "tests.bench_learning",
    "tests.bench_mouse",
    "tests.bench_tasks",
    "tests.bench_network",
)


def main(chosen: list[str]) -> None:
    """Run all sections, or those whose name holds one of the words given."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    for name in SECTIONS:
        if not chosen or any(word in name for word in chosen):
            for line in importlib.import_module(name).report():
                print(line, flush=True)
            print()


if __name__ == "__main__":
    main(sys.argv[1:])
