"""The dump files: the same bytes from the same statements, and valid for others."""

from __future__ import annotations

import gzip
import hashlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph
import rdflib

from kg.iris import prefixes
from kg.release import DataDirectory
from kg.release.cutting import pieces
from kg.release.draft import begin
from kg.release.dumps import NQUADS, TURTLE, write_dumps, write_nquads, write_turtle
from tests.release.synthetic import BASE, build, default_lines, write_work


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = build(tmp_path / "one"), build(tmp_path / "two")
    build(tmp_path / "two", mark="other")
    for name in (TURTLE, NQUADS):
        assert (first.path / "dumps" / name).read_bytes() == (second.path / "dumps" / name).read_bytes()
    assert first.manifest.content_sha256 == second.manifest.content_sha256
    assert first.manifest.counts == second.manifest.counts


def test_both_at_once_are_as_one_by_one(tmp_path: Path) -> None:
    with begin(DataDirectory(tmp_path)) as draft:
        graph = write_work(draft)
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            digest, _ = write_dumps(graph, draft.dumps_path, BASE, pool.map)
        [default], [named] = graph.default, graph.named
        assert write_nquads([*pieces(default), *pieces(named)], tmp_path / "nq.gz")[0] == digest
        write_turtle(pieces(default), tmp_path / "ttl.gz", BASE)
        assert (draft.dumps_path / NQUADS).read_bytes() == (tmp_path / "nq.gz").read_bytes()
        assert (draft.dumps_path / TURTLE).read_bytes() == (tmp_path / "ttl.gz").read_bytes()
        text = default.read_bytes() + named.read_bytes()
        assert gzip.decompress((tmp_path / "nq.gz").read_bytes()) == text
        assert digest == hashlib.sha256(text).hexdigest()


def test_turtle_is_grouped_prefixed_and_read_alike_by_rdflib(tmp_path: Path) -> None:
    release = build(tmp_path, size=40)
    data = (release.path / "dumps" / TURTLE).read_bytes()
    flags, time, system = data[3], data[4:8], data[9]
    assert (flags, time, system) == (0, bytes(4), 255)  # no file name, no time, no system
    text = gzip.decompress(data).decode()
    header = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert header == sorted(header)
    assert len(header) == len(prefixes(BASE))
    assert text.count("\npaper:") == 40
    triples = {str(quad.triple) for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)}
    lines = "".join(default_lines(40))
    assert triples == {str(quad.triple) for quad in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES)}
    assert set(rdflib.Graph().parse(data=text, format="turtle")) == set(
        rdflib.Graph().parse(data=lines, format="nt")
    )


def test_an_empty_graph_is_empty_turtle(tmp_path: Path) -> None:
    (tmp_path / "default.nt").write_bytes(b"")
    write_turtle(pieces(tmp_path / "default.nt"), tmp_path / "out.gz", BASE)
    text = gzip.decompress((tmp_path / "out.gz").read_bytes())
    assert list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)) == []
