"""What a trained pipeline marks."""

from pathlib import Path
from warnings import catch_warnings, filterwarnings

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model

from workbench.learning.docs import GROUP, annotations_of, put_spans, scores_of
from workbench.learning.relations.component import RELATIONS
from workbench.model.annotation import Annotations, Relation
from workbench.model.document import Document


class Model:
    """A pipeline, as something that marks documents."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """The pipeline in a folder. Raises `OSError` or `ValueError` if there is none that this spaCy can run."""
        from workbench.learning.training import registered

        assert registered
        with catch_warnings():
            filterwarnings("error", message=r"\[W095\]", category=UserWarning)
            try:
                return cls(load_model(folder))
            except UserWarning as warning:  # that it was made with another spaCy: it may run, and mark anything
                raise ValueError(str(warning).partition(" and may")[0]) from None

    @property
    def relates(self) -> bool:
        """Whether it was trained for relations."""
        return RELATIONS in self.nlp.pipe_names

    def mark(self, document: Document) -> Annotations:
        """The entities and relations that it finds in a document."""
        return annotations_of(self.nlp(document.text))

    def scored(self, document: Document) -> tuple[Annotations, dict[str, float]]:
        """What `mark` finds, and by id how sure it was of each, 0 to 1."""
        doc = self.nlp(document.text)
        return annotations_of(doc), scores_of(doc)

    def relate(self, document: Document, gold: Annotations) -> Annotations:
        """These entities, with the relations that it sees between them."""
        doc = self.nlp.make_doc(document.text)
        put_spans(doc, gold)
        return related(self.nlp.get_pipe(RELATIONS)(doc), gold)


def related(doc: Doc, gold: Annotations) -> Annotations:
    """The entities as given, with the relations of a document whose group was made of them by `put_spans`."""
    ids = [span.id_ for span in doc.spans[GROUP]]
    said = enumerate(doc._.relations, 1)
    links = (Relation(f"r{n}", ids[one["head_index"]], ids[one["tail_index"]], one["label"]) for n, one in said)
    return Annotations.of(gold.spans.values(), links)
