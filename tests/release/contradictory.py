"""Records that contradict each other, by chance: few names, titles and identifiers for many works.

Nothing of it is true, and each collision of it is met in real sources: one DOI on two papers, one iD on two
people, teams that stand twice on a list, editors and pages of people who wrote nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any, Final

_GIVEN: Final = ("Ada", "A.", "Karl", "K. B.", "Wei", "W.", "Jean-Luc", "J.-L.", "María", "Maria", "Olga", "")
_FAMILY: Final = (
    "Lind",
    "Berg",
    "Zhang",
    "Li",
    "van der Berg",
    "Müller",
    "Mueller",
    "O’Neil",
    "Иванов",
    "王",
)
_TEAMS: Final = ("The Peat Group", "Owl Collaboration", "for the Bog Consortium")
_ORCIDS: Final = (
    "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X", "0000-0003-1419-2405"
)  # fmt: skip
_TITLES: Final = (
    "Owls of the moor", "Owls of the Moor", "Owls of the moor: a survey", "Winter yards", "Reminiscences",
    "Editorial", "Erratum: Owls of the moor", "On $x^2$ and owls", "Deep bogs",
    "Deep bogs (extended abstract)", "猫頭鷹", "Peat I", "Peat II",
)  # fmt: skip
_VENUES: Final = (
    "Journal of Owls", "J. Owls", "Proceedings of the 12th International Conference on Peat", "PEAT 2019",
    "Bog Research", "bog research (online)", "Lecture Notes in Peat Science",
    "arXiv preprint arXiv:1612.01234",
)  # fmt: skip
_DOIS: Final = (
    *(f"10.5555/o.{number}" for number in range(8)),
    "10.48550/arXiv.1612.01234",
    "10.5555/X(1)<2>",
)
_EPRINTS: Final = ("1612.01234", "hep-th/9901001", "0704.0001")
_PLACES: Final = (
    "Peat University, Dublin, Ireland", "Dept. of Owls, Peat Univ., Dublin", "Inst. of Bogs, Bergen, Norway"
)  # fmt: skip
_LINKS: Final = ("preprint-of", "retracts", "version-of", "same-as")
_NUMBERS: Final = ("991", "A12", "l/AdaLind")


class Contradictory:
    """Makes records; the same `seed` makes the same."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def write(self, path: Path, size: int) -> None:
        """Write `size` records as kg's own JSON Lines."""
        made = [self._work() if self._often(0.9) else self._page() for _ in range(size)]
        path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in made), encoding="utf-8")

    def _often(self, share: float) -> bool:
        return self._chance.random() < share

    def _name(self) -> str:
        return f"{self._chance.choice(_GIVEN)} {self._chance.choice(_FAMILY)}".strip()

    def _author(self) -> dict[str, Any]:
        pick = self._chance.choice
        if self._often(0.1):
            return {"name": pick(_TEAMS), "kind": "collective"}
        found: dict[str, Any] = {"name": self._name()}
        if self._often(0.3):
            found["orcid"] = pick(_ORCIDS)
        if self._often(0.2):
            found["identifiers"] = {pick(("mag", "dblp", "openalex", "isni")): pick(_NUMBERS)}
        if self._often(0.4):
            found["affiliations"] = [pick(_PLACES)]
        if self._often(0.1):
            ror = pick(("https://ror.org/01ggx4157", "https://ror.org/002pd6e78"))
            found["organisations"] = [{"name": pick(_PLACES), "identifiers": {"ror": ror}}]
        return found

    def _page(self) -> dict[str, Any]:
        pick = self._chance.choice
        known = pick((("orcid", pick(_ORCIDS)), ("openalex", pick(_NUMBERS)), ("orcid", "A12")))
        return {
            "type": "profile", "name": self._name(), "identifiers": dict([known]),
            "affiliations": [pick(_PLACES)], "papers_total": self._chance.randint(1, 99),
        }  # fmt: skip

    def _work(self) -> dict[str, Any]:
        pick = self._chance.choice
        authors = [self._author() for _ in range(pick((0, 1, 2, 2, 3, 5)))]
        if authors and self._often(0.15):
            authors.append(pick(authors))
        found: dict[str, Any] = {"type": "work", "title": pick(_TITLES), "authors": authors}
        number = {pick(("pmid", "dblp", "mag", "isbn", "bibcode")): pick(("123456", "9783161484100", "991"))}
        many: list[tuple[float, str, Any]] = [
            (0.4, "doi", pick(_DOIS)), (0.25, "arxiv_id", pick(_EPRINTS)), (0.25, "identifiers", number),
            (0.7, "year", pick((2018, 2019, 2020))), (0.6, "venue", pick(_VENUES)),
            (0.2, "venue_identifiers", {pick(("issn", "isbn")): pick(("0031-9007", "9780306406157"))}),
            (0.3, "work_type", pick(("journal-article", "preprint", "book", "proceedings", "dataset"))),
            (0.2, "venue_kind", pick(("journal", "proceedings", "book-series", "repository"))),
            (0.3, "keywords", self._chance.sample(["owls", "Owls", "peat; bogs", "N/A"], 2)),
            (0.2, "relations", [{"kind": pick(_LINKS), "scheme": "doi", "identifier": pick(_DOIS)}]),
            (0.1, "statuses", [{"kind": pick(("retracted", "corrected"))}]),
            (0.2, "references", [{"doi": pick(_DOIS)}, "Lind, A. Owls. 1999"]),
            (0.15, "editors", [self._author()]), (0.1, "publisher", pick(("Owl Press", "Bog & Sons"))),
            (0.1, "funding", [{"funder": {"name": "Peat Fund"}, "award": "P-1"}]),
            (0.1, "event", {"name": "Conference on Peat", "place": "Dublin", "start": "2019-05-06"}),
        ]  # fmt: skip
        found.update((key, value) for share, key, value in many if self._often(share))
        return found
