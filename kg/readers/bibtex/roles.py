"""People and organisations of an entry: authors, editors, and who else did what."""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.bibtex.fielded import Fielded
from kg.readers.bibtex.fields import PARTS, WHOLES
from kg.readers.bibtex.literal_lists import literals
from kg.readers.bibtex.names import people
from kg.readers.inverted_names import Person
from kg.readers.mail_address import without_addresses
from kg.records import ContributorRole

_ROLES: Final[dict[str, ContributorRole]] = {
    "translator": "translator", "illustrator": "illustrator", "compiler": "compiler", "reviewer": "reviewer",
    "interviewer": "interviewer", "advisor": "supervisor", "supervisor": "supervisor",
}  # fmt: skip
_OTHERS: Final = (
    "annotator", "commentator", "introduction", "foreword", "afterword", "bookauthor", "holder",
    "collaborator", "director", "contributor", "namea", "nameb", "namec",
)  # fmt: skip
_ORCID: Final = re.compile(r"([^/\n;]{2,80})/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def read_people(fielded: Fielded, fields: dict[str, Any]) -> None:
    """Read whom an entry names into `fields`, those of its record."""
    if (value := fielded.raw("author")) is not None:
        authors, complete = people(value)
        fields["authors"] = _with_orcids(authors, fielded)
        if not complete:
            fields["authors_complete"] = False
    contributors: list[dict[str, Any]] = []
    _editors(fielded, fields, contributors)
    for letter in "abc":
        if (value := fielded.raw(f"editor{letter}")) is not None:
            word = fielded.text(f"editor{letter}type") or "editor"
            contributors += _in_role(value, _ROLES.get(word, "editor" if word == "editor" else "other"), word)
    for name, role in _ROLES.items():
        if (value := fielded.raw(name)) is not None:
            contributors += _in_role(value, role, name)
    for name in _OTHERS:
        if (value := fielded.raw(name)) is not None:
            contributors += _in_role(value, "other", name)
    _organisations(fielded, fields, contributors)
    _groups(fielded, contributors)
    fields["contributors"] = contributors


_AFFILIATED: Final = frozenset(["article", "inproceedings", "conference", "incollection", "review"])
"""Kinds that no institution issues: what is stated there is where somebody of the authors works."""


def _editors(fielded: Fielded, fields: dict[str, Any], contributors: list[dict[str, Any]]) -> None:
    value = fielded.raw("editor")
    if value is None:
        return
    word = (fielded.text("editortype") or "editor").lower()
    if word != "editor":
        contributors += _in_role(value, _ROLES.get(word, "other"), word)
    elif fielded.kind not in WHOLES and (
        fielded.kind in PARTS or fielded.has("booktitle", "journal", "journaltitle")
    ):
        fields["editors"], _ = people(value)
    else:
        contributors += _in_role(value, "editor", "editor")


def _in_role(value: str, role: ContributorRole, word: str) -> list[dict[str, Any]]:
    found, _ = people(value)
    stated = {} if word == role else {"role_as_stated": word}
    return [({"name": one} if isinstance(one, str) else one) | {"role": role} | stated for one in found]


def _organisations(fielded: Fielded, fields: dict[str, Any], contributors: list[dict[str, Any]]) -> None:
    """Read who granted the degree, issued the report, held the conference or published the manual."""
    for name in ("school", "institution"):
        for text in literals(fielded.raw(name) or ""):
            place = without_addresses(text)[0]
            if place and name == "institution" and fielded.kind in _AFFILIATED:
                fields["institutions"] = [*fields.get("institutions", ()), place]
            elif place:
                contributors.append({"name": place, "kind": "collective", "role": "institution"})
    held = fielded.kind in ("proceedings", "inproceedings", "conference", "mvproceedings")
    organisations = literals(fielded.raw("organization") or "")
    if organisations and not held and not fielded.has("publisher"):
        fields["publisher"] = "; ".join(organisations)
        return
    role = {"role": "sponsor"} if held else {"role": "other", "role_as_stated": "organization"}
    contributors += [{"name": text, "kind": "collective"} | role for text in organisations]


def _groups(fielded: Fielded, contributors: list[dict[str, Any]]) -> None:
    """Read the collaboration (INSPIRE, REVTeX) and the group of a book (Web of Science): no authors of it."""
    for name, word in (("collaboration", "collaboration"), ("book-group-author", "book author")):
        for text in literals(fielded.raw(name) or ""):
            made = {"name": text, "kind": "collective", "role": "other", "role_as_stated": word}
            contributors.append(made)


def _with_orcids(authors: list[Person], fielded: Fielded) -> list[Person]:
    """Return the authors with the ORCID iDs that Web of Science states beside them, by their whole names."""
    if not fielded.has("orcid-numbers"):
        return authors
    stated = {
        " ".join(name.split()).lower(): number
        for name, number in _ORCID.findall((fielded.raw("orcid-numbers") or "").replace("{", ""))
    }
    found: list[Person] = []
    matched = False
    for one in authors:
        if isinstance(one, dict) and "family" in one and "given" in one:
            number = stated.get(f"{one['family']}, {one['given']}".lower())
            if number:
                one, matched = one | {"orcid": number}, True
        found.append(one)
    if not matched:
        fielded.unused("orcid-numbers")
    return found
