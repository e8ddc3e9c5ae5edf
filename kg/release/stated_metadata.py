"""What the publisher states of a data set and of its sources, as triples of the graph `meta`.

DCAT-AP 3, VoID and schema.org on the node `{base}dataset`. Everything comes from `kg.toml`
(`kg.configuration`): what is not stated there is not stated here, but for a title and a description,
which every catalogue needs; without one, they say what can be seen from the data set itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, urlsplit

from kg.configuration import Contact, DataSet, Party, licence_name
from kg.iris import Iris
from kg.mapping.literals import verbatim
from kg.release.manifest import InputFile
from kg.vocab import DCAT, DCTERMS, FOAF, RDF, SCHEMA, VCARD, XSD

_TYPE: Final = RDF.n("type")
_ACCESS: Final = "http://publications.europa.eu/resource/authority/access-right/"
_KINDS: Final = {
    "organization": (FOAF.n("Organization"), SCHEMA.n("Organization")),
    "person": (FOAF.n("Person"), SCHEMA.n("Person")),
}


def title_of(dataset: DataSet, base: str) -> str:
    """Return the title of a data set; without one, where its things live."""
    return dataset.title or f"Scholarly knowledge graph at {urlsplit(base).netloc}"


def stated_triples(dataset: DataSet, base: str, inputs: Iterable[InputFile]) -> Iterator[str]:
    """Yield what is stated of the data set and of each source, each without the full stop at its end."""
    node = f"<{base}dataset>"
    inputs = list(inputs)
    yield from _names(node, dataset, base, len({one.sha256 for one in inputs}))
    yield from _terms(node, dataset)
    for role, party in (("creator", dataset.creator), ("publisher", dataset.publisher)):
        if party:
            yield from _party(node, role, party, base)
    if dataset.contact:
        yield from _contact(node, dataset.contact, base)
    for one in inputs:
        yield from _source(Iris(base).document_of(one.sha256), one)


def _names(node: str, dataset: DataSet, base: str, documents: int) -> Iterator[str]:
    """Yield title, description, and the words and concepts by which the data set is found."""
    tag = f"@{dataset.language}" if dataset.language else ""
    seen = (
        "Papers, authors in order, teams, venues and topics, resolved from "
        f"{documents:,} source {'document' if documents == 1 else 'documents'}; "
        "what each source states is kept apart."
    )
    title = verbatim(title_of(dataset, base)) + (tag if dataset.title else "@en")
    description = verbatim(dataset.description or seen) + (tag if dataset.description else "@en")
    for predicate, text in (
        (DCTERMS.n("title"), title),
        (SCHEMA.n("name"), title),
        (DCTERMS.n("description"), description),
        (SCHEMA.n("description"), description),
    ):
        yield f"{node} {predicate} {text}"
    for word in dataset.keywords:
        yield f"{node} {DCAT.n('keyword')} {verbatim(word)}{tag}"
        yield f"{node} {SCHEMA.n('keywords')} {verbatim(word)}"
    for theme in dataset.themes:
        yield f"{node} {DCAT.n('theme')} <{theme}>"
    if dataset.language:
        yield f"{node} {DCTERMS.n('language')} <{_language(dataset.language)}>"
        yield f"<{_language(dataset.language)}> {_TYPE} {DCTERMS.n('LinguisticSystem')}"
        yield f"{node} {SCHEMA.n('inLanguage')} {verbatim(dataset.language)}"


def _terms(node: str, dataset: DataSet) -> Iterator[str]:
    """Yield licence and access rights."""
    if dataset.licence:
        for predicate in (DCTERMS.n("license"), SCHEMA.n("license")):
            yield f"{node} {predicate} <{dataset.licence}>"
        yield f"<{dataset.licence}> {_TYPE} {DCTERMS.n('LicenseDocument')}"
    if dataset.access:
        code = dataset.access.upper().replace("-", "_")
        yield f"{node} {DCTERMS.n('accessRights')} <{_ACCESS}{code}>"
        yield f"<{_ACCESS}{code}> {_TYPE} {DCTERMS.n('RightsStatement')}"
        if dataset.access == "public":
            yield f'{node} {SCHEMA.n("isAccessibleForFree")} "true"^^{XSD.n("boolean")}'


def _party(node: str, role: str, party: Party, base: str) -> Iterator[str]:
    agent = f"<{party.url}>" if party.url else Iris(base).local("agent", role)
    for predicate in (DCTERMS.n(role), SCHEMA.n(role)):
        yield f"{node} {predicate} {agent}"
    for kind in (FOAF.n("Agent"), *_KINDS[party.kind]):
        yield f"{agent} {_TYPE} {kind}"
    for predicate in (FOAF.n("name"), SCHEMA.n("name")):
        yield f"{agent} {predicate} {verbatim(party.name)}"


def _contact(node: str, contact: Contact, base: str) -> Iterator[str]:
    agent = Iris(base).local("agent", "contact")
    yield f"{node} {DCAT.n('contactPoint')} {agent}"
    yield f"{agent} {_TYPE} {VCARD.n('Kind')}"
    yield f"{agent} {VCARD.n('fn')} {verbatim(contact.name)}"
    if contact.email:
        yield f"{agent} {VCARD.n('hasEmail')} <mailto:{quote(contact.email, safe='@+')}>"
    if contact.url:
        yield f"{agent} {VCARD.n('hasURL')} <{contact.url}>"


def _source(node: str, one: InputFile) -> Iterator[str]:
    if one.licence:
        yield f"{node} {DCTERMS.n('license')} <{one.licence}>"
        yield f"<{one.licence}> {_TYPE} {DCTERMS.n('LicenseDocument')}"
    if one.credit:
        yield f"{node} {SCHEMA.n('creditText')} {verbatim(one.credit)}"


def _language(tag: str) -> str:
    code = tag.partition("-")[0]
    return (
        f"http://id.loc.gov/vocabulary/iso639-1/{code}"
        if len(code) == 2
        else f"http://lexvo.org/id/iso639-3/{code}"
    )


def header(dataset: DataSet, base: str) -> str:
    """Return what a dump without its description says at its beginning, as comments of Turtle."""
    lines = [title_of(dataset, base)]
    lines += [f"By {dataset.creator.name}"] if dataset.creator else []
    licence = f"{licence_name(dataset.licence)}: {dataset.licence}" if dataset.licence else "none is stated"
    lines += [f"Licence: {licence}", f"Description: {base}dataset"]
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)


def differing_licences(dataset: DataSet, inputs: Iterable[InputFile]) -> list[str]:
    """Return a line for each licence of sources that is not the data set's: people judge whether it may."""
    found: dict[str, list[str]] = {}
    for one in inputs:
        if one.licence and one.licence != dataset.licence:
            found.setdefault(one.licence, []).append(one.name)
    whole = licence_name(dataset.licence) if dataset.licence else "no licence"
    return [
        f"note: the data set states {whole}; received under {licence_name(licence)}: {_some(names)}"
        for licence, names in sorted(found.items())
    ]


def _some(names: list[str]) -> str:
    shown, more = sorted(names)[:3], len(names) - 3
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")
