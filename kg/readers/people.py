"""Authors and editors in JSON: a text, a list of names, or objects with the parts of a name, written out.

Each entry goes through the gate (`kg.repair.authorship`); what it changed, dropped or doubts is on record.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from kg.readers.listed_addresses import part_addresses
from kg.readers.numbered_names import unnumbered
from kg.records import Author, Contributor, Damage, Repair
from kg.repair.authorship.gate import is_plain, part, read
from kg.repair.authorship.named import ENTRY_CONFIDENCE, ENTRY_RULE, Person
from kg.repair.authorship.nobody import without_others
from kg.repair.collectives import is_collective, is_group_in_halves
from kg.repair.mojibake import mend_text
from kg.repair.names import split, suffix_apart

_KEYS: Final = frozenset(Author.model_fields)
_CONTRIBUTOR: Final = frozenset(Contributor.model_fields)
# the words of other formats for the same
_NEAR: Final = {
    "first": "given", "firstname": "given", "first_name": "given", "given_name": "given",
    "givenname": "given", "forename": "given", "given-names": "given", "given_names": "given",
    "prenom": "given", "vorname": "given", "last": "family", "lastname": "family", "last_name": "family",
    "surname": "family", "family_name": "family",
    "familyname": "family", "nachname": "family", "nom": "family", "literal": "name", "fullname": "name",
    "full_name": "name", "display_name": "name", "displayname": "name", "raw": "name", "author": "name",
    "creatorname": "name", "raw_author_name": "name", "affiliation": "affiliations", "orcid_id": "orcid",
    "orcidid": "orcid", "institution": "affiliations",
}  # fmt: skip
_OF_ALL: Final[tuple[str, ...]] = ("role", "role_as_stated")
"""What an entry states of each of those whom it names."""
_TEXTS: Final = ("name", "given", "family", "suffix")


def write_out(record: dict[str, Any], field: str, unknown: set[str], damage: list[Damage]) -> None:
    """Write out the list `field` of `record`, a record's object; say whether the list is whole.

    Unknown keys are added to `unknown`, repairs to those of the record.
    """
    stated = record.get(field)
    if isinstance(stated, str | dict):
        stated = [stated]
    if not isinstance(stated, list):
        return
    people = People(field, unknown, damage)
    for entry in stated:
        people.add(entry)
    people.part_addresses()
    if isinstance(record[field], str):
        found = len(people.entries)
        cut = "taken for one name" if found == 1 else f"cut into {found} names"
        damage.append(Damage(kind="authors_odd", field=field, note=f"one text, {cut}: {record[field][:200]}"))
    record[field] = people.entries
    if not _rising(people.entries):
        for place, author in enumerate(people.entries):
            author["position"] = place
        note = "positions were not in order; counted anew"
        damage.append(Damage(kind="authors_odd", field=field, note=note))
    if people.repairs:
        earlier = record.get("repairs")
        record["repairs"] = [*(earlier if isinstance(earlier, list) else ()), *people.repairs]
    if field == "authors" and not people.complete:
        record["authors_complete"] = False


class People:
    """The list while it is read: entries written out, or as they were, and what was found."""

    def __init__(self, field: str, unknown: set[str], damage: list[Damage]) -> None:
        self.entries: list[dict[str, Any]] = []
        self.repairs: list[Repair] = []
        self.complete = True
        self._field = field
        self._keys = _CONTRIBUTOR if field == "contributors" else _KEYS
        self._unknown = unknown
        self._damage = damage
        self._next = 0
        self._placed = False  # the entries state their positions

    def add(self, entry: object) -> None:
        """Add what one entry names."""
        if isinstance(entry, list) and entry and all(isinstance(half, str) for half in entry):
            self._odd(f"a list in place of a name: {entry!s:.80}")
            entry = " ".join(entry)
        if isinstance(entry, str):
            entry = {"name": entry}
        if entry is None or entry == {} or (isinstance(entry, dict) and _empty(entry.get("name", "x"))):
            self._odd("an empty entry, left out")
            self.complete = False
        elif isinstance(entry, dict):
            self._add(self._known(entry))
        else:  # for the model to refuse
            self.entries.append({"position": self._take(), "name": entry})

    def skip_to(self, position: int) -> None:
        """Leave the places before `position` to entries that are as they should be."""
        self._next = max(self._next, position)

    def part_addresses(self) -> None:
        """Make addresses that stand as authors affiliations, unless the entries state their positions."""
        if not self._placed:
            before = len(self._damage)
            self.entries = part_addresses(self.entries, self._field, self.repairs, self._damage)
            if len(self._damage) > before:  # what was left out may be a person all the same
                self.complete = False

    def _known(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Return an entry under kg's own keys, its texts with single blanks."""
        author: dict[str, Any] = {}
        for key, value in entry.items():
            own = key if key in self._keys else _NEAR.get(key.lower(), key.lower())
            if own not in self._keys:
                self._unknown.add(f"{self._field}.{key}")
            elif not _empty(value):
                author.setdefault(own, value)
        unnumbered(author)
        if isinstance(middle := entry.get("middle"), str) and isinstance(author.get("given"), str):
            self._unknown.discard(f"{self._field}.middle")
            author["given"] = f"{author['given']} {middle}"
        for key in _TEXTS:
            if isinstance(author.get(key), str):
                author[key] = " ".join(author[key].split())
        for key in ("affiliations", "variants"):
            several = [stated.strip()] if isinstance(stated := author.get(key), str) else stated
            if isinstance(several, list):
                author[key] = [
                    one["name"] if isinstance(one, dict) and isinstance(one.get("name"), str) else one
                    for one in several
                ]
        return author

    def _add(self, author: dict[str, Any]) -> None:
        parts = [author[key] for key in ("given", "family", "suffix") if isinstance(author.get(key), str)]
        name = author.get("name")
        if "printed" in author or author.get("kind") == "collective":
            name = author.setdefault("name", " ".join(parts) or None)
            if isinstance(name, str) and "printed" not in author and without_others(name)[1]:
                self._add_name({key: author[key] for key in author.keys() - {"kind", *_TEXTS}}, name)
            else:
                self._keep(author)
        elif "given" in author and "family" in author:
            self._add_parts(author, parts)
        elif isinstance(name, str):
            self._add_name(author, name)
        elif len(parts) == 1:
            self._add_name({key: value for key, value in author.items() if key not in _TEXTS}, parts[0])
        else:
            if parts:
                author["name"] = " ".join(parts)
            self._keep(author)

    def _add_name(self, author: dict[str, Any], name: str) -> None:
        """Add those whom a name, or a list in its place, names."""
        if not name.isascii() and mend_text(name):
            if "position" not in author:
                author |= {key: half for key, half in split(name)._asdict().items() if half is not None}
            self._keep(author | {"name": name})
            return
        reading = read(name)
        position = author.get("position")
        place = position if isinstance(position, int) else self._next
        damage, repairs = reading.notes(name, self._field, place)
        self._damage += damage
        self.repairs += repairs
        self.complete = self.complete and reading.complete
        alone = len(reading.people) == 1
        if not alone and {"orcid", "identifiers"} & author.keys():
            whom = "several" if reading.people else "nobody"
            self._odd(f"identifiers of an entry that names {whom}, left out: {name[:80]}")
        for person in reading.people:
            entry = author if alone else {key: author[key] for key in _OF_ALL if key in author}
            if alone and position is not None and person.name == name and "family" not in author:
                self._keep(author | {"name": name} | ({"kind": "collective"} if person.collective else {}))
            else:
                self._keep(entry | _stated(person, name, entry))
        if not reading.people and any(note.startswith("no name") for note in reading.dropped):
            self._take()

    def _add_parts(self, author: dict[str, Any], parts: list[str]) -> None:
        """Add an entry with given and family name, freed of what is no part of them."""
        given, family = author["given"], author["family"]
        if isinstance(given, str) and isinstance(family, str) and "name" not in author:
            if is_group_in_halves(given, family):
                self._add_name({key: author[key] for key in author.keys() - set(_TEXTS)}, " ".join(parts))
                return
            if "suffix" not in author and (found := suffix_apart(given, family)).suffix:
                printed = " ".join(parts)
                author |= found._asdict() | {"name": found.name}
                if printed != found.name:
                    author["printed"] = printed
                given, family = author["given"], author["family"]
        if not (isinstance(given, str) and isinstance(family, str)) or (is_plain(given) and is_plain(family)):
            author.setdefault("name", " ".join(parts))
            self._keep(author)
            return
        printed = " ".join(parts)
        reading = read(f"{given} {family}")
        several = len(reading.people) > 1 and reading.complete
        if (not printed.isascii() and mend_text(printed)) or (several and _is_one(author)):
            author.setdefault("name", printed)
            self._keep(author)
        elif len(reading.people) != 1 or not reading.complete:  # several, nobody, or one and others
            self._add_name({key: author[key] for key in author.keys() - set(_TEXTS)}, f"{given} {family}")
        else:
            (new_given, off), (new_family, more) = part(given), part(family)
            removed = dict.fromkeys((*off, *more))
            name = " ".join(filter(None, (new_given, new_family, author.get("suffix"))))
            if removed and name:
                place = author.get("position", self._next)
                self.repairs.append(
                    Repair(
                        field=self._field,
                        position=place if isinstance(place, int) else None,
                        rule=ENTRY_RULE,
                        before=printed[:2000],
                        after=name[:2000],
                        certain=False,
                        confidence=ENTRY_CONFIDENCE,
                        note=", ".join(dict.fromkeys(reading.people[0].removed) or removed),
                    )
                )
                author |= {"name": name, "given": new_given or None, "family": new_family or None}
                author["printed"] = printed
                author |= _beside(reading.people[0], author)
            author.setdefault("name", printed)
            self._keep(author)

    def _keep(self, author: dict[str, Any]) -> None:
        if isinstance(name := author.get("name"), str) and " 0" in name:  # what hid the number is gone now
            unnumbered(author)
            if author.get("name") != name:
                self._add(author)
                return
        place = author.get("position")
        if place is None:
            author = author | {"position": self._take()}
            self.entries.append(author)
            return
        self._placed = True
        if isinstance(place, int):
            self._next = max(self._next, place + 1)
        self.entries.append(author)

    def _take(self) -> int:
        self._next += 1
        return self._next - 1

    def _odd(self, note: str) -> None:
        self._damage.append(Damage(kind="authors_odd", field=self._field, note=note))


