"""Values that a record states in machine-readable form, checked one by one: identifiers, dates, categories.

A value that is wrong is taken out and reported as damage; the rest of the record stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Final

from kg.identifiers import ArxivId, Isbn, Isni, Issn, Orcid, Pmcid, Pmid, Ror, stated_dois
from kg.identifiers.doi import HYPHENS
from kg.readers.contested import is_contested, without_contested
from kg.records import Author, Damage, Profile, Repair, WorkRecord
from kg.repair.authorship.gate import is_plain
from kg.taxonomy import category, taxonomy

# a DOI that is surely as it should be; others are looked at closely
_PLAIN_DOI: Final = re.compile(r"10\.\d{4,9}/[A-Za-z\d][A-Za-z\d._/-]*+(?<![._/-])", re.ASCII)
_NORMAL: Final[dict[str, Callable[[str], Any]]] = {
    "orcid": Orcid.parse, "issn": Issn.parse, "issnl": Issn.parse, "issn-l": Issn.parse, "eissn": Issn.parse,
    "lissn": Issn.parse, "isbn": Isbn.parse, "ror": Ror.parse, "isni": Isni.parse, "pmid": Pmid.parse,
    "pmcid": Pmcid.parse,
}  # fmt: skip
_RESOLVER: Final = re.compile(r"(?:https?://hdl\.handle\.net/|hdl:\s{0,3}|info:hdl/)", re.IGNORECASE)
_WOS: Final = re.compile(r"(?:WOS|ISI):", re.IGNORECASE)
_OTHER_NAMES: Final = {"hdl": "handle", "hdl.handle.net": "handle", "issn-l": "lissn", "issnl": "lissn"}
_DATES: Final = ("submitted", "updated")
_CLEANED: Final = 0.99
"""That what was taken off a DOI (entities, escapes, trackers, brackets, stops) is no part of it."""


@lru_cache(maxsize=1 << 14)
def normal(scheme: str, value: str) -> str | None:
    """Return `value` in the normal form of `scheme`, or None if it is wrong; unknown schemes take all."""
    if scheme == "doi":
        found = stated_dois(value).names
        return found[0] if len(found) == 1 else None
    if scheme == "arxiv":
        eprint = ArxivId.parse(value)
        return eprint.value if eprint else None
    if scheme in _NORMAL:
        parsed = _NORMAL[scheme](value)
        return str(parsed) if parsed else None
    if scheme == "handle":
        value = _RESOLVER.sub("", value.strip())
    if scheme == "wos":
        value = _WOS.sub("", value.strip())
    return value.strip() or None


def scheme_named(name: str) -> str:
    """Return the one name that a scheme of identifiers has in records."""
    scheme = name.strip().lower()
    return _OTHER_NAMES.get(scheme, scheme)


def real_date(text: str) -> bool:
    """Tell whether `text`, written like a date, is one: not 30 February."""
    if text[8:10] <= "28":
        return True
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def sound(record: WorkRecord) -> bool:
    """Tell whether `checked` would leave all values of `record` but its people's; made to be quick."""
    if record.doi is not None and not _sound_doi(record.doi):
        return False
    if (number := record.arxiv_id) is not None:
        eprint = ArxivId.parse(number)
        if eprint is None or eprint.value != number:  # its version is a field of its own
            return False
    known = taxonomy()
    for code in record.categories:
        if code not in known:
            return False
    if record.primary_category is not None and record.primary_category not in known:
        return False
    for day in (record.submitted, record.updated):
        if day is not None and not real_date(day):
            return False
    if record.title is not None and record.title.isspace():
        return False
    for status in record.statuses:
        if status.date is not None and not real_date(status.date):
            return False
    numbers = (record.identifiers, record.venue_identifiers)
    return all(map(_sound_identifiers, numbers)) and not is_contested(record.authors)


def _sound_doi(doi: str) -> bool:
    if _PLAIN_DOI.fullmatch(doi):
        return True
    found = stated_dois(doi)
    return found.names == (doi,) and not found.cleaned


def sound_person(author: Author) -> bool:
    """Tell whether an entry of a list of people is as it should be: its name, its identifiers."""
    if author.printed is None and author.kind == "person" and not is_plain(author.name):
        return False
    if author.orcid is not None and normal("orcid", author.orcid) != author.orcid:
        return False
    return not author.identifiers or _sound_identifiers(author.identifiers)


def sound_profile(profile: Profile) -> bool:
    """Tell whether `checked` would leave all identifiers of a profile page as they are."""
    further = ((one.scheme, one.value) for one in profile.other_identifiers)
    return all(
        scheme == scheme_named(scheme) and scheme not in ("doi", "arxiv") and normal(scheme, value) == value
        for scheme, value in (*profile.identifiers.items(), *further)
    )


def _sound_identifiers(identifiers: dict[str, str]) -> bool:
    return not identifiers or all(
        scheme.islower()
        and scheme not in ("doi", "arxiv", "orcid", *_OTHER_NAMES)
        and normal(scheme, value) == value
        for scheme, value in identifiers.items()
    )


