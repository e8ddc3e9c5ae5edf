"""What each source states, verbatim: documents, records and author mentions in one graph a document.

Mapping specification, section 4.1. Nothing here is resolved or repaired: names stand as printed.
Every field of a record is mapped here or in `kg.mapping.work`, or listed in `NOT_MAPPED`.
"""

from __future__ import annotations

from typing import Final

from kg.mapping.iris import Iris
from kg.mapping.literals import boolean, date, integer, iri, path, string, verbatim
from kg.mapping.terms import PART_OF, POSITION, PRINTED, TYPE, A
from kg.records import Profile, WorkRecord
from kg.vocab import CODE, DCTERMS, KGO, PROV, SCHEMA, SKOS

# Fields of `WorkRecord` that are deliberately no triple of their own, each with the reason.
NOT_MAPPED: Final[dict[str, str]] = {
    "type": "says only which model the JSON object has",
    "repairs": "mapped in the graph curation, once the paper is resolved",
}

_KINDS: Final = {"author-page": "CollectionPage", "profile-page": "ProfilePage", "arxiv-abs": "WebPage"}
_LIST: Final = {
    "complete": CODE.n("list-complete"),
    "truncated": CODE.n("list-truncated"),
    "damaged": CODE.n("list-damaged"),
}
_MENTION: Final = f"{A}{KGO.n('AuthorMention')}"


