"""Lists of journals that the publisher brings: CSV and JSON, told from the dump of ROR, refused if none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UnreadableInput, UsageError
from kg.identity.venue_lists import ListedTitle
from kg.release.authority_files import authorities, listed_titles

LISTED = ListedTitle("Owl Review", ("Owl Rev.", "Owl Rev"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", '"Owl Review","Owl Rev.","Owl Rev"\n'),
        ("a.csv", "Owl Review;Owl Rev.;Owl Rev\n"),
        ("a.tsv", "Owl Review\tOwl Rev.\tOwl Rev\n\nno abbreviation\n"),
        ("a.json", '[{"title": "Owl Review", "abbreviations": ["Owl Rev.", "Owl Rev"]}]'),
        ("a.jsonl", '{"title": "Owl Review", "abbreviations": ["Owl Rev.", "Owl Rev"]}\n'),
    ],
)
def test_a_list_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert list(listed_titles(path)) == [LISTED]
    assert authorities([path]) == (None, (path,))


def test_a_list_stands_beside_the_dump_of_ror(tmp_path: Path) -> None:
    dump, titles = tmp_path / "ror.json", tmp_path / "titles.csv"
    dump.write_text('[{"id": "https://ror.org/05dxps055", "names": []}]', "utf-8")
    titles.write_text("Owl Review,Owl Rev.\n", "utf-8")
    assert authorities([titles, dump]) == (dump, (titles,))
    with pytest.raises(UsageError, match="only one dump"):
        authorities([dump, dump])


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"Owl Review\n"), ("a.csv", b"\xff\xfe,b\n")])
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableInput):
        authorities([path])