def checked(record: dict[str, Any]) -> list[Damage]:
    """Bring the identifiers, dates and categories of `record`, a record's object, to their normal forms.

    What is wrong is taken out of it and returned as damage; what was cleaned adds to its `repairs`.
    Values that are not even of the right type are left for the model to refuse.
    """
    damage: list[Damage] = []
    _identifiers(record, "identifiers", damage, {"doi": "doi", "arxiv": "arxiv_id"})
    _identifiers(record, "venue_identifiers", damage, {})
    _doi(record, damage)
    _eprint(record, damage)
    for key in _DATES:
        value = record.get(key)
        if isinstance(value, str) and not real_date(value):
            del record[key]
            damage.append(Damage(kind="date_invalid", field=key, note=f"no such day: {value[:80]}"))
    _categories(record, damage)
    statuses = record.get("statuses")
    for status in statuses if isinstance(statuses, list) else ():
        if isinstance(status, dict) and isinstance(day := status.get("date"), str) and not real_date(day):
            del status["date"]
            damage.append(Damage(kind="date_invalid", field="statuses", note=f"no such day: {day[:80]}"))
    for field in ("authors", "editors", "contributors"):
        people = record.get(field)
        for author in people if isinstance(people, list) else ():
            if isinstance(author, dict):
                _author(author, field, damage)
    if isinstance(authors := record.get("authors"), list):
        damage += without_contested(authors, "authors")
    return damage


def _doi(record: dict[str, Any], damage: list[Damage]) -> None:
    stated = record.get("doi")
    if not isinstance(stated, str):
        return
    found = stated_dois(stated)
    if not found.names:
        del record["doi"]
        note = f"no DOI ({found.fault}): {stated[:200]}"
        damage.append(Damage(kind="identifier_invalid", field="doi", note=note))
        return
    record["doi"] = found.names[0]
    if found.cleaned:
        add_repair(record, cleaned_doi(stated, " ".join(found.names)))
        if HYPHENS.search(stated):
            note = f"a dash of print stands in it, which is taken for a hyphen: {stated[:200]}"
            damage.append(Damage(kind="identifier_invalid", field="doi", note=note))
    if len(found.names) > 1:
        note = f"further DOIs are stated: {' '.join(found.names[1:])}"
        damage.append(Damage(kind="other", field="doi", note=note))


def cleaned_doi(before: str, after: str) -> Repair:
    """Return the repair of a DOI from which something was taken that is no resolver and no prefix."""
    return Repair(
        field="doi", rule="ID-DOI", before=before[:500], after=after, certain=False, confidence=_CLEANED
    )


def add_repair(record: dict[str, Any], repair: Repair) -> None:
    """Add `repair` to those of `record`, a record's object."""
    stated = record.get("repairs")
    record["repairs"] = [*(stated if isinstance(stated, list | tuple) else ()), repair]


def _eprint(record: dict[str, Any], damage: list[Damage]) -> None:
    stated = record.get("arxiv_id")
    if not isinstance(stated, str):
        return
    found = ArxivId.parse(stated)
    if found is None:
        del record["arxiv_id"]
        note = f"no arXiv identifier: {stated[:200]}"
        damage.append(Damage(kind="identifier_invalid", field="arxiv_id", note=note))
        return
    record["arxiv_id"] = found.value
    if found.version is not None and record.get("version") is None:
        record["version"] = found.version


def _identifiers(
    holder: dict[str, Any],
    key: str,
    damage: list[Damage],
    moved: dict[str, str],
    position: int | None = None,
    field: str = "",
) -> None:
    """Check the identifiers under `key`; those with a key of their own in the record move there.

    Damage names `field` where the holder is an entry of it, at `position`.
    """
    stated = holder.get(key)
    if not isinstance(stated, dict):
        return
    kept = {}
    for name, value in stated.items():
        scheme = scheme_named(name)
        if scheme in moved and isinstance(value, str):
            holder.setdefault(moved[scheme], value)
        elif not isinstance(value, str) or (form := normal(scheme, value)) is None or not scheme:
            damage.append(
                Damage(
                    kind="identifier_invalid",
                    field=field or key,
                    position=position,
                    note=f"no {name}: {str(value)[:200]}",
                )
            )
        else:
            kept[scheme] = form
    holder[key] = kept


def _author(author: dict[str, Any], field: str, damage: list[Damage]) -> None:
    position = author.get("position")
    place = position if isinstance(position, int) else None
    moved = {"orcid": "orcid"}
    _identifiers(author, "identifiers", damage, moved, place if place is not None else 0, field)
    stated = author.get("orcid")
    if isinstance(stated, str):
        form = normal("orcid", stated)
        if form is None:
            del author["orcid"]
            note = f"no ORCID iD: {stated[:80]}"
            damage.append(Damage(kind="identifier_invalid", field=field, position=place, note=note))
        else:
            author["orcid"] = form


def _categories(record: dict[str, Any], damage: list[Damage]) -> None:
    stated = record.get("categories")
    if isinstance(stated, list) and all(isinstance(code, str) for code in stated):
        known = {code: entry.code for code in stated if (entry := category(code))}
        unknown = [code for code in stated if code not in known]
        record["categories"] = [known[code] for code in stated if code in known]
        if unknown:
            if not record.get("categories_as_stated"):
                record["categories_as_stated"] = stated
            damage += [
                Damage(kind="category_unknown", field="categories", note=f"arXiv has no {code[:80]}")
                for code in unknown
            ]
    primary = record.get("primary_category")
    if isinstance(primary, str):
        entry = category(primary)
        if entry is None:
            del record["primary_category"]
            note = f"arXiv has no {primary[:80]}"
            damage.append(Damage(kind="category_unknown", field="primary_category", note=note))
        else:
            record["primary_category"] = entry.code
