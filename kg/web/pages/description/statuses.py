"""What became of a paper or publication, as pages and references say it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.vocab import CODE, DCTERMS, FRBR, PSO, RDFS, SCHEMA
from kg.web.pages.description.entity import Description
from kg.web.pages.description.names import NamedLink, title


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """A status: its word (`retracted`), since when, what the source says of it, and links to the notice."""

    word: str
    date: str | None
    note: str | None
    notices: tuple[NamedLink, ...]

    @property
    def dated(self) -> str:
        """The word with the date, where that is known."""
        return f"{self.word} {self.date}" if self.date else self.word


def statuses(d: Description, *holders: str) -> list[ShownStatus]:
    """Return what became of the holders, or of the thing itself, the earliest first."""
    found = []
    for node in dict.fromkeys(
        node for holder in holders or (d.iri,) for node in d.iris(PSO["holdsStatusInTime"], holder)
    ):
        code = next(iter(d.iris(PSO["withStatus"], node)), "")
        found.append(
            ShownStatus(
                word=code.removeprefix(CODE["status-"]),
                date=d.text(DCTERMS["date"], node),
                note=d.text(RDFS["comment"], node),
                notices=tuple(_notice(d, one) for one in sorted(d.iris(DCTERMS["references"], node))),
            )
        )
    return sorted(found, key=lambda one: (one.date or "9999", one.word))


def _notice(d: Description, iri: str) -> NamedLink:
    """Return a notice: the paper of the graph by its title, another one by its address."""
    return NamedLink(iri, title(d, iri) if d.values(SCHEMA["name"], iri) else iri)


def of_cited(d: Description, paper: str) -> str | None:
    """Return in a few words what became of a paper that is only named here, or null."""
    found = statuses(d, paper, *d.iris(FRBR["realization"], paper))
    return ", ".join(dict.fromkeys(one.word for one in found)) or None
