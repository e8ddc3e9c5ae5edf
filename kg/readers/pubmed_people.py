"""Authors, editors and investigators of PubMed's XML.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/el-Author.html. `CollectiveName` is a group; an author
whose `ValidYN` is N is a misprint that stands beside the right form.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.draft import Draft
from kg.readers.mail_address import without_addresses
from kg.readers.markup import text_of

_ORGANISATIONS: Final = {
    "ROR": "ror",
    "GRID": "grid",
    "ISNI": "isni",
    "RINGGOLD": "ringgold",
    "WIKIDATA": "wikidata",
}


def authors(article: Element, draft: Draft) -> None:
    """State the authors and editors that the lists in `article` give, and whether the list is whole."""
    for listed in article.findall("AuthorList"):
        field = "editors" if (listed.get("Type") or "").lower() == "editors" else "authors"
        if people := _people(listed.findall("Author"), field, draft):
            draft.fields.setdefault(field, []).extend(people)
        if field == "authors":
            cut = (listed.get("CompleteYN") or "Y").upper() == "N"
            draft.fields["authors_complete"] = draft.fields.get("authors_complete", True) and not cut


def people_of_book(book: Element, draft: Draft) -> None:
    """State who made the book of a chapter: its editors, and authors as the chapter's if it has none.

    Authors of a book whose chapter has its own are contributors.
    """
    own = bool(draft.fields.get("authors"))
    for listed in book.findall("AuthorList"):
        if (listed.get("Type") or "").lower() == "editors":
            people = _people(listed.findall("Author"), "editors", draft)
            draft.fields.setdefault("editors", []).extend(people)
            continue
        field = "contributors" if own else "authors"
        people = _people(listed.findall("Author"), field, draft)
        more = {"role": "other", "role_as_stated": "author of the book"} if own else {}
        draft.fields.setdefault(field, []).extend(one | more for one in people)


def investigators(citation: Element, draft: Draft) -> None:
    """State those who took part in the work of a group that is an author, as contributors."""
    for listed in citation.iter("InvestigatorList"):
        for one in _people(listed.findall("Investigator"), "contributors", draft):
            one |= {"role": "other", "role_as_stated": "investigator"}
            draft.fields.setdefault("contributors", []).append(one)


def subjects(citation: Element) -> list[dict[str, Any]]:
    """Return the people whom the work is about, as subjects."""
    found = []
    for one in citation.iterfind("PersonalNameSubjectList/PersonalNameSubject"):
        name = " ".join(filter(None, (text_of(one.find("ForeName")), text_of(one.find("LastName")))))
        if name:
            found.append({"term": name, "scheme": "person"})
    return found


def _people(entries: Iterable[Element], field: str, draft: Draft) -> list[dict[str, Any]]:
    people = []
    for entry in entries:
        person = _person(entry)
        if (entry.get("ValidYN") or "Y").upper() == "N":
            name = person.get("name") or f"{person.get('given', '')} {person.get('family', '')}".strip()
            draft.odd(field, f"PubMed says that {name[:80]!r} is a misprint of a name; it is left out")
            continue
        people.append(person)
    return people


def _person(entry: Element) -> dict[str, Any]:
    person: dict[str, Any] = {}
    family, given = text_of(entry.find("LastName")), text_of(entry.find("ForeName"))
    given = given or text_of(entry.find("FirstName")) or text_of(entry.find("Initials"))
    if collective := text_of(entry.find("CollectiveName")):
        person |= {"name": collective, "kind": "collective"}
    elif family and given:
        person |= {"given": given, "family": family}
    elif family or given:
        person["name"] = family or given
    if suffix := text_of(entry.find("Suffix")):
        person["suffix"] = suffix
    if (entry.get("EqualContrib") or "").upper() == "Y":
        person["equal_contribution"] = True
    for one in entry.findall("Identifier"):
        scheme, value = (one.get("Source") or "").strip().lower(), text_of(one)
        if scheme == "orcid" and value:
            person["orcid"] = value
        elif scheme and value:
            person.setdefault("identifiers", {})[scheme] = value
    for held in (*entry.findall("AffiliationInfo"), *entry.findall("Affiliation")):
        _affiliation(held, person)
    return person


def _affiliation(held: Element, person: dict[str, Any]) -> None:
    """Add an affiliation, its identifiers and the domain of an e-mail address in it."""
    stated = text_of(held if held.tag == "Affiliation" else held.find("Affiliation"))
    if not stated:
        return
    name, domains = without_addresses(stated)
    if domains:
        person.setdefault("email_domain", domains[0])
    if not name:
        return
    person.setdefault("affiliations", []).append(name)
    identifiers = {}
    for one in held.findall("Identifier"):
        source = (one.get("Source") or "").strip()
        if source and (value := text_of(one)):
            identifiers[_ORGANISATIONS.get(source.upper(), source.lower())] = value
    if identifiers:
        person.setdefault("organisations", []).append({"name": name, "identifiers": identifiers})
