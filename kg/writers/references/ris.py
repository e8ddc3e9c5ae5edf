"""RIS (Research Information Systems, tagged format), one reference; lines end in CR LF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from kg.formats import register
from kg.writers.references.bibliography import Bibliography
from kg.writers.references.reference import Kind, Name, Reference

_TYPES: Final = {
    Kind.ARTICLE: "JOUR",
    Kind.CONFERENCE: "CONF",
    Kind.PROCEEDINGS: "CONF",
    Kind.CHAPTER: "CHAP",
    Kind.ENTRY: "ENCYC",
    Kind.REPORT: "RPRT",
    Kind.THESIS: "THES",
    Kind.MASTERS_THESIS: "THES",
    Kind.ANY_THESIS: "THES",
    Kind.BOOK: "BOOK",
    Kind.PREPRINT: "UNPB",
    Kind.DATASET: "DATA",
    Kind.SOFTWARE: "COMP",
}

_PERIODICALS: Final = {"magazine": "MGZN", "newspaper": "NEWS"}
_DEGREES: Final = {Kind.THESIS: "Doctoral thesis", Kind.MASTERS_THESIS: "Master's thesis"}


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
    for name in reference.authors:
        yield "AU", _name(name)
    for name in reference.editors:
        yield "A2", _name(name)
    for name in reference.translators:
        yield "A4", _name(name)
    for note in (*reference.notes, *reference.remarks):
        yield "N1", note
    if reference.year:
        yield "PY", str(reference.year)
        parts = [f"{reference.year}", *(f"{part:02d}" for part in (reference.month, reference.day) if part)]
        yield "DA", "/".join([*parts, *[""] * (4 - len(parts))])
    for tag, text in (
        ("T2", reference.venue),
        ("T3", reference.series),
        ("ET", reference.edition),
        ("PB", reference.publisher),
        ("CY", reference.place),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("M1", reference.article_number or reference.report_number),
        ("SP", reference.first_page),
        ("EP", reference.last_page),
        ("DO", reference.doi),
        ("SN", reference.isbn or reference.issn),
        ("AN", f"arXiv:{reference.arxiv}" if reference.arxiv else reference.pmid),
        ("DB", "PubMed" if reference.pmid and not reference.arxiv else None),
        # one entry has one accession number; PubMed Central writes the other so
        ("U1", f"{reference.pmid}[pmid]" if reference.pmid and reference.arxiv else None),
        ("C2", reference.pmcid),
        ("AB", reference.abstract),
        ("LA", reference.language),
        ("UR", reference.url),
    ):
        if text:
            yield tag, text
    for keyword in reference.keywords:
        yield "KW", keyword


def _name(name: Name) -> str:
    # A team has no comma, so that readers do not take it for family and given name.
    if name.team or not name.given:
        return name.whole.replace(",", " ")
    parts = (name.family, name.given, *([name.suffix] if name.suffix else []))
    return ", ".join(part.replace(",", " ") for part in parts)
