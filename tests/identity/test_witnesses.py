"""Damaged names settled, and mended names borne out, by another record of the same paper."""

from __future__ import annotations

from kg.identity.authors import IdentifiedRecord
from kg.identity.resolution import PaperEvidence, resolve
from kg.records import Author, Damage, Repair
from kg.works import Work

from .records import author, record

LOSSY = Repair(
    field="authors", position=0, rule="ENC-TIS620-LOSSY", before="Luฤiฤ, Mario",
    after="Mario Lu\ufffdi\ufffd", certain=False, confidence=0.1, note="pattern: Mario Lu[čć]i[čć]",
)  # fmt: skip
SHIFT = Repair(
    field="authors", position=1, rule="NAME-SHIFT", before="Tom Quill", after="Ada Quill",
    certain=False, confidence=0.85,
)  # fmt: skip


def work(*others: list[str]) -> Work:
    damaged = record(
        [
            Author(position=0, name="Mario Lu\ufffdi\ufffd", given="Mario", family="Lu\ufffdi\ufffd"),
            author("Ada Quill", 1),
        ],
        title="Boats",
        damage=(Damage(kind="mojibake", field="authors", position=0),),
        repairs=(LOSSY, SHIFT),
    )
    listings = [
        IdentifiedRecord("doc-1", damaged),
        *(IdentifiedRecord(f"twin-{n}", record(names)) for n, names in enumerate(others)),
    ]
    return resolve(listings, PaperEvidence(), lambda _: ()).work


def test_a_sound_list_settles_a_lossy_name() -> None:
    found = work(["Mario Lučić", "Ada Quill"])
    settled = found.repairs[0]
    assert found.authorships[0].name == "Mario Lučić"
    assert found.authorships[0].alternates == []
    assert (settled.repair.rule, settled.repair.after, settled.repair.confidence) == (
        "ENC-ALIGN",
        "Mario Lučić",
        0.97,
    )
    assert (settled.witness, settled.position) == ("twin-0-1", 1)


def test_a_mended_name_that_is_stated_elsewhere_is_surer() -> None:
    assert work(["Mario Lučić", "Ada Quill"]).repairs[1].repair.confidence == 0.95


def test_without_a_witness_nothing_is_settled() -> None:
    alone = work()
    assert [one.witness for one in alone.repairs] == [None, None]
    assert alone.repairs[0].repair == LOSSY


def test_a_name_that_does_not_fit_is_no_witness() -> None:
    assert work(["Mario Luzio", "Ada Quill"]).repairs[0].witness is None
