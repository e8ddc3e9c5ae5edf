"""What `info:eu-repo` and the COAR vocabularies say in elements of Dublin Core.

https://wiki.surfnet.nl/display/standards/info-eu-repo (semantics, grantAgreement, date, classification), the
OpenAIRE Guidelines, and https://vocabularies.coar-repositories.org/resource_types/.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import unquote

from kg.kinds import WorkType, work_type
from kg.readers.draft import Draft
from kg.readers.dublin_core.identifiers import identified, set_identifier
from kg.readers.dublin_core.places import ElementValues, Value, add

PREFIX: Final = "info:eu-repo/"

# not here: what may be of several kinds, such as review (of a book, or an article) and conferenceObject
_TYPES: Final[dict[str, WorkType]] = {
    "article": "journal-article", "bachelorThesis": "thesis", "masterThesis": "masters-thesis",
    "doctoralThesis": "dissertation", "book": "book", "bookPart": "book-chapter", "preprint": "preprint",
    "conferencePaper": "proceedings-article", "conferenceProceedings": "proceedings", "report": "report",
    "c_6501": "journal-article", "c_2df8fbb1": "journal-article", "c_7a1f": "thesis",
    "c_bdcc": "masters-thesis", "c_db06": "dissertation", "c_46ec": "thesis", "c_2f33": "book",
    "c_3248": "book-chapter", "c_816b": "preprint", "c_5794": "proceedings-article",
    "c_f744": "proceedings", "c_93fc": "report", "c_18gh": "report", "c_ddb1": "dataset",
    "c_5ce6": "software", "c_dcae04bc": "review-article",
}  # fmt: skip
_COAR: Final = re.compile(r"https?://purl\.org/coar/resource_type/(c_[\da-f]{4,8})/?")
_VERSIONS: Final = frozenset(
    ["publishedVersion", "acceptedVersion", "submittedVersion", "updatedVersion", "draft", "openAccess"]
)
_GRANT: Final = "info:eu-repo/grantAgreement/"
_OTHER: Final = re.compile(
    r"info:eu-repo/semantics/(altIdentifier|reference|dataset)/([a-z]{2,12})/(\S{1,300})"
)
_RELATED: Final = {"reference": "cites", "dataset": "related"}
_CLASS: Final = re.compile(r"info:eu-repo/classification/([\w.-]{1,40})/(.{1,100})")


def set_kind(values: ElementValues, draft: Draft) -> None:
    """Set the kind of work by the first word that can mean one kind only; the others stay as stated."""
    stated = values.of("type")
    for value in stated:
        match = _COAR.fullmatch(value.text)
        word = match[1] if match else value.text.removeprefix(f"{PREFIX}semantics/")
        found = _TYPES.get(word) or (work_type(value.text) if word == value.text else None)
        if found and "work_type" not in draft.fields:
            draft.fields["work_type"] = found
            draft.fields["work_type_as_stated"] = None if found == value.text else value.text
        else:
            value.placed = False
    words = [one for one in stated if one.text.removeprefix(f"{PREFIX}semantics/") not in _VERSIONS]
    if words and "work_type" not in draft.fields:
        draft.fields["work_type_as_stated"] = words[0].text
        words[0].placed = True


def set_grants(values: ElementValues, fields: dict[str, Any]) -> None:
    """Read who paid, other identifiers and related works; what is read so is no relation any more."""
    for value in values.of("relation"):
        if value.text.startswith(_GRANT):
            parts = [unquote(part).strip() for part in value.text.removeprefix(_GRANT).split("/")]
            funder, _, award, *more = (*parts, "", "", "")[: max(len(parts), 3)]
            title = next((part for part in more[1:] if part), None)
            grant = {
                "funder": {"name": funder} if funder else None,
                "award": award or None,
                "award_title": title,
            }
            add(fields, "funding", grant)
            value.read = True
        elif match := _OTHER.fullmatch(value.text):
            scheme, identifier = match[2], match[3]
            if match[1] != "altIdentifier":
                relation = {"kind": _RELATED[match[1]], "scheme": scheme, "identifier": identifier}
                add(fields, "relations", relation)
            elif found := identified(f"{scheme}:{identifier}" if scheme in ("issn", "isbn") else identifier):
                set_identifier(*found, fields)
            else:
                set_identifier(scheme, identifier, fields)
            value.read = True


def classified(value: Value) -> dict[str, Any] | None:
    """Return the subject that a classification of `info:eu-repo` is; None where the value is none."""
    if match := _CLASS.fullmatch(value.text):
        return {"scheme": match[1], "code": match[2]}
    return None
