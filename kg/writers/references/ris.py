"""RIS (Research Information Systems, tagged format), one reference; lines end in CR LF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from kg.formats import register
from kg.identifiers.accession import REPORT
from kg.writers.references.bibliography import Bibliography
from kg.writers.references.reference import Name, Reference, ReferenceKind

_TYPES: Final = {
    ReferenceKind.ARTICLE: "JOUR",
    ReferenceKind.CONFERENCE: "CONF",
    ReferenceKind.PROCEEDINGS: "CONF",
    ReferenceKind.CHAPTER: "CHAP",
    ReferenceKind.ENTRY: "ENCYC",
    ReferenceKind.REPORT: "RPRT",
    ReferenceKind.THESIS: "THES",
    ReferenceKind.MASTERS_THESIS: "THES",
    ReferenceKind.ANY_THESIS: "THES",
    ReferenceKind.BOOK: "BOOK",
    ReferenceKind.PREPRINT: "UNPB",
    ReferenceKind.DATASET: "DATA",
    ReferenceKind.SOFTWARE: "COMP",
    ReferenceKind.STANDARD: "STAND",
}

# where editors stand in the RIS of 2011; kinds that have no place for them take that of 2001
_EDITORS: Final = {
    ReferenceKind.CHAPTER: "A2",
    ReferenceKind.ENTRY: "A2",
    ReferenceKind.CONFERENCE: "A2",
    ReferenceKind.BOOK: "A3",
}
# of which SP is how long they are
_WHOLES: Final = frozenset(
    {ReferenceKind.BOOK, ReferenceKind.THESIS, ReferenceKind.MASTERS_THESIS, ReferenceKind.ANY_THESIS}
)
_OWN_NUMBER: Final = frozenset({ReferenceKind.REPORT, ReferenceKind.STANDARD})
_PERIODICALS: Final = {"magazine": "MGZN", "newspaper": "NEWS"}
_DEGREES: Final = {ReferenceKind.THESIS: "Doctoral thesis", ReferenceKind.MASTERS_THESIS: "Master's thesis"}


@register(
    "ris",
    "RIS, for reference managers",
    label="RIS",
    media_type="application/x-research-info-systems",
    suffix="ris",
    content=Bibliography,
)
def write(bibliography: Bibliography, output: BinaryIO) -> None:
    """Write one reference after the other."""
    output.writelines(ris(reference).encode() for reference in bibliography)


def ris(reference: Reference) -> str:
    """Return a reference in RIS."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _lines(reference) if value.strip()]
    return "\r\n".join([*lines, "ER  - ", ""])


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", _PERIODICALS.get(reference.periodical or "", _TYPES.get(reference.kind, "GEN"))
    if degree := _DEGREES.get(reference.kind):
        yield "M3", degree
    yield "ID", reference.key
    if reference.stated_title:
        yield "TI", reference.title
    if reference.short_title:
        yield "ST", reference.short_title
    for name in reference.authors:
        yield "AU", _name(name)
    for name in reference.editors:
        yield _EDITORS.get(reference.kind, "ED"), _name(name)
    for name in reference.translators:
        yield "A4", _name(name)
    for note in (*reference.notes, *reference.remarks):
        yield "N1", note
    if reference.year:
        yield "PY", str(reference.year)
        parts = [f"{reference.year}", *(f"{part:02d}" for part in (reference.month, reference.day) if part)]
        yield "DA", "/".join([*parts, *[""] * (4 - len(parts))])
    report = reference.kind in _OWN_NUMBER
    for tag, text in (
        *_places(reference),
        ("T3", reference.series),
        ("J2", reference.abbreviation),
        ("ET", reference.edition),
        ("PB", reference.publisher),
        ("VL", reference.volume),
        ("IS", None if report and reference.report_number else reference.issue),
        ("M1", reference.report_number if report else None),
        ("C7", reference.article_number),
        ("SP", reference.first_page or (reference.extent if reference.kind in _WHOLES else None)),
        ("EP", reference.last_page),
        ("DO", reference.doi),
        *(("SN", number) for number in _serials(reference)),
        *_accession(reference),
        ("C2", reference.pmcid),
        ("AB", reference.abstract),
        *(("LA", language) for language in reference.languages),
        ("UR", reference.url),
        ("Y2", reference.accessed.replace("-", "/") if reference.accessed else None),
    ):
        if text:
            yield tag, text
    for keyword in reference.keywords:
        yield "KW", keyword


def _places(reference: Reference) -> Iterator[tuple[str, str | None]]:
    """Yield what it appeared in, and where; of a conference paper the conference, where that is another."""
    event = reference.event if reference.kind is ReferenceKind.CONFERENCE and reference.venue else None
    yield "T2", event or reference.venue
    yield "C3", reference.venue if event else None
    held = reference.event_place if reference.kind is ReferenceKind.CONFERENCE else None
    yield "C1", reference.place if held else None
    yield "CY", held or reference.place


def _serials(reference: Reference) -> Iterator[str]:
    """Yield ISBN and ISSN; the medium stands behind one that is known to be electronic, as in PubMed."""
    if reference.isbn:
        yield reference.isbn
    if reference.issn and reference.issn != reference.eissn:
        yield reference.issn
    if reference.eissn:
        yield f"{reference.eissn} (Electronic)"


def _accession(reference: Reference) -> Iterator[tuple[str, str | None]]:
    """Yield one accession number, as an entry has no more; the others as PubMed Central writes its own."""
    numbers = dict(reference.identifiers)
    if reference.arxiv:
        yield "AN", f"arXiv:{reference.arxiv}"
    elif reference.pmid:
        yield "AN", reference.pmid
        yield "DB", "PubMed"
    elif "wos" in numbers:
        yield "AN", f"WOS:{numbers.pop('wos')}"
    if reference.pmid and reference.arxiv:
        numbers["pmid"] = reference.pmid
    own = (REPORT, reference.report_number) if reference.kind not in _OWN_NUMBER else (REPORT, None)
    for scheme, number in (*numbers.items(), *reference.venue_numbers, own):
        if number:
            yield "U1", f"{number}[{scheme}]"


def _name(name: Name) -> str:
    # A team has no comma, so that readers do not take it for family and given name.
    if name.team or not name.given:
        return name.whole.replace(",", " ")
    parts = (name.family, name.given, *([name.suffix] if name.suffix else []))
    return ", ".join(part.replace(",", " ") for part in parts)
