"""People, groups and meetings of a MARC 21 record (fields X00, X10, X11, 720), by what they did.

https://www.loc.gov/marc/bibliographic/bdx00.html; the codes and terms of relators are those of
https://www.loc.gov/marc/relators/relaterm.html. Names of organisations are never turned at a comma.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.isbd import bare, unstopped
from kg.readers.marc_fields import Marc, MarcField
from kg.repair.names import is_stated_suffix

AUTHORS: Final = frozenset(
    ["aut", "author", "cre", "creator", "dis", "dissertant", "joint author", "cmp", "composer", "pro",
    "programmer",
     "verfasser", "verfasserin", "verfasserin", "auteur", "autor", "co-author", "coauthor", "art",
     "artist", "verf"]
)  # fmt: skip
EDITORS: Final = frozenset(
    ["edt", "editor", "edc", "pbd", "editor of compilation", "ed", "eds", "hrsg", "herausgeber",
    "herausgeberin",
     "joint editor", "éditeur scientifique", "edm", "volume editor", "vol. ed"]
)  # fmt: skip
ROLES: Final = {
    "trl": "translator", "translator": "translator", "tr": "translator", "übers": "translator",
    "traducteur": "translator",
    "übersetzer": "translator", "übersetzerin": "translator", "ill": "illustrator",
    "illustrator": "illustrator",
    "com": "compiler", "compiler": "compiler", "comp": "compiler", "rev": "reviewer", "reviewer": "reviewer",
    "ths": "supervisor", "thesis advisor": "supervisor", "degree supervisor": "supervisor",
    "dgs": "supervisor",
    "akademischer betreuer": "supervisor", "dgg": "institution", "degree granting institution": "institution",
    "degree grantor": "institution", "degree granting university": "institution",
    "grantinstitution": "institution", "iss": "institution", "issuing body": "institution", "spn": "sponsor",
    "sponsor": "sponsor", "sponsoring body": "sponsor", "fnd": "sponsor", "funder": "sponsor",
    "ivr": "interviewer",
    "interviewer": "interviewer", "col": "collector", "collector": "collector", "cur": "curator",
    "curator": "curator",
}  # fmt: skip
_OTHER_ROLE: Final = re.compile(
    r"\b(?:edit|ed\.|eds\.|hrsg|herausg|transl|übers|traduit|compil|ill\.|illustr|introd|foreword|vorw)",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(r"\[?(?:edited by|ed\. by|editors?:|hrsg\. von|herausgegeben von)", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"\(([\w-]{1,20})\)\s?(.{1,200})")
_SCHEMES: Final = {
    "de-588": "gnd", "viaf": "viaf", "isni": "isni", "orcid": "orcid", "dlc": "loc", "wikidata": "wikidata",
    "uri": "", "de-101": "gnd-record",
}  # fmt: skip
_ADDRESSES: Final = (
    ("orcid.org/", "orcid"), ("viaf.org/viaf/", "viaf"), ("isni.org/isni/", "isni"), ("isni.org/", "isni"),
    ("d-nb.info/gnd/", "gnd"), ("id.loc.gov/authorities/names/", "loc"), ("wikidata.org/entity/", "wikidata"),
    ("ror.org/", "ror"),
)  # fmt: skip


def people(marc: Marc, draft: Draft) -> None:
    """State authors, editors, others, and the meeting."""
    main = marc.first("100", "110")
    for one in marc.fields("100", "110", "700", "710", "720"):
        if one.get("t") and one.tag in ("700", "710"):
            continue  # the author of another work, which is named in it
        person = _person(one)
        if person:
            _add(one, person, marc, main, draft)
    meeting = marc.first("111", "711")
    if meeting is not None and (name := bare(meeting.joined("aeq"))):
        found = {
            "name": name,
            "number": bare(_round(meeting.get("n"))),
            "place": bare(_round(meeting.get("c"))),
        }
        year = re.search(r"(?<!\d)[12]\d{3}(?!\d)", meeting.get("d") or "")
        draft.fields["event"] = found | {"start": year[0] if year else None}


def _round(text: str | None) -> str | None:
    """Return a part of a meeting's name without its round brackets, which several parts share."""
    return text.strip(" ():;.,") if text else None


def _add(one: MarcField, person: dict[str, Any], marc: Marc, main: MarcField | None, draft: Draft) -> None:
    roles = _roles(one)
    if not roles:
        if _EDITED.match(marc.get("245", "c") or "") and _is_named(one, marc):
            draft.fields.setdefault("editors", []).append(person)
        elif one is main or (one.tag == "700" and _is_author(one, marc, main)):
            draft.fields.setdefault("authors", []).append(person)
        else:
            draft.fields.setdefault("contributors", []).append(person | {"role": "other"})
        return
    if any(role in AUTHORS for role in roles):
        draft.fields.setdefault("authors", []).append(person)
    for role in roles:
        if role in AUTHORS:
            continue
        if role in EDITORS and not marc.is_part:
            draft.fields.setdefault("editors", []).append(person)
        else:
            word = "editor" if role in EDITORS else ROLES.get(role, "other")
            stated = None if word == role else role
            draft.fields.setdefault("contributors", []).append(
                person | {"role": word, "role_as_stated": stated}
            )


