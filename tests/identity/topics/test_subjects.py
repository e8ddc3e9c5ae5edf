"""The terms of a work, of whatever scheme, and how many works of real records have one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.identity.topics.schemes import scheme_called
from kg.identity.topics.subjects import categories, subjects
from kg.readers import read
from kg.readers.sources import documents
from kg.records import Source, WorkRecord

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"
SOURCE = Source(file="a.jsonl", format="datacite-json", first_line=1, last_line=1)
STATING = (
    "ads-ingest/input", "arxiv-abs-text", "arxiv-atom", "arxiv-kaggle", "arxiv-oai-dc", "better-bibtex",
    "biber", "bolognese", "crossref", "datacite", "oai-pmh", "pubmed", "ris",
)  # fmt: skip
"""Corpora of which some record states a subject."""
SHARE = 0.8


def record(**fields: Any) -> WorkRecord:
    return WorkRecord(source=SOURCE, **fields)


def keys(*records: WorkRecord) -> list[tuple[str, str]]:
    return [(one.scheme, one.key) for one in subjects(records)]


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        ({"scheme": "DDC", "term": "830 German literature"}, ("ddc", "830")),
        ({"scheme": "dewey", "term": "300 - Sozialwissenschaften"}, ("ddc", "300")),
        ({"scheme": "ddc", "term": "610"}, ("ddc", "610")),
        ({"scheme": "Dewey Decimal Classification", "term": "tides", "code": "551"}, ("ddc", "551")),
        ({"scheme": "FOS", "term": "FOS: Law"}, ("fos", "law")),
        ({"scheme": "FOS", "term": "FOS: Law", "code": "http://x.test/fos.pdf"}, ("fos", "law")),
        ({"scheme": "MSC", "code": "35Q35"}, ("msc", "35Q35")),
        ({"scheme": "http://id.nlm.nih.gov/mesh/", "term": "Tides"}, ("mesh", "tides")),
        ({"scheme": "A List of Ours", "term": "Tides"}, ("a-list-of-ours", "tides")),
        ({"term": "Tides"}, ("terms-of-datacite", "tides")),
    ],
)
def test_a_term_is_known_by_its_code_else_by_its_words(stated: dict[str, str], key: tuple[str, str]) -> None:
    assert keys(record(subjects=[stated])) == [key]


def test_keywords_may_name_a_classification_or_an_address() -> None:
    kerr = "http://astrothesaurus.org/uat/887, Kerr metric, 887"
    stated = ["MSC 35Q35", "PACS 04.60.Ds", "ACM in practice", kerr]
    assert keys(record(keywords=stated)) == [
        ("msc", "35Q35"), ("pacs", "04.60.Ds"), ("keywords", "acm in practice"), ("uat", "887"),
    ]  # fmt: skip


def test_a_category_of_arxiv_stated_as_a_subject_is_one() -> None:
    stated = record(subjects=[{"scheme": "arXiv", "term": "Computation and Language (cs.CL)"}])
    assert list(categories(stated)) == ["cs.CL"]
    assert keys(stated) == []


def test_records_of_one_work_state_a_term_once() -> None:
    (term,) = subjects([record(keywords=["Tides"]), record(keywords=["tides."])])
    assert (term.term, term.stated) == ("Tides", ("Tides", "tides."))


def test_names_of_schemes_are_read_in_any_case() -> None:
    assert scheme_called("medical subject headings (MeSH)") is scheme_called("MESH")
    assert scheme_called("Ours") != scheme_called("Theirs")


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")
def test_most_works_that_state_a_subject_have_a_topic() -> None:
    stating = having = 0
    for document in documents([str(CORPORA / name) for name in STATING]):
        try:
            for item in read(document):
                if isinstance(item, WorkRecord) and (item.subjects or item.keywords or item.categories):
                    stating += 1
                    having += bool(item.categories or subjects([item]) or list(categories(item)))
        except InputError:
            continue  # expected output of other programs lies beside some inputs
    assert stating > 1000
    share = having / stating
    print(f"{having:,} of {stating:,} works that state a subject have a topic: {share:.1%}")
    assert share >= SHARE
