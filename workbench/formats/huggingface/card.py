"""The card of a dataset (``README.md``): what `datasets` and the Hub read of it, and what people do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.formats.base import ExportOptions
from workbench.formats.huggingface.columns import quoted, yaml_features

_MEANING: Final = """\
A row is a document as one owner (a person, or `gold`) has annotated it. All offsets are Unicode code points, half-open, into `text`.

| column | meaning |
|---|---|
| `id`, `owner`, `language` | the document, whose annotation this is, BCP 47 |
| `text` | the article, letter for letter |
| `tokens`, `token_starts`, `token_ends` | the tokens and where they stand in `text` |
| `sentence_starts` | index of the first token of each sentence |
| `ner_tags` | a tag for each token: the outermost spans |
| `ner_tags_inner` | a list of tags for each further depth, for spans that lie in others |
| `spans` | every span: `start` and `end`, the same in tokens (`token_start`, `token_end`), `label`, `text`, `attributes` (JSON), `note`, `kb_id` |
| `relations` | every relation from the span `head` to the span `tail`; `head_index` and `tail_index` are their places in `spans` |
| `workbench` | the rest of the document, as JSON: sections, frozen tokens and sentences, meta, state |

```python
from datasets import load_dataset

dataset = load_dataset("PATH OF THIS FOLDER")
```
"""  # noqa: E501  # a table row is one line


@dataclass(frozen=True, slots=True)
class About:
    """What the card says beside the columns. ``license`` is an identifier of the Hub, such as ``cc0-1.0``."""

    title: str = "Named entities and relations"
    license: str | None = None
    text: str = ""


@dataclass(slots=True)
class Part:
    """A split: its name, the path of its file, its rows, and their bytes in memory."""

    split: str
    path: str
    rows: int
    size: int = 0


def card(
    about: About, languages: Sequence[str], names: Sequence[str], parts: Sequence[Part], options: ExportOptions
) -> str:
    """The whole card; ``names`` are those of tags."""
    lines = ["---", f"pretty_name: {quoted(about.title)}"]
    lines += [f"license: {about.license}"] if about.license else []
    lines += ["language:", *(f"- {quoted(one)}" for one in languages)] if languages else []
    lines += ["task_categories:", "- token-classification", "task_ids:", "- named-entity-recognition"]
    lines += ["configs:", "- config_name: default", "  data_files:"]
    for part in parts:
        lines += [f"  - split: {part.split}", f"    path: {part.path}"]
    lines += ["dataset_info:", "  features:", yaml_features(names), "  splits:"]
    for part in parts:
        lines += [f"  - name: {part.split}", f"    num_bytes: {part.size}", f"    num_examples: {part.rows}"]
    return "\n".join([*lines, "---", "", f"# {about.title}", "", *_body(about, options), _MEANING])


def _body(about: About, options: ExportOptions) -> list[str]:
    schema = options.schema
    named = [f"Schema: {schema['name']} {schema['version']} (sha256 {schema['sha256']})."] if schema else []
    said = (
        f"Tags: {options.scheme}. Tokens: `{options.tokens}`, residual `{options.residual}`, layers `{options.layers}`."
    )
    warning = ["**The tokens were cut at the edges of spans: train on them, do not evaluate.**", ""]
    return [*([about.text, ""] if about.text else []), " ".join([*named, said]), "",
            *(warning if options.tokens == "gold" else [])]  # fmt: skip
