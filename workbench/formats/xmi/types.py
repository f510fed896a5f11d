"""The types of our XMI files: those of DKPro for words and sentences, those of INCEpTION's basic template for marks."""

import warnings
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cassis import TypeSystem

_DKPRO: Final = "de.tudarmstadt.ukp.dkpro.core.api."
TOKEN: Final = _DKPRO + "segmentation.type.Token"
SENTENCE: Final = _DKPRO + "segmentation.type.Sentence"
META: Final = _DKPRO + "metadata.type.DocumentMetaData"
SPAN: Final = "custom.Span"
RELATION: Final = "custom.Relation"
KEPT: Final = "workbench.Document"
FILE: Final = "TypeSystem.xml"
"""The name of the file in which the types lie beside the annotations."""

_ITEM: Final = ("label", "id", "attributes", "note", "exact")


def our_types() -> "TypeSystem":
    """The type system of the files we write."""
    from cassis import TypeSystem

    types = TypeSystem()
    for name in (TOKEN, SENTENCE):
        types.create_type(name, "uima.tcas.Annotation")
    _create(types, META, ("documentTitle", "documentId"), "uima.tcas.DocumentAnnotation")
    _create(types, SPAN, (*_ITEM, "identifier"))
    _create(types, RELATION, _ITEM)
    for end in ("Governor", "Dependent"):
        types.create_feature(RELATION, end, SPAN)
    _create(types, KEPT, ("json",))
    return types


@cache
def known_types() -> "TypeSystem":
    """What a file without a type system beside it may use: our types and all of DKPro Core."""
    from cassis import load_dkpro_core_typesystem, merge_typesystems

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cassis looks for its own file in a way that is going out of use
        return merge_typesystems(load_dkpro_core_typesystem(), our_types())


def _create(types: "TypeSystem", name: str, features: tuple[str, ...], parent: str = "uima.tcas.Annotation") -> None:
    types.create_type(name, parent)
    for feature in features:
        types.create_feature(name, feature, "uima.cas.String")
