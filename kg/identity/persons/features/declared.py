"""The declared list of features: everything that is weighed, in the order in which decisions tell it.

Each has a weight of its name in `weights.json`; what `python -m tests.bench.weights --table` prints, and the
README has, is written from this list. To weigh something new, declare it here and learn the weights anew.
"""

from __future__ import annotations

from typing import Final

from kg.identity.persons.features import marks, people, places, subjects, teams
from kg.identity.persons.features.feature import Feature, FeatureGroup, words
from kg.identity.persons.features.names import NAMES, SYLLABLES

KINDS: Final = (
    FeatureGroup(
        marks.identifiers,
        (
            Feature(
                "identifier",
                "schemes in which both have the same identifier",
                30,
                "for",
                9.0,
                marks.say_identifiers,
                context=True,
                learned=False,
            ),
            Feature(
                "identifiers differ",
                "schemes in which both have another identifier",
                -4,
                "against",
                9.0,
                marks.say_differing,
                learned=False,
            ),
        ),
        lambda a, b: a.identifiers and b.identifiers,
    ),
    FeatureGroup(
        marks.profiles,
        (
            Feature(
                "profile",
                "a profile page of an aggregator lists both",
                8,
                "for",
                1.0,
                words("both on the profile page of one person"),
                context=True,
                learned=False,
            ),
        ),
        lambda a, b: a.profiles and b.profiles,
    ),
    FeatureGroup(
        people.coauthors,
        (
            Feature(
                "coauthor",
                "the most telling co-author in common: logarithm of mentions to one of that name, less "
                "that of the length of the list and of the papers, 0.3 to 8; a quarter of it",
                2,
                "for",
                2.0,
                people.say_coauthors,
                context=True,
            ),
            Feature(
                "coauthors", "the same of the next five together, up to 16; an eighth of it", 0.3, "for", 2.0
            ),
            Feature(
                "coauthors of initials", "the same again, for equal initials", 1.5, "for", 2.0, learned=False
            ),
            Feature(
                "coauthor by initials",
                "as coauthor, by initials where a list gives no more, or the given names begin alike",
                1,
                "for",
                2.0,
                people.say_initials,
                context=True,
            ),
            Feature("coauthors by initials", "the same of the next five", 1.5, "for", 2.0, learned=False),
            Feature(
                "no coauthor",
                "none in common: logarithm of how many the one with fewer has, up to 3",
                -0.6,
                "against",
                3.0,
                words("no co-author in common"),
            ),
        ),
        lambda a, b: a.coauthors and b.coauthors,
    ),
    FeatureGroup(
        teams.teams,
        (
            Feature(
                "team",
                "share of a long list that stands on the other, initials for given names",
                2.5,
                "for",
                1.0,
                teams.say_team,
                context=True,
            ),
            Feature(
                "other team",
                "both on long lists that have little in common, in like years and at no common place",
                -1,
                "against",
                1.0,
                words("long lists of other authors"),
            ),
        ),
        lambda a, b: a.teams and b.teams,
    ),
    FeatureGroup(
        marks.years,
        (
            Feature(
                "gap",
                "decades between the years of one and of the other, up to 3",
                -0.5,
                "against",
                3.0,
                marks.say_years,
            ),
        ),
        lambda a, b: a.first_year and b.first_year,
    ),
    FeatureGroup(
        marks.papers,
        (Feature("papers", "logarithm of the papers of the one with fewer, up to 5", -0.5, "against", 5.0),),
        lambda a, b: len(a.papers) > 1 < len(b.papers),
    ),
    SYLLABLES,
    FeatureGroup(
        places.initials,
        (
            Feature(
                "fitting names",
                "logarithm of how many names of different people the data have that an initial fits",
                -0.3,
                "against",
                7.0,
                words("an initial that fits several people"),
            ),
        ),
        lambda a, b: not (a.best_name.is_full and b.best_name.is_full),
    ),
    FeatureGroup(
        places.company,
        (
            Feature(
                "name in company",
                "logarithm of how many bear the name, where a place or team is shared",
                0.5,
                "for",
                9.0,
            ),
            Feature(
                "namesakes",
                "logarithm of how many people known at the shared place an initial fits",
                -1,
                "against",
                5.0,
                words("several people of such a name are there"),
            ),
        ),
        lambda a, b: a.affiliations.keys() & b.affiliations.keys() or a.marks & b.marks,
    ),
    FeatureGroup(
        places.affiliations,
        (
            Feature(
                "same place",
                "how alike the places are, if by half; less the more years lie between",
                1.5,
                "for",
                1.0,
                words("same affiliation"),
                context=True,
            ),
            Feature(
                "affiliation",
                "how alike the places are, times how rare their words",
                2.5,
                "for",
                1.0,
                places.say_affiliation,
                context=True,
            ),
            Feature(
                "other affiliation",
                "the places have nothing in common",
                -0.3,
                "against",
                1.0,
                places.say_other,
            ),
            Feature("other affiliation, same year", "and so it is in one year", -1, "against"),
        ),
        lambda a, b: a.affiliations and b.affiliations,
    ),
    FeatureGroup(
        subjects.venues,
        (
            Feature(
                "venue",
                "the rarest venue in common: logarithm of mentions to one in it, less half that of "
                "the papers, 0.5 to 8; a quarter of it",
                1,
                "for",
                2.0,
                subjects.say_venues,
                context=True,
            ),
            Feature(
                "related venue",
                "how many more people than by chance two venues have (logarithm)",
                0.5,
                "for",
                3.0,
                words("venues that have many people in common"),
                context=True,
            ),
            Feature("other venue", "venues differ, and have few people in common", -0.3, "against"),
        ),
        lambda a, b: a.venues and b.venues,
    ),
    FeatureGroup(
        subjects.topics,
        (
            Feature(
                "topic", "the same of topics", 1, "for", 2.0, subjects.say_topics, context=True, learned=False
            ),
            Feature(
                "related topic",
                "the same of topics",
                0.5,
                "for",
                3.0,
                words("topics that have many people in common"),
                context=True,
                learned=False,
            ),
            Feature(
                "other topic", "topics differ, and have few people in common", -0.5, "against", learned=False
            ),
        ),
        lambda a, b: a.topics and b.topics,
    ),
    FeatureGroup(
        subjects.titles,
        (
            Feature(
                "title",
                "how alike the words of the titles are (cosine, weighted by rarity)",
                2,
                "for",
                1.0,
                subjects.say_words,
            ),
            Feature(
                "word",
                "the rarest word of titles in common, as for co-authors; a quarter of it",
                0.4,
                "for",
                2.0,
            ),
            Feature("no word", "no word of the titles in common", -0.3, "against"),
        ),
        lambda a, b: a.title and b.title,
    ),
    FeatureGroup(
        marks.headings,
        (
            Feature(
                "heading",
                "one heading of a name search lists both",
                0.7,
                "for",
                1.0,
                words("listed under one heading of a name search"),
                learned=False,
            ),
        ),
        lambda a, b: a.headings and b.headings,
    ),
)
"""Kinds of evidence; what costs least to weigh and says most stands first."""

FEATURES: Final = (*(feature for kind in KINDS for feature in kind.features), *NAMES)
"""All of it."""
CONTEXT: Final = frozenset(feature.name for feature in FEATURES if feature.context)
"""Names of the features that say more than the name: without one, or words of titles, nothing is joined."""
