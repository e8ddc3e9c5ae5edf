"""BibTeX (Patashnik, BibTeXing, 1988; the fields of arXiv: eprint, archivePrefix, primaryClass)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from kg.formats import register
from kg.identifiers.accession import BIBTEX_FIELDS, LINKING, VENUES_FIELD
from kg.months import SHORT
from kg.writers.references.bibliography import Bibliography
from kg.writers.references.latex import latex, title
from kg.writers.references.reference import Name, Reference, ReferenceKind

_TYPES: Final = {
    ReferenceKind.ARTICLE: ("article", "journal"),
    ReferenceKind.CONFERENCE: ("inproceedings", "booktitle"),
    ReferenceKind.CHAPTER: ("incollection", "booktitle"),
    ReferenceKind.ENTRY: ("incollection", "booktitle"),
    ReferenceKind.PROCEEDINGS: ("proceedings", "series"),
    ReferenceKind.REPORT: ("techreport", "institution"),
    ReferenceKind.THESIS: ("phdthesis", "school"),
    ReferenceKind.MASTERS_THESIS: ("mastersthesis", "school"),
    ReferenceKind.BOOK: ("book", "series"),
}
_OTHER: Final = ("misc", "howpublished")
# what classic BibTeX has no entry for, in words
_MISC: Final = {
    ReferenceKind.DATASET: "Data set",
    ReferenceKind.SOFTWARE: "Software",
    ReferenceKind.ANY_THESIS: "Thesis",
    ReferenceKind.STANDARD: "Standard",
    ReferenceKind.PREPRINT: "Preprint",
}
# what stands before the numbers of some data bases
_BEFORE: Final = {"wos": "WOS:", "dblp": "https://dblp.org/rec/"}
# where `number` is that of the volume in its series
_NUMBERED: Final = frozenset(
    {
        ReferenceKind.CONFERENCE,
        ReferenceKind.CHAPTER,
        ReferenceKind.ENTRY,
        ReferenceKind.PROCEEDINGS,
        ReferenceKind.BOOK,
    }
)
# fields of several values, with blanks between them
_LISTS: Final = frozenset({"orcid-numbers", VENUES_FIELD})
_SCHOOLS: Final = frozenset({"institution", "school"})
_DASH: Final = re.compile(r"(?<=\d)[-–—](?=\d)")
# What ends a bare value must not stand in an address.
_UNSAFE: Final = re.compile(r"[{}\\\s]")


@register(
    "bibtex",
    "BibTeX, for LaTeX",
    label="BibTeX",
    media_type="application/x-bibtex",
    suffix="bib",
    content=Bibliography,
    aliases=("text/x-bibtex",),
    names=("bibtex",),
)
def write(bibliography: Bibliography, output: BinaryIO) -> None:
    """Write one entry after the other, with an empty line between them."""
    output.writelines(
        ("\n" if number else "").encode() + bibtex(reference).encode()
        for number, reference in enumerate(bibliography)
    )


def bibtex(reference: Reference) -> str:
    """Return one BibTeX entry, in UTF-8 as biber and current BibTeX styles read it."""
    kind, _ = _TYPES.get(reference.kind, _OTHER)
    lines = "".join(f"  {name} = {value},\n" for name, value in fields(reference).items())
    return f"@{kind}{{{reference.key},\n{lines}}}\n"


def fields(reference: Reference) -> dict[str, str]:
    """Return the fields of the entry of a reference, with their values as BibTeX: in braces, or bare."""
    return dict(_fields(reference, _TYPES.get(reference.kind, _OTHER)[1]))


def _fields(reference: Reference, container: str) -> Iterator[tuple[str, str]]:
    if reference.stated_title:
        yield "title", f"{{{title(_line(reference.title))}}}"
    if reference.short_title:
        yield "shorttitle", f"{{{title(_line(reference.short_title))}}}"
    if reference.authors:
        names = [_name(name) for name in reference.authors]
        yield "author", f"{{{' and '.join([*names, *([] if reference.list_complete else ['others'])])}}}"
    yield from _container(reference, container)
    if reference.year:
        yield "year", f"{{{reference.year}}}"
    if reference.month:
        yield "month", SHORT[reference.month - 1]
    if reference.date:
        yield "date", f"{{{reference.date}}}"
    for name, text in (
        ("volume", reference.volume),
        *_number(reference),
        ("pages", _pages(reference)),
        ("eid", reference.article_number),
        ("pagetotal", reference.extent),
    ):
        if text:
            yield name, f"{{{latex(_line(text))}}}"
    yield from _identifiers(reference)
    for name, text in (
        # that the list of authors is cut, "others" says
        ("note", " ".join([*reference.notes[: len(reference.statuses)], *reference.remarks])),
        ("language", " and ".join(reference.languages)),
        ("keywords", ", ".join(reference.keywords)),
        ("abstract", reference.abstract),
    ):
        if text:
            yield name, f"{{{latex(_line(text))}}}"


def _identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.arxiv:
        yield "eprint", f"{{{_address(reference.arxiv)}}}"
        yield "archivePrefix", "{arXiv}"
        if reference.arxiv_class:
            yield "primaryClass", f"{{{_address(reference.arxiv_class)}}}"
    for name, text in (
        ("doi", reference.doi),
        ("isbn", reference.isbn),
        ("issn", reference.issn),
        ("eissn", reference.eissn),
        ("issnl", dict(reference.venue_numbers).get(LINKING)),
        (VENUES_FIELD, "; ".join(_of_venue(reference))),
        ("pmid", reference.pmid),
        ("pmcid", reference.pmcid),
        *_numbers(reference),
        ("orcid-numbers", "; ".join(_orcids(reference))),
        ("url", reference.url),
        ("urldate", reference.accessed),
        ("license", reference.license),
    ):
        if text:
            yield name, f"{{{text if name in _LISTS else _address(text)}}}"


def _number(reference: Reference) -> Iterator[tuple[str, str | None]]:
    """Yield what is numbered, each in the field in which BibTeX or biblatex has it for this kind."""
    volume, issue = reference.series_number, reference.issue
    if reference.kind is ReferenceKind.REPORT:
        yield "number", reference.report_number or issue
    elif reference.kind in _NUMBERED:
        yield "number", volume or issue
        yield "issue", issue if volume else None
    else:
        yield "number", issue or volume
    if reference.kind is not ReferenceKind.REPORT:
        yield "reportnumber", reference.report_number


def _numbers(reference: Reference) -> Iterator[tuple[str, str]]:
    for scheme, value in reference.identifiers:
        if name := BIBTEX_FIELDS.get(scheme):
            yield name, f"{_BEFORE.get(scheme, '')}{value}"


def _of_venue(reference: Reference) -> Iterator[str]:
    """Yield the numbers of what it appeared in, each with its mark; the ISSN-L has a field of its own."""
    for mark, value in reference.venue_numbers:
        if mark != LINKING:
            yield f"{mark}:{_address(value)}"


def _orcids(reference: Reference) -> Iterator[str]:
    """Yield names with ORCID iDs as Web of Science states them beside the authors."""
    for one in reference.authors:
        if one.orcid and one.given and not one.team:
            yield f"{latex(_line(one.family))}, {latex(_line(one.given))}/{one.orcid}"


def _container(reference: Reference, container: str) -> Iterator[tuple[str, str]]:
    """Yield what it appeared in, with its editors, series, publisher and place."""
    if container in _SCHOOLS:
        if reference.school:
            yield container, f"{{{latex(_line(reference.school))}}}"
    elif reference.kind in _MISC and not _at_arxiv(reference):
        yield (
            "howpublished",
            f"{{{latex(', '.join(filter(None, (_MISC[reference.kind], reference.venue))))}}}",
        )
    elif reference.venue and not _at_arxiv(reference):
        yield container, f"{{{latex(_line(reference.venue))}}}"
    if container == "howpublished" and reference.venue and not _at_arxiv(reference):
        # styles pass it over there, and readers find the name alone
        yield "journal", f"{{{latex(_line(reference.venue))}}}"
    if reference.periodical:
        yield "entrysubtype", f"{{{reference.periodical}}}"
    for name, people in (("editor", reference.editors), ("translator", reference.translators)):
        if people:
            yield name, f"{{{' and '.join(map(_name, people))}}}"
    publisher = None if container in _SCHOOLS else reference.publisher
    for name, text in (
        ("series", reference.series),
        ("edition", reference.edition),
        ("publisher", publisher),
        ("address", reference.place),
        ("eventtitle", reference.event),
        ("venue", reference.event_place),
        ("eventdate", "/".join(filter(None, (reference.event_start, reference.event_end)))),
        ("shortjournal", reference.abbreviation),
    ):
        if text and (name != container or not reference.venue):
            yield name, f"{{{latex(_line(text))}}}"


def _at_arxiv(reference: Reference) -> bool:
    """Tell whether it is a preprint of which `eprint` says where it is."""
    return reference.kind is ReferenceKind.PREPRINT and reference.arxiv is not None


def _name(name: Name) -> str:
    """Write "Family, Given"; a team, and a family name that BibTeX would cut at an "and", in braces."""
    if name.team:
        return f"{{{latex(name.family)}}}"
    family, given = (_part(part) for part in (name.family, name.given))
    if name.suffix and given:
        return f"{family}, {_part(name.suffix)}, {given}"
    return f"{family}, {given}" if given else f"{{{latex(name.family)}}}"


def _part(text: str) -> str:
    written = latex(text)
    return f"{{{written}}}" if "," in text or re.search(r"\band\b", text, re.IGNORECASE) else written


def _pages(reference: Reference) -> str | None:
    if reference.first_page and reference.last_page:
        return f"{reference.first_page}--{reference.last_page}"
    return _DASH.sub("--", reference.first_page) if reference.first_page else None


def _address(text: str) -> str:
    """Write an address or identifier, which LaTeX packages read verbatim: what would break it is encoded."""
    return _UNSAFE.sub(
        lambda match: (
            "".join(f"%{byte:02X}" for byte in match[0].encode()) if match[0] not in "%#" else match[0]
        ),
        text,
    )


def _line(text: str) -> str:
    return " ".join(text.split())
