"""The people of a work in a graph: in which order, whether all of them, and what is said of each."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from kg.identifiers import Orcid
from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import DocumentGraph
from kg.readers.rdf.identify import of_term
from kg.readers.rdf.patterns import NOTHING, Things
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import BLANK, FieldValue, Iri, Term, Text
from kg.readers.whole_numbers import whole_number

_NEXT: Final = "https://w3id.org/oc/ontology/hasNext"
_GROUPS: Final = frozenset([
    "Organization", "Organisation", "Group", "Corporation", "CollegeOrUniversity", "ResearchOrganization",
    "GovernmentOrganization", "NGO", "EducationalOrganization", "Consortium", "FormalOrganization", "Project",
    "ResearchProject", "Team", "Collaboration", "Institution", "CorporateBody", "OrganizationalCollaboration",
])  # fmt: skip
_NAMES: Final = frozenset(["name", "label", "family"])
_MARKS: Final = {"corresponding": "corresponding", "equal": "equal_contribution"}
_UNSTATED: Final = "the order of the {} is not stated; they are in that of the file"


class StatedPeople(NamedTuple):
    """The people of one field: entries for the gate, whether the list is closed, what is odd about it."""

    entries: list[Any]
    complete: bool | None
    notes: list[str]


class _Way(NamedTuple):
    """One way in which a graph states a list: members with their slots, whether ordered, whether whole."""

    members: list[tuple[Term, str | None]]
    ordered: bool
    complete: bool | None
    notes: list[str]


def listing(field: str, rows: list[FieldValue], graph: DocumentGraph, things: Things) -> StatedPeople:
    """Return the people that `rows`, all of one field, state; of several ways to state them, the best.

    Order comes from lists and sequences (`rdf:List`, `@list`), from ranks and positions, from a chain of
    `oco:hasNext`; else it is said not to be stated.
    """
    ways: dict[str, list[FieldValue]] = {}
    for row in rows:
        ways.setdefault(row.predicate, []).append(row)
    read = [_with_holders(_way(one, graph), graph, things) for one in ways.values()]
    best = (
        read[0]
        if len(read) == 1
        else max(
            read,
            key=lambda way: (
                len(way.members) > 0,
                way.ordered,
                _named(way, things),
                _all_described(way, things),
            ),
        )
    )
    notes = list(best.notes)
    if not best.ordered and len(best.members) > 1:
        notes.append(_UNSTATED.format(field))
    complete = best.complete
    entries = []
    for value, slot in best.members:
        entry = person(value, slot, things)
        if entry is None:
            notes.append(f"a node of whom the file says no name, left out: {_shown(value)}")
            complete = False
        else:
            entries.append(entry)
    known = {value.value for value, _ in best.members}
    further = {value.value for way in read for value, _ in way.members if isinstance(value, Iri)} - known
    if best.ordered and further and all(isinstance(value, Iri) for value, _ in best.members):
        notes.append(
            f"{field} that are stated beside the list, without a place in it, and left out: {len(further)}"
        )
        complete = False
    return StatedPeople(entries, complete, notes)


def _said(value: Iri, things: Things) -> list[FieldValue]:
    """Return what is said of a person, on cards, too."""
    rows = things.get(value.value)
    cards = [row.value.value for row in rows if row.field == "vcard"]
    inner = [row.value.value for card in cards for row in things.get(card) if row.field == "vcard"]
    return [*rows, *(row for card in (*cards, *inner) for row in things.get(card))]


def person(value: Term, slot: str | None, things: Things) -> dict[str, Any] | None:
    """Return what a graph says of a person or group, as an entry for the gate; None if it says no name."""
    if isinstance(value, Text):
        said = value.value.strip()
        return {"name": value.value} if said and not _is_reference(said) else None
    rows = _said(value, things)
    own = _by_field(things.get(slot)) if slot else {}
    texts = _by_field(rows)
    entry: dict[str, Any] = {}
    for field in ("given", "family", "suffix"):
        if field in texts:
            entry[field] = texts[field][0]
    if "middle" in texts and "given" in entry:
        entry["given"] = f"{entry['given']} {texts['middle'][0]}"
    printed = own.get("printed", [])
    names = printed + texts.get("name", []) + texts.get("label", [])
    if "family" not in entry and not names:
        return None
    if "family" not in entry:
        entry = {"name": names[0]}
    elif "given" not in entry and names:
        entry.pop("family")
        entry["name"] = names[0]
    elif printed:
        entry["name"] = printed[0]
    if "kind" in texts and not _GROUPS.isdisjoint(map(vocabulary.local, texts["kind"])):
        entry = {"name": names[0] if names else entry.get("family"), "kind": "collective"}
    elif variants := [name for name in texts.get("other-name", []) + names[1:] if name != entry.get("name")]:
        entry["variants"] = variants
    entry |= {key: True for field, key in _MARKS.items() if own.get(field) == ["true"]}
    entry |= _identified(value, rows, texts, things)
    if "affiliation-text" in own or any(row.field == "affiliation" for row in rows):
        entry |= _affiliated(rows, own.get("affiliation-text", []), things)
    return entry


def _way(rows: list[FieldValue], graph: DocumentGraph) -> _Way:
    """Return one way of stating a list: as list or sequence, by ranks, by a chain, or without an order."""
    lists = [members for row in rows if (members := graph.members(row.value)) is not None]
    if lists:
        notes = ["several lists are stated; they are put one after another"] if len(lists) > 1 else []
        held: list[tuple[Term, str | None]] = [(value, None) for members in lists for value in members]
        return _Way(held, True, True if len(lists) == len(rows) == 1 else None, notes)
    unique = sorted({(row.value.value, row.slot): row for row in rows}.values(), key=lambda row: row.place)
    pairs = [(row.value, row.slot) for row in unique]
    ranks = [_rank(row.order) for row in unique]
    ranked = [(rank, pair) for rank, pair in zip(ranks, pairs, strict=True) if rank is not None]
    if ranked:
        last = [pair for rank, pair in zip(ranks, pairs, strict=True) if rank is None]
        notes = [f"{len(last)} of the people have no place in the list; they stand last"] if last else []
        if len({rank for rank, _ in ranked}) < len(ranked):
            notes.append("several have the same rank; those are in the order of the file")
        ordered = [pair for _, pair in sorted(ranked, key=lambda one: one[0])]
        return _Way(ordered + last, True, False if last else None, notes)
    by_slot = {slot: value for value, slot in pairs if slot}
    if len(by_slot) > 1 and (chain := _chain(list(by_slot), graph)):
        return _Way([(by_slot[slot], slot) for slot in chain], True, None, [])
    return _Way(pairs, len(pairs) < 2, None, [])


def _rank(order: str | None) -> int | None:
    return whole_number(order)


def _chain(slots: list[str], graph: DocumentGraph) -> list[str] | None:
    """Return the slots in the order in which each names the next one; None if that is no single chain."""
    inside = set(slots)
    following = {
        slot: next((one.value for one in graph.node(slot).values(_NEXT) if one.value in inside), None)
        for slot in slots
    }
    begins = inside - set(following.values())
    if len(begins) != 1:
        return None
    chain: list[str] = []
    slot: str | None = begins.pop()
    while slot is not None and slot not in chain:
        chain.append(slot)
        slot = following[slot]
    return chain if len(chain) == len(inside) else None


def _with_holders(way: _Way, graph: DocumentGraph, things: Things) -> _Way:
    """Return a way with the people in the place of the roles (`schema:Role`) that hold them."""
    members: list[tuple[Term, str | None]] = []
    for value, slot in way.members:
        rows = things.get(value.value) if isinstance(value, Iri) else []
        held = [row.value for row in rows if row.field == "held"]
        if not held or _texts(rows, "name"):
            members.append((value, slot))
        for one in held if not _texts(rows, "name") else ():
            if isinstance(one, Text) and _is_reference(one.value) and len(way.members) > len(held):
                continue  # codemeta's roles name by a text who stands in the list
            inside = graph.members(one)
            members += [(inner, slot) for inner in ([one] if inside is None else inside)]
    return way._replace(members=members)


def _is_reference(text: str) -> bool:
    """Tell whether a text is no name, but points to a thing: a blank node, or an address."""
    return text.startswith(("_:", BLANK, "http://", "https://"))


def _named(way: _Way, things: Things) -> int:
    return sum(
        (isinstance(value, Iri) and any(row.field in _NAMES for row in things.get(value.value)))
        or person(value, slot, things) is not None
        for value, slot in way.members
    )


def _all_described(way: _Way, things: Things) -> bool:
    return all(isinstance(value, Iri) and value.value in things for value, _ in way.members)


def _identified(
    value: Iri, rows: list[FieldValue], texts: dict[str, list[str]], things: Things
) -> dict[str, Any]:
    """Return the identifiers of a person: those stated, and the node's own IRI."""
    found: dict[str, str] = {}
    stated = [
        (row.value, row.field.partition(" ")[2] or None)
        for row in rows
        if row.field.split()[0] == "identifier"
    ]
    # publishers state the ORCID iD as the address of a person
    stated += [(row.value, "orcid") for row in rows if row.field == "url" and Orcid.parse(row.value.value)]
    for term, scheme in (*stated, (value, None)):
        if one := of_term(term, scheme, things if term is not value else NOTHING):
            found.setdefault(one.scheme, one.value)
    if not found and not value.value.startswith((BLANK, BASE)):
        found["uri"] = value.value
    made: dict[str, Any] = {}
    if "orcid" in found:
        made["orcid"] = found.pop("orcid")
    if found:
        made["identifiers"] = found
    if "email" in texts:
        made["email_domain"] = texts["email"][0].removeprefix("mailto:").rpartition("@")[2]
    return made


