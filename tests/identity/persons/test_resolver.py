"""The resolver of persons as a whole: a floor under its score, its receipts, one result in any order."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from kg.identity.persons.blocking import SEGMENTS, MentionWriter, segment_mentions
from kg.identity.persons.census_files import write_census
from kg.identity.persons.mention import PersonMention, dump_mention, load_mention
from kg.identity.persons.resolver import (
    resolve_across,
    resolve_mentions,
    resolve_segment,
)
from kg.identity.persons.surveying import survey
from kg.identity.score import score

from .floor import field

Field = tuple[list[PersonMention], dict[str, str]]
FLOOR_PRECISION = 0.88
FLOOR_F1 = 0.90


@pytest.fixture(scope="module")
def invented() -> Field:
    return field()


def test_the_score_does_not_fall_below_its_floor(invented: Field) -> None:
    mentions, gold = invented
    found = resolve_mentions(mentions).persons
    result = score(gold, {key: found.get(key, key) for key in gold})
    by_name = score(gold, {one.key: one.name for one in mentions})
    assert result.precision > FLOOR_PRECISION
    assert result.f1 > FLOOR_F1
    assert result.f1 > by_name.f1 + 0.05


def test_the_result_does_not_depend_on_the_order(invented: Field) -> None:
    mentions, _ = invented
    mixed = list(mentions)
    random.Random(3).shuffle(mixed)
    one, two = resolve_mentions(mentions), resolve_mentions(mixed)
    assert one.persons == two.persons
    assert one.decisions == two.decisions


def test_segments_on_disk_give_what_memory_gives(invented: Field, tmp_path: Path) -> None:
    mentions, _ = invented
    with MentionWriter(tmp_path, 0) as writer:
        for mention in mentions:
            writer.add(mention)
    write_census(tmp_path, survey(tmp_path, *range(SEGMENTS)))
    parts = [
        resolve_segment(tmp_path, number, list(segment_mentions(tmp_path, number)))
        for number in range(SEGMENTS)
    ]
    whole = resolve_mentions(mentions)
    persons = {key: person for part in parts for key, person in part.persons.items()}
    found = resolve_across(tmp_path, parts)
    assert persons | found.persons == whole.persons
    assert (found.mentions, found.clusters) == (whole.mentions, whole.clusters)


def test_one_decision_says_how_a_cluster_came_about(invented: Field) -> None:
    mentions, _ = invented
    resolution = resolve_mentions(mentions)
    joined = [one for one in resolution.decisions if one.outcome == "same"]
    named = [thing.removeprefix("person:") for one in joined for thing in one.things]
    assert len(named) == len(set(named))  # no mention is in two clusters
    assert set(named) == resolution.persons.keys()
    several = next(one for one in joined if len(one.things) > 3)
    assert "joins, the least sure first: " in several.words
    assert "co-author" in several.words


def test_a_mention_is_read_back_as_it_was_written(invented: Field) -> None:
    mention = invented[0][0]
    assert load_mention(dump_mention(mention)) == mention


def _mention(key: str, name: str, *people: str, **known: Any) -> PersonMention:
    given, _, family = name.rpartition(" ")
    names = [name, *people]
    paper = key.partition("#")[0]
    return PersonMention(key, paper, name, given, family, coauthors=names, listed=len(names), **known)


def test_two_of_one_name_on_one_paper_stay_two() -> None:
    found = resolve_mentions(
        [
            _mention("a#0", "Fan Yang", "Ada Quill", "Tom Reed"),
            _mention("a#1", "Fan Yang", "Ada Quill", "Tom Reed"),
            _mention("b#0", "Fan Yang", "Ada Quill", "Tom Reed"),
        ]
    )
    assert found.persons.get("a#0", "a#0") != found.persons.get("a#1", "a#1")


def test_different_orcids_keep_people_apart_and_one_joins_them() -> None:
    people = ("Ada Quill", "Tom Reed")
    found = resolve_mentions(
        [
            _mention("a#0", "Mei Sun", *people, identifiers={"orcid": "0000-0001"}),
            _mention("b#0", "Mei Sun", *people, identifiers={"orcid": "0000-0002"}),
            _mention("c#0", "M. Sun", identifiers={"orcid": "0000-0001"}),
        ]
    )
    assert found.persons["a#0"] == found.persons["c#0"]
    assert "b#0" not in found.persons


def test_a_name_alone_joins_nobody() -> None:
    found = resolve_mentions(
        [_mention("a#0", "Nidhi Vyas", "Ada Quill"), _mention("b#0", "Nidhi Vyas", "Tom Reed")]
    )
    assert not found.persons
    assert [one.outcome for one in found.decisions] == ["undecided"]


def test_what_people_parted_is_not_joined() -> None:
    people = ("Ada Quill", "Tom Reed", "Omar Said")
    found = resolve_mentions(
        [
            _mention("a#0", "Ines Moreau", *people, sides=["+1"]),
            _mention("b#0", "Ines Moreau", *people, sides=["-1"]),
        ]
    )
    assert not found.persons
