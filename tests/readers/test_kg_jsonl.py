from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.readers import detect, read
from kg.readers.json_schema import DESCRIPTIONS, schema
from kg.readers.kg_jsonl import parse, written
from kg.readers.source import Document
from kg.records import Author, Item, Notice, Profile, Rejection, Source, WorkRecord
from kg.resources import examples

pytestmark = pytest.mark.floors

SHORT_FORMS = [
    json.loads(line) for line in (Path(__file__).parent / "short-forms.jsonl").read_text("utf-8").splitlines()
]
HERE: dict[str, Any] = {"file": "in.jsonl", "format": "kg-jsonl", "first_line": 1, "last_line": 1}


def items(*lines: object) -> list[Item]:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return list(parse(Document.of_bytes("\n".join(texts).encode(), "in.jsonl")))


def work(line: object) -> WorkRecord:
    (made,) = [item for item in items(line) if not isinstance(item, Notice)]
    assert isinstance(made, WorkRecord), made
    return made


def stated(line: object) -> dict[str, Any]:
    """Return what the record made of `line` states, without its source."""
    return work(line).model_dump(exclude_defaults=True, exclude={"source"}, mode="json")


def damage(line: object) -> list[tuple[str, str, int | None]]:
    return [(one.kind, one.field, one.position) for one in work(line).damage]


def test_a_minimal_record_is_a_record() -> None:
    made = work(
        {
            "title": "Notes on the Engine",
            "authors": [
                "Ada Lovelace",
                {"name": "Charles Babbage", "orcid": "https://orcid.org/0000-0002-1825-0097"},
            ],
            "doi": "https://doi.org/10.1000/ABC",
        }
    )
    assert made == WorkRecord(
        source=Source(**HERE),
        title="Notes on the Engine",
        authors=(
            Author(position=0, name="Ada Lovelace", given="Ada", family="Lovelace"),
            Author(
                position=1,
                name="Charles Babbage",
                given="Charles",
                family="Babbage",
                orcid="0000-0002-1825-0097",
            ),
        ),
        doi="10.1000/ABC",
    )


@pytest.mark.parametrize("more", [{}, {"version": None}, {"year": "2021"}])
def test_the_version_of_an_e_print_is_a_field_of_its_own(more: dict[str, Any]) -> None:
    made = work({"title": "A", "arxiv_id": "2101.00001v2", **more})
    assert (made.arxiv_id, made.version) == ("2101.00001", 2)


def test_a_stated_source_is_kept() -> None:
    source: dict[str, Any] = {"file": "page.txt", "format": "author-page", "first_line": 7, "last_line": 9}
    assert work({"source": source, "title": "A"}).source == Source(**source)
    assert work({"source": source, "title": "A", "year": "2020"}).source == Source(**source)


@pytest.mark.parametrize("case", SHORT_FORMS, ids=lambda case: json.dumps(case["given"]))
def test_short_forms(case: dict[str, Any]) -> None:
    made = stated({"title": "T", **case["given"]})
    assert made[case["key"]] == case["read"]
    assert "damage" not in made


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"doi": "none"}, ("identifier_invalid", "doi", None)),
        ({"doi": "10.1000/odd item 3"}, ("identifier_invalid", "doi", None)),
        ({"arxiv_id": "2099.1"}, ("identifier_invalid", "arxiv_id", None)),
        ({"identifiers": {"isbn": "978-0-00-000000-0"}}, ("identifier_invalid", "identifiers", None)),
        (
            {"authors": ["A", {"name": "B", "orcid": "0000-0002-1825-0098"}]},
            ("identifier_invalid", "authors", 1),
        ),
        (
            {"authors": ["A", {"name": "B", "identifiers": {"orcid": "x"}}]},
            ("identifier_invalid", "authors", 1),
        ),
        ({"submitted": "2020-02-30"}, ("date_invalid", "submitted", None)),
        ({"updated": "yesterday"}, ("date_invalid", "updated", None)),
        ({"versions": [{"number": 1, "submitted": "?"}]}, ("date_invalid", "versions", None)),
        ({"categories": ["cs.LG", "cs.QQ"]}, ("category_unknown", "categories", None)),
        ({"primary_category": "cs.QQ"}, ("category_unknown", "primary_category", None)),
        ({"year": 12345678901234567890}, ("other", "year", None)),
        ({"year": 1e300}, ("other", "year", None)),
        ({"code": "perhaps"}, ("other", "code", None)),
        ({"abstract": ["a", "b"]}, ("other", "abstract", None)),
        ({"source": "crossref"}, ("other", "source", None)),
        ({"authors": ["A", 7]}, ("authors_odd", "authors", 1)),
        ({"authors": "A. One; B. Two"}, ("authors_odd", "authors", None)),
        (
            {"authors": [{"name": "A", "position": 1}, {"name": "B", "position": 1}]},
            ("authors_odd", "authors", None),
        ),
        ({"doi": "10.1000/1 10.1000/2"}, ("other", "doi", None)),
        ({"work_type": "poem"}, ("other", "work_type", None)),
        ({"venue_kind": "bar"}, ("other", "venue_kind", None)),
        ({"editors": ["A", 7]}, ("authors_odd", "editors", 1)),
        ({"editors": [{"name": "B", "orcid": "x"}]}, ("identifier_invalid", "editors", 0)),
        ({"statuses": [{"kind": "burnt"}]}, ("other", "statuses", None)),
        ({"statuses": [{"kind": "retracted", "date": "2020-02-31"}]}, ("date_invalid", "statuses", None)),
    ],
)
def test_a_wrong_value_costs_that_value_only(
    given: dict[str, object], expected: tuple[str, str, int | None]
) -> None:
    found = damage({"title": "T", "comment": "kept", **given})
    assert expected in found
    made = work({"title": "T", "comment": "kept", **given})
    assert (made.title, made.comment) == ("T", "kept")


