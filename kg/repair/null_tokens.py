"""Words and signs that stand where there is no value: `null`, `N/A`, `[s.n.]`, `No abstract available`.

Programs write what they have for nothing (`None`, `NaN`, `undefined`), catalogues write `[S.l.]`, and forms
keep their own labels (`Journal Name`). None of it is a value, so that none may name a venue or a place.
"""

from __future__ import annotations

import re
from typing import Final

_TRIMMED: Final = " \t\n.,;:()[]{}<>\"'*"
_ANY: Final = frozenset({
    "null", "none", "nan", "n/a", "n.a", "n\\a", "undefined", "not available", "not provided",
    "not specified", "not applicable", "not stated", "not given", "not known", "none given", "none stated",
    "object object", "to be announced", "#n/a", "#ref!", "#value!", "no data", "no value",
})  # fmt: skip
"""Never a value."""
_BUT_OF_TITLES: Final = frozenset({
    "unknown", "unbekannt", "inconnu", "desconocido", "sconosciuto", "na", "anonymous", "various", "other",
    "others", "nil", "unavailable", "unspecified", "missing", "empty", "placeholder", "xxx", "tba", "tbd",
})  # fmt: skip
"""No value where a name or number is expected; titles and keywords may be so."""
_OF: Final[dict[str, frozenset[str]]] = {
    "title": frozenset({
        "no title", "no title available", "title not available", "title unavailable", "missing title",
        "title missing", "title", "unknown title", "title unknown", "untitled document",
    }),
    "abstract": frozenset({
        "abstract", "no abstract", "no abstract available", "abstract not available", "abstract unavailable",
        "no abstract provided", "abstract missing", "no summary available", "abstract is not available",
        "no abstract is available", "unknown", "na", "not available for this article",
        "no abstract available for this article", "an abstract is not available", "kein abstract",
        "pas de résumé", "no abstracts available",
    }),
    "venue": frozenset({
        "journal", "journal name", "name of journal", "journal title", "title of journal", "book title",
        "booktitle", "title of book", "conference", "conference name", "name of conference", "proceedings",
        "proceedings title", "publication title", "publication name", "venue", "container title",
        "source title", "no source title available", "no journal", "no venue", "magazine", "title",
        "unknown journal", "journal unknown",
    }),
    "publisher": frozenset({
        "s.n", "s. n", "sn", "sine nomine", "publisher not identified", "publisher unknown", "no publisher",
        "unknown publisher", "publisher", "publisher name", "name of publisher",
    }),
    "place": frozenset({
        "s.l", "s. l", "sine loco", "place of publication not identified", "place not identified", "no place",
        "place unknown", "place", "city", "address", "location",
    }),
    "date": frozenset({
        "n.d", "n. d", "no date", "undated", "s.d", "s. d", "o.j", "o. j", "date unknown", "unknown date",
        "year", "date", "no year",
    }),
    "keywords": frozenset({"no keywords", "no keywords available", "keyword", "keywords"}),
}  # fmt: skip
_NUMBERS: Final = frozenset(
    {"volume", "issue", "pages", "article_number", "series_number", "edition", "extent"}
)
_OF_NUMBERS: Final = frozenset({
    "n. pag", "n.pag", "unpaged", "unpaginated", "no page", "no pages", "no pagination", "in press",
    "ahead of print",
    "pages", "volume", "issue", "number", "no issue", "no volume", "no pagination available", "unnumbered",
})  # fmt: skip
_SIGNS: Final = re.compile(r"[\s?\-_.*/\\#\u2010-\u2015\u2026]{1,20}")
_AS: Final = {
    "venue_abbreviation": "venue",
    "series": "venue",
    "event": "venue",
    "subtitle": "title",
    "date_as_stated": "date",
}
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
    if word in _ANY:
        return not (word == "nan" and field == "place" and text.istitle())  # a town in Thailand
    kind = _AS.get(field, field)
    if kind in _NUMBERS and word in _OF_NUMBERS:
        return True
    if kind not in ("title", "keywords", "comment") and word in _BUT_OF_TITLES:
        return not (word == "na" and kind in ("venue", "place"))
    return word in _OF.get(kind, ())
