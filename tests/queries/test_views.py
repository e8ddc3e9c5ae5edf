"""Views: each gives back what the resolved graph leaves out, or says it in another vocabulary."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

import kg.queries.views
from kg.cli.dump import command
from kg.engine import QueryForm, query_form
from kg.errors import InputError, UsageError
from kg.queries.views import view, views
from kg.release.export import export, export_view
from kg.vocab import DCTERMS, KGO, PRO, RDF
from kg.writers.rdf import RDF_FORMATS
from tests.conftest import Built
from tests.golden.case import LONG, Case, added_by_view, cases

NAMES = list(views())


def triples(text: str | bytes, form: RdfFormat = RdfFormat.N_TRIPLES) -> set[Triple]:
    return {quad.triple for quad in parse(text, form)}


def dumped(built: Built, name: str, form: str = "ntriples") -> bytes:
    chosen, output = view(name), BytesIO()
    export_view(built.release, chosen.text, form, output, beside=chosen.beside, shorter=chosen.prefixes)
    return output.getvalue()


def resolved(built: Built) -> set[Triple]:
    output = BytesIO()
    export(built.release, "ntriples", output)
    return triples(output.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_a_view_makes_triples_and_says_what_it_is_for(name: str) -> None:
    assert query_form(view(name).text) is QueryForm.CONSTRUCT
    assert view(name).summary.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_a_view_is_used_by_a_golden_case(name: str) -> None:
    """A branch that finds nothing in any case is a branch that nothing tests."""
    made = "".join(line for case in cases() for line in added_by_view(case.expected()["resolved.nt"], name))
    said = {triple.predicate.value for triple in triples(made)}
    template = view(name).text.partition("CONSTRUCT")[2].partition("WHERE")[0]
    prefixes = view(name).prefixes
    pairs = [line.split()[1] for line in template.splitlines() if line.strip().startswith("?")]
    wanted = {
        RDF["type"] if term == "a" else prefixes[term.partition(":")[0]] + term.partition(":")[2]
        for term in pairs
    }
    assert wanted <= said


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_spar_view_says_nothing_twice(case: Case) -> None:
    graph = case.expected()["resolved.nt"]
    made = added_by_view(graph, "spar")
    assert len(made) == len(set(made))
    assert not set(made) & set(graph.splitlines(keepends=True))
    assert case.expected()[LONG] == "".join(sorted([*graph.splitlines(keepends=True), *made]))


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_a_view_is_the_same_in_each_format(built_examples: Built, form: str) -> None:
    plain = triples(dumped(built_examples, "dc"))
    assert plain
    assert triples(dumped(built_examples, "dc", form), RDF_FORMATS[form]) == plain


def test_a_view_beside_the_graph_has_all_of_it(built_examples: Built) -> None:
    found = triples(dumped(built_examples, "spar", "turtle"), RdfFormat.TURTLE)
    assert resolved(built_examples) < found
    authorships = {one.subject for one in found if one.object == NamedNode(KGO["Authorship"])}
    roles = {one.subject for one in found if one.predicate == NamedNode(PRO["withRole"])}
    assert authorships
    assert authorships <= roles


def test_a_view_alone_has_none_of_the_graph(built_examples: Built) -> None:
    found = triples(dumped(built_examples, "bibo"))
    assert NamedNode(DCTERMS["creator"]) in {one.predicate for one in found}
    assert not {one.predicate for one in found} & {NamedNode(KGO["nameAsPrinted"])}
    text = dumped(built_examples, "bibo", "turtle").decode()
    assert "a bibo:Document" in text


def test_the_command_writes_a_view_compressed_or_not(built_examples: Built, tmp_path: Path) -> None:
    target = tmp_path / "dc.nt.gz"
    arguments = [
        "--data",
        str(built_examples.directory.path),
        "--to",
        "ntriples",
        "--view",
        "dc",
        "-o",
        str(target),
    ]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    assert triples(gzip.decompress(target.read_bytes())) == triples(dumped(built_examples, "dc"))


def test_a_wrong_name_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match="there are: bibo, dc, spar"):
        view("marc")


def test_a_new_view_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "views"
    folder.mkdir()
    name = "?s <https://schema.org/name> ?name"
    text = f"#+ summary: Nothing but names\nCONSTRUCT {{ {name} }} WHERE {{ {name} }}"
    (folder / "names.rq").write_text(text, "utf-8")
    monkeypatch.setattr(kg.queries.views, "folder", lambda _: tmp_path)
    assert view("names").summary == "Nothing but names"
    assert "--view [names]" in CliRunner().invoke(command, ["--help"]).output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CONSTRUCT {} WHERE {}", "lacks its"),
        ("#+ summary: a\n#+ colour: red\nCONSTRUCT {} WHERE {}", "unknown header 'colour'"),
        ("#+ summary: a\n#+ beside: me\nCONSTRUCT {} WHERE {}", "beside the resolved graph"),
    ],
)
def test_a_file_that_does_not_say_what_it_is(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "odd.rq").write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        view("odd", tmp_path)
