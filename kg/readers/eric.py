"""ERIC's tagged export (`.nbib`): the tags of PubMed's format, with meanings of its own.

https://eric.ed.gov/ ("Download results", NBIB). An entry begins with `OWN - ERIC`; `OID` is ERIC's number,
`PT` its kind, several of them as a rule. They are read as those of RIS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.kinds import WorkType
from kg.readers import reader
from kg.readers.ris_kinds import KINDS as RIS_KINDS
from kg.readers.source import Document
from kg.readers.tagged import Dialect
from kg.readers.tagged_references import TaggedFormat
from kg.records import Item

NAME: Final = "eric"
_TAG: Final = re.compile(r"(?P<tag>[A-Z]{2,4})\s{0,2}- ?(?P<value>.*)")
_TAGS: Final = {
    "PT": "TY", "TI": "TI", "AU": "AU", "OT": "KW", "JT": "JF", "AID": "DO", "VI": "VL", "IP": "IS",
    "PG": "SP",
    "DP": "PY", "LID": "UR", "AB": "AB", "ISSN": "SN", "LA": "LA", "OID": "AN", "OWN": "DB",
}  # fmt: skip
_WORDS: Final = {
    "journal articles": "JOUR", "books": "BOOK", "collected works - proceedings": "CONF",
    "dissertations/theses": "THES", "dissertations/theses - doctoral dissertations": "THES",
    "dissertations/theses - masters theses": "THES", "speeches/meeting papers": "CPAPER",
    **dict.fromkeys(["reports - research", "reports - descriptive", "reports - evaluative",
                     "reports - general",
                     "reports - feasibility"], "RPRT"),
}  # fmt: skip
KINDS: Final[dict[str, WorkType]] = {
    **{word: RIS_KINDS[code] for word, code in _WORDS.items() if code in RIS_KINDS},
    "collected works - proceedings": "proceedings",
    "dissertations/theses - doctoral dissertations": "dissertation",
    "dissertations/theses - masters theses": "masters-thesis",
}
"""The kind of work for each of ERIC's words, in lower case, that means one."""
_SIGN: Final = re.compile(r"(?:^|\n)OWN\s{0,2}- ERIC\s{0,9}\n[A-Z]{2,4}\s{0,2}- ")
_FORMAT: Final = TaggedFormat(NAME, Dialect(_TAG, first=frozenset(["OWN"]), indented=True), _TAGS, _WORDS)


def _sniff(head: str) -> float:
    return 0.97 if _SIGN.search(head.replace("\r\n", "\n")) else 0.0


@reader(NAME, "ERIC's tagged export (.nbib)", sniff=_sniff)
def parse(document: Document) -> Iterator[Item]:
    """Yield the record of each entry.

    Raises:
        UnreadableInput: nothing can be read from the document.
    """
    return _FORMAT.parse(document)
