from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.readers import detect, read
from kg.readers.arxiv_jsonl import parse
from kg.readers.source import Document
from kg.records import Author, Item, Notice, Rejection, Version, WorkRecord

FULL: dict[str, Any] = {
    "id": "0704.0001",
    "submitter": "P\\'eter Example",
    "authors": "C. Bal\\'azs, Jean-Luc O. Dupont Jr. (Kiel), the EXAMPLE Collaboration",
    "title": "A title over\n  two lines with $\\alpha$",
    "comments": "3 pages,\n 1 figure",
    "journal-ref": "J. Ex.\n 1 (2007) 2",
    "doi": "10.1000/Ex.1",
    "report-no": "EX-1",
    "categories": "math.MP hep-ph",
    "license": "http://creativecommons.org/licenses/by/4.0/",
    "abstract": "  One line\nand another.\n",
    "versions": [
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [
        ["Balázs", "C.", ""],
        ["Dupont", "Jean -Luc O.", "Jr.", "Kiel"],
        ["the EXAMPLE Collaboration", "", ""],
    ],
}


def items(*lines: object) -> list[Item]:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return list(parse(Document.of_bytes("\n".join(texts).encode(), "in.jsonl")))


def work(**changes: object) -> WorkRecord:
    (made,) = items({**FULL, **changes})
    assert isinstance(made, WorkRecord), made
    return made


def kinds(record: WorkRecord) -> list[tuple[str, str]]:
    return [(one.kind, one.field) for one in record.damage]


def test_every_field_is_read() -> None:
    made = work(authors_parsed=[["Balázs", "C. -P.", ""]], authors="C.-P. Bal\\'azs")
    assert made.model_dump(exclude={"source", "authors", "repairs"}, exclude_defaults=True) == {
        "title": "A title over two lines with $\\alpha$",
        "abstract": "One line and another.",
        "comment": "3 pages, 1 figure",
        "arxiv_id": "0704.0001",
        "version": 2,
        "versions": (
            {"number": 1, "submitted": "2007-04-02T19:18:42Z"},
            {"number": 2, "submitted": "2007-07-24T20:10:27Z"},
        ),
        "doi": "10.1000/Ex.1",
        "submitted": "2007-04-02",
        "updated": "2008-11-26",
        "date_as_stated": "Mon, 2 Apr 2007 19:18:42 GMT",
        "submitter": "Péter Example",
        "primary_category": "math.MP",
        "categories": ("math.MP", "hep-ph"),
        "journal_ref": "J. Ex. 1 (2007) 2",
        "venue": "J. Ex.",
        "volume": "1",
        "pages": "2",
        "year": 2007,
        "report_no": "EX-1",
        "license": "http://creativecommons.org/licenses/by/4.0/",
    }
    assert made.authors == (
        Author(position=0, name="C.-P. Balázs", given="C.-P.", family="Balázs", printed="C.-P. Bal\\'azs"),
    )
    repair, apart = made.repairs
    assert (apart.field, apart.rule) == ("venue", "JOURNAL-REF")
    assert (repair.field, repair.rule, repair.before, repair.certain) == (
        "submitter", "TEX-ACCENT", "P\\'eter Example", True,
    )  # fmt: skip


def test_metadata_beside_the_text_of_the_paper_are_read_as_unarxive_has_them() -> None:
    line = json.dumps({"paper_id": "0704.0001", "metadata": FULL, "body_text": [{"text": "Long."}]})
    document = Document.of_bytes(line.encode(), "in.jsonl")
    assert detect(document).name == "arxiv-jsonl"
    (made,) = read(document)
    assert isinstance(made, WorkRecord)
    assert (made.arxiv_id, len(made.authors)) == ("0704.0001", 3)


def test_suffixes_affiliations_and_collectives() -> None:
    made = work(
        authors_parsed=[
            *FULL["authors_parsed"][:1],
            ["Dupont", "J.", "Jr.", "Kiel,\n Ulm", "1 and 2"],
            FULL["authors_parsed"][2],
        ]
    )
    _, dupont, team = made.authors
    assert (dupont.name, dupont.suffix, dupont.affiliations) == ("J. Dupont Jr.", "Jr.", ("Kiel, Ulm",))
    assert (team.kind, team.name, team.given, team.family) == (
        "collective",
        "the EXAMPLE Collaboration",
        None,
        None,
    )
    assert ("other", "authors") in kinds(made), "a footnote mark is no affiliation, and that is told"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": None}, ("title_lost", "title")),
        ({"authors": None, "authors_parsed": []}, ("authors_lost", "authors")),
        ({"authors_parsed": None}, ("authors_odd", "authors")),
        ({"authors_parsed": [["Balázs", "C.", ""], 7]}, ("authors_odd", "authors")),
        ({"authors_parsed": [["Nobody", "N.", ""]]}, ("authors_odd", "authors")),
        ({"authors_parsed": [["Balázs", "null", ""]], "authors": "C. Bal\\'azs"}, ("null_token", "authors")),
        ({"id": "0704.1"}, ("identifier_invalid", "arxiv_id")),
        ({"doi": "see text"}, ("identifier_invalid", "doi")),
        ({"doi": "10.1000/1 10.1000/2"}, ("other", "doi")),
        ({"categories": "hep-ph cs.QQ"}, ("category_unknown", "categories")),
        ({"update_date": "26.11.2008"}, ("date_invalid", "updated")),
        ({"versions": [{"version": "v1", "created": "soon"}]}, ("date_invalid", "versions")),
        ({"versions": [{"version": "first"}, "v2"]}, ("other", "versions")),
        ({"abstract": 7}, ("other", "abstract")),
        ({"submitter": "\\foo{bar}"}, ("other", "submitter")),
    ],
)
def test_a_wrong_value_costs_that_value_only(changes: dict[str, object], expected: tuple[str, str]) -> None:
    made = work(**changes)
    assert expected in kinds(made)
    assert made.comment == "3 pages, 1 figure"


