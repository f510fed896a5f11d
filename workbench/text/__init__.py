"""How text is cut: pure functions on `str`, standard library only.

Every offset is a Unicode code point of the given text, every extent half-open `(start, end)`.

- `chunks`      stretches without white space, and what is remembered of each.
- `tokens`      `words`: letters, numbers, punctuation. `tokenize`: the same with proclitics cut off.
- `pieces`      tokens free of white space, cut at edges, with the space after each, as other tools want them.
- `proclitics`  how many leading characters of a word are the particles و ف ب ل ك.
- `lexicon`     which Arabic words are known; the list itself is `lexicon.txt`.
- `sentences`   sentences inside lines.
- `segmentation` a text cut whole: the tokens and sentences that an import freezes.
- `sections`    what each line of a news page is: title, caption, body, boilerplate …
- `furniture`   the lines that a scraper brings along from around an article.
- `folding`     a search key with a map back to the text. For finding only, never for stored text.
- `concordance` the places where a text holds a string, spelling and glued particles aside, and what stands around them.
- `duplicates`  which texts are nearly the same.
- `names`       the places where a text holds any of many names.
- `kinship`     what the forms of a name have in common: nisbas, articles, numbers, months.
- `characters`  which characters are letters, marks and invisible; used by all of the above.
"""

from workbench.text.chunks import Extent
from workbench.text.concordance import Context, Needle, context, name_keys
from workbench.text.duplicates import near_pairs, shingles
from workbench.text.folding import Folded, fold, folded
from workbench.text.kinship import kin_key
from workbench.text.names import NameReader, full_key, name_key
from workbench.text.pieces import cut_at, solid, spelled_out
from workbench.text.proclitics import proclitic_length
from workbench.text.sections import KINDS, Section, sections
from workbench.text.segmentation import Segmentation, segmented
from workbench.text.sentences import sentences
from workbench.text.tokens import tokenize, vocabulary, words

__all__ = [
    "KINDS",
    "Context",
    "Extent",
    "Folded",
    "NameReader",
    "Needle",
    "Section",
    "Segmentation",
    "context",
    "cut_at",
    "fold",
    "folded",
    "full_key",
    "kin_key",
    "name_key",
    "name_keys",
    "near_pairs",
    "proclitic_length",
    "sections",
    "segmented",
    "sentences",
    "shingles",
    "solid",
    "spelled_out",
    "tokenize",
    "vocabulary",
    "words",
]
