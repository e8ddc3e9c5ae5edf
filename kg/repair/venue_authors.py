"""Authors that have the name of the journal: it signed the notice or editorial itself, and is no person.

Publishers that have nobody to name put the journal there, cut in two as if it were a person:
`<given-names>Journal of Kettle</given-names><surname>Engineering</surname>`.
"""

from __future__ import annotations

import re
from typing import Final

RULE: Final = "AUTHOR-VENUE"
CONFIDENCE: Final = 0.97
WORDS: Final = "it has the name of what the work appeared in, which is no person"
_WORDS: Final = re.compile(r"[^\W_]+")
_LEAST: Final = 2


def is_venue(name: str, venue: str) -> bool:
    """Tell whether an author's name is that of the venue, of two words at least.

    >>> is_venue("Journal of Kettle Engineering", "Journal of Kettle Engineering")
    True
    >>> is_venue("Ada Lind", "Ada")
    False
    """
    words = _folded(name)
    return len(words) >= _LEAST and words == _folded(venue)


def _folded(text: str) -> list[str]:
    found = [word.casefold() for word in _WORDS.findall(text)]
    return found[1:] if found[:1] == ["the"] else found
