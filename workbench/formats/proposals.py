"""Which configuration of another tool a file is, and the schema that it describes."""

from workbench.formats.brat.proposed import proposed as of_brat
from workbench.formats.label_studio.proposed import proposed as of_label_studio
from workbench.formats.proposal import Proposal
from workbench.formats.source import Source


def proposal_of(source: Source) -> Proposal:
    """The schema that a labelling interface of Label Studio (XML) or an ``annotation.conf`` of brat describes.

    Raises a `FileProblem`.
    """
    is_xml = source.head().text.lstrip().startswith("<") and "[entities]" not in source.head().text
    return of_label_studio(source) if is_xml else of_brat(source)
