"""Affiliations of a JATS article: which `<aff>` is whose, its text, its identifiers.

https://jats.nlm.nih.gov/archiving/tag-library/1.3/element/aff.html. An author has an affiliation that stands
in
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.mail_address import without_addresses
from kg.readers.markup import NOTES, text_of

_SCHEMES: Final = {"fundref": "funder", "doi": "funder", "ringgold": "ringgold", "wikidata": "wikidata"}
_PASSED: Final = NOTES | {"label", "institution-id", "phone", "fax", "ext-link", "uri"}
_PARTS: Final = frozenset(
    ["institution", "institution-wrap", "addr-line", "country", "city", "state", "postal-code",
    "named-content",
     "content-type", "styled-content"]
)  # fmt: skip


class Affiliations:
    """The affiliations of one article, and who was given which."""

    def __init__(self, meta: Element) -> None:
        """Take the affiliations of `<article-meta>`, those in entries of people excepted."""
        inside = {id(aff) for contrib in meta.iter("contrib") for aff in contrib.iter("aff")}
        self._all = [aff for aff in meta.iter("aff") if id(aff) not in inside]
        self._by_id: dict[str, Element] = {}
        for wrap in meta.iter("aff-alternatives"):
            if (several := wrap.findall("aff")) and (mark := wrap.get("id")):
                self._by_id[mark] = several[0]
                self._all = [aff for aff in self._all if aff not in several[1:]]
        for aff in meta.iter("aff"):
            if mark := aff.get("id"):
                self._by_id.setdefault(mark, aff)
        labels = [(_mark(aff.find("label")) or _mark(aff.find("sup")), aff) for aff in self._all]
        self._by_label = {label: aff for label, aff in labels if label}
        self._pointed = any(_is_pointer(xref) for xref in meta.iter("xref"))
        # author notes by their ids
        self.notes = {one.get("id") or "": one for one in (*meta.iter("corresp"), *meta.iter("fn"))}
        self._noted: dict[str, int] = {}
        self._marks = {
            (xref.get("rid") or "").strip(): _mark(xref) for xref in meta.iter("xref") if _is_pointer(xref)
        }
        for xref in meta.iter("xref"):
            for mark in (xref.get("rid") or "").split():
                self._noted[mark] = self._noted.get(mark, 0) + 1
        self._given: set[int] = set()
        self._by_place: dict[int, list[Element]] = {}
        for group in meta.findall("contrib-group"):
            self._place(group)

    def _place(self, group: Element) -> None:
        """Note which affiliations follow which entries in a group where nobody points to any."""
        entries = group.findall("contrib")
        held = group.findall("aff")
        if any(_is_pointer(xref) for one in entries for xref in one.iter("xref")):
            return
        if len(held) > 1 and len(entries) > 1 and any(aff.find("label") is not None for aff in held):
            return  # they are numbered, and the numbers are lost
        waiting: list[Element] = []
        closed = False
        for child in group:
            if child.tag == "contrib":
                waiting, closed = ([child], False) if closed else ([*waiting, child], False)
            elif child.tag == "aff":
                closed = True
                for one in waiting:
                    self._by_place.setdefault(id(one), []).append(child)

    def of(self, entry: Element, group: Element) -> dict[str, Any]:
        """Return affiliations, organisations and the domain of an e-mail address of one entry of `group`."""
        pointers = [xref for xref in _own(entry, "xref") if _is_pointer(xref)]
        found = [*_own(entry, "aff"), *(aff for xref in pointers for aff in self._pointed_at(xref))]
        if not found and entry.tag == "contrib" and entry is not group:
            found = self._by_place.get(id(entry), [])
            if not found and not self._pointed and len(self._all) == 1:
                found = self._all
        texts: list[str] = []
        organisations: list[dict[str, Any]] = []
        domains = [domain for email in _own(entry, "email") for domain in _domains(email)]
        for aff in found:
            self._given.add(id(aff))
            text, mail = affiliation(aff, self._marks.get(aff.get("id") or "", ""))
            if text and text not in texts:
                texts.append(text)
                organisations += [one for one in (_organisation(aff, text),) if one]
            domains += mail if aff in _own(entry, "aff") else []
        return {
            "affiliations": texts,
            "organisations": organisations,
            "email_domain": next(iter(domains or self._of_notes(entry)), None),
        }

    def of_nobody(self) -> list[str]:
        """Return the affiliations that were given to nobody."""
        marks = self._marks
        rest = (
            affiliation(aff, marks.get(aff.get("id") or "", ""))[0]
            for aff in self._all
            if id(aff) not in self._given
        )
        return list(dict.fromkeys(text for text in rest if text))

    def _pointed_at(self, xref: Element) -> list[Element]:
        marks = (xref.get("rid") or "").split()
        found = [self._by_id[mark] for mark in marks if mark in self._by_id]
        if not found and (aff := self._by_label.get(_mark(xref))) is not None:
            found = [aff]
        return found

    def _of_notes(self, entry: Element) -> list[str]:
        """Return the domain of the one address in a note to which this entry alone points."""
        for xref in _own(entry, "xref"):
            for mark in (xref.get("rid") or "").split():
                note = self.notes.get(mark)
                if note is not None and self._noted.get(mark) == 1:
                    domains = [domain for email in note.iter("email") for domain in _domains(email)]
                    if len(domains) == 1:
                        return domains
        return []


def affiliation(aff: Element, mark: str = "") -> tuple[str | None, list[str]]:
    """Return the text of an `<aff>` without its mark, and the domains of the addresses in it.

    `mark` is what points to it, which may be printed before it without an element of its own.
    """
    domains = [domain for email in aff.iter("email") for domain in _domains(email)]
    if printed := _institution(aff, "original"):
        bare, more = without_addresses(printed)
        return bare.strip(" ,;.") or None, domains + more
    children = [child for child in aff if isinstance(child.tag, str)]
    loose = [(aff.text or ""), *((child.tail or "") for child in children)]
    marked = not (aff.text or "").strip() and children and children[0].tag == "sup"
    if any(one.strip(" \n\t\r,;") for one in loose) or not any(child.tag in _PARTS for child in children):
        text = text_of(aff, without=_PASSED)
        raised = (text_of(children[0]) or "") if marked else ""
        if text and raised and text != raised:
            text = " ".join("".join(_after(aff, children[0])).split())
    else:
        text = ", ".join(dict.fromkeys(part for child in children for part in _part(child))) or None
    if text is None:
        return None, domains
    if 0 < len(mark) < 4 and text.startswith(mark) and not text[len(mark) :][:1].isalnum():
        text = text.removeprefix(mark).lstrip(" .,)") or text
    bare, more = without_addresses(text)
    return bare.strip(" ,;") or None, domains + more


def _after(aff: Element, first: Element) -> list[str]:
    """Return the texts of an `<aff>` that begins with a raised mark, without the mark."""
    rest = Element(aff.tag)
    rest.text = first.tail
    rest.extend(child for child in aff if child is not first)
    return [text_of(rest, without=_PASSED) or ""]


def _part(child: Element) -> list[str]:
    if child.tag == "institution-wrap":
        return [text for one in child.findall("institution") if (text := text_of(one, without=_PASSED))]
    if child.tag in _PASSED or child.tag == "sup":
        return []
    return [text.strip(" ,;") for text in [text_of(child, without=_PASSED)] if text and text.strip(" ,;")]


def _organisation(aff: Element, text: str) -> dict[str, Any] | None:
    """Return the organisation of an affiliation where the source has an identifier or code for it."""
    identifiers = identified(aff)
    country = next((code for one in aff.iter("country") if (code := one.get("country"))), None)
    names = [name for one in aff.iter("institution") if (name := text_of(one, without=_PASSED))]
    if not identifiers and not country:
        return None
    whole = _institution(aff, "normalized") or _institution(aff, "orgname")
    name = whole or (names[0] if len(names) == 1 else text)
    return {"name": name, "identifiers": identifiers, "country": country}


def _institution(aff: Element, kind: str) -> str | None:
    """Return the institution that is stated in one form of several: as printed, or as a list has its name.

    SciELO Publishing Schema, `<institution content-type="original">`.
    """
    several = (one for one in aff.iter("institution") if one.get("content-type") == kind)
    return next((text for one in several if (text := text_of(one, without=_PASSED))), None)


def identified(holder: Element) -> dict[str, str]:
    """Return the identifiers of an organisation (`<institution-id>`), by scheme."""
    found: dict[str, str] = {}
    for one in holder.iter("institution-id"):
        scheme, value = (one.get("institution-id-type") or "").strip().lower(), text_of(one)
        if not value:
            continue
        if "ror.org/" in value:
            scheme = "ror"
        elif "10.13039/" in value:
            scheme, value = "funder", value[value.index("10.13039/") :]
        elif value.startswith("grid."):
            scheme = "grid"
        scheme = _SCHEMES.get(scheme, scheme)
        if scheme and not (scheme == "funder" and not value.startswith("10.")):
            found.setdefault(scheme, value)
    return found


def _own(entry: Element, tag: str) -> list[Element]:
    """Return the elements of an entry that are its own, not those of the members of a group in it."""
    found = [*entry.findall(tag), *entry.findall(f"address/{tag}")]
    if tag == "aff":  # of several forms of one, the first
        found += [one for wrap in entry.findall("aff-alternatives") if (one := wrap.find(tag)) is not None]
    for collab in entry.findall("collab"):
        found += [*collab.findall(tag), *collab.findall(f"address/{tag}")]
    return found


def _domains(email: Element) -> list[str]:
    stated = (text_of(email) or email.get("href") or "").rpartition("@")
    return [stated[2]] if stated[1] else []


def _mark(element: Element | None) -> str:
    """Return the mark of a note as it is, raised or not: `1`, `*`."""
    return "" if element is None else "".join(element.itertext()).strip(" \n\t,")


def _is_pointer(xref: Element) -> bool:
    return (xref.get("ref-type") or "aff") == "aff"