def _affiliated(rows: list[FieldValue], printed: list[str], things: Things) -> dict[str, Any]:
    affiliations = list(printed)
    organisations: list[dict[str, Any]] = []
    for row in rows:
        if row.field != "affiliation":
            continue
        name = row.value.value if isinstance(row.value, Text) else label(row.value, things)
        if name:
            affiliations.append(name)
        if isinstance(row.value, Iri):
            inside = things.get(row.value.value)
            terms = [row.value, *(one.value for one in inside if one.field.split()[0] == "identifier")]
            found = {
                one.scheme: one.value
                for term in terms
                if (one := of_term(term, None, NOTHING if term is row.value else things))
            }
            if found:
                organisations.append({"name": name, "identifiers": found} if name else {"identifiers": found})
    made: dict[str, Any] = {}
    if affiliations:
        made["affiliations"] = list(dict.fromkeys(affiliations))
    if organisations:
        made["organisations"] = organisations
    return made


def label(value: Term, things: Things) -> str | None:
    """Return the words for a value: a literal itself, of a node its name, title or label."""
    if isinstance(value, Text):
        return value.value.strip() or None
    rows = things.get(value.value)
    return _text(rows, "name") or _text(rows, "title") or _text(rows, "label")


def _by_field(rows: list[FieldValue]) -> dict[str, list[str]]:
    """Return the texts and IRIs of rows by field, each once; blank nodes have none."""
    found: dict[str, list[str]] = {}
    for row in rows:
        text = row.value.value.strip()
        if text and not text.startswith(BLANK) and text not in (several := found.setdefault(row.field, [])):
            several.append(text)
    return found


def _text(rows: list[FieldValue], field: str) -> str | None:
    return next(iter(_texts(rows, field)), None)


def _texts(rows: list[FieldValue], field: str) -> list[str]:
    found = [row.value.value.strip() for row in rows if row.field == field]
    return list(dict.fromkeys(text for text in found if text and not text.startswith(BLANK)))


def _shown(value: Term) -> str:
    return "a blank node" if value.value.startswith(BLANK) else value.value.removeprefix(BASE)[:200]
