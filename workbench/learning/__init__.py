"""Learning: the only door to spaCy pipelines. Trains them on gold, and says what they mark.

Nothing is imported here: spaCy takes half a second to load. What spaCy itself must find by name (the tokenizer, the
suggester, the components) is registered in `pyproject.toml`, so that ``spacy.load`` and ``spacy train`` work wherever
the workbench is installed; `registered` does the same within a process.

- `tokenizer`  the exporter's clitic policy as a spaCy tokenizer
- `docs`       a document with its gold as a spaCy ``Doc``, and a ``Doc`` as annotations
- `spans`      which stretches may be entities, and which of them stand beside each other
- `relations`  a trainable component for relations between entities
- `choices`    what may be chosen of a training
- `recipe`     the configuration of a training, as `spacy train` reads it
- `training`   carries it out
- `predicting` what a trained pipeline marks
- `names`      the baseline: names and pairs of labels, remembered from the training text
"""