def _is_one(author: dict[str, Any]) -> bool:
    """Tell whether an entry whose given names hold a comma is of one person: `Chee Hsien, Aaron` Tay.

    An iD says so, and so do given names of the same person in two scripts or orders, with nothing else that
    parts people; several who were put into one entry have initials, or a family name before the comma.
    """
    if "orcid" in author or author.get("identifiers"):
        return True
    given = author["given"]
    return given.count(",") == 1 and not set(given) & set(".;&/|") and " and " not in f" {given} "


def _stated(person: Person, name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an author's object that the gate gives."""
    made: dict[str, Any] = {"name": person.name}
    if person.collective or is_collective(person.name):
        made["kind"] = "collective"
    else:
        halves = {"given": person.given, "family": person.family, "suffix": person.suffix}
        made |= {key: half for key, half in halves.items() if half is not None and key not in entry}
    if person.name != name or person.doubt:
        made["printed"] = person.printed or name
    return made | _beside(person, entry)


def _beside(person: Person, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what stood at a name, added to what the entry states itself."""
    made: dict[str, Any] = {}
    for key, values in (("affiliations", person.affiliations), ("variants", person.variants)):
        if values:
            made[key] = [*entry.get(key, ()), *values]
    if person.orcid and "orcid" not in entry:
        made["orcid"] = person.orcid
    return made


def _empty(value: object) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and value.isspace())


def _rising(authors: list[dict[str, Any]]) -> bool:
    places = [author["position"] for author in authors]
    return all(isinstance(place, int) and place >= 0 for place in places) and all(
        before < after for before, after in pairwise(places)
    )
