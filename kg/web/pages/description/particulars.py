"""What a paper is beside title, authors and places, as its page shows it: contributors, grants, relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from kg.iris import name_in
from kg.vocab import CITO, CODE, DCTERMS, FRBR, KGO, PRO, SCHEMA
from kg.web.pages.description.entity import Description, short
from kg.web.pages.description.names import NamedLink, number, title

MOST: Final = 200
"""Contributors, grants or related works that a page shows; its data have all."""
_CODES: Final = str(CODE["role-"])
# property, in words as of the paper itself, and in words where the other says it of the paper
_RELATIONS: Final = (
    (CITO["retracts"], "Retracts", "Retracted by"), (CITO["isRetractedBy"], "Retracted by", "Retracts"),
    (CITO["corrects"], "Corrects", "Corrected by"), (CITO["isCorrectedBy"], "Corrected by", "Corrects"),
    (FRBR["successorOf"], "Replaces", "Replaced by"), (FRBR["successor"], "Replaced by", "Replaces"),
    (SCHEMA["exampleOfWork"], "Version of", "Other version"),
    (SCHEMA["workExample"], "Other version", "Version of"),
    (KGO["otherVersion"], "Another version, of a meeting or a periodical",
     "Another version, of a meeting or a periodical"),
    (DCTERMS["isPartOf"], "Part of", "Has as part"), (DCTERMS["hasPart"], "Has as part", "Part of"),
    (FRBR["supplementOf"], "Supplement to", "Supplement"),
    (FRBR["supplement"], "Supplement", "Supplement to"),
    (SCHEMA["translationOfWork"], "Translation of", "Translation"),
    (SCHEMA["workTranslation"], "Translation", "Translation of"),
    (CITO["reviews"], "Review of", "Reviewed by"), (CITO["isReviewedBy"], "Reviewed by", "Review of"),
    (CITO["repliesTo"], "Comment on", "Comment"), (CITO["hasReplyFrom"], "Comment", "Comment on"),
    (CITO["isCitedBy"], "Cited by", "Cites"), (SCHEMA["sameAs"], "The same as", "The same as"),
    (DCTERMS["relation"], "Related", "Related"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownContributor:
    """One who is no author: the role in words, the name as printed, and who it is where that is known."""

    role: str
    name: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class ShownGrant:
    """What paid for a paper: the grant's IRI and number, title and page, and the funder."""

    iri: str | None
    number: str | None
    title: str | None
    url: str | None
    funder: NamedLink | None


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """How the paper stands to others, in words, and those others."""

    words: str
    others: list[NamedLink]


def tagged(d: Description, predicate: str) -> list[tuple[str, str | None]]:
    """Return the texts of a property with their languages, in a fixed order."""
    found = [(v.value, v.language) for v in d.values(predicate) if isinstance(v, Literal)]
    return sorted(found, key=lambda one: (one[1] or "", one[0]))[:MOST]


def contributors(d: Description) -> list[ShownContributor]:
    """Return who contributed in another role than author, in their order."""
    nodes = sorted(
        d.iris(KGO["contribution"]), key=lambda one: (number(d.text(SCHEMA["position"], one)) or 0, one)
    )
    return [
        ShownContributor(
            _role(d, one),
            d.text(KGO["nameAsPrinted"], one) or "",
            next(iter(d.iris(PRO["isHeldBy"], one)), None),
        )
        for one in nodes[:MOST]
    ]


def by_role(contributors: list[ShownContributor]) -> list[tuple[str, list[ShownContributor]]]:
    """Return those who contributed, role by role, in the order in which the roles come."""
    found: dict[str, list[ShownContributor]] = {}
    for one in contributors:
        found.setdefault(one.role, []).append(one)
    return list(found.items())


def _role(d: Description, node: str) -> str:
    role = next(iter(d.iris(PRO["withRole"], node)), "")
    word = role.removeprefix(_CODES) if role.startswith(_CODES) else short(role).removeprefix("pro:")
    if word == "other":
        word = d.text(KGO["roleAsStated"], node) or "contributor"
        return word[:1].upper() + word[1:]  # the words of the source, names in them too
    return word.replace("-", " ").capitalize()


def grants(d: Description) -> list[ShownGrant]:
    """Return what paid for the paper: its grants, and funders of which no more is known."""
    found = [
        ShownGrant(
            one,
            d.text(SCHEMA["identifier"], one),
            d.text(SCHEMA["name"], one),
            next(iter(d.iris(SCHEMA["url"], one)), None),
            next((NamedLink(funder, d.label(funder)) for funder in d.iris(SCHEMA["funder"], one)), None),
        )
        for one in d.iris(SCHEMA["funding"])
    ]
    found += [
        ShownGrant(None, None, None, None, NamedLink(one, d.label(one))) for one in d.iris(SCHEMA["funder"])
    ]
    return sorted(found, key=lambda one: (one.funder.label if one.funder else "", one.number or ""))[:MOST]


def relations(d: Description) -> list[ShownRelation]:
    """Return how the paper stands to others, as it says itself and as they say."""
    found: dict[str, dict[str, NamedLink]] = {}
    for predicate, mine, theirs in _RELATIONS:
        for iri in d.iris(predicate):
            found.setdefault(mine, {})[iri] = NamedLink(
                iri, title(d, iri) if d.values(SCHEMA["name"], iri) else iri
            )
        for iri in d.subjects(predicate):
            if name_in("paper", iri):
                found.setdefault(theirs, {})[iri] = NamedLink(iri, title(d, iri))
    return [
        ShownRelation(words, sorted(others.values(), key=lambda one: (one.label, one.iri))[:MOST])
        for words, others in found.items()
    ]
