"""What a work is about, and to what it stands in relation: subjects, licence, references, funding."""

from __future__ import annotations

from typing import Any, Final

from kg.readers.language_codes import language_tag, spoken
from kg.readers.rdf import vocabulary
from kg.readers.rdf.identify import identified, of_term
from kg.readers.rdf.patterns import NOTHING
from kg.readers.rdf.people import label, person
from kg.readers.rdf.places import read_url
from kg.readers.rdf.reading import RdfWork, Taker
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import BLANK, Iri, Term, Text

_FUNDERS: Final = "10.13039/"
"""The prefix of the DOIs of the Funder Registry."""


def _language(work: RdfWork, value: Term, _: str) -> bool:
    words = [value.value if isinstance(value, Text) else vocabulary.local(value.value)]
    words += [
        row.value.value for row in work.things.get(value.value) if row.field in ("code", "name", "label")
    ]
    tag = next((tag for word in words if not word.startswith(BLANK) and (tag := language_tag(word))), None)
    if tag is None:
        return False
    known = [*work.fields.get("languages", ()), work.fields.get("language"), tag]
    work.fields.update(spoken(*known))
    return True


def _license(work: RdfWork, value: Term, _: str) -> bool:
    text = (
        value.value
        if isinstance(value, Iri) and value.value not in work.things
        else label(value, work.things)
    )
    if text is None:
        link = next((row.value.value for row in work.things.get(value.value) if row.field == "url"), None)
        text = link or (None if value.value.startswith(BLANK) else value.value)
    return text is not None and bool(work.fields.setdefault("license", text) == text)


def _keywords(work: RdfWork, value: Term, _: str) -> bool:
    """Read `schema:keywords`: terms apart by commas, or one by one."""
    text = label(value, work.things) or ""
    mark = ";" if ";" in text else ","
    words = [word.strip() for word in text.split(mark) if word.strip()]
    work.fields.setdefault("keywords", []).extend(words)
    return bool(words)


def _keyword(work: RdfWork, value: Term, _: str) -> bool:
    word = label(value, work.things)
    work.fields.setdefault("keywords", []).extend([word] if word else [])
    return word is not None


def _subject(work: RdfWork, value: Term, _: str) -> bool:
    """Read a subject: words are keywords; a node is a term with its IRI, and its scheme."""
    if isinstance(value, Text):
        return _keyword(work, value, "")
    if value.value.startswith("https://w3id.org/kgpub/topic/arxiv/"):
        code = vocabulary.local(value.value)
        if code not in work.fields.setdefault("categories", []):
            work.fields["categories"].append(code)
        return True
    rows = work.things.get(value.value)
    subject: dict[str, Any] = {"term": label(value, work.things)}
    if not value.value.startswith((BLANK, BASE)):
        subject["code"] = value.value
    scheme = next((row.value for row in rows if row.field == "scheme"), None)
    if scheme is not None:
        subject["scheme"] = label(scheme, work.things) or scheme.value
    stated = {key: text for key, text in subject.items() if text}
    if stated and stated not in work.fields.setdefault("subjects", []):
        work.fields["subjects"].append(stated)
    return bool(stated)


def _reference(work: RdfWork, value: Term, _: str) -> bool:
    made: dict[str, Any] = {}
    if isinstance(value, Text):
        text = value.value.strip()
        found = identified(text)
        keys = {"doi": "doi", "arxiv": "arxiv_id"}
        made = {keys[found.scheme]: found.value} if found and found.scheme in keys else {"text": text}
    else:
        made |= _pointed(work, value)
    work.fields.setdefault("references", []).extend([made] if made else [])
    return bool(made)


def _relation(work: RdfWork, value: Term, kind: str) -> bool:
    found = identified(value.value)
    made: dict[str, Any] = {"kind": kind}
    if found is not None:
        made |= {"scheme": found.scheme, "identifier": found.value}
    elif title := label(value, work.things):
        made["title"] = title
    elif value.value.startswith(("http://", "https://")) and not value.value.startswith(BASE):
        made |= {"scheme": "url", "identifier": value.value}
    else:
        return False
    work.fields.setdefault("relations", []).append(made)
    return True


def _pointed(work: RdfWork, node: Iri) -> dict[str, Any]:
    """Return a work that is pointed to by what identifies it, else by its title."""
    made: dict[str, Any] = {}
    rows = work.things.get(node.value)
    stated = [
        (row.value, row.field.partition(" ")[2] or None)
        for row in rows
        if row.field.split()[0] == "identifier"
    ]
    for term, scheme in ((node, None), *stated):
        found = of_term(term, scheme, NOTHING if term is node else work.things)
        if found is not None and found.scheme in ("doi", "arxiv"):
            made.setdefault({"doi": "doi", "arxiv": "arxiv_id"}[found.scheme], found.value)
        elif found is not None:
            made.setdefault("identifiers", {}).setdefault(found.scheme, found.value)
    if title := label(node, work.things):
        made["title"] = title
    if not made and not node.value.startswith((BLANK, BASE)):
        made["identifiers"] = {"uri": node.value}
    return made


def _funder(work: RdfWork, value: Term, _: str) -> bool:
    funder = person(value, None, work.things)
    if funder is None:
        return False
    identifiers = dict(funder.get("identifiers", {}))
    if identifiers.get("doi", "").startswith(_FUNDERS):
        identifiers["funder"] = identifiers.pop("doi")
    made = {"name": funder.get("name")} | {"identifiers": identifiers}
    work.fields.setdefault("funding", []).append({"funder": made})
    return bool(made["name"])


def _grant(work: RdfWork, value: Term, _: str) -> bool:
    if isinstance(value, Text):
        return False
    rows = work.things.get(value.value)
    made: dict[str, Any] = {"award_title": label(value, work.things)}
    made["award"] = next(
        (row.value.value for row in rows if row.field == "number" and isinstance(row.value, Text)),
        None,
    )
    paid = next((row.value for row in rows if row.field == "funder"), None)
    if paid is not None and (name := label(paid, work.things)):
        made["funder"] = {"name": name}
    made = {key: text for key, text in made.items() if text}
    work.fields.setdefault("funding", []).extend([made] if made else [])
    return bool(made)


def _contact(work: RdfWork, value: Term, _: str) -> bool:
    """Read a card of VIVO, which has addresses of the full text."""
    links = [row.value for row in work.things.get(value.value) if row.field == "url"]
    read = [read_url(work, link, "") for link in links]
    return any(read)


def _code(work: RdfWork, value: Term, _: str) -> bool:
    link = next((row.value.value for row in work.things.get(value.value) if row.field == "url"), None)
    work.fields.setdefault("code_url", link)
    return link is not None


def _list_status(work: RdfWork, value: Term, _: str) -> bool:
    work.fields["authors_complete"] = vocabulary.local(value.value) == "list-complete"
    return True


TAKERS: Final[dict[str, Taker]] = {
    "language": _language,
    "license": _license,
    "keywords": _keywords,
    "keyword": _keyword,
    "subject": _subject,
    "reference": _reference,
    "relation": _relation,
    "funder": _funder,
    "grant": _grant,
    "contact": _contact,
    "code": _code,
    "list-status": _list_status,
}
"""The functions of this module by the field of the queries that they read."""
