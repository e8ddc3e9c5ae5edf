"""Author lists laid beside each other."""

from __future__ import annotations

from kg.identity.authors import IdentifiedRecord, merge
from kg.records import Damage, Source

from .records import author, record

WEAK = Source(file="x", format="author-page", first_line=1, last_line=1)


def listing(number: int, names: list[str], **fields: object) -> IdentifiedRecord:
    return IdentifiedRecord(f"doc-{number}", record(names, **fields))


def test_a_cut_list_adds_mentions_and_no_authors() -> None:
    whole = listing(1, ["Lantern Team", "Ada Quill", "Tom Reed", "Mei Sun"])
    cut = listing(2, ["Lantern Team", "A. Quill"], authors_complete=False)
    authorships, base = merge([cut, whole])
    assert base is whole
    assert [one.name for one in authorships] == ["Lantern Team", "Ada Quill", "Tom Reed", "Mei Sun"]
    assert authorships[1].mentions == ["doc-1-2", "doc-2-2"]
    assert authorships[1].alternates == ["A. Quill"]
    assert authorships[0].collective


def test_three_equal_names_stay_three_positions() -> None:
    names = ["Fan Yang", "Ada Quill", "Fan Yang", "Fan Yang"]
    authorships, _ = merge([listing(1, names), listing(2, names)])
    assert [one.position for one in authorships] == [1, 2, 3, 4]
    assert [len(one.mentions) for one in authorships] == [2, 2, 2, 2]


def test_an_entry_that_fits_nowhere_stays_in_its_record() -> None:
    authorships, _ = merge([listing(1, ["Ada Quill", "Tom Reed"]), listing(2, ["Mei Sun", "Tom Reed"])])
    assert [one.mentions for one in authorships] == [["doc-1-1"], ["doc-1-2", "doc-2-2"]]


def test_a_sound_list_is_preferred_to_a_damaged_one() -> None:
    source = Source(file="x", format="arxiv-jsonl", first_line=1, last_line=1)
    damaged = listing(
        1,
        ["Anaรฏs Blanc", "Tom Reed"],
        source=source,
        damage=(Damage(kind="mojibake", field="authors", position=0),),
    )
    sound = listing(2, ["Anaïs Blanc", "Tom Reed"])
    authorships, base = merge([damaged, sound])
    assert base is sound
    assert authorships[0].name == "Anaïs Blanc"
    assert authorships[0].mentions == ["doc-2-1", "doc-1-1"]


def test_lost_letters_stand_for_any() -> None:
    damaged = listing(1, ["\ufffda\ufffdlar \ufffdnl\ufffd", "Miko\ufffdaj Rybi\ufffdski"], source=WEAK)
    sound = listing(2, ["Çağlar Ünlü", "Mikołaj Rybiński"])
    authorships, _ = merge([damaged, sound])
    assert [one.mentions for one in authorships] == [["doc-2-1", "doc-1-1"], ["doc-2-2", "doc-1-2"]]


def test_an_orcid_of_any_source_becomes_the_key() -> None:
    other = IdentifiedRecord("doc-2", record([author("A. Quill", orcid="0000-0002-1825-0097")]))
    authorships, _ = merge([listing(1, ["Ada Quill"]), other])
    assert authorships[0].agent == "orcid:0000-0002-1825-0097"
