"""The declared list of features: everything that is weighed, in the order in which decisions tell it.

Each has a weight of its name in `weights.json`; what `python -m tests.bench.weights --table` prints, and the
README has, is written from this list. To weigh something new, declare it here and learn the weights anew.
"""

from __future__ import annotations

from typing import Final, get_args

from kg.identity.persons.features import marks, people, places, subjects
from kg.identity.persons.features.feature import Feature, Features, Kind, Said
from kg.identity.persons.profile import PersonProfile
from kg.identity.persons.relation import Relation


def words(text: str) -> Said:
    """Return what says the same of every pair."""

    def said(_: PersonProfile, __: PersonProfile, ___: Features) -> str:
        return text

    return said


KINDS: Final = (
    Kind(
        marks.identifiers,
        (
            Feature("identifier", "schemes in which both have the same identifier", 9.0,
                    marks.say_identifiers, context=True),
            Feature("identifiers differ", "schemes in which both have another identifier", 9.0,
                    marks.say_differing),
        ),
        lambda a, b: a.identifiers and b.identifiers,
    ),
    Kind(
        marks.profiles,
        (
            Feature("profile", "a profile page of an aggregator lists both", 1.0,
                    words("both on the profile page of one person"), context=True),
        ),
        lambda a, b: a.profiles and b.profiles,
    ),
    Kind(
        people.coauthors,
        (
            Feature("coauthor", "the most telling co-author in common: logarithm of mentions to one of the name, "
                    "less that of the length of the list and of the papers, from 0.3 to 8; a quarter of it", 2.0,
                    people.say_coauthors, context=True),
            Feature("coauthors", "the same of the next five together, up to 16; an eighth of it", 2.0),
            Feature("coauthor by initials", "as coauthor, where only initials and family name are the same", 2.0,
                    people.say_initials, context=True),
            Feature("no coauthor", "none in common: logarithm of the co-authors of the one with fewer, up to 3", 3.0,
                    words("no co-author in common")),
        ),
        lambda a, b: a.coauthors and b.coauthors,
    ),
    Kind(
        people.teams,
        (
            Feature("team", "share of a long list that stands on the other, initials for given names", 1.0,
                    people.say_team, context=True),
            Feature("other team", "both on long lists that have little in common", 1.0,
                    words("long lists of other authors")),
        ),
        lambda a, b: a.team and b.team,
    ),
    Kind(
        marks.years,
        (Feature("gap", "decades between the years of one and of the other, up to 3", 3.0, marks.say_years),),
        lambda a, b: a.first_year and b.first_year,
    ),
    Kind(
        marks.papers,
        (Feature("papers", "logarithm of the papers of the one with fewer, up to 5: surer evidence is due", 5.0),),
        lambda a, b: len(a.papers) > 1 < len(b.papers),
    ),
    Kind(
        places.company,
        (
            Feature("name in company", "logarithm of how many bear the name, where a place or team is shared", 9.0),
            Feature("namesakes", "logarithm of how many people known at the shared place or team an initial fits",
                    5.0, words("several people of such a name are there")),
        ),
        lambda a, b: a.affiliations.keys() & b.affiliations.keys() or a.marks & b.marks,
    ),
    Kind(
        places.affiliations,
        (
            Feature("same place", "how alike the places are, if by half; less the more years lie between", 1.0,
                    words("same affiliation"), context=True),
            Feature("affiliation", "how alike the places are, times how rare their words", 1.0,
                    places.say_affiliation, context=True),
            Feature("other affiliation", "the places have nothing in common", 1.0, words("different affiliations")),
            Feature("other affiliation, same year", "and so it is in one year", 1.0,
                    words("different affiliations in one year")),
        ),
        lambda a, b: a.affiliations and b.affiliations,
    ),
    Kind(
        subjects.venues,
        (
            Feature("venue", "the rarest venue in common: logarithm of mentions to one in it, less half that of the "
                    "papers, from 0.5 to 8; a quarter of it", 2.0, subjects.say_venues, context=True),
            Feature("related venue", "how many more people than by chance two venues have in common (logarithm)",
                    3.0, words("venues that have many people in common"), context=True),
            Feature("other venue", "venues differ, and have few people in common"),
        ),
        lambda a, b: a.venues and b.venues,
    ),
    Kind(
        subjects.topics,
        (
            Feature("topic", "the same of topics", 2.0, subjects.say_topics, context=True),
            Feature("related topic", "the same of topics", 3.0,
                    words("topics that have many people in common"), context=True),
            Feature("other topic", "topics differ, and have few people in common"),
        ),
        lambda a, b: a.topics and b.topics,
    ),
    Kind(
        subjects.titles,
        (
            Feature("title", "how alike the words of the titles are (cosine, weighted by rarity)", 1.0,
                    subjects.say_words),
            Feature("word", "the rarest word of titles in common, as for co-authors; a quarter of it", 2.0),
            Feature("no word", "no word of the titles in common"),
        ),
        lambda a, b: a.title and b.title,
    ),
    Kind(
        marks.headings,
        (
            Feature("heading", "one heading of a name search lists both", 1.0,
                    words("listed under one heading of a name search")),
        ),
        lambda a, b: a.headings and b.headings,
    ),
)  # fmt: skip
"""Kinds of evidence; what costs least to weigh and says most stands first."""

NAMES: Final = (
    Feature("bias", "what any pair of one block begins with"),
    Feature("name", "logarithm of how many people are thought to bear the name"),
    *(Feature(f"name: {relation}", f"the names are related so: {relation}") for relation in get_args(Relation)),
)
"""Features of the names, told last."""

FEATURES: Final = (*(feature for kind in KINDS for feature in kind.features), *NAMES)
"""All of it."""
CONTEXT: Final = frozenset(feature.name for feature in FEATURES if feature.context)
"""Names of the features that say more than the name: without one, or words of titles, nothing is joined."""
