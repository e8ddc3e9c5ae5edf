"""How far records agree with a gold that others made of the same files, field by field.

A field counts where the gold states it. Texts are compared after light folding: blanks, forms of hyphens,
quotation marks and Unicode, markup, a stop at the end. Authors must be the same in number, order, family and
given name; a collective is a family name without a given one.

    tally = Tally()
    tally.add("file.xml", record, of_ads(json.loads(expected)))
    assert tally.share("authors") >= 0.98, tally.told("authors")
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.records import Author, WorkRecord

Name = tuple[str, str]

_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_BLANKS = re.compile(r"[\s\u00a0\u200b\u2009]+")
_FORMS = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("‘’‚‛`´′", "'")
    | dict.fromkeys("“”„‟″", '"')
    | {"\u00ad": ""}
)
IDENTIFIERS = ("doi", "issn", "isbn", "arxiv", "pmid", "pmcid")


@dataclass(frozen=True)
class Gold:
    """What a gold states of one record; what is None or empty it does not state."""

    title: str | None = None
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    year: int | None = None
    identifiers: frozenset[tuple[str, str]] = frozenset()
    orcids: tuple[tuple[int, str], ...] = ()
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    publisher: str | None = None
    abstract: str | None = None


FIELDS = tuple(Gold.__dataclass_fields__)


@dataclass
class Tally:
    """Counts of fields that the gold states and that the records have alike, with what differs."""

    stated: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    differences: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, record: WorkRecord | None, gold: Gold) -> None:
        """Compare one record, or its absence, with its gold; `name` is what to call it."""
        has = of_record(record) if record is not None else Gold()
        for key in FIELDS:
            wanted, found = getattr(gold, key), getattr(has, key)
            if wanted in (None, (), frozenset()):
                continue
            self.stated[key] += 1
            if _agrees(wanted, found):
                self.agreed[key] += 1
            else:
                self.differences[key].append(f"{name}: {_difference(wanted, found)}")

    def share(self, key: str) -> float:
        """Return the share of the stated values of `key` that agree; 1 where none is stated."""
        return self.agreed[key] / self.stated[key] if self.stated[key] else 1.0

    def told(self, *keys: str) -> str:
        """Return the counts, and what differs in `keys`, for people."""
        counts = [f"{key} {self.agreed[key]}/{self.stated[key]}" for key in FIELDS if self.stated[key]]
        return "\n".join([", ".join(counts), *(line for key in keys for line in self.differences[key])])


def folded(text: str) -> str:
    """Return `text` as it is compared."""
    plain = unicodedata.normalize("NFKC", _TAGS.sub("", html.unescape(text))).translate(_FORMS)
    return _BLANKS.sub(" ", plain).strip().removesuffix(".").strip()


def of_record(record: WorkRecord) -> Gold:
    """Return of a record what golds state."""
    found = {("doi", record.doi)} if record.doi else set()
    found |= {("arxiv", record.arxiv_id)} if record.arxiv_id else set()
    for scheme, value in [
        *record.identifiers.items(), *record.venue_identifiers.items(),
        *((one.scheme, one.value) for one in record.other_identifiers),
    ]:  # fmt: skip
        scheme = "issn" if "issn" in scheme else scheme
        found |= {(scheme, value)} if scheme in IDENTIFIERS else set()
    return Gold(
        title=record.title,
        authors=tuple(map(_name, record.authors)),
        editors=tuple(map(_name, record.editors)),
        year=record.year or _year(record.published) or _year(record.submitted),
        identifiers=frozenset((scheme, _code(value)) for scheme, value in found),
        orcids=tuple((one.position, one.orcid) for one in record.authors if one.orcid),
        venue=record.venue,
        volume=record.volume,
        issue=record.issue,
        first_page=_first(record.pages) or record.article_number,
        publisher=record.publisher,
        abstract=record.abstract,
    )


def of_ads(stated: Mapping[str, Any]) -> Gold:
    """Return what a file of ADSIngestParser's expected output states."""
    ids = stated.get("persistentIDs") or []
    publication = stated.get("publication") or {}
    found = {("doi", one["DOI"]) for one in ids if "DOI" in one}
    found |= {("isbn", isbn["isbnString"]) for one in ids for isbn in one.get("ISBN", ())}
    found |= {("issn", one["issnString"]) for one in publication.get("ISSN", ())}
    authors: list[Name] = []
    orcids: list[tuple[int, str]] = []
    for author in stated.get("authors", ()):
        name = author.get("name", {})
        if name.get("surname") or name.get("given_name"):
            given = " ".join(filter(None, [name.get("given_name"), name.get("middle_name")]))
            if orcid := (author.get("attrib") or {}).get("orcid"):
                orcids.append((len(authors), orcid))
            authors.append((name.get("surname") or "", given))
        elif collab := name.get("collab"):
            authors.append((collab, ""))
    year = str(publication.get("pubYear") or "")
    pages = stated.get("pagination") or {}
    return Gold(
        title=(stated.get("title") or {}).get("textEnglish"),
        authors=tuple(authors),
        year=int(year[:4]) if year[:4].isdigit() else None,
        identifiers=frozenset((scheme, _code(value)) for scheme, value in found),
        orcids=tuple(orcids),
        venue=publication.get("pubName"),
        volume=publication.get("volumeNum"),
        issue=publication.get("issueNum"),
        first_page=pages.get("firstPage") or pages.get("electronicID"),
        publisher=publication.get("publisher"),
        abstract=(stated.get("abstract") or {}).get("textEnglish"),
    )


