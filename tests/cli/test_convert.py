"""`kg convert`: records straight to references, records or a graph."""

from __future__ import annotations

from pathlib import Path

import orjson
import pyoxigraph
import pytest
import rispy
from pybtex.database import parse_string

from kg.errors import UsageError
from kg.resources import examples
from tests.cli.conftest import Run

RECORDS = [
    {
        "title": "Weirs & {locks}: 100 % of #1",
        "subtitle": "A survey",
        "authors": [
            {"name": "Ludwig van der Berg Jr.", "given": "Ludwig", "family": "van der Berg", "suffix": "Jr."},
            {"name": "River and Lake Group", "kind": "collective"},
        ],
        "year": 2020, "published": "2020-03-05", "venue": "Journal of Rivers", "work_type": "journal-article",
        "volume": "5", "issue": "2", "pages": "17-29", "doi": "10.1234/weirs", "keywords": ["weirs", "locks"],
        "abstract": "A_b ~ c^2.", "language": "en", "code": True,
    },
    {"title": "On sluices", "authors": [{"name": "Åsa Lind"}], "arxiv_id": "2001.00001",
     "submitted": "2020-01-01", "authors_complete": False, "categories": ["cs.LG"],
     "primary_category": "cs.LG"},
    {"title": "Meters", "contributors": [{"position": 0, "name": "University of Weirs", "kind": "collective",
     "role": "institution"}], "work_type": "dissertation", "year": 1999},
]  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "some.jsonl"
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in RECORDS))
    return path


def test_to_bibtex(run: Run, source: Path) -> None:
    result = run("convert", str(source), "--to", "bibtex")
    assert result.exit_code == 0
    first, second, third = parse_string(result.stdout, "bibtex").entries.values()
    assert (first.type, second.type, third.type) == ("article", "misc", "phdthesis")
    authors = [str(person) for person in first.persons["author"]]
    assert authors == ["van der Berg, Jr., Ludwig", "{River and Lake Group}"]
    assert first.fields["title"] == r"Weirs \& locks: 100 \% of \#1: A survey"
    assert first.fields["abstract"] == r"A\_b \textasciitilde{} c\textasciicircum{}2."
    assert (first.fields["date"], first.fields["pages"], first.fields["number"]) == (
        "2020-03-05",
        "17--29",
        "2",
    )
    assert (second.fields["eprint"], second.fields["archivePrefix"]) == ("2001.00001", "arXiv")
    assert str(second.persons["author"][-1]) == "others"
    assert third.fields["school"] == "University of Weirs"


def test_to_ris_and_csl(run: Run, source: Path) -> None:
    first, second, _ = rispy.loads(run("convert", str(source), "--to", "ris").stdout)
    assert first["authors"] == ["van der Berg, Ludwig, Jr.", "River and Lake Group"]
    assert (first["start_page"], first["end_page"]) == ("17", "29")
    assert second["accession_number"] == "arXiv:2001.00001"
    item = orjson.loads(run("convert", str(source), "--to", "csl-json").stdout)[0]
    assert item["author"][0] == {
        "family": "Berg", "given": "Ludwig", "non-dropping-particle": "van der", "suffix": "Jr.",
    }  # fmt: skip
    assert item["issued"] == {"date-parts": [[2020, 3, 5]]}


def test_records_come_back_as_they_were(run: Run, source: Path, tmp_path: Path) -> None:
    once = run("convert", str(source), "--to", "kg-jsonl").stdout
    again = tmp_path / "again.jsonl"
    again.write_text(once, "utf-8")
    assert run("convert", str(again), "--to", "kg-jsonl").stdout == once
    cited = [run("convert", str(path), "--to", "bibtex").stdout for path in (source, again)]
    assert cited[0] == cited[1]


