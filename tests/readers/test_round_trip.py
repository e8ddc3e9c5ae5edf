"""In, out in the same format, in again: what the format carries is alike (BibTeX, RIS, CSL-JSON, Crossref).

A record is written as a reference and read again as a record. Compared is what all formats have a place for,
and of Crossref what it has beside that; of a kind for which a format has no word, the kind is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import pytest
from click.testing import CliRunner

from kg.cli import kg
from kg.conversion.recorded import recorded
from kg.readers import read
from kg.readers.source import Document
from kg.records import Author, WorkRecord
from kg.writers.references import bibtex, crossref, csl, ris
from kg.writers.references.bibliography import Bibliography
from tests.readers.cases import cases

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"
Write = Callable[[Bibliography, BinaryIO], None]
WRITERS: Final[dict[str, Write]] = {
    "bibtex": bibtex.write, "ris": ris.write, "csl-json": csl.write, "crossref-json": crossref.write,
}  # fmt: skip
CORPORA: Final = {
    "bibtex": ("biber/*.bib", "bolognese/*.bib", "better-bibtex/*.bib"),
    "ris": ("ris/example_[!w]*.ris", "bolognese/*.ris"),
    "csl-json": ("bolognese/citeproc*.json",),
    "crossref-json": ("crossref/*.jsonl",),
}
DEGREES: Final = frozenset(["dissertation", "masters-thesis"])
# the kinds of works that all formats tell apart
KINDS: Final = frozenset(["journal-article", "proceedings-article", "book-chapter", "book"])


def works(content: bytes, name: str) -> list[WorkRecord]:
    return [one for one in read(Document.of_bytes(content, "list"), name) if isinstance(one, WorkRecord)]


def names(people: tuple[Author, ...]) -> list[tuple[str | None, str | None, str | None, str]]:
    return [(one.given, one.family, one.suffix, one.name) for one in people]


def carried(record: WorkRecord) -> Iterator[tuple[str, Any]]:
    """Yield what is stated of the work and every format has a place for."""
    title = record.title or next((one.text for one in record.titles), None)
    whole = ": ".join(filter(None, [title, record.subtitle]))
    yield "title", whole.replace("?:", "?").replace("!:", "!")
    yield "authors", names(record.authors)
    yield "year", record.year
    yield "published", record.published
    yield "doi", record.doi
    yield "arxiv_id", record.arxiv_id
    yield "language", record.language
    yield "abstract", " ".join((record.abstract or "").split())
    yield "isbn", record.identifiers.get("isbn") or record.venue_identifiers.get("isbn")
    yield "pmid", record.identifiers.get("pmid")
    yield "pmcid", record.identifiers.get("pmcid")
    yield "pages", record.pages
    yield "issue_of_article", record.issue if record.work_type == "journal-article" else None
    if record.work_type in (None, "other", "dataset", "software") and record.venue_kind != "repository":
        yield "found_in", record.venue
    yield "printed_in", record.venue if record.venue_kind in ("magazine", "newspaper") else None
    if record.work_type in DEGREES:
        yield "work_type", record.work_type
    if record.work_type in KINDS:
        yield "work_type", record.work_type
        yield from ((field, getattr(record, field)) for field in ("venue", "volume", "publisher", "place"))
        yield "editors", names(record.editors)


def beside(record: WorkRecord) -> Iterator[tuple[str, Any]]:
    """Yield what Crossref has a place for, and others have not."""
    yield "orcid", tuple(one.orcid for one in record.authors)
    yield "affiliations", tuple(one.affiliations for one in record.authors)
    if record.work_type in crossref_kinds():
        for field in ("work_type", "venue_kind", "venue_abbreviation", "venue_identifiers", "identifiers"):
            yield field, getattr(record, field)
    yield (
        "funding",
        {
            (one.funder.name, one.funder.identifiers.get("funder"), one.award, one.award_title)
            for one in record.funding
            if one.funder
        },
    )
    yield "references", tuple(one for one in record.references if one.key)
    yield "relations", {(one.kind, one.scheme, one.identifier) for one in record.relations if one.identifier}
    for field in ("issue", "pages", "article_number", "publisher", "place", "series", "edition", "license"):
        yield field, getattr(record, field)
    yield "url", record.url
    yield "authors_complete", record.authors_complete
    yield "statuses", tuple((one.kind, one.date) for one in record.statuses)
    yield "subjects", tuple(one.term for one in record.subjects)


def crossref_kinds() -> set[str]:
    """Return the kinds of works for which Crossref has a word of one meaning."""
    more = ("report", "dissertation", "masters-thesis", "thesis", "proceedings", "preprint", "dataset")
    return {*KINDS, *more, "reference-entry", "peer-review"}


def again(records: list[WorkRecord], name: str) -> list[WorkRecord]:
    """Return records as they are read after they were written."""
    output = BytesIO()
    WRITERS[name](Bibliography(map(recorded, records)), output)
    return works(output.getvalue(), name)


def inputs() -> Iterator[tuple[str, Path]]:
    for name in WRITERS:
        yield from ((name, case.input) for case in cases(name))
        yield from ((name, path) for files in CORPORA[name] for path in sorted(SHARED.glob(files)))


@pytest.mark.parametrize(
    ("name", "path"), list(inputs()), ids=lambda one: one if isinstance(one, str) else one.stem
)
def test_what_is_written_is_read_again(name: str, path: Path) -> None:
    first = works(path.read_bytes(), name)
    second = again(first, name)
    assert len(second) == len(first)
    for one, other in zip(first, second, strict=True):
        more = beside if name == "crossref-json" else carried
        have = dict([*more(other), *carried(other)])
        for field, value in [*more(one), *carried(one)]:
            if not value or not sayable(value):
                continue
            assert have.get(field) == value, f"line {one.source.first_line}: {field}"


def sayable(value: object) -> bool:
    """Tell whether all formats can say a value: braces group in BibTeX, and a suffix wants a given name."""
    if isinstance(value, list):
        return all(given or not suffix for given, _, suffix, _ in value)
    return not isinstance(value, str) or "{" not in value


def test_what_the_graph_keeps_of_a_crossref_work_is_written_again(tmp_path: Path) -> None:
    """In, graph, out, in: funders, relations, suffixes of names, and what is cited, as text."""
    source = Path(__file__).parent / "cases" / "crossref-json" / "message.json"
    data = tmp_path / "data"
    built = CliRunner().invoke(kg, ["build", str(source), "--data", str(data)])
    assert built.exit_code == 0, built.output
    query = "SELECT ?p { ?p a fabio:Work }"
    asked = CliRunner().invoke(kg, ["sparql", query, "--data", str(data), "--to", "crossref-json"])
    (first,) = works(source.read_bytes(), "crossref-json")
    (second,) = works(asked.stdout_bytes, "crossref-json")
    assert names(second.authors) == names(first.authors)
    assert dict(beside(second))["funding"] == dict(beside(first))["funding"]
    # a preprint is a version: the graph has one property for both
    stated = {
        (kind.replace("has-preprint", "has-version"), *rest)
        for kind, *rest in dict(beside(first))["relations"]
    }
    assert dict(beside(second))["relations"] == stated
    assert len(second.references) == len(first.references)
    assert {one.doi for one in second.references} == {one.doi for one in first.references}
