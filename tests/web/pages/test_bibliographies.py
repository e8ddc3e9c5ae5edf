"""Whatever holds papers is a bibliography: read back by parsers that are not ours."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import orjson
import pytest
import rispy
from pybtex.database import BibliographyData, parse_string

from kg.queries import Catalogue
from kg.web.pages.lists import bibliography
from tests.web.pages.conftest import BASE, Ask, Get

FORMS = ("bib", "ris", "csl.json", "txt")
PAPERS = {
    "person": "?x a schema:Person . ?a pro:isHeldBy ?x . ?p pro:isDocumentContextFor ?a",
    "team": "?x a foaf:Group . ?a pro:isHeldBy ?x . ?p pro:isDocumentContextFor ?a",
    "venue": "?e schema:isPartOf ?x . ?p frbr:realization ?e",
    "topic": "?p schema:about ?x",
    "document": "?p a fabio:Work ; prov:wasDerivedFrom ?r . GRAPH ?g { ?r prov:hadPrimarySource ?x }",
}
"""Of each kind of thing what tells that the paper `?p` belongs to it."""


def read_back(text: str, form: str) -> list[str]:
    """Return something of each reference, as a foreign parser sees it."""
    if form == "bib":
        return list(parse_string(text, "bibtex").entries)  # a paper without a title is written without one
    if form == "ris":
        return [entry["id"] for entry in rispy.loads(text)]
    if form == "csl.json":
        return [item["id"] for item in orjson.loads(text)]
    return text.splitlines()


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("form", FORMS)
def test_the_papers_of_a_thing(kind: str, form: str, ask: Ask, get: Get) -> None:
    most = f"SELECT ?x {{ {PAPERS[kind]} }} GROUP BY ?x ORDER BY DESC(COUNT(DISTINCT ?p)) ?x LIMIT 1"
    (path,) = ask(most)
    iri = path if path.startswith("https://") else BASE + path.removeprefix("/")
    papers = ask(f"SELECT DISTINCT ?p {{ VALUES ?x {{ <{iri}> }} {PAPERS[kind]} }}")
    answer = get(f"{path.replace('https://w3id.org/kgpub', '')}.{form}")
    assert answer.status_code == 200
    found = read_back(answer.text, form)
    assert len(found) == len(papers) > 1
    if form == "csl.json":
        assert sorted(found) == sorted(BASE + paper.removeprefix("/") for paper in papers)


def test_nothing_of_a_list_is_lost(get: Get, ask: Ask) -> None:
    """One answer in three formats: the same papers, with the same authors in the same order."""
    (path,) = ask("SELECT ?x { GRAPH ?g { ?x schema:name 'hostile.jsonl' } }")
    items = orjson.loads(get(f"{path}.csl.json").content)
    bib: BibliographyData = parse_string(get(f"{path}.bib").text, "bibtex")
    ris = rispy.loads(get(f"{path}.ris").text)
    assert len(items) == len(bib.entries) == len(ris) == 5
    for item, entry, record in zip(items, bib.entries.values(), ris, strict=True):
        assert " ".join(item["title"].split()) == record["title"]
        assert item.get("DOI") == record.get("doi") is not None
        authors = item.get("author", [])
        assert len(authors) == len(entry.persons.get("author", [])) == len(record.get("authors", []))
        names = [one.get("literal") or one["family"] for one in authors]
        for name, printed in zip(names, record.get("authors", []), strict=True):
            assert name.replace(",", " ") in printed
    assert max(len(item.get("author", [])) for item in items) == 1200


@pytest.mark.parametrize("form", FORMS)
def test_the_answer_of_a_canned_query(form: str, get: Get) -> None:
    titles = get("/queries/papers-newest.csv").text
    answer = get(f"/queries/papers-newest.{form}")
    assert answer.headers["content-disposition"] == f'inline; filename="papers-newest.{form}"'
    assert len(read_back(answer.text, form)) == len(titles.splitlines()) - 1


def test_where_the_papers_stand_in_another_column(get: Get, ask: Ask) -> None:
    """A paper's citations name the paper itself nowhere; its relatives are not itself."""
    (path,) = ask(
        "SELECT ?x { ?x schema:about ?t . ?y schema:about ?t . FILTER(?x != ?y) } ORDER BY ?x LIMIT 1"
    )
    iri = BASE + path.removeprefix("/")
    items = orjson.loads(get(f"/queries/paper-related.csl.json?paper={quote(iri)}").content)
    assert iri not in [item["id"] for item in items]


