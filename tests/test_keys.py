"""Keys are made and taken apart in `kg.keys` alone, and what is made there can be taken apart again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kg import keys
from tests.test_iris import ROOT, texts

KINDS = (
    "record", "mention", "profile", "authorship", "listed", "paper", "person", "venue", "topic", "pub",
    "title", "team", "publisher", "funder-named", "organisation", "human", "orcid", "ror",
)  # fmt: skip
TEXT = re.compile(rf"(?:{'|'.join(KINDS)}):")
TABLES = {
    "kg/keys.py",
    "kg/identity/people.py", "kg/identity/organisations/stated.py",  # which keys are the stronger
}  # fmt: skip
"""Modules that may hold such a text, and why."""
NO_KEYS = {
    "kg/identity/organisations/joining.py",  # a word under which organisations meet
    "kg/mapping/curation.py",  # a prefixed name of RDF
}  # fmt: skip
"""Modules that take apart what looks like a key and is none."""
OTHERS = ("kg/readers/", "kg/harvest/", "kg/repair/", "kg/identifiers/", "kg/release/evaluation/")
"""Rooms that read what others write."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "kg").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in TABLES and not name.startswith(OTHERS):
            yield name, ast.parse(Path(path).read_text("utf-8"))


def test_no_other_module_holds_the_text_of_a_key() -> None:
    found = [
        f"{name}:{line}: {text[:80]!r}"
        for name, tree in modules()
        for line, text in texts(tree)
        if TEXT.match(text)
    ]
    assert not found, "make keys by kg.keys"


def test_no_other_module_takes_a_key_apart() -> None:
    cuts = ("partition", "rpartition", "split", "rsplit")
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in cuts
        and name not in NO_KEYS
        and [getattr(argument, "value", None) for argument in node.args[:1]] in ([":"], ["|"], ["@"])
    ]
    assert not found, "take keys apart by kg.keys"


def test_what_is_made_can_be_taken_apart() -> None:
    assert keys.split_key(keys.key_of("doi", "10.1000/a:b")) == ("doi", "10.1000/a:b")
    assert keys.record_of(keys.record_key("d-7")) == "d-7"
    assert keys.mention_of(keys.mention_key("d-7-2")) == "d-7-2"
    assert keys.mention_of(keys.record_key("d-7")) is None
    assert keys.record_of(keys.mention_key("d-7-2")) == "d-7"
    page = keys.profile_key("d", 2)
    assert (keys.document_of(page), keys.page_of(page), keys.page_id(page)) == ("d", "d-2", "d-2")
    assert keys.page_id(keys.profile_key("d", 1)) == "d"
    paper = keys.titled_key("on weirs", "jane smith")
    assert (keys.nameless(paper), keys.first_author_of(paper)) == ("title:on weirs", "jane smith")
    place = keys.place_of(keys.authorship_key(paper, 2, "jane smith"))
    assert keys.split_place(place) == (paper, "2")
    mention, digest = keys.authorship_keys("x" * 16, keys.record_key("d-7"), ["d-7-2"])
    assert keys.names_authorship(mention)
    assert keys.names_authorship(digest)
    assert keys.record_of(digest) == "d-7"
    published = keys.publication_key("doi", "10.1000/q")
    assert keys.publication_key_of("doi/10.1000/q") == published
    assert list(keys.block_keys(published)) == ["doi:10.1000/q"]
    assert list(keys.block_keys(paper)) == ["title=on weirs", paper]