def test_a_word_for_a_kind_that_is_not_known_is_kept_as_stated() -> None:
    made = work({"title": "T", "work_type": "Poem"})
    assert (made.work_type, made.work_type_as_stated) == (None, "Poem")


def test_a_lost_author_leaves_the_list_incomplete() -> None:
    made = work({"title": "T", "authors": ["Ann Ames", {"orcid": "0000-0002-1825-0097"}, "Ben Bole"]})
    assert [(author.position, author.name) for author in made.authors] == [(0, "Ann Ames"), (2, "Ben Bole")]
    assert not made.authors_complete


def test_unknown_keys_are_told_once_and_cost_nothing() -> None:
    line = {"title": "T", "shelf": 1, "authors": [{"name": "A", "email": "a@example.org"}]}
    first, one, two, second = items(line, line)
    assert isinstance(first, WorkRecord)
    assert isinstance(second, WorkRecord)
    assert not first.damage
    assert [str(one), str(two)] == [
        f"in.jsonl:1: note: the key {key!r} is not known and was left out (said once a file)"
        for key in ("authors.email", "shelf")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{}", "it states nothing that kg knows"),
        ('{"shelf": 1}', "it states nothing that kg knows"),
        ('{"doi": "none"}', "it states nothing that kg knows; no DOI ("),
        ('{"type": "profile", "h_index": 3}', "it has no name"),
        ('{"title": "a"}, ', "it is not valid JSON"),
        ('{"title": "a', "it is not valid JSON"),
        ('{"title": NaN}', "it is not valid JSON"),
        ("title", "it is not valid JSON"),
        ('{"title": ' + "[" * 100_000, "it is not valid JSON"),
        ('"title"', "it is not a JSON object but a text"),
        ("null", "it is not a JSON object but null"),
        ("12", "it is not a JSON object but a number"),
    ],
)
def test_a_line_that_is_no_record_is_rejected_and_its_neighbours_are_not(line: str, reason: str) -> None:
    before, *found, after = items('{"title": "before"}', line, '{"title": "after"}')
    (only,) = [item for item in found if not isinstance(item, Notice)]
    assert isinstance(only, Rejection)
    assert reason in only.reason
    assert (only.file, only.line) == ("in.jsonl", 2)
    assert line.strip().startswith(only.excerpt[:40])
    assert [record.title for record in (before, after) if isinstance(record, WorkRecord)] == [
        "before",
        "after",
    ]


def test_an_array_is_no_line_of_its_own() -> None:
    _, made = items('{"title": "a"}', '[{"title": "b"}]')
    assert isinstance(made, Rejection)
    assert made.reason == "it is not a JSON object but an array"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[\n  {"title": "a"},\n\n  {"title":\n "b"}\n]', [2, 4]),
        ('[{"title": "a"}, {"title": "b"}]', [1, 1]),
        ('{\n  "title": "a"\n}\n{\n  "title": "b"\n}', [1, 4]),
    ],
)
def test_json_that_is_not_in_lines_is_read_with_the_lines_of_its_objects(text: str, lines: list[int]) -> None:
    found = list(read(Document.of_bytes(text.encode(), "in.json")))
    assert [(one.title, one.source.first_line) for one in found if isinstance(one, WorkRecord)] == [
        ("a", lines[0]),
        ("b", lines[1]),
    ]


