"""What the text of a release says that people search by: one pass, a line for each fact.

A fact is a line `IRI tab field tab value`, in which the IRI stands in angle brackets and text as
N-Triples writes it, so that no value holds a tab. Sorted by their bytes, the facts of a thing come
together. Two joins are not needed because of how IRIs are made (mapping specification, section 3.1): an
authorship's IRI holds that of its paper, an identifier's its scheme and value.

Papers are counted as their pages count them: those of a topic with those of the topics below it, a paper
that has several publications in a venue once, and one with several authors of an organisation once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from kg.release.search.index_entry import CLASSES
from kg.taxonomy import lineage
from kg.vocab import DATACITE, FABIO, FRBR, KGO, OWL, PRO, RDF, SCHEMA, SKOS, TOPIC

TYPE: Final = b"0"
NAME: Final = b"1"
ALSO: Final = b"2"
AUTHOR: Final = b"3"
YEAR: Final = b"4"
PAPERS: Final = b"5"
IDENTIFIER: Final = b"6"
RETIRED: Final = b"7"
PAPER: Final = b"8"

_BLOCK: Final = 1 << 20
_TYPE: Final = RDF.n("type").encode()
_KINDS: Final = {f"<{iri}> .".encode(): kind.value.encode() for iri, kind in CLASSES.items()}
# Properties whose value is a fact of their subject.
_OWN: Final = {
    SCHEMA.n("name").encode(): NAME,
    SKOS.n("prefLabel").encode(): NAME,
    SCHEMA.n("alternateName").encode(): ALSO,
    SCHEMA.n("alternativeHeadline").encode(): ALSO,
    SKOS.n("altLabel").encode(): ALSO,
    SKOS.n("hiddenLabel").encode(): ALSO,
    SKOS.n("notation").encode(): IDENTIFIER,
    FABIO.n("hasPublicationYear").encode(): YEAR,
    OWL.n("deprecated").encode(): RETIRED,
}
_ABOUT: Final = SCHEMA.n("about").encode()
_PART_OF: Final = SCHEMA.n("isPartOf").encode()
_HELD_BY: Final = PRO.n("isHeldBy").encode()
_LAST: Final = 9_999_999
_POSITION: Final = SCHEMA.n("position").encode()
_RELATES: Final = PRO.n("relatesToOrganization").encode()
_PRINTED: Final = KGO.n("nameAsPrinted").encode()
_HAS_IDENTIFIER: Final = DATACITE.n("hasIdentifier").encode()
_REALIZATION: Final = FRBR.n("realization").encode()
_JOINED: Final = {_HELD_BY, _POSITION, _PRINTED, _HAS_IDENTIFIER, _REALIZATION, _ABOUT, _PART_OF, _RELATES}


def write_facts(parts: Sequence[Path], base: str, output: Path) -> None:
    """Write the facts of the N-Triples files `parts`, in which the triples of a subject stand together.

    The publications of a paper follow it before the next paper does.

    Raises:
        OSError: a file cannot be read, or the disk is full.
        ValueError: a line is no triple.
    """
    counted: Counter[bytes] = Counter()
    reader = _Reader(base.encode(), counted)
    with output.open("wb") as out:
        for part in parts:
            for lines in _blocks(part):
                out.writelines(reader.read(lines))
            out.writelines(reader.finish())
        for iri, count in counted.items():
            out.write(b"%s\t%s\t%010d\n" % (iri, PAPERS, count))


class _Reader:
    """Reads triples and keeps what is needed to the end of their subject."""

    def __init__(self, base: bytes, counted: Counter[bytes]) -> None:
        self._paper, self._authorship = b"<%spaper/" % base, b"<%sauthorship/" % base
        self._identifier, self._contribution = b"<%sid/" % base, b"<%scontribution/" % base
        self._counted = counted
        self._subject, self._held = b"", dict[bytes, list[bytes]]()
        self._papers = dict[bytes, bytes]()  # by publication; a paper's come right behind it

    def read(self, lines: Sequence[bytes]) -> list[bytes]:
        """Return the facts of some triples."""
        facts: list[bytes] = []
        own, held = _OWN, self._held
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            if subject != self._subject:
                if held:
                    facts += self._finish_subject()
                self._subject = subject
            if predicate == _TYPE:
                kind = _KINDS.get(rest)
                if kind is not None:
                    facts.append(b"%s\t%s\t%s\n" % (subject, TYPE, kind))
            elif predicate in own:
                facts.append(b"%s\t%s\t%s\n" % (subject, own[predicate], rest[:-2]))
            elif predicate in _JOINED:
                held.setdefault(predicate, []).append(rest[:-2])
        return facts

    def finish(self) -> list[bytes]:
        """Return the facts that are kept back, at the end of a file."""
        found = self._finish_subject() if self._held else []
        self._subject = b""
        return found

    def _finish_subject(self) -> list[bytes]:
        held, subject = self._held, self._subject
        facts: list[bytes] = []
        printed = held.get(_PRINTED)
        if printed:
            name = printed[0]
            if not subject.startswith(self._contribution):  # a translator is no author
                facts += [
                    b"%s\t%s\t%s\t%s\n" % (one, AUTHOR, subject, name) for one in held.get(_HELD_BY, ())
                ]
            if subject.startswith(self._authorship):
                local = subject[len(self._authorship) :].partition(b"-")[0]
                position = _number(held.get(_POSITION)) or _LAST  # who is listed on a profile comes last
                facts.append(b"%s%s>\t%s\t%07d\t%s\n" % (self._paper, local, AUTHOR, position, name))
                facts += [b"%s\t%s\t%s\n" % (one, PAPER, local) for one in held.get(_RELATES, ())]
        if realized := held.get(_REALIZATION):
            self._papers = dict.fromkeys(realized, subject)
        paper = self._papers.get(subject)
        for identifier in held.get(_HAS_IDENTIFIER, ()):
            if identifier.startswith(self._identifier):
                value = identifier[len(self._identifier) : -1].partition(b"/")[2]
                facts.append(b"%s\t%s\t%s\n" % (paper or subject, IDENTIFIER, value))
        if paper:
            facts += [b"%s\t%s\t%s\n" % (venue, PAPER, paper) for venue in held.get(_PART_OF, ())]
        self._counted.update({above for topic in held.get(_ABOUT, ()) for above in _upwards(topic)})
        held.clear()
        return facts


@lru_cache(4096)
def _upwards(topic: bytes) -> tuple[bytes, ...]:
    """Return a topic and those above it in arXiv's taxonomy; any other has none above it."""
    iri = topic[1:-1].decode()
    codes = lineage(iri.removeprefix(TOPIC)) if iri.startswith(TOPIC) else ()
    return tuple(f"<{TOPIC[code]}>".encode() for code in codes) or (topic,)


def value(term: bytes) -> str:
    """Return an identifier's value from the end of its IRI, as text."""
    return unquote(term.decode())


def _number(literals: Sequence[bytes] | None) -> int:
    digits = literals[0].split(b'"', 2)[1] if literals else b""
    return int(digits) if digits.isdigit() else 0


def _blocks(path: Path) -> Iterator[list[bytes]]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            lines = (block + file.readline()).split(b"\n")
            if not lines[-1]:
                lines.pop()
            yield lines
