"""The configuration of a training, as ``spacy train`` reads it: the recipe in `recipe.cfg`, filled for a schema."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

from thinc.api import Config

from workbench.learning.choices import ENTITIES, Recipe
from workbench.learning.relations.component import RELATIONS
from workbench.learning.spans import SETTLED
from workbench.model.schema import Schema

_WEIGHTS: Final = {"ner": "ents_f", "spancat": "spans_sc_f", RELATIONS: "rel_micro_f"}


def configuration(schema: Schema, recipe: Recipe, longest: int) -> Config:
    """The configuration for a schema; ``longest`` is the length (tokens) of the longest entity that is looked for."""
    text = (files("workbench.learning") / "recipe.cfg").read_text(encoding="utf-8")
    config = Config().from_str(text, interpolate=False)
    finders = ENTITIES[recipe.entities]
    pipes = ["tok2vec", *finders, SETTLED, *([RELATIONS] if recipe.relations else [])]
    config["nlp"] |= {"lang": schema.language, "pipeline": pipes}
    config["components"] = {name: settings for name, settings in config["components"].items() if name in pipes}
    nesting = schema.nesting
    config["components"][SETTLED] |= {
        "crossing": nesting.crossing,
        "same_span": nesting.same_span,
        "same_label": nesting.same_label,
        "forbid": sorted(map(list, nesting.forbid)),
    }
    if "spancat" in finders:
        config["components"]["spancat"]["suggester"]["longest"] = longest
    if recipe.relations:
        config["components"][RELATIONS] |= {"legal": legal_pairs(schema), "symmetric": sorted(schema.symmetric())}
    config["training"] |= _course(recipe, pipes)
    return config


def legal_pairs(schema: Schema) -> dict[str, list[list[str]]]:
    """For each relation type the labels of head and tail that it may link."""
    labels = list(schema.entities)
    return {
        name: [[head, tail] for head in labels for tail in labels if kind.links(head, tail)]
        for name, kind in schema.relations.items()
    }


def _course(recipe: Recipe, pipes: Iterable[str]) -> dict[str, Any]:
    weighed = [_WEIGHTS[name] for name in pipes if name in _WEIGHTS]
    return {
        "seed": recipe.seed,
        "max_steps": recipe.steps,
        "patience": recipe.patience,
        "eval_frequency": recipe.every,
        "score_weights": {name: round(1 / len(weighed), 4) for name in weighed},
    }
