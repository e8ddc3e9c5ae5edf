"""References as lines of text."""

from __future__ import annotations

from typing import BinaryIO, Final

from kg.formats import register
from kg.writers.references.bibliography import Bibliography
from kg.writers.references.reference import Name, Reference
from kg.writers.references.styles import styled

MOST_NAMED: Final = 20
"""Authors that are named; of more, the first nineteen and the last (as the APA style does)."""


@register(
    "text",
    "text, a line each; --style names a citation style",
    label="Plain text",
    media_type="text/x-bibliography",
    suffix="txt",
    content=Bibliography,
    aliases=("text/plain",),
    names=("text", "bibliography"),
)
def write(bibliography: Bibliography, output: BinaryIO) -> None:
    """Write a line for each reference, in the citation style that is asked for, or as `prose` does.

    Raises:
        UsageError: there is no such style, or what writes it is not installed.
    """
    lines = styled(bibliography, bibliography.style) if bibliography.style else map(prose, bibliography)
    output.writelines(line.encode() for line in lines)


def prose(reference: Reference) -> str:
    """Return a reference as one line: authors, year, title, where it appeared, address."""
    parts = []
    authors = _authors(reference)
    year = f"({reference.year})" if reference.year else ""
    head = " ".join(part for part in (authors, year) if part)
    if head:
        parts.append(head)
    parts.append(reference.title)
    place = reference.venue or ""
    if place and reference.editors:
        names = [_name(name) for name in reference.editors[:MOST_NAMED]]
        place = f"In {', '.join(names)} ({'ed' if len(names) == 1 else 'eds'}.), {place}"
    if reference.volume:
        place += f" {reference.volume}" + (f"({reference.issue})" if reference.issue else "")
    pages = "–".join(page for page in (reference.first_page, reference.last_page) if page)
    if place or pages:
        parts.append(", ".join(part for part in (place.strip(), pages) if part))
    made = ": ".join(part for part in (reference.place, reference.publisher) if part)
    if made:
        parts.append(made)
    if reference.arxiv:
        parts.append(f"arXiv:{reference.arxiv}")
    if reference.statuses:
        parts.append(f"[{'; '.join(reference.statuses)}]")
    address = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    text = ". ".join(" ".join(part.split()).rstrip(".") for part in parts)
    return f"{text}. {address}\n" if address else f"{text}.\n"


def _authors(reference: Reference) -> str:
    names = [_name(name) for name in reference.authors]
    if not reference.list_complete:
        return f"{', '.join(names[:MOST_NAMED])} et al.".strip()
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])}, … {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _name(name: Name) -> str:
    return name.whole
