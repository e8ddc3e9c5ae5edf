"""What is typed, and what is found first; whatever is typed, nothing breaks."""

from __future__ import annotations

import errno
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryLimitExceeded, ReleaseDamaged, UsageError
from kg.release import Release
from kg.release.search import EntryKind, IndexEntry, SearchIndex, Tier, tables
from kg.release.search.writing import fill

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("cases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
HOSTILE = [
    '"', '""', '"unlu', "unlu*", "*", "^unlu", "unlu OR rivers", "AND", "NOT rivers", "rivers AND NOT ice",
    "NEAR(rivers ice, 2)", "words:unlu", "{words}: unlu", "-words : unlu", "(", ")", "((((", "a + b",
    "rivers'", "'; DROP TABLE thing; --", "%", "_", "\\", "`", "\x00", "\ud800", "\u200f", "🌊", "a" * 1000,
    "a " * 500, '10.5555/"x"', "10.5555/'x'", "10.5555/x\\y", "10.5555/`x`",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "name", "why"), [pytest.param(*case, id=f"{case[3]}: {case[0]}") for case in CASES]
)
def test_first_hit(index: SearchIndex, text: str, kind: str, name: str, why: str) -> None:
    answer = index.search(text)
    assert [(hit.entry.kind.value, hit.entry.name) for hit in answer.best][:1] == [(kind, name)], why


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_syntax(index: SearchIndex, text: str) -> None:
    answer = index.search(text)
    assert all(hit.entry.name for hit in answer.best)


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_is_answered(index: SearchIndex, text: str) -> None:
    index.search(text)


@pytest.mark.parametrize("text", ["NOT rivers", "rivers AND NOT ice", "rivers OR", "ice NEAR"])
def test_operators_are_words(index: SearchIndex, text: str) -> None:
    assert not any(group.kind is EntryKind.PAPER for group in index.search(text).groups)


def test_an_operator_that_stands_in_a_title_is_found(index: SearchIndex) -> None:
    (hit,) = index.search("near AND beyond", [EntryKind.PAPER]).groups[0].hits
    assert hit.entry.name.startswith("E-Commerce")


def test_too_long(index: SearchIndex) -> None:
    with pytest.raises(UsageError, match="1,000 characters"):
        index.search("x" * 1001)


def test_hits_are_grouped_counted_and_paged(index: SearchIndex) -> None:
    groups = {group.kind: group for group in index.search("rivers", limit=2).groups}
    papers = groups[EntryKind.PAPER]
    assert (len(papers.hits), papers.count, papers.more) == (2, 4, False)
    rest = index.search("rivers", [EntryKind.PAPER], limit=2, offset=2).groups[0]
    names = [hit.entry.name for hit in (*papers.hits, *rest.hits)]
    assert len(set(names)) == 4
    assert index.search("rivers", [EntryKind.PERSON]).groups == ()


def test_what_is_shown_of_a_hit(index: SearchIndex, release: Release) -> None:
    (person,) = index.search("caglar unlu", [EntryKind.PERSON]).groups[0].hits
    assert (person.entry.papers, person.tier) == (2, Tier.WHOLE_NAME)
    assert person.entry.iri.startswith(f"{release.base}person/")
    (paper,) = index.search("10.5555/rivers.2021", [EntryKind.PAPER]).groups[0].hits
    assert (paper.entry.year, paper.entry.authors) == (2021, 2)
    assert paper.entry.people == ("Çağlar Ünlü", "Ada Lindqvist")
    assert set(paper.entry.identifiers) >= {"2101.00001", "10.5555/rivers.2021"}
    (venue,) = index.search("annals", [EntryKind.VENUE]).groups[0].hits
    assert venue.entry.papers == 3


def test_every_author_finds_the_paper(index: SearchIndex) -> None:
    for name in ("Karin Sørensen", "J. R. Okafor", "Siobhán O'Rourke"):
        (hit,) = index.search(name, [EntryKind.PAPER]).groups[0].hits
        assert hit.entry.name == "Drift of Sand Banks in the Wadden Sea"


def test_the_index_is_part_of_the_manifest(release: Release) -> None:
    assert release.manifest.files["search.sqlite"].bytes == release.search_path.stat().st_size


def entries(count: int) -> list[tuple[IndexEntry, list[str]]]:
    long = [
        (IndexEntry(EntryKind.PAPER, f"paper/{n}", f"Water number {n}", year=2020), ["A. B"])
        for n in range(count)
    ]
    return [*long, (IndexEntry(EntryKind.PAPER, "paper/last", "Water", year=1900), [])]


def test_a_common_word_hides_no_whole_title(tmp_path: Path) -> None:
    fill(entries(1000), tmp_path / "search.sqlite", "https://kg.example.org/")
    index = SearchIndex(tmp_path / "search.sqlite")
    group = index.search("water").groups[0]
    assert group.more
    assert group.hits[0].entry.name == "Water"


def test_same_entries_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        fill(entries(50), tmp_path / name, "https://kg.example.org/")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_full_disk_is_an_error_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says that a disk is full in the same way when a database may not grow."""
    create = tables.create

    def limited(connection: sqlite3.Connection, hash_bytes: int) -> None:
        create(connection, hash_bytes)
        connection.execute("PRAGMA max_page_count = 40")

    monkeypatch.setattr(tables, "create", limited)
    with pytest.raises(OSError, match="search index") as raised:
        fill(entries(20_000), tmp_path / "search.sqlite", "https://kg.example.org/")
    assert raised.value.errno == errno.ENOSPC


def test_a_search_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.release.search.index._CHECK_EVERY", 1)
    fill(entries(10), tmp_path / "search.sqlite", "https://kg.example.org/")
    index = SearchIndex(tmp_path / "search.sqlite", seconds=60)
    index._seconds = 0
    with pytest.raises(QueryLimitExceeded) as stopped:
        index.search("water")
    assert stopped.value.limit == "seconds"


def test_many_threads(index: SearchIndex) -> None:
    found: list[str] = []

    def ask() -> None:
        found.extend(index.search("unlu c").best[0].entry.name for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Çağlar Ünlü"] * 300


def test_an_index_cannot_be_written(index: SearchIndex) -> None:
    with (
        pytest.raises(ReleaseDamaged, match="readonly"),
        index._connection() as connection,
    ):
        connection.execute("DELETE FROM thing")


@pytest.mark.parametrize("content", [b"", b"no database at all, but some text" * 100])
def test_a_damaged_index(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(content)
    with pytest.raises(ReleaseDamaged):
        SearchIndex(path)


def test_an_index_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    fill(entries(1), path, "https://kg.example.org/")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE about SET value = '0' WHERE name = 'version'")
    connection.commit()
    connection.close()
    with pytest.raises(ReleaseDamaged, match="version"):
        SearchIndex(path)
