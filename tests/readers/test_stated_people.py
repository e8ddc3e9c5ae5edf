"""What formats state of people in the same way: suffixes set apart, journals in the place of people."""

from __future__ import annotations

import pytest

from kg.readers import read
from kg.readers.source import Document
from kg.records import Author, WorkRecord

_JATS = (
    "<article><front><journal-meta><journal-title-group><journal-title>Journal of Kettle Engineering"
    "</journal-title></journal-title-group></journal-meta><article-meta><title-group><article-title>Lids"
    "</article-title></title-group><contrib-group><contrib contrib-type='author'><name><surname>{family}"
    "</surname><given-names>{given}</given-names>{more}</name></contrib></contrib-group></article-meta>"
    "</front></article>"
)
SUFFIXES = {
    "jats": _JATS.format(family="Souza", given="João", more="<suffix>Filho</suffix>"),
    "mods": "<mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>Lids</title></titleInfo><name type="
    "'personal'><namePart type='family'>Souza</namePart><namePart type='given'>João</namePart><namePart type="
    "'termsOfAddress'>Filho</namePart><role><roleTerm>author</roleTerm></role></name></mods>",
    "bibtex": "@article{a, title = {Lids}, author = {Souza, Filho, João}}",
    "ris": "TY  - JOUR\nTI  - Lids\nAU  - Souza, João, Filho\nER  - \n",
    "csl-json": '[{"type": "article-journal", "id": "a", "title": "Lids", "author": '
    '[{"family": "Souza", "given": "João", "suffix": "Filho"}]}]',
    "crossref-json": '{"DOI": "10.1234/a", "title": ["Lids"], "author": '
    '[{"family": "Souza", "given": "João", "suffix": "Filho"}]}',
}
JOURNALS = {
    "jats": _JATS.format(family="Engineering", given="Journal of Kettle", more=""),
    "crossref-json": '{"DOI": "10.1234/a", "title": ["Lids"], "container-title": ["Journal of Kettle '
    'Engineering"], "author": [{"family": "Engineering", "given": "Journal of Kettle"}]}',
    "ris": "TY  - JOUR\nTI  - Lids\nAU  - Engineering, Journal of Kettle\nJF  - Journal of Kettle "
    "Engineering\n"
    "ER  - \n",
    "csl-json": '[{"type": "article-journal", "id": "a", "title": "Lids", "container-title": "Journal of '
    'Kettle Engineering", "author": [{"family": "Engineering", "given": "Journal of Kettle"}]}]',
}


def only_author(text: str, name: str) -> tuple[WorkRecord, Author]:
    """Return the one record of a document, and its one author."""
    [record] = read(Document.of_bytes(text.encode(), "a"), name)
    assert isinstance(record, WorkRecord)
    [author] = record.authors
    return record, author


@pytest.mark.parametrize("name", SUFFIXES)
def test_a_suffix_that_is_set_apart_stays_with_the_name(name: str) -> None:
    _, author = only_author(SUFFIXES[name], name)
    assert (author.name, author.family, author.suffix) == ("João Souza Filho", "Souza", "Filho")


@pytest.mark.parametrize("name", JOURNALS)
def test_an_author_with_the_name_of_the_journal_is_no_person(name: str) -> None:
    record, author = only_author(JOURNALS[name], name)
    assert (author.kind, author.name, author.family) == ("collective", record.venue, None)
    assert [one.rule for one in record.repairs] == ["AUTHOR-VENUE"]


@pytest.mark.parametrize("venue", ["Ada Lind", "Lind", "Letters of Ada Lind"])
def test_a_person_is_one_unless_the_whole_name_is_the_journal_s(venue: str) -> None:
    _, author = only_author(f"TY  - JOUR\nTI  - Lids\nAU  - Lind, Ada\nJF  - {venue}\nER  - \n", "ris")
    assert author.kind == ("collective" if venue == "Ada Lind" else "person")
