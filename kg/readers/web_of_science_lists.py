"""Lists inside the values of Web of Science: addresses, cited references, grants, numbers of people."""

from __future__ import annotations

import re
from typing import Any, Final

_ADDRESS: Final = re.compile(r"\[([^\[\]]{1,20000})\]\s{0,3}(.{2,2000})")
_DOI: Final = re.compile(r"DOI \[?(10\.[^\s,\]]{3,200})")
_GRANT: Final = re.compile(r"([^;\[\]]{2,300})(?:\[([^\[\]]{1,2000})\])?;?")
_ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def addresses(lines: list[str]) -> dict[str, list[str]]:
    """Return the addresses of each author, by the name in small letters; of those that name no one, none."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if (match := _ADDRESS.fullmatch(line.rstrip())) is None:
            continue
        address = match[2][:-1] if match[2][-1] in ".;" else match[2]
        for name in match[1].split(";"):
            if name.strip():
                found.setdefault(" ".join(name.split()).casefold(), []).append(address.strip())
    return found


def numbers_of_people(orcids: str, researchers: str) -> dict[str, dict[str, Any]]:
    """Return ORCID iDs and ResearcherIDs by the name in small letters, from `Family, Given/number; …`."""
    found: dict[str, dict[str, Any]] = {}
    for entry in orcids.split(";"):
        name, slash, number = entry.rpartition("/")
        if slash and _ORCID.fullmatch(number.strip()):
            found.setdefault(" ".join(name.split()).casefold(), {})["orcid"] = number.strip()
    for entry in researchers.split(";"):
        name, slash, number = entry.rpartition("/")
        if slash and number.strip():
            known = found.setdefault(" ".join(name.split()).casefold(), {})
            known["identifiers"] = {"researcherid": number.strip()}
    return found


def cited(line: str) -> dict[str, Any]:
    """Return a cited reference: `AUTHOR, year, SOURCE, V1, P2, DOI 10.…`, with its text."""
    text = " ".join(line.split())
    made: dict[str, Any] = {"text": text}
    if found := _DOI.search(text):
        made["doi"] = found[1]
    parts = [part.strip() for part in text.partition(", DOI ")[0].split(", ")]
    if len(parts) < 3 or not re.fullmatch(r"1[5-9]\d\d|20\d\d", parts[1]):
        return made
    made |= {"authors": parts[0], "year": int(parts[1]), "venue": parts[2]}
    for part in parts[3:]:
        if re.fullmatch(r"V\S{1,12}", part):
            made["volume"] = part[1:]
        elif re.fullmatch(r"P\S{1,12}", part):
            made["pages"] = part[1:]
    return made


def grants(text: str) -> list[dict[str, Any]]:
    """Return who paid, and for each of its numbers one grant, from `Funder [number, number]; Funder`."""
    found: list[dict[str, Any]] = []
    for match in _GRANT.finditer(text):
        funder = match[1].strip(" ,")
        if not funder:
            continue
        awards = [award.strip() for award in re.split(r"[,;]", match[2] or "") if award.strip()]
        found += [{"funder": {"name": funder}, "award": award} for award in awards] or [
            {"funder": {"name": funder}}
        ]
    return found