def test_an_array_that_breaks_off_keeps_what_came_before() -> None:
    made, broken = read(Document.of_bytes(b'[{"title": "a"},\n{"title": "b"', "in.json"))
    assert isinstance(made, WorkRecord)
    assert isinstance(broken, Rejection)
    assert (broken.line, broken.reason[:20]) == (2, "it is not valid JSON")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"$schema": "https://json-schema.org/x", "title": "T", "properties": {}}', "a JSON Schema"),
        ('{"response": {"numFound": 1, "start": 0, "docs": [{"title": "T"}]}}', "the JSON of a Solr search"),
        ('{"provider": "Crossref", "title": "T", "container": {}}', "Commonmeta JSON"),
        ('{"orcid-profile": {"orcid-identifier": {"path": "x"}}}', "an ORCID record of version 1"),
        ('<?xml version="1.0"?>\n<o:ONIXMessage xmlns:o="http://x.org/o"><o:Product/>', "ONIX"),
        (
            '<d:document xmlns:d="http://www.elsevier.com/xml/document/schema"\n><rdf:RDF>',
            "Elsevier's article XML",
        ),
        ('<svg xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF>', "a picture"),
    ],
)
def test_a_format_that_is_not_read_is_refused_by_its_name(text: str, name: str) -> None:
    with pytest.raises(UnknownFormat, match=f"this looks like {name}.*kg records --schema"):
        detect(Document.of_bytes(text.encode(), "in"))


def test_a_foreign_line_among_ours_is_rejected_by_its_name() -> None:
    made, other = items({"title": "T"}, {"title": "T", "authorships": []})
    assert isinstance(made, WorkRecord)
    assert isinstance(other, Rejection)
    assert other.reason == "it looks like OpenAlex JSON, not like kg's own JSON Lines"


def test_near_keys_are_read_and_said() -> None:
    found = items({"Title": ["T"], "author": "Ada Lind and Karl Berg", "ISSN": "0378-5955"})
    made = found[0]
    assert isinstance(made, WorkRecord)
    assert (made.title, [author.name for author in made.authors]) == ("T", ["Ada Lind", "Karl Berg"])
    assert made.venue_identifiers == {"issn": "0378-5955"}
    assert sorted(str(one).partition(": note: ")[2] for one in found[1:]) == [
        "the key 'ISSN' was read as 'venue_identifiers.issn' (said once a file)",
        "the key 'Title' was read as 'title' (said once a file)",
        "the key 'author' was read as 'authors' (said once a file)",
    ]


@pytest.mark.parametrize(
    ("line", "complete"),
    [
        ({"title": "T"}, None),
        ({"title": "T", "authors": []}, None),
        ({"title": "T", "authors": [], "authors_complete": True}, None),
        ({"title": "T", "authors": [], "authors_complete": False}, False),
        ({"title": "T", "authors": ["Ada Lind"]}, True),
        ({"title": "T", "authors": ["Ada Lind", "et al."]}, False),
        ({"title": "T", "authors": ["Ada Lind", "-"]}, False),
        ({"title": "T", "authors": ["Ada Lind", None]}, False),
        ({"title": "T", "authors": "et al."}, False),
    ],
)
def test_a_list_is_complete_only_where_it_was_given_whole(line: object, complete: bool | None) -> None:
    made = work(line)
    assert made.authors_complete is complete
    assert work(written(made).decode()) == made


def test_a_cut_emoji_is_shown_as_replaced() -> None:
    assert work(r'{"title": "cut \ud83d"}').title == "cut \ufffd"
    assert work(r'{"title": "whole \ud83d\ude00 \\ud83d"}').title == "whole 😀 \\ud83d"


def test_bytes_that_are_not_utf_8_are_named() -> None:
    (made,) = parse(Document.of_bytes(b'{"title": "caf\xe9"}', "in.jsonl"))
    assert str(made) == "in.jsonl:1: rejected: byte 0xE9 at byte 15 of the line is not UTF-8"


def test_of_a_doubled_key_the_last_counts() -> None:
    assert work('{"title": "a", "title": "b"}').title == "b"


def test_wrongly_decoded_texts_are_mended_once() -> None:
    line = {
        "title": "A",
        "authors": [
            {
                "name": "Anaïs Müller".encode().decode("cp1252"),
                "given": "Anaïs".encode().decode("cp1252"),
                "family": "Müller".encode().decode("cp1252"),
                "position": 0,
            }
        ],
    }
    made = work(line)
    author = made.authors[0]
    assert (author.name, author.given, author.family) == ("Anaïs Müller", "Anaïs", "Müller")
    assert author.printed == "AnaÃ¯s MÃ¼ller"
    assert [(one.kind, one.position) for one in made.damage] == [("mojibake", 0)]
    assert [(one.before, one.after, one.certain) for one in made.repairs] == [
        ("AnaÃ¯s MÃ¼ller", "Anaïs Müller", True)
    ]
    assert work(written(made).decode()) == made