def test_et_al_leaves_the_list_incomplete() -> None:
    made = work(
        authors="The EXAMPLE Collaboration, B. Ames, et al",
        authors_parsed=[["The EXAMPLE Collaboration", "", ""], ["Ames", "B.", ""]],
    )
    assert not made.authors_complete
    assert [author.printed for author in made.authors] == ["The EXAMPLE Collaboration", "B. Ames"]
    assert work(authors="A. Ames (Kiel et al.)", authors_parsed=[["Ames", "A.", ""]]).authors_complete


def test_authors_as_typed_stand_in_for_missing_ones() -> None:
    made = work(authors="C. Bal\\'azs, A. B. Cee (Kiel (North), Ulm) and D. Dee, Jr.", authors_parsed=[])
    assert [author.name for author in made.authors] == ["C. Balázs", "A. B. Cee", "D. Dee Jr."]
    assert "TEX-ACCENT" in [repair.rule for repair in made.repairs]


def test_offsets_are_turned_into_utc() -> None:
    made = work(versions=[{"version": "v1", "created": "Mon, 2 Apr 2007 23:18:42 -0300"}])
    assert made.versions == (Version(number=1, submitted="2007-04-03T02:18:42Z"),)
    assert made.submitted == "2007-04-03"


def test_bad_lines_are_rejected_and_unknown_keys_told_once() -> None:
    found = items(FULL, "{broken", {"title": " "}, {**FULL, "x": 1}, {**FULL, "x": 2}, "[]")
    assert [type(item) for item in found] == [
        WorkRecord, Rejection, Rejection, WorkRecord, Notice, WorkRecord, Rejection,
    ]  # fmt: skip
    assert [item.line for item in found if isinstance(item, Rejection | Notice)] == [2, 3, 4, 6]


def test_the_public_sample(shared: Path) -> None:
    document = Document(shared / "corpora/arxiv-kaggle/arxiv-metadata-oai-snapshot.json")
    assert detect(document).name == "arxiv-jsonl"
    records = [item for item in read(document) if isinstance(item, WorkRecord)]
    assert len(records) == 200
    assert sum(len(record.authors) for record in records) == 537
    assert sum(len(record.versions) for record in records) == 326
    assert not {kind for record in records for kind, _ in kinds(record)} - {"other"}
    assert all(
        record.arxiv_id and record.title and record.abstract and record.categories for record in records
    )
    assert {record.arxiv_id for record in records if not record.authors_complete} == {
        "0704.0020",
        "0704.0171",
    }
    by_id = {record.arxiv_id: record for record in records}
    assert by_id["0704.0009"].authors[5].name == "Neal J. Evans II"
    assert by_id["0704.0062"].authors[0].printed == "Rastislav \\v{S}r\\'amek"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    line = json.dumps(FULL).encode() + b"\n"

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        path.write_bytes(line * count)
        tracemalloc.start()
        assert _count(read(Document(path))) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # fill the caches
    assert peak(4000) < peak(500) + 2_000_000


def _count(found: Iterator[Item]) -> int:
    return sum(1 for _ in found)
