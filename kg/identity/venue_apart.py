"""Words that tell venues apart which share all others: a workshop of a conference, letters of a journal."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

_APART: Final = (
    frozenset({"workshop", "workshops", "wkshp"}),
    frozenset({"chapter", "section", "division", "branch", "regional"}),
    frozenset({
        "european", "asian", "american", "african", "pacific", "nordic", "northern", "southern", "iberian",
        "australasian", "british", "german", "french", "italian", "chinese", "japanese", "indian",
        "brazilian",
    }),
    frozenset({"student", "doctoral", "young"}),
)  # fmt: skip
_TELLING: Final = frozenset[str]().union(*_APART)
_PARTS: Final = frozenset({
    "companion", "adjunct", "extended", "demo", "demos", "demonstration", "demonstrations", "poster",
    "posters", "tutorial", "tutorials", "findings", "track", "industry", "industrial", "satellite", "keynote",
    "keynotes", "abstracts", "supplement", "supplements", "suppl", "letters", "lett", "communications",
    "commun", "reports", "notes", "special", "newsletter", "bulletin",
})  # fmt: skip
_SECTION: Final = re.compile(r"[a-z]|[ivx]{1,4}|[0-9]{1,4}")


def of_other_meetings(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Tell whether one of two names, as folded words, says a workshop, chapter or region."""
    return not _TELLING.isdisjoint(words ^ others) and any(
        apart.isdisjoint(words) != apart.isdisjoint(others) for apart in _APART
    )


def of_other_parts(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Tell whether one of two names has a word of a part, a section or a number that the other has not."""
    return any(word in _PARTS or _SECTION.fullmatch(word) for word in words ^ others)