def _is_author(one: MarcField, marc: Marc, main: MarcField | None) -> bool:
    """Tell whether an added entry without a relator is a further author.

    So it is where the title page names it, with the main author, before any editor or translator; and in the
    record of an article, or of a repository, which has no title page.
    """
    if one.second == "2" or main is None or main.tag != "100":
        return (marc.is_part or marc.is_of_repository) and one.second != "2"
    if not marc.get("245", "c"):
        return marc.is_part or marc.is_of_repository
    return _is_named(one, marc) and not _OTHER_ROLE.search(_statement(marc))


def _statement(marc: Marc) -> str:
    """Return what the title page says of the first to be responsible."""
    return (marc.get("245", "c") or "").split(";")[0]


def _is_named(one: MarcField, marc: Marc) -> bool:
    family = (one.get("a") or "").split(",")[0].strip(" .")
    return bool(family) and family.lower() in _statement(marc).lower()


def _roles(one: MarcField) -> list[str]:
    """Return what the relators say, as codes and terms in lower case, each role once."""
    found = [value.rpartition("/")[2] for value in one.all("4")]
    words = [part for value in one.all("e") for part in re.split(r",| and |;", value)]
    meant: dict[str, str] = {}
    for word in (*found, *words):
        role = word.strip(" .,:[]()").lower()
        if role:
            key = "author" if role in AUTHORS else "editor" if role in EDITORS else ROLES.get(role, role)
            meant.setdefault(key, role)
    if "other" in meant.values() and len(meant) > 1:
        meant = {key: role for key, role in meant.items() if role != "other"}
    return list(meant.values())


def _person(one: MarcField) -> dict[str, Any]:
    """Return who is named: a person under given and family name, a group under its name as it stands."""
    made = (
        _group(one) if one.tag.endswith("10") or (one.tag[1:] == "00" and one.first == "3") else _named(one)
    )
    if not made:
        return {}
    if one.other_script is not None and (other := _other_script(one.other_script)):
        made.setdefault("variants", []).append(other)
    for value in one.all("01"):
        scheme, identifier = _authority(value)
        if scheme == "orcid":
            made.setdefault("orcid", identifier)
        elif scheme:
            made.setdefault("identifiers", {}).setdefault(scheme, identifier)
    for value in one.all("ij"):  # Invenio's fields of identifiers
        if value.lower().startswith("orcid:"):
            made.setdefault("orcid", value[6:])
        elif value.startswith("INSPIRE-"):
            made.setdefault("identifiers", {}).setdefault("inspire", value)
    if affiliations := [text for value in one.all("u") if (text := bare(value)) and "://" not in text]:
        made["affiliations"] = affiliations
    return made


def _group(one: MarcField) -> dict[str, Any]:
    parts = [unstopped(part.strip(" ,;:")) for part in one.all("ab")]
    name = ". ".join(filter(None, parts))
    return {"name": name, "kind": "collective"} if name else {}


def _named(one: MarcField) -> dict[str, Any]:
    stated = (one.get("a") or "").strip(" ;:/")
    stated = stated.rstrip(",").strip()
    stated = stated if _ends_with_initial(stated) else stated.rstrip(".")
    if not stated:
        return {}
    if one.tag == "720" or one.first == "0" or "," not in stated:
        made: dict[str, Any] = {"name": " ".join(filter(None, (stated, (one.get("b") or "").strip(" ,."))))}
        if one.tag == "720" and one.first == "2":
            made["kind"] = "collective"
        return made
    family, _, given = stated.partition(",")
    given, _, more = given.partition(",")
    made = {"family": family.strip(), "given": given.strip()}
    for suffix in (more, one.get("c") or "", one.get("b") or ""):
        if (word := suffix.strip(" ,")) and is_stated_suffix(word):
            made["suffix"] = word
    if (fuller := (one.get("q") or "").strip(" (),.")) and fuller != given.strip():
        made["variants"] = [f"{fuller} {family.strip()}"]
    return made if given.strip() else {"name": family.strip()}


def _ends_with_initial(text: str) -> bool:
    return len(text) > 1 and text.endswith(".") and text[-2].isupper() and not text[-3:-2].isalpha()


def _other_script(other: MarcField) -> str | None:
    """Return a name in another script, given name first where it has a comma."""
    made = _group(other) if other.tag.endswith("10") else _named(other)
    if "name" in made:
        return str(made["name"]) if made["name"] else None
    family, given = made.get("family", ""), made.get("given", "")
    spaced = any(ord(char) < 0x2E80 for char in family + given)
    return f"{given} {family}" if spaced else family + given


def _authority(value: str) -> tuple[str, str]:
    """Return scheme and identifier of an authority record, an address or with its source in brackets."""
    match = _AUTHORITY.fullmatch(value)
    stated = match[2].strip() if match else value
    for mark, scheme in _ADDRESSES:
        if mark in stated:
            return scheme, stated.partition(mark)[2].strip("/ ")
    if match is None:
        return "", ""
    return _SCHEMES.get(match[1].lower(), ""), stated