class ClaimMapper:
    """Maps what the records of one document state; with `mentions`, each entry of each author list."""

    def __init__(self, iris: Iris, document_id: str, *, mentions: bool = True) -> None:
        self._iris = iris
        self._document = iris.document(document_id)
        self._id = document_id
        self._mentions = mentions
        self._end = f" {iris.document_graph(document_id)} .\n"

    def document(self, name: str, format_name: str, sha256: str, profiles: list[Profile]) -> str:
        """Return the quads of the document itself: its kind, name and digest, and its heading."""
        kind = _KINDS.get(format_name, "DataDownload")
        title = profiles[0].printed or profiles[0].name if profiles else name
        lines = [
            f"{TYPE} {KGO.n('SourceDocument')}",
            f"{TYPE} {SCHEMA.n(kind)}",
            f"{SCHEMA.n('name')} {verbatim(title)}",
            f"{SCHEMA.n('sha256')} {verbatim(sha256)}",
            f"{DCTERMS.n('format')} {verbatim(format_name)}",
        ]
        if profiles:
            lines.append(f"{DCTERMS.n('title')} {verbatim(name)}")
        lines += [f"{KGO.n('mainField')} {verbatim(one.main_field)}" for one in profiles if one.main_field]
        return self._quads(self._document, lines)

    def record(self, record: WorkRecord, record_id: str, status: str | None) -> tuple[str, str]:
        """Return the quads of one record, and those of concepts that other records may use too.

        `status` is that of its author list.
        """
        node = self._iris.record(record_id)
        lines = [
            f"{TYPE} {KGO.n('SourceRecord')}",
            f"{PROV.n('hadPrimarySource')} {self._document}",
            f"{KGO.n('firstLine')} {integer(record.source.first_line)}",
            f"{KGO.n('lastLine')} {integer(record.source.last_line)}",
        ]
        if status:
            lines.append(f"{KGO.n('authorListStatus')} {_LIST[status]}")
        if record.code is not None:
            lines.append(f"{KGO.n('codeFlag')} {boolean(record.code)}")
        lines += [f"{KGO.n('damage')} {CODE.n('damage-' + kind)}" for kind in _damages(record)]
        text = self._quads(node, lines)
        if not self._mentions:
            return text, ""
        links, concepts = self._tags(record)
        stated = self._quads(node, self._stated(record) + links)
        return text + stated + self._authors(record, record_id, node), concepts

    def _authors(self, record: WorkRecord, record_id: str, node: str) -> str:
        base, end = f"{self._iris.base}mention/{record_id}-", self._end
        part = f"{PART_OF}{node}{end}"
        out = []
        for author in record.authors:
            position = author.position + 1
            mention = f"<{base}{position}>"
            out.append(
                f"{mention}{_MENTION}{end}{mention}{part}{mention}{POSITION}{integer(position)}{end}"
                f"{mention}{PRINTED}{verbatim(author.printed or author.name)}{end}"
            )
            out += [
                f"{mention} {KGO.n('affiliationAsPrinted')} {verbatim(affiliation)}{end}"
                for affiliation in dict.fromkeys(author.affiliations)
            ]
            identifiers = dict(author.identifiers)
            if author.orcid:
                identifiers["orcid"] = author.orcid
            for scheme, value in sorted(identifiers.items()):
                identifier = self._iris.identifier(scheme, value)
                out.append(f"{mention} <http://purl.org/spar/datacite/hasIdentifier> {identifier}{end}")
        return "".join(out)

    def _stated(self, record: WorkRecord) -> list[str]:
        """Return predicate and object of each field that the record states."""
        out: list[str] = []
        if record.authors or record.authors_complete:
            out.append(f"{KGO.n('authorCount')} {integer(len(record.authors))}")
        for value, term in (
            (record.title, SCHEMA.n("name")),
            (record.abstract, SCHEMA.n("abstract")),
        ):
            if value:
                out.append(f"{term} {string(value)}")
        out += [f"{SCHEMA.n('sameAs')} {link}" for link in _links(record)]
        for stated, term in (
            (record.submitted, SCHEMA.n("datePublished")),
            (record.updated, DCTERMS.n("modified")),
            (str(record.year) if record.year else None, "<http://purl.org/spar/fabio/hasPublicationYear>"),
        ):
            if stated:
                out.append(f"{term} {date(stated)}")
        out += [f"{term} {verbatim(value)}" for value, term in self._texts(record) if value]
        for version in record.versions:
            if version.submitted:
                out.append(f"{DCTERMS.n('dateSubmitted')} {date(version.submitted)}")
        return out

    @staticmethod
    def _texts(record: WorkRecord) -> list[tuple[str | None, str]]:
        """Return the fields that are kept as plain text, with their properties."""
        stated = record.categories_as_stated or record.categories
        versions = [str(version.number) for version in record.versions] or (
            [str(record.version)] if record.version else []
        )
        pairs: list[tuple[str | None, str]] = [
            (record.date_as_stated, KGO.n("dateAsStated")),
            (record.comment, KGO.n("authorComment")),
            (record.submitter, KGO.n("submitterAsPrinted")),
            (record.journal_ref, KGO.n("journalReference")),
            (record.report_no, KGO.n("reportNumber")),
            (record.venue, KGO.n("venueAsStated")),
            (record.publisher, KGO.n("publisherAsStated")),
            (record.volume, SCHEMA.n("volumeNumber")),
            (record.issue, SCHEMA.n("issueNumber")),
            (record.pages, SCHEMA.n("pagination")),
            (record.license, DCTERMS.n("rights")),
            (record.language, SCHEMA.n("inLanguage")),
            (record.work_type, KGO.n("typeAsStated")),
            (record.url, DCTERMS.n("source")),
            (record.code_url, DCTERMS.n("relation")),
        ]
        pairs += [(value, KGO.n("categoryAsStated")) for value in stated]
        pairs += [(value, SCHEMA.n("version")) for value in versions]
        pairs += [(value, SCHEMA.n("keywords")) for value in record.keywords]
        pairs += [(value, SCHEMA.n("citation")) for value in record.references]
        return pairs

    def _tags(self, record: WorkRecord) -> tuple[list[str], str]:
        """Return links to the institution tags, and these as concepts of the aggregator's own scheme."""
        scheme = self._iris.local("topic", "institution-tag")
        links, concepts = [], []
        for tag in record.institutions:
            concept = self._iris.local("topic", f"institution-tag/{tag}")
            links.append(f"{KGO.n('institutionTag')} {concept}")
            described = [
                f"{TYPE} {SKOS.n('Concept')}",
                f"{SKOS.n('inScheme')} {scheme}",
                f"{SKOS.n('notation')} {verbatim(tag)}",
                f"{SKOS.n('prefLabel')} {verbatim(tag)}",
            ]
            concepts.append(self._quads(concept, described))
        if concepts:
            label = '"Institution tags of the aggregator"@en'
            concepts.append(
                self._quads(scheme, [f"{TYPE} {SKOS.n('ConceptScheme')}", f"{SKOS.n('prefLabel')} {label}"])
            )
        return links, "".join(concepts)

    def _quads(self, node: str, lines: list[str]) -> str:
        end = self._end
        return "".join([f"{node} {line}{end}" for line in dict.fromkeys(lines)])


def _damages(record: WorkRecord) -> list[str]:
    return sorted({damage.kind.replace("_", "-") for damage in record.damage})


def _links(record: WorkRecord) -> list[str]:
    """Return the resolver IRIs of what the record states to be itself."""
    links = []
    if record.arxiv_id:
        links.append(f"<https://arxiv.org/abs/{path(record.arxiv_id)}>")
    if record.doi:
        links.append(f"<https://doi.org/{path(record.doi)}>")
    if record.url and (link := iri(record.url)) and link not in links:
        links.append(link)
    return links
