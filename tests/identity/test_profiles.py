"""What a profile page says of the papers it lists, where their printed lists have its person or have not."""

from __future__ import annotations

from typing import Literal

import pytest

from kg.identity.authors import IdentifiedRecord, merge
from kg.identity.profiles import CONFIDENCE, RULE, claim, one_list
from kg.keys import page_id
from kg.records import Author, Profile, Source, WorkRecord
from kg.release.pipeline.profiles import listing_decisions
from kg.works import Work

DOCUMENT = "0123456789abcdef"
PAGE = f"profile:{DOCUMENT}-1"
SOURCE = Source(file="page.txt", format="profile-page", first_line=1, last_line=9)


def profile(kind: Literal["heading", "profile"] = "profile") -> Profile:
    return Profile(source=SOURCE, name="Ines Anchor", given="Ines", family="Anchor", kind=kind)


def listing(*names: str, complete: bool = True, kind: str = "profile-page") -> IdentifiedRecord:
    authors = tuple(
        Author(position=place, name=name, given=name.split()[0], family=name.split()[-1])
        for place, name in enumerate(names)
    )
    source = SOURCE.model_copy(update={"format": kind})
    return IdentifiedRecord(
        f"{DOCUMENT}-4", WorkRecord(source=source, title="Gulls", authors=authors, authors_complete=complete)
    )


def claimed(*listings: IdentifiedRecord, page: Profile | None = None, key: str = PAGE) -> Work:
    authorships, base = merge(list(listings))
    work = Work("title:gulls|x", ["r"], ("", ""), authorships=authorships, list_status=base.status)
    claim(work, [((key, page or profile()), listings[0])])
    return work


def test_a_cut_list_without_the_name_gives_an_authorship_without_a_position() -> None:
    work = claimed(listing("Mara Sluice", "Karl Berg", complete=False))
    (one,) = work.listed
    assert (one.name, one.position, one.slot, one.agent) == ("Ines Anchor", 0, f"profile-{DOCUMENT}", PAGE)
    assert one.mentions == [f"{DOCUMENT}-4"]
    assert [other.agent for other in work.authorships] == [None, None]


@pytest.mark.parametrize("printed", ["Ines Anchor", "I. Anchor", "Anchor Ines", "Ines M. Anchor"])
@pytest.mark.parametrize("complete", [True, False])
def test_a_printed_name_is_taken_instead(printed: str, complete: bool) -> None:
    work = claimed(listing("Mara Sluice", printed, complete=complete))
    assert work.listed == []
    assert [one.agent for one in work.authorships] == [None, PAGE]


@pytest.mark.parametrize(
    ("names", "complete"),
    [(["Mara Sluice", "Karl Berg"], True), (["I. Anchor", "Ilse Anchor", "Ines M. Anchor"], False)],
)
def test_what_contradicts_the_page_or_leaves_a_choice_is_undecided(names: list[str], complete: bool) -> None:
    work = claimed(listing(*names, complete=complete))
    assert work.listed == []
    assert all(one.agent is None for one in work.authorships)
    (decision,) = work.identity
    assert (decision.outcome, decision.rule, decision.confidence) == ("undecided", RULE, 0.5)
    assert decision.things == [f"person:{PAGE}", "paper:title:gulls|x"]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (profile(kind="heading"), "author-page"),
        (profile(), "kg-jsonl"),
        (profile(kind="heading"), "profile-page"),
    ],
)
def test_a_heading_or_a_users_own_file_lists_nobodys_papers(page: Profile, kind: str) -> None:
    work = claimed(listing("Mara Sluice", complete=False, kind=kind), page=page)
    assert (work.listed, work.identity) == ([], [])


def test_nobody_holds_two_authorships_of_one_paper() -> None:
    work = claimed(listing("Mara Sluice", "Karl Berg", complete=False))
    one_list(work, {PAGE: "orcid:1"})
    assert len(work.listed) == 1
    work.authorships[1].agent = "orcid:1"  # learnt from elsewhere
    one_list(work, {PAGE: "orcid:1"})
    assert work.listed == []


def test_one_decision_says_what_a_profile_gives_to_its_person() -> None:
    rows = [(PAGE, "pub:doi:1#profile-a", ["a-1"]), (PAGE, "pub:doi:2#profile-a", ["a-2"])]
    (decision,) = listing_decisions(rows, {PAGE: "orcid:1"})
    assert decision.things == [
        "person:orcid:1", "authorship:pub:doi:1#profile-a", "authorship:pub:doi:2#profile-a",
    ]  # fmt: skip
    assert (decision.confidence, decision.records) == (CONFIDENCE, ["a-1", "a-2"])


def test_the_id_of_a_page_is_that_of_its_document_unless_there_are_several() -> None:
    assert [page_id(f"profile:{DOCUMENT}-{n}") for n in (1, 2)] == [DOCUMENT, f"{DOCUMENT}-2"]


def test_a_heading_names_the_agent_that_a_later_page_tells() -> None:
    one, heading = listing("Mara Sluice", "Ines Anchor"), f"profile:{DOCUMENT}-9"
    authorships, base = merge([one])
    work = Work("title:gulls|x", ["r"], ("", ""), authorships=authorships, list_status=base.status)
    headings, pairs = claim(work, [((heading, profile("heading")), one), ((PAGE, profile()), one)])
    assert headings == [(heading, PAGE, f"{DOCUMENT}-4")]
    assert pairs == []