def of_zotero(item: Mapping[str, Any]) -> Gold:
    """Return what an item of Better BibTeX's expected output, in Zotero's form, states."""
    people: dict[str, list[Name]] = defaultdict(list)
    for one in item.get("creators", ()):
        name = (one.get("lastName") or one.get("name") or "", one.get("firstName") or "")
        people["editors" if one.get("creatorType") == "editor" else "authors"].append(name)
    found = {("doi", item["DOI"])} if item.get("DOI") else set()
    found |= {("isbn", one) for one in str(item.get("ISBN") or "").split()}
    found |= {("issn", one) for one in re.split(r"[\s,;]+", str(item.get("ISSN") or "")) if one}
    year = re.search(r"(?<!\d)\d{4}(?!\d)", str(item.get("date") or ""))
    return Gold(
        title=item.get("title"),
        authors=tuple(people["authors"]),
        editors=tuple(people["editors"]),
        year=int(year[0]) if year else None,
        identifiers=frozenset((scheme, _code(value)) for scheme, value in found),
        venue=item.get("publicationTitle"),
        volume=item.get("volume"),
        issue=item.get("issue"),
        first_page=_first(item.get("pages")),
        publisher=item.get("publisher"),
        abstract=item.get("abstractNote"),
    )


def _agrees(wanted: object, found: object) -> bool:
    if isinstance(wanted, str):
        return isinstance(found, str) and folded(wanted).casefold() == folded(found).casefold()
    if isinstance(wanted, frozenset):
        return isinstance(found, frozenset) and wanted <= found
    if isinstance(wanted, tuple) and isinstance(found, tuple):
        return list(map(_folded_pair, wanted)) == list(map(_folded_pair, found))
    return wanted == found


def _folded_pair(pair: tuple[Any, str]) -> tuple[Any, str]:
    """Return a name as it is compared: without stops and blanks, for `J.-R. R.` is `J.-R.R.`.

    A name that is all of one part is the same whichever part it is.
    """
    first, second = pair if pair[0] else (pair[1], "")
    return (_tight(first) if isinstance(first, str) else first), _tight(second)


def _tight(text: str) -> str:
    return folded(text).replace(".", "").replace(" ", "").casefold()


def _difference(wanted: object, found: object) -> str:
    if isinstance(wanted, tuple) and isinstance(found, tuple):
        pairs = [
            f"{place}: {one} is {other}"
            for place, (one, other) in enumerate(zip(wanted, found, strict=False))
            if _folded_pair(one) != _folded_pair(other)
        ]
        return f"{len(wanted)} wanted, {len(found)} found; {'; '.join(pairs[:3])}"
    if isinstance(wanted, frozenset) and isinstance(found, frozenset):
        return f"{sorted(wanted - found)} is not in {sorted(found)}"
    return f"{wanted!r:.160} is {found!r:.160}"


def _name(author: Author) -> Name:
    if author.kind == "collective" or not (author.family or author.given):
        return author.name, ""
    return author.family or "", " ".join(filter(None, [author.given]))


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date else None


def _first(pages: str | None) -> str | None:
    return re.split(r"[-–—,+;\s]", pages.strip())[0] or None if pages and pages.strip() else None


def _code(value: str) -> str:
    return re.sub(r"[\s-]", "", value).casefold()


def records_of(items: Iterable[object]) -> list[WorkRecord]:
    """Return the records among the items of a reader."""
    return [one for one in items if isinstance(one, WorkRecord)]
