"""The statements of a record that are nouns of their own, checked and cleaned one by one.

Dates, references, relations, funding, subjects and the identifiers of organisations. A value that is wrong
is taken out and reported as damage; the statement goes with it only where nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.identifiers import ArxivId, stated_dois
from kg.readers.values import normal, real_date, scheme_named
from kg.records import Damage, WorkRecord

_DATED: Final = {
    "dates": ("date", "end"),
    "event": ("start", "end"),
    "licenses": ("start",),
    "counts": ("observed",),
}
_PEOPLE: Final = ("authors", "editors", "contributors")
# what a statement cannot do without: one of these
_SUBSTANCE: Final = {
    "dates": ("date", "as_stated"),
    "references": ("text", "key", "doi", "arxiv_id", "identifiers", "title", "authors", "venue"),
    "relations": ("identifier", "title"),
    "funding": ("funder", "award", "award_title", "url"),
    "subjects": ("term", "code"),
    "other_identifiers": ("value",),
}
_IDENTIFIED: Final = {"relations": "identifier", "other_identifiers": "value"}
_SERIAL: Final = {"eissn": "issn", "lissn": "issn"}
_NOUNS: Final = (
    "dates", "event", "licenses", "counts", "references", "relations", "funding", "contributors",
    "other_identifiers", "published",
)  # fmt: skip


def plain(record: WorkRecord) -> bool:
    """Tell whether `record` has no statement that would need `check`; made to be quick."""
    return not any(getattr(record, name) for name in _NOUNS) and not any(
        author.organisations or author.email_domain for author in (*record.authors, *record.editors)
    )


def check(record: dict[str, Any], damage: list[Damage]) -> None:
    """Bring the statements of `record`, a record's object, to their normal forms; add what is wrong."""
    if isinstance(day := record.get("published"), str) and not real_date(day):
        del record["published"]
        damage.append(_no_day("published", day))
    for field, keys in _DATED.items():
        for one in _objects(record, field):
            _days(one, keys, field, damage)
    for one in _objects(record, "references"):
        _reference(one, damage)
    for field, key in _IDENTIFIED.items():
        for one in _objects(record, field):
            _identifier(one, key, field, damage)
    _once(record)
    for field in _PEOPLE:
        _domains(_objects(record, field), field, damage)
    for field, organisation in _organisations(record):
        _organisation(organisation, field, damage)
    for field, keys in _SUBSTANCE.items():
        if field in record and isinstance(record[field], list):
            record[field] = [one for one in record[field] if not _hollow(one, keys)]


def _once(record: dict[str, Any]) -> None:
    """Take out further identifiers that are none: the same number once more, whatever its medium."""
    first = {"work": record.get("identifiers"), "venue": record.get("venue_identifiers")}
    others = record.get("other_identifiers")
    if not isinstance(others, list):
        return
    known = {
        (of, _SERIAL.get(scheme, scheme), value)
        for of, held in first.items()
        for scheme, value in (held.items() if isinstance(held, dict) else ())
    }
    kept = []
    for one in others:
        if isinstance(one, dict):
            scheme = str(one.get("scheme"))
            name = str(one.get("of", "work")), _SERIAL.get(scheme, scheme), one.get("value")
            if name in known:
                continue
            known.add(name)
        kept.append(one)
    record["other_identifiers"] = kept


def _organisations(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the organisations that a record's object names, each with the field it stands in."""
    for field in _PEOPLE:
        for author in _objects(record, field):
            if "organisations" in author:
                yield from ((field, one) for one in _objects(author, "organisations"))
    for grant in _objects(record, "funding"):
        if isinstance(funder := grant.get("funder"), dict):
            yield "funding", funder


def _hollow(one: object, keys: tuple[str, ...]) -> bool:
    return isinstance(one, dict) and not any(one.get(key) for key in keys)


def _objects(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects under `key`, of which there may be one, a list or none."""
    if key not in holder or not (stated := holder[key]):
        return []
    several = stated if isinstance(stated, list | tuple) else [stated]
    return [one for one in several if isinstance(one, dict)]


def _days(one: dict[str, Any], keys: tuple[str, ...], field: str, damage: list[Damage]) -> None:
    for key in keys:
        if isinstance(day := one.get(key), str) and day[:4].isdigit() and not real_date(day):
            del one[key]
            one.setdefault("as_stated", day) if field == "dates" else None
            damage.append(_no_day(field, day))


def _no_day(field: str, day: str) -> Damage:
    return Damage(kind="date_invalid", field=field, note=f"no such day: {day[:80]}")


def _reference(one: dict[str, Any], damage: list[Damage]) -> None:
    if isinstance(stated := one.get("doi"), str):
        names = stated_dois(stated).names
        if names:
            one["doi"] = names[0]
        else:
            del one["doi"]
            one["text"] = " ".join(filter(None, [one.get("text"), stated]))
            damage.append(_wrong("references", "DOI", stated))
    if isinstance(stated := one.get("arxiv_id"), str):
        if eprint := ArxivId.parse(stated):
            one["arxiv_id"] = eprint.value
        else:
            del one["arxiv_id"]
            one["text"] = " ".join(filter(None, [one.get("text"), stated]))
            damage.append(_wrong("references", "arXiv identifier", stated))
    _identifiers(one, "references", damage)


def _identifier(one: dict[str, Any], key: str, field: str, damage: list[Damage]) -> None:
    """Bring one identifier to the normal form of its scheme; one that is wrong is taken out."""
    scheme, value = one.get("scheme"), one.get(key)
    if not isinstance(scheme, str) or not isinstance(value, str):
        return
    one["scheme"] = scheme_named(scheme)
    form = normal(one["scheme"], value)
    if form is not None:
        one[key] = form
        return
    damage.append(_wrong(field, scheme, value))
    if field == "relations" and one.get("title"):
        del one["scheme"], one[key]
    else:
        one.clear()


def _identifiers(holder: dict[str, Any], field: str, damage: list[Damage]) -> None:
    stated = holder.get("identifiers")
    if not isinstance(stated, dict):
        return
    kept = {}
    for name, value in stated.items():
        if not isinstance(value, str) or (form := normal(scheme_named(name), value)) is None:
            damage.append(_wrong(field, name, str(value)))
        else:
            kept[scheme_named(name)] = form
    holder["identifiers"] = kept


def _organisation(one: dict[str, Any], field: str, damage: list[Damage]) -> None:
    _identifiers(one, field, damage)
    if isinstance(country := one.get("country"), str):
        code = country.strip().upper()
        if len(code) == 2 and code.isascii() and code.isalpha():
            one["country"] = code
        else:
            del one["country"]
            damage.append(_wrong(field, "code of a country", country))


def _domains(authors: list[dict[str, Any]], field: str, damage: list[Damage]) -> None:
    for author in authors:
        if "email_domain" in author:
            _domain(author, field, damage)


def _domain(author: dict[str, Any], field: str, damage: list[Damage]) -> None:
    """Keep of an e-mail address its domain alone: the address is nobody's business but its owner's."""
    if not isinstance(stated := author.get("email_domain"), str):
        return
    domain = stated.rpartition("@")[2].strip(" .<>\t").lower()
    if "." in domain and " " not in domain and "/" not in domain:
        author["email_domain"] = domain
    else:
        del author["email_domain"]
        damage.append(Damage(kind="other", field=field, note="no domain of an e-mail address"))


def _wrong(field: str, what: str, value: str) -> Damage:
    return Damage(kind="identifier_invalid", field=field, note=f"no {what}: {value[:200]}")
