"""`spacy train` takes our DocBin as it is: entities for ``ner``, all spans for ``spancat``, a few steps of each."""

from pathlib import Path

import pytest
from spacy.cli.init_config import init_config
from spacy.cli.train import train

from tests.formats.contract import written
from tests.formats.test_contract import seeds
from workbench.formats.docbin import DOCBIN

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("component", ["ner", "spancat"])
def test_a_model_is_trained_from_our_file(tmp_path: Path, component: str) -> None:
    content = written(DOCBIN, seeds())[0]["export.spacy"]
    assert isinstance(content, bytes)
    data = tmp_path / "gold.spacy"
    data.write_bytes(content)
    config = tmp_path / "config.cfg"
    init_config(lang="ar", pipeline=[component], optimize="efficiency").to_disk(config)
    short = {"paths.train": str(data), "paths.dev": str(data), "training.max_steps": 2, "training.eval_frequency": 2}
    train(config, tmp_path / "model", overrides=short)
    assert (tmp_path / "model" / "model-last" / component / "model").is_file()