def test_a_profile_is_read_strictly_or_in_short() -> None:
    (full,) = items({"type": "profile", "source": HERE, "name": "Ada Lovelace", "h_index": 12})
    (short,) = items({"type": "profile", "name": "Ada Lovelace", "h_index": "12"})
    assert full == short == Profile(source=Source(**HERE), name="Ada Lovelace", h_index=12)


def test_all_that_is_printed_reads_back_the_same(shared: Path) -> None:
    paths = [
        *(shared / "records").glob("*.txt"),
        shared / "corpora/arxiv-kaggle/arxiv-metadata-oai-snapshot.json",
    ]
    assert len(paths) > 5
    for path in paths:
        _same_again(path)


@pytest.mark.parametrize("path", sorted(examples().glob("*[!e].*")), ids=lambda path: path.name)
def test_all_examples_read_back_the_same(path: Path) -> None:
    if path.name != "README.txt":
        _same_again(path)


def _same_again(path: Path) -> None:
    records = [item for item in read(Document(path)) if not isinstance(item, Rejection | Notice)]
    assert records
    printed = b"".join(map(written, records))
    again = Document.of_bytes(printed, "again")
    assert detect(again).name == "kg-jsonl"
    assert list(read(again)) == records
    assert b"".join(map(written, records)) == printed


def test_records_of_registries_are_not_taken_for_those_of_kg() -> None:
    line = {"type": "journal-article", "source": "Crossref", "DOI": "10.1000/a", "title": ["A"], "URL": "x"}
    assert detect(Document.of_bytes(json.dumps(line).encode() + b"\n")).name == "csl-json"


def test_what_is_always_there_is_there_and_else_only_values() -> None:
    line = json.loads(written(work({"title": "T", "authors": ["Ann Ames"], "venue": "J"})))
    assert list(line["authors"][0]) == ["position", "name", "given", "family", "kind", "printed"]
    assert line["abstract"] is None
    assert line["categories"] == []
    assert line["venue"] == "J"
    assert "publisher" not in line
    assert "versions" not in line


def test_the_schema_describes_every_key() -> None:
    made = schema()
    assert set(made["$defs"]) == set(DESCRIPTIONS)
    for name, model in made["$defs"].items():
        assert set(model["properties"]) == set(DESCRIPTIONS[name])
        assert all(value["description"] for value in model["properties"].values())
    assert "source" not in made["$defs"]["WorkRecord"]["required"]


@pytest.mark.parametrize("code", [0x1C, 0x1D, 0x1E, 0x1F, 0x7F, 0x85, 0x9B, 0x2028, 0x2029])
def test_nothing_in_a_line_is_taken_for_its_end(code: int) -> None:
    record = WorkRecord(source=Source(**HERE), title="T", url=f"a{chr(code)}b")
    line = written(record)
    assert line.decode().splitlines() == [line.decode()[:-1]]
    assert json.loads(line)["url"] == record.url
    assert f"\\u{code:04x}" in line.decode()


ODD_PEOPLE: list[dict[str, Any]] = [
    {"name": "R.J., II Genik", "given": "R.J., II", "family": "Genik"},
    {"name": "Bo Flood PhD", "given": "Bo", "family": "Flood PhD", "affiliations": ["Tidal Institute"]},
    {"name": "Cy Surge and Di Neap"},
    {"name": "et al."},
    {"name": "Ed Spring*", "orcid": "0000-0002-1825-0098"},
    {"name": "FranÃ§ois Marée"},
    {"name": "ATLAS Collaboration 2", "kind": "collective"},
]


@pytest.mark.parametrize("odd", ODD_PEOPLE, ids=lambda one: one["name"])
def test_an_odd_name_is_read_alike_among_many_and_where_all_are_looked_at(odd: dict[str, Any]) -> None:
    people = [{"name": f"Ada Ebb{chr(97 + at)}", "given": "Ada", "family": f"Ebb{chr(97 + at)}"}
              for at in range(20)]  # fmt: skip
    people.insert(7, odd)
    line = {"title": "A tide", "authors": [one | {"position": at} for at, one in enumerate(people)]}
    among = work(line)
    closely = work({**line, "year": "2031"})  # a year in quotes is no value of the model: all is looked at
    assert among.authors == closely.authors
    assert among.damage == closely.damage
    assert among.repairs == closely.repairs
    assert among.authors_complete == closely.authors_complete


def test_of_very_many_unknown_keys_a_hundred_are_named() -> None:
    entry = {"title": "Larks"} | {f"key {number}": "x" for number in range(300)}
    found = list(read(Document.of_bytes(json.dumps(entry).encode(), "list"), "kg-jsonl"))
    notices = [one for one in found if isinstance(one, Notice)]
    assert len(notices) == 100
    assert "without a word" in notices[-1].message
