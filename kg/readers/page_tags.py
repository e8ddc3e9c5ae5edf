"""The `<meta>` tags of a page of HTML that say what the page is of: a work, in one of several vocabularies.

Highwire Press's (`citation_title`, those that Google Scholar names), bepress's, EPrints' and PRISM's mean the
same under other names; Dublin Core's are read as such.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.readers.page_parser import PageParser

# those of EPrints and PRISM, under the names of Highwire Press
_EPRINTS: Final = {
    "title": "title", "creators_name": "author", "editors_name": "editor", "publication": "journal_title",
    "book_title": "inbook_title", "event_title": "conference", "volume": "volume", "number": "issue",
    "pagerange": "pages", "id_number": "doi", "issn": "issn", "isbn": "isbn", "date": "publication_date",
    "abstract": "abstract", "publisher": "publisher", "official_url": "public_url", "type": "article_type",
    "keywords": "keywords", "institution": "dissertation_institution", "thesis_type": "dissertation_name",
    "series": "series_title", "place_of_pub": "place", "language": "language",
}  # fmt: skip
_PRISM: Final = {
    "publicationname": "journal_title", "volume": "volume", "number": "issue", "startingpage": "firstpage",
    "endingpage": "lastpage", "issn": "issn", "eissn": "eissn", "doi": "doi",
    "publicationdate": "publication_date",
}  # fmt: skip
_CITATION: Final = re.compile(r"(?:bepress_|wkhealth_)?citation_([a-z_]{2,50})", re.IGNORECASE)
_OTHER: Final = re.compile(r"(eprints|prism)\.([a-z_]{2,40})", re.IGNORECASE)
_DUBLIN: Final = re.compile(r"(?:dc|dcterms)\.([a-z]{2,40})(?:\.([a-z]{2,40}))?", re.IGNORECASE)


class Tag(NamedTuple):
    """One tag: its vocabulary (`citation`, `dc`, or `page` for what is of the page), its name and value."""

    vocabulary: str
    name: str
    value: str
    path: str
    language: str | None = None


class PageTags(PageParser):
    """Collects the tags of a page while it is fed with text."""

    def __init__(self) -> None:
        """Begin a page."""
        super().__init__()
        self.tags: list[Tag] = []
        self.first_tag = self.last_tag = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a `<meta>`; scripts and the like are passed over."""
        if tag != "meta" or self.ended:
            return
        said = {name: value for name, value in attrs if value}
        name = (said.get("name") or said.get("property") or "").strip()
        value = " ".join(said.get("content", "").split())
        if not name or not value:
            return
        vocabulary, short = _named(name)
        if vocabulary != "page":
            line = self.getpos()[0]
            self.first_tag, self.last_tag = self.first_tag or line, line
        path = name if vocabulary != "page" else f"page/{name}"
        language = said.get("lang") or said.get("xml:lang")
        self.tags.append(Tag(vocabulary, short, value, path, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a `<meta/>`."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take note of the end of the head, behind which no page has such tags."""
        self.ended = self.ended or tag == "head"


def _named(name: str) -> tuple[str, str]:
    """Return the vocabulary of a tag, and what it is called there."""
    if found := _CITATION.fullmatch(name):
        return "citation", found[1].lower()
    if found := _OTHER.fullmatch(name):
        table = _EPRINTS if found[1].lower() == "eprints" else _PRISM
        short = table.get(found[2].lower())
        return ("citation", short) if short else ("other", name)
    if found := _DUBLIN.fullmatch(name):
        refined = found[2] or found[1]
        return "dc", refined[0].lower() + refined[1:]
    return "page", name
