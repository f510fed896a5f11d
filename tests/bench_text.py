"""How long Arabic text takes to cut: tokens with proclitics, sentences, sections."""

import time
from statistics import median

from workbench import text as cutting
from workbench.resources import SEEDS

RUNS = 5


def report() -> list[str]:
    """The lines of the report."""
    article = (SEEDS / "iraq-002.txt").read_text(encoding="utf-8")
    million = (article.replace("\n", " ") * (1_000_000 // len(article) + 1))[:1_000_000]
    lines = [f"Cutting text, median of {RUNS} runs (ms):"]
    for name, text in ((f"an article of {len(article):,} characters", article), ("1,000,000 on one line", million)):
        lines.append(f"  {name:36} {1000 * median(_seconds(text) for _ in range(RUNS)):9.1f}")
    return lines


def _seconds(text: str) -> float:
    began = time.perf_counter()
    tokens = cutting.tokenize(text)
    cutting.sentences(text, tokens)
    cutting.sections(text)
    return time.perf_counter() - began
