"""The store: loaded once, then only read."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import QuerySyntaxError, ReleaseDamaged, UsageError
from kg.release.delta.store import in_common, linked
from kg.statement_files import pieces
from kg.store import Store

DEFAULT = "".join(f'<http://e/s{n}> <http://e/p> "value {n} \\n \u00e9" .\n' for n in range(500))
NAMED = "".join(f"<http://e/s{n}> <http://e/q> <http://e/o> <http://e/g{n % 2}> .\n" for n in range(50))
FIND = "SELECT * { ?s ?p ?o }"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "a.nt").write_text(DEFAULT, encoding="utf-8")
    (tmp_path / "b.nq").write_text(NAMED, encoding="utf-8")
    assert Store.load(tmp_path / "store", [tmp_path / "a.nt", tmp_path / "b.nq"]) == 550
    return Store.open(tmp_path / "store")


def rows(store: Store, text: str, **options: list[str]) -> int:
    result = store.query(text, default_graph=options.get("default"), named_graphs=options.get("named"))
    assert isinstance(result, pyoxigraph.QuerySolutions)
    return len(list(result))


def test_all_statements_are_there(store: Store) -> None:
    assert store.count() == 550
    assert store.graphs() == ["http://e/g0", "http://e/g1"]
    assert rows(store, FIND) == 500
    assert rows(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }") == 50


@pytest.mark.parametrize("piece_bytes", [9000, 1 << 20])
def testpieces_of_any_size_give_the_same_store(tmp_path: Path, piece_bytes: int, store: Store) -> None:
    seen: list[int] = []
    parts = [tmp_path / "a.nt", tmp_path / "b.nq"]
    Store.load(tmp_path / "again", parts, piece_bytes=piece_bytes, progress=seen.append)
    assert sum(seen) == sum(path.stat().st_size for path in parts)
    dumps = [io.BytesIO(), io.BytesIO()]
    store.dump_nquads(dumps[0])
    Store.open(tmp_path / "again").dump_nquads(dumps[1])
    assert sorted(dumps[0].getvalue().splitlines()) == sorted(dumps[1].getvalue().splitlines())


def test_a_store_that_is_open_is_shared_until_it_changes(tmp_path: Path, store: Store) -> None:
    assert Store.open(store.folder) is store
    (tmp_path / "link").symlink_to(store.folder)
    assert Store.open(tmp_path / "link") is store
    assert Store.open(store.folder, shared=False) is not store
    (tmp_path / "none.nq").write_bytes(b"")
    (tmp_path / "added.nq").write_text("<http://e/s0> <http://e/p> <http://e/new> .\n", encoding="utf-8")
    Store.change(store.folder, tmp_path / "none.nq", tmp_path / "added.nq")
    assert Store.open(store.folder).count() == store.count() + 1


def test_a_store_is_changed_and_keeps_no_log_of_what_its_tables_hold(tmp_path: Path, store: Store) -> None:
    linked(store.folder, tmp_path / "other")
    (tmp_path / "removed.nq").write_text("".join(DEFAULT.splitlines(keepends=True)[:400]), encoding="utf-8")
    (tmp_path / "added.nq").write_text("<http://e/s0> <http://e/p> <http://e/new> .\n", encoding="utf-8")
    Store.change(tmp_path / "other", tmp_path / "removed.nq", tmp_path / "added.nq")
    changed, again = Store.open(tmp_path / "other"), io.BytesIO()
    changed.dump_nquads(again)
    text = DEFAULT.splitlines(keepends=True)[400:] + NAMED.splitlines(keepends=True)
    wanted = sorted([*text, "<http://e/s0> <http://e/p> <http://e/new> .\n"])
    assert sorted(again.getvalue().decode().replace("é", "\u00e9").splitlines(keepends=True)) == wanted
    assert sum(path.stat().st_size for path in (tmp_path / "other").glob("*.log")) == 0
    assert store.count() == 550
    Store.change(tmp_path / "other", tmp_path / "added.nq", tmp_path / "removed.nq")
    assert Store.open(tmp_path / "other").count() == 550


def test_changes_leave_few_files_that_queries_look_into(tmp_path: Path, store: Store) -> None:
    linked(store.folder, tmp_path / "other")
    (tmp_path / "none.nq").write_bytes(b"")
    tables, statements = [], 20_000
    for number in range(8):
        rows = (f"<http://e/{number}/{one}> <http://e/p> <http://e/new> .\n" for one in range(statements))
        (tmp_path / "added.nq").write_text("".join(rows), "utf-8")
        Store.change(tmp_path / "other", tmp_path / "none.nq", tmp_path / "added.nq")
        tables.append(len(list((tmp_path / "other").glob("*.sst"))))
        assert sum(path.stat().st_size for path in (tmp_path / "other").glob("*.log")) == 0
        assert not list((tmp_path / "other").glob("LOG.old*"))
    assert Store.open(tmp_path / "other").count() == store.count() + 8 * statements
    assert tables[0] <= 2 * 12  # a file of each kind of keys beside the one there was
    assert tables[-1] <= 5 * 12  # RocksDB puts them together
    assert (
        0
        <= in_common(store.folder, tmp_path / "other")
        <= sum(path.stat().st_size for path in store.folder.iterdir())
    )


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_pieces_end_at_line_ends(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.nt").write_text(DEFAULT, encoding="utf-8")
    found = list(pieces(tmp_path / "a.nt", size))
    assert b"".join(found).decode() == DEFAULT
    assert all(piece.endswith(b" .\n") for piece in found)
    assert len(found) > 1


def test_a_last_line_without_end_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<http://e/a> <http://e/b> <http://e/c> .")
    assert Store.load(tmp_path / "store", [tmp_path / "a.nt"]) == 1
    assert Store.open(tmp_path / "store").count() == 1


def test_text_that_is_no_rdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<http://e/a> <http://e/b> .\n")
    with pytest.raises(SyntaxError):
        Store.load(tmp_path / "store", [tmp_path / "a.nt"])


def test_opening_writes_nothing(store: Store) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")}
    assert Store.open(store.folder).count() == 550
    assert {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")} == before


def test_a_store_is_opened_by_its_own_path(tmp_path: Path, store: Store) -> None:
    (tmp_path / "link").symlink_to(store.folder)
    assert Store.open(tmp_path / "link").folder == store.folder.resolve()


def test_a_missing_store_is_damage(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged, match="kg build"):
        Store.open(tmp_path / "absent")


def test_a_store_without_its_data_is_damage(store: Store) -> None:
    for path in store.folder.glob("*.sst"):
        path.unlink()
    with pytest.raises(ReleaseDamaged):
        Store.open(store.folder).count()


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("SELECT ?s {\n ?s ?p ?o . FOO }", 2, 18, "expected GRAPH or MINUS"),
        ("SELECT ?s { ?s foo:bar 1 }", 1, 23, "Prefix not found"),
        ("SELECT (?a AS ?x) (?b AS ?x) {?a ?b ?x}", 1, 40, "overrides an existing variable"),
        ("", 1, 1, "expected|unexpected"),
        ("INSERT DATA { <http://a> <http://b> 1 }", 1, 10, "expected CONSTRUCT"),
    ],
)
def test_syntax_errors_have_a_place(store: Store, text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(QuerySyntaxError, match=said) as caught:
        store.query(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "['" not in str(caught.value)


def test_the_data_set_of_a_query(store: Store) -> None:
    assert rows(store, FIND, default=["http://e/g0"]) == 25
    assert rows(store, FIND, default=["http://e/g0", "http://e/g1"]) == 50
    assert rows(store, FIND, named=["http://e/g0"]) == 0
    assert rows(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", named=["http://e/g0"]) == 25
    assert rows(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", default=["http://e/g0"]) == 0
    with pytest.raises(UsageError, match="valid IRI"):
        store.query(FIND, default_graph=["no IRI"])


def test_prefixes_and_base(store: Store) -> None:
    result = store.query(
        "ASK { e:s1 e:p ?o . <s1> e:p ?o }", prefixes={"e": "http://e/"}, base_iri="http://e/"
    )
    assert bool(result)


def test_a_dump_of_one_graph_is_the_default_graph(store: Store) -> None:
    output = io.BytesIO()
    store.dump(output, pyoxigraph.RdfFormat.N_TRIPLES)
    assert sorted(output.getvalue().decode().splitlines(keepends=True)) == sorted(
        DEFAULT.splitlines(keepends=True)
    )


def test_an_output_that_cannot_be_written_is_not_damage(store: Store) -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        store.dump_nquads(Full())  # type: ignore[arg-type]


def test_small_files_are_loaded_together(tmp_path: Path) -> None:
    parts = []
    for number in range(40):
        part = tmp_path / f"{number}.{'nq' if number % 3 else 'nt'}"
        graph = f" <http://e/g{number % 2}>" if number % 3 else ""
        part.write_text(f"<http://e/s{number}> <http://e/p> <http://e/o>{graph} .\n", encoding="utf-8")
        parts.append(part)
    seen: list[int] = []
    assert Store.load(tmp_path / "store", parts, progress=seen.append) == 40
    assert seen == [sum(part.stat().st_size for part in parts)]
    assert Store.open(tmp_path / "store").count() == 40


def test_no_piece_is_larger_than_is_said(tmp_path: Path) -> None:
    parts = [tmp_path / f"{number}.nt" for number in range(9)]
    for part in parts:
        part.write_text(
            "".join(f"<http://e/{part.stem}-{n}> <http://e/p> <http://e/o> .\n" for n in range(30))
        )
    seen: list[int] = []
    assert Store.load(tmp_path / "store", parts, progress=seen.append, piece_bytes=3000) == 270
    assert max(seen) < 3000 + 60
    assert len(seen) < len(parts)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("")
    with pytest.raises(ValueError, match="neither N-Triples nor N-Quads"):
        Store.load(tmp_path / "store", [tmp_path / "a.ttl"])
