"""The reference list of a JATS article: each citation by its parts, and as printed where it is printed so.

`<element-citation>`, `<mixed-citation>`, `<nlm-citation>` and the older `<citation>`:
https://jats.nlm.nih.gov/archiving/tag-library/1.3/element/ref.html. An element citation has no punctuation,
so it is no text as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.identifiers import ArxivId
from kg.readers.date_parts import year_in
from kg.readers.jats_people import names_in
from kg.readers.markup import text_of

_CITATIONS: Final = ("mixed-citation", "element-citation", "nlm-citation", "citation", "product")
_PRINTED: Final = frozenset(["mixed-citation", "citation"])
_BOOKS: Final = frozenset(
    ["book", "thesis", "report", "working-paper", "gov", "software", "data", "web", "other"]
)
_NUMBERS: Final = {"pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid"}
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(10\.\d{4,9}/\S{1,300})", re.IGNORECASE)
_WITHOUT: Final = frozenset(["label"])


def references(article: Element) -> list[dict[str, Any]]:
    """Return what an article's `<ref>` elements state, in their order."""
    return [made for ref in article.iter("ref") for made in _of(ref)]


def _of(ref: Element) -> Iterator[dict[str, Any]]:
    key = ref.get("id")
    units: list[list[Element]] = [
        [one for one in held if one.tag in _CITATIONS] for held in ref.findall("citation-alternatives")
    ]
    loose = [one for one in ref if one.tag in _CITATIONS]
    whole = [one for one in loose if one.tag in _PRINTED]
    apart = [one for one in loose if one.tag not in _PRINTED]
    if len(whole) == len(apart):  # each as printed, and again by its parts
        units += [list(pair) for pair in zip(whole, apart, strict=True)]
    else:
        units += [[one] for one in loose]
    if not any(units):
        if text := text_of(ref, without=_WITHOUT):
            yield {"key": key, "text": text}
        return
    for forms in units:
        if forms:
            structured = next((one for one in forms if one.tag not in _PRINTED), forms[0])
            made = _parts(structured)
            printed = next((one for one in forms if one.tag in _PRINTED), None)
            if printed is not None and (_has_words(printed) or not made.keys() - {"identifiers"}):
                made["text"] = text_of(printed, without=_WITHOUT)
            elif set(made) <= {"identifiers"} or not made.keys() - {"identifiers", "authors"}:
                made["text"] = text_of(structured, without=_WITHOUT)
            yield {"key": key} | made


def _has_words(citation: Element) -> bool:
    """Tell whether anything stands between the parts of a citation, as in one that is to be printed so."""
    texts = (citation.text, *(child.tail for child in citation))
    return any(text and not text.isspace() for text in texts)


def _parts(citation: Element) -> dict[str, Any]:
    made: dict[str, Any] = {"identifiers": {}}
    title = _first(citation, "article-title", "chapter-title", "part-title", "data-title")
    source = _first(citation, "source", "series", "conf-name")
    kind = citation.get("publication-type") or citation.get("citation-type") or ""
    if title is None and source and kind.lower() in _BOOKS:
        title, source = source, None
    made |= {"title": title, "venue": source, "authors": names_in(citation)}
    for key in ("volume", "issue"):
        made[key] = _first(citation, key)
    if year := year_in(_first(citation, "year") or _first(citation, "date")):
        made["year"] = year
    start, end = _first(citation, "fpage"), _first(citation, "lpage")
    both = f"{start}-{end}" if start and end and start != end else start
    made["pages"] = _first(citation, "page-range") or both or _first(citation, "elocation-id")
    for scheme, value in _numbers(citation):
        if scheme == "doi":
            made.setdefault("doi", value)
        elif scheme == "arxiv":
            made.setdefault("arxiv_id", value)
        else:
            made["identifiers"].setdefault(scheme, value)
    return {key: value for key, value in made.items() if value}


def _numbers(citation: Element) -> Iterator[tuple[str, str]]:
    """Yield the identifiers of the work that a citation names, by scheme."""
    for one in citation.iter():
        if one.tag in ("pub-id", "object-id", "ext-link", "uri", "elocation-id", "comment"):
            kind = (one.get("pub-id-type") or one.get("ext-link-type") or "").lower()
            text = text_of(one) or ""
            for value in filter(None, (one.get("href"), text)):
                if kind == "arxiv" or value.lower().startswith("arxiv:"):
                    if ArxivId.parse(value):
                        yield "arxiv", value
                elif match := _DOI.fullmatch(value.strip().rstrip(".")):
                    yield "doi", match[1]
                elif kind in _NUMBERS and value.strip():
                    yield _NUMBERS[kind], value.strip()


def _first(citation: Element, *tags: str) -> str | None:
    for tag in tags:
        if (found := citation.find(tag)) is not None and (text := text_of(found)):
            return text
    return None
