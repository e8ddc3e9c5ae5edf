"""The page of each kind of thing: whole, light, and true to the graph."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import httpx
import orjson
import pytest
from bs4 import BeautifulSoup, Tag
from pybtex.database import parse_string

Get = Callable[..., httpx.Response]
Read = Callable[[str], BeautifulSoup]
Ask = Callable[[str], list[str]]

# The first and last of each kind by IRI, and those that have most of what a page lists.
KINDS = {
    "paper": "?x a fabio:Work",
    "long paper": "?x a fabio:Work ; kgo:authorCount ?n . FILTER(?n > 60)",
    "person": "?x a schema:Person . ?s pro:isHeldBy ?x . ?t pro:isHeldBy ?x . FILTER(?s != ?t)",
    "single person": "?x a schema:Person",
    "team": "?x a foaf:Group",
    "venue": "?p schema:isPartOf ?x . FILTER(CONTAINS(STR(?x), '/venue/'))",
    "topic": "?p schema:about ?x",
    "archive": "?p schema:about/skos:broader ?x",
    "document": "GRAPH ?g { ?x a kgo:SourceDocument }",
    "record": "GRAPH ?g { ?x a kgo:SourceRecord }",
    "mention": "GRAPH ?g { ?x a kgo:AuthorMention }",
    "authorship": "?y a fabio:Work ; pro:isDocumentContextFor ?x",
    "repair": "GRAPH ?g { ?x a kgo:Repair }",
    "decision": "GRAPH ?g { ?x a kgo:IdentityDecision }",
    "publication": "?x a fabio:Expression",
    "identifier": "?y datacite:hasIdentifier ?x",
    "observation": "?x a schema:Observation",
}

MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain",
}


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_a_kind(kind: str, ask: Ask, read: Read) -> None:
    found = ask(f"SELECT DISTINCT ?x {{ {KINDS[kind]} }} ORDER BY ?x")
    assert found
    chosen = found if kind == "long paper" else [*found[:3], *found[-2:]]
    for path in dict.fromkeys(chosen):
        read(path.replace("https://w3id.org/kgpub", ""))


def test_a_code_is_no_topic(ask: Ask, get: Get, read: Read) -> None:
    """A kind of damage is a concept as well, but no canned query takes it, and no paper is about it."""
    path = ask("SELECT DISTINCT ?x { GRAPH ?g { ?n kgo:damage ?x } } ORDER BY ?x")[0]
    page = read(path.replace("https://w3id.org/kgpub", ""))
    kind = page.find(class_="kind")
    assert kind is not None
    assert kind.text.startswith("Code")
    links = [str(link["href"]) for link in page.find_all("a")]
    assert not [link for link in links if link.startswith("/queries/") or link.endswith(".bib")]


def test_no_link_is_dead(get: Get, read: Read) -> None:
    """Walk from the start page, a few pages of each kind, and ask for some of the addresses they lead to."""
    seen, queue = {"/"}, deque(["/"])
    walked: dict[str, int] = {}
    while queue:
        path = queue.popleft()
        kind = re.split(r"[/?]", path.lstrip("/"))[0]
        walked[kind] = walked.get(kind, 0) + 1
        if walked[kind] > 12 or kind == "rdf-graphs":  # an endpoint, which wants a parameter
            continue
        answer = get(path)
        assert answer.status_code in (200, 301, 302, 303), path
        if walked[kind] > 4 or answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        for link in read(path).find_all("a"):
            target = urlsplit(urljoin(f"http://here{path}", str(link["href"])))
            address = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == "here" and address not in seen:
                seen.add(address)
                queue.append(address)
    assert {"paper", "person", "org", "venue", "topic", "source", "record", "browse", "queries"} <= set(
        walked
    )


def text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ").split())


def paper(ask: Ask, title: str) -> str:
    (found,) = ask(f"SELECT ?x {{ ?x a fabio:Work ; schema:name {orjson.dumps(title).decode()} }}")
    return found


def test_a_person(ask: Ask, read: Read) -> None:
    (path,) = ask(
        "SELECT ?x { ?o schema:observationAbout ?x ; schema:variableMeasured kgc:metric-h-index } LIMIT 1"
    )
    soup = read(path)
    (papers,) = ask(f"SELECT (COUNT(*) AS ?n) {{ ?p schema:author <https://site.example.org/kg{path}> }}")
    assert text(soup.find(id="papers")).startswith(f"{papers} paper")
    rows = {text(row.find("th")): text(row) for row in soup.select("#figures + p + .scroll tr")}
    assert "h-index" in rows
    assert rows["paper count"].split()[3] == papers  # name of two words, as stated, counted here
    network = soup.find("svg", class_="network")
    assert isinstance(network, Tag)
    followed = [str(link["href"]) for link in network.find_all("a")]
    assert followed
    assert all(re.fullmatch(r"/(person|org)/[a-z2-7]{16}", target) for target in followed)
    assert str(network) == str(read(path).find("svg", class_="network"))


def test_papers_of_a_person_say_with_whom_and_where(ask: Ask, read: Read) -> None:
    where = "?paper pro:isDocumentContextFor ?slot . ?slot pro:isHeldBy ?x ; schema:position 2 "
    (path,) = ask(
        f"SELECT ?x {{ {where} . ?paper frbr:realization/schema:isPartOf ?venue ; kgo:authorCount 5 }} "
        "ORDER BY ?x LIMIT 1"
    )
    soup = read(path)
    assert text(soup.find(class_="kind")) in ("Person", "Team or organisation")
    (first,) = ask(
        f"SELECT ?name {{ <https://site.example.org/kg{path}> ^pro:isHeldBy/^pro:isDocumentContextFor "
        "?paper . ?paper kgo:authorCount 5 ; pro:isDocumentContextFor ?slot . "
        "?slot schema:position 1 ; kgo:nameAsPrinted ?name } ORDER BY ?name LIMIT 1"
    )
    lines = [text(line) for line in soup.select("#papers ~ ul .byline")]
    assert any(line.startswith(first) and "and 2 others · " in line for line in lines)
    assert soup.select('#papers ~ ul .byline a[href^="/venue/"]')


def test_namesakes_are_kept_apart_and_named(ask: Ask, read: Read) -> None:
    found = ask('SELECT ?x { ?x a schema:Person ; schema:name "Fan Yang" } ORDER BY ?x')
    assert len(found) > 2
    soup = read(found[0])
    listed = [str(link["href"]) for link in soup.select("#namesakes ~ ul.counted a")]
    assert set(found[1:]) <= set(listed)


def test_a_paper_of_942_authors(ask: Ask, get: Get, read: Read) -> None:
    path = paper(ask, "Gemini: A Family of Highly Capable Multimodal Models")
    soup = read(path)
    tags = [str(tag["content"]) for tag in soup.find_all("meta", attrs={"name": "citation_author"})]
    assert len(tags) == 942
    assert tags[0] == "Gemini Team"
    assert tags[-1] == "Oriol Vinyals"
    named = soup.select(".authors p:first-of-type a")
    assert len(named) == 14  # ten, the way to the rest, three
    assert str(named[10]["href"]) == f"{path}/authors"
    numbers: list[int] = []
    for page in (1, 2, 3):
        numbers += [
            int(str(item["value"])) for item in read(f"{path}/authors?page={page}").select("ol.crowd > li")
        ]
    assert numbers == list(range(1, 943))
    assert get(f"{path}/authors?page=4").status_code == 404
    assert get(f"{path}/authors?page=0").status_code == 400
    differs = {
        text(term).removesuffix(" differs")
        for term in soup.select(".claims dt")
        if term.find(class_="differ")
    }
    assert "Number of authors" in differs
    assert "What was repaired" in text(soup.find(id="repairs"))
    for suffix, kind in MEDIA_TYPES.items():
        answer = get(f"{path}.{suffix}")
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    persons = next(iter(parse_string(get(f"{path}.bib").text, "bibtex").entries.values())).persons["author"]
    assert [str(persons[0]), str(persons[-1])] == ["{Gemini Team}", "Vinyals, Oriol"]
    assert len(orjson.loads(get(f"{path}.csl.json").content)[0]["author"]) == 942


def test_citations_of_what_is_no_paper(get: Get, ask: Ask) -> None:
    assert get("/paper/aaaaaaaaaaaaaaaa.bib").status_code == 404
    assert get("/paper/aaaaaaaaaaaaaaaa/authors").status_code == 404
    (record,) = ask("SELECT ?x { GRAPH ?g { ?x a kgo:SourceRecord } } ORDER BY ?x LIMIT 1")
    assert get(f"{record}.bib").status_code == 404


def test_a_source_document_line_by_line(ask: Ask, read: Read) -> None:
    (path,) = ask('SELECT ?x { GRAPH ?g { ?x dcterms:title "vinyals-oriol.txt" } }')
    first = read(path)
    lines = [int(re.split("–", text(cell))[0]) for cell in first.select("table.records tbody th")]
    assert len(lines) == 29
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "title",
    # The reader takes tags of formatting away; all else that a title says is text.
    ["<script>alert('title')</script> & bold a < b \"quoted\" 'single'", "No authors and no date"],
)
def test_what_records_say_is_text(title: str, ask: Ask, get: Get, read: Read) -> None:
    path = paper(ask, title)
    soup = read(path)
    assert text(soup.h1) == title
    assert soup.find("b") is None
    assert soup.find("img") is None
    assert "<script>alert" not in get(path).text
    (found,) = parse_string(get(f"{path}.bib").text, "bibtex").entries.values()
    assert found.fields["title"]


def test_twelve_hundred_long_names_fit(ask: Ask, read: Read) -> None:
    path = paper(ask, "A crowd of twelve hundred")
    soup = read(path)
    assert text(soup.select_one(".authors .note")).startswith("All 1 200 authors")
    read(f"{path}/authors?page=3")


def test_formulas_are_shown_and_commands_are_not_run(ask: Ask, get: Get, read: Read) -> None:
    (path,) = ask("SELECT ?x { ?x a fabio:Work ; schema:name ?n . FILTER(CONTAINS(?n, '/etc/passwd')) }")
    soup = read(path)
    assert soup.h1 is not None
    assert soup.h1.find("math") is not None
    assert "Poincaré" in text(soup.h1)
    abstract = soup.find(class_="abstract")
    assert isinstance(abstract, Tag)
    assert abstract.find("mfrac") is not None
    cited = get(f"{path}.bib").text
    assert r"$\mathcal{O}(n^{2})$" in cited
    assert r"\input{" not in cited
    assert r"\write18{" not in cited


def test_an_empty_answer_asks_what_was_meant(read: Read) -> None:
    soup = read("/queries/author-search?name=vinyls")
    assert "did you mean 'vinyals'?" in text(soup.select_one("#answer + p"))