def test_an_answer_without_papers_is_none(get: Get) -> None:
    assert get("/queries/topics.bib").status_code == 404
    accepted = get("/queries/topics", headers={"accept": "application/x-bibtex"})
    assert accepted.status_code == 406
    columns = {name: query.papers for name, query in Catalogue.read().items()}
    assert columns["paper-citations"] == "other"
    assert columns["author-papers"] == "paper"
    assert columns["venues"] is None


@pytest.mark.parametrize(
    ("accept", "begins", "content_type"),
    [
        ("application/x-bibtex", "@", "application/x-bibtex; charset=utf-8"),
        (
            "application/x-research-info-systems",
            "TY  - ",
            "application/x-research-info-systems; charset=utf-8",
        ),
        (
            "application/vnd.citationstyles.csl+json",
            "[",
            "application/vnd.citationstyles.csl+json; charset=utf-8",
        ),
        ("text/x-bibliography; style=apa", "Vyas, N.", "text/x-bibliography; charset=utf-8"),
        ("text/x-bibliography;style=ieee, */*;q=0.1", "[1] N.", "text/x-bibliography; charset=utf-8"),
    ],
)
def test_by_accept(accept: str, begins: str, content_type: str, get: Get, ask: Ask) -> None:
    (path,) = ask(
        "SELECT ?x { ?x pro:isDocumentContextFor ?a . ?a schema:position 1 ; kgo:nameAsPrinted 'Nidhi Vyas' "
        "} ORDER BY ?x LIMIT 1"
    )
    for address in (path, "/queries/papers-newest"):
        answer = get(address, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == content_type
        assert "accept" in answer.headers["vary"].lower()
        if address == path:
            assert answer.text.startswith(begins)


def test_styles_by_parameter(get: Get) -> None:
    plain = get("/queries/papers-newest.txt").text
    styled = get("/queries/papers-newest.txt?style=apa").text
    assert plain != styled
    assert len(plain.splitlines()) == len(styled.splitlines())
    refused = get("/queries/papers-newest.txt?style=nonsense-style")
    assert refused.status_code == 400
    assert get("/queries/papers-newest.bib?style=apa").text == get("/queries/papers-newest.bib").text


def test_a_style_is_for_lists_of_some_length(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MOST_STYLED", 3), ("MOST_NAMED", 5)):
        with monkeypatch.context() as patch:
            patch.setattr(bibliography, name, value)
            refused = get("/queries/papers-newest.txt?style=ieee")
            assert refused.status_code == 422
            assert get("/queries/papers-newest.txt").status_code == 200


def test_search_and_browse(get: Get, ask: Ask) -> None:
    assert "crowd of twelve hundred" in get("/search.bib?q=crowd+twelve").text
    assert get("/queries/search.bib?q=crowd+twelve").text == get("/search.bib?q=crowd+twelve").text
    assert get("/search.xyz?q=crowd").status_code == 404
    of_2022 = ask("SELECT ?x { ?x a fabio:Work ; fabio:hasPublicationYear '2022'^^xsd:gYear }")
    assert len(read_back(get("/browse/2022.bib").text, "bib")) == len(of_2022) > 1
    assert get("/browse/nonsense.bib").status_code == 404


def test_pages_lead_to_them(read: Callable[[str], object], ask: Ask) -> None:
    (path,) = ask(f"SELECT ?x {{ {PAPERS['person']} }} ORDER BY ?x LIMIT 1")
    assert f'href="{path}.bib"' in str(read(path))
    assert "/queries/papers-newest.bib" in str(read("/queries/papers-newest"))
