"""Words and signs that stand where there is no value: `null`, `N/A`, `[s.n.]`, `No abstract available`.

Programs write what they have for nothing (`None`, `NaN`, `undefined`), catalogues write `[S.l.]`, and forms
keep their own labels (`Journal Name`). None of it is a value, so that none may name a venue or a place.
"""

from __future__ import annotations

import re
from typing import Final

from kg.repair.lexicon import word_list

_TRIMMED: Final = " \t\n.,;:()[]{}<>\"'*"
_NUMBERS: Final = frozenset(
    {"volume", "issue", "pages", "article_number", "series_number", "edition", "extent"}
)
_SIGNS: Final = re.compile(r"[\s?\-_.*/\\#\u2010-\u2015\u2026]{1,20}")
_AS: Final = {
    "venue_abbreviation": "venue",
    "series": "venue",
    "event": "venue",
    "subtitle": "title",
    "date_as_stated": "date",
}
_WITH_OWN: Final = frozenset(["title", "abstract", "venue", "publisher", "place", "date", "keywords"])
_LONGEST: Final = 60


def is_null(text: str, field: str) -> bool:
    """Tell whether `text`, the value of `field` of a record, says that there is no value.

    >>> is_null("N/A", "venue"), is_null("[s.n.]", "publisher"), is_null("Unknown", "title")
    (True, True, False)
    """
    if len(text) > _LONGEST:
        return False
    if _SIGNS.fullmatch(text):
        return field != "title" or "?" not in text
    word = " ".join(text.strip(_TRIMMED).lower().split())
    if not word:
        return True
    if word in word_list("nothing", "anywhere"):
        return not (word == "nan" and field == "place" and text.istitle())  # a town in Thailand
    kind = _AS.get(field, field)
    if kind in _NUMBERS and word in word_list("nothing", "numbers"):
        return True
    if kind not in ("title", "keywords", "comment") and word in word_list("nothing", "names"):
        return not (word == "na" and kind in ("venue", "place"))
    return kind in _WITH_OWN and word in word_list("nothing of", kind)