@pytest.mark.parametrize("to", ["ntriples", "turtle", "rdfxml"])
def test_a_graph_is_that_of_a_map(to: str, run: Run, source: Path) -> None:
    formats = {"ntriples": "N_TRIPLES", "turtle": "TURTLE", "rdfxml": "RDF_XML"}
    mapped = pyoxigraph.parse(run("map", str(source)).stdout_bytes, pyoxigraph.RdfFormat.N_TRIPLES)
    written = run("convert", str(source), "--to", to).stdout_bytes
    found = pyoxigraph.parse(written, getattr(pyoxigraph.RdfFormat, formats[to]))
    assert set(map(str, found)) == set(map(str, mapped))


def test_the_report_says_what_is_left_out(run: Run, source: Path) -> None:
    result = run("convert", str(source), "--to", "ris", "--report")
    table = {line.split()[0]: line.split()[1:] for line in result.stderr.splitlines()}
    assert table["title"] == ["3", "3", "0"]
    assert table["year"] == ["2", "2", "0"]
    assert table["code"] == ["1", "0", "1"]
    assert table["authors_complete"] == ["1", "1", "0"]
    assert result.stdout == run("convert", str(source), "--to", "ris").stdout
    assert isinstance(run("convert", str(source), "--to", "turtle", "--report").exception, UsageError)


def test_to_a_file_that_is_whole_or_as_it_was(run: Run, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.bib"
    assert run("convert", str(source), "--to", "bibtex", "--output", str(target)).exit_code == 0
    assert target.read_text("utf-8") == run("convert", str(source), "--to", "bibtex").stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.bib", "some.jsonl"]


def test_what_cannot_be_read_is_told(run: Run, source: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(source.read_bytes() + b"{ nonsense\n")
    result = run("convert", str(bad), "--to", "bibtex")
    assert result.exit_code == 1
    assert "bad.jsonl:4: rejected:" in result.stderr
    assert len(parse_string(result.stdout, "bibtex").entries) == 3
    assert run("convert", str(tmp_path / "nothing.jsonl"), "--to", "bibtex").exit_code == 2


def test_profiles_are_no_references(run: Run) -> None:
    result = run("convert", str(examples() / "vinyals-oriol.txt"), "--to", "ris")
    assert "(left out: 1 profile of people" in result.stderr
    assert len(rispy.loads(result.stdout)) == 29


@pytest.mark.parametrize("to", ["bibtex", "ris", "text", "crossref-json"])
def test_a_reference_is_the_same_with_and_without_a_release(to: str, run: Run, tmp_path: Path) -> None:
    """What a record says for citing goes through the graph and comes out as it went in."""
    record = {
        "title": "Counting rivers", "subtitle": "a survey", "year": 2020,
        "authors": [{"name": "Åsa Lind", "orcid": "0000-0002-1825-0097", "affiliations": ["River Institute"]},
                    "River Team"],
        "license": "https://example.org/by/4.0/", "venue_identifiers": {"eissn": "2049-3630"},
        "contributors": [
            {"position": 0, "name": "Carla Mota", "given": "Carla", "family": "Mota", "role": "translator"}
        ],
        "venue": "Proceedings of the 5th Conference on Rivers", "venue_kind": "proceedings",
        "work_type": "proceedings-article", "article_number": "e17", "doi": "10.1234/rivers",
        "event": {"name": "5th Conference on Rivers", "place": "Porto"}, "series": "LNCS",
        "series_number": "123", "identifiers": {"pmid": "123456"}, "publisher": "Springer", "place": "Berlin",
        "editors": [{"position": 0, "name": "Nidhi Vyas", "given": "Nidhi", "family": "Vyas"}],
    }  # fmt: skip
    source = tmp_path / "one.jsonl"
    source.write_bytes(orjson.dumps(record) + b"\n")
    assert run("build", str(source), "--data", str(tmp_path / "data")).exit_code == 0
    published = run("query", "papers-newest", "--to", to, "--data", str(tmp_path / "data"))
    assert published.stdout == run("convert", str(source), "--to", to).stdout
