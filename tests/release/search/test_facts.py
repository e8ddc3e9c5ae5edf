"""Facts and entries from N-Triples in any order of subjects."""

from __future__ import annotations

from pathlib import Path

from kg.release.search import EntryKind, SearchIndex
from kg.release.search.writing import IndexTask, write_index

BASE = "https://kg.example.org/"
TYPE, NAME = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://schema.org/name>"
TOPIC = "https://w3id.org/kgpub/topic/arxiv/"


def paper(number: int, title: str) -> str:
    node = f"<{BASE}paper/{number}>"
    return f"{node} {TYPE} <http://purl.org/spar/fabio/Work> .\n{node} {NAME} {title} .\n"


def topic(code: str, label: str, *, retired: bool = False) -> str:
    node = f"<{TOPIC}{code}>"
    text = f"{node} {TYPE} <http://purl.org/spar/fabio/SubjectTerm> .\n"
    text += f'{node} <http://www.w3.org/2004/02/skos/core#prefLabel> "{label}"@en .\n'
    if retired:
        boolean = "<http://www.w3.org/2001/XMLSchema#boolean>"
        text += f'{node} <http://www.w3.org/2002/07/owl#deprecated> "true"^^{boolean} .\n'
    return text


def indexed(tmp_path: Path, *parts: str) -> SearchIndex:
    files = []
    for number, text in enumerate(parts):
        path = tmp_path / f"{number}.nt"
        path.write_text(text, "utf-8")
        files.append(path)
    output = tmp_path / "search.sqlite"
    write_index(IndexTask(tuple(files), BASE, tmp_path / "work", output))
    assert not list((tmp_path / "work").iterdir())
    return SearchIndex(output)


def test_escapes_and_two_titles(tmp_path: Path) -> None:
    index = indexed(
        tmp_path, paper(1, r'"A \"quoted\" \\alpha\tTitle"@en'), f'<{BASE}paper/1> {NAME} "Other"@de .\n'
    )
    (hit,) = index.search("quoted").best
    assert hit.entry.name == 'A "quoted" \\alpha\tTitle'
    assert hit.entry.also == ("Other",)
    assert index.search("other").best[0].other == "Other"


def test_a_paper_without_a_title_is_found_by_its_authors(tmp_path: Path) -> None:
    node = f"<{BASE}paper/1>"
    slot = f"<{BASE}authorship/1-1>"
    text = f"{node} {TYPE} <http://purl.org/spar/fabio/Work> .\n"
    text += f'{slot} <https://schema.org/position> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    text += f'{slot} <https://w3id.org/kgpub/ontology#nameAsPrinted> "Ada Lindqvist" .\n'
    (hit,) = indexed(tmp_path, text).search("lindqvist").best
    assert (hit.entry.name, hit.entry.people, hit.entry.authors) == ("", ("Ada Lindqvist",), 1)


def test_topics_count_their_papers_and_retired_ones_are_left_out(tmp_path: Path) -> None:
    about = f"<{BASE}paper/1> <https://schema.org/about> <{TOPIC}cs.LG> .\n"
    index = indexed(
        tmp_path, paper(1, '"Water"') + about, topic("cs.LG", "Machine Learning"),
        topic("cmp-lg", "Computation and Language", retired=True),
    )  # fmt: skip
    (hit,) = index.search("machine").best
    assert (hit.entry.iri, hit.entry.papers) == (f"{TOPIC}cs.LG", 1)
    assert index.search("computation").groups == ()


def test_a_text_without_end_is_cut(tmp_path: Path) -> None:
    (hit,) = indexed(tmp_path, paper(1, f'"Water {"x" * 1_000_000}"')).search("water").best
    assert len(hit.entry.name) == 2000


def test_nothing_to_find(tmp_path: Path) -> None:
    index = indexed(tmp_path, "")
    assert index.kinds == ()
    assert index.search("water").groups == ()


def test_papers_newest_first(tmp_path: Path) -> None:
    def dated(number: int, year: int) -> str:
        node = f"<{BASE}paper/{number}>"
        return paper(number, '"Water"') + (
            f'{node} <http://purl.org/spar/fabio/hasPublicationYear> "{year}"'
            "^^<http://www.w3.org/2001/XMLSchema#gYear> .\n"
        )

    index = indexed(tmp_path, dated(1, 1999), dated(2, 2021), dated(3, 2010))
    hits = index.search("water", [EntryKind.PAPER]).groups[0].hits
    assert [hit.entry.year for hit in hits] == [2021, 2010, 1999]
