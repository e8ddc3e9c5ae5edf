"""What each source states, verbatim: documents, records and author mentions in one graph a document.

Mapping specification, section 4.1. Nothing here is resolved or repaired: names stand as printed.
Every field of a record is mapped here or in `kg.mapping.work`, or listed in `NOT_MAPPED`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from kg.iris import Iris, path
from kg.mapping.literals import boolean, date, integer, iri, string, verbatim
from kg.mapping.stated import statements
from kg.mapping.terms import (
    AFFILIATION,
    CORRESPONDING,
    EQUAL_CONTRIBUTION,
    IDENTIFIER,
    OTHER_NAME,
    PART_OF,
    POSITION,
    PRINTED,
    TYPE,
    A,
)
from kg.records import Author, Profile, Status, WorkRecord
from kg.vocab import CODE, DCTERMS, FABIO, KGO, PRISM, PROV, SCHEMA, SKOS

# Fields of `WorkRecord` that are deliberately no triple of their own, each with the reason.
NOT_MAPPED: Final[dict[str, str]] = {
    "type": "says only which model the JSON object has",
    "repairs": "mapped in the graph curation, once the paper is resolved",
}

_KINDS: Final = {
    "author-page": "CollectionPage",
    "profile-page": "ProfilePage",
    "orcid": "ProfilePage",
    "arxiv-abs": "WebPage",
}
_LIST: Final = {
    "complete": CODE.n("list-complete"),
    "truncated": CODE.n("list-truncated"),
    "damaged": CODE.n("list-damaged"),
}
_RECORD: Final = f" {TYPE} {KGO.n('SourceRecord')}"
_FIRST_LINE: Final = f" {KGO.n('firstLine')} "
_LAST_LINE: Final = f" {KGO.n('lastLine')} "
_STATUS: Final = f" {KGO.n('authorListStatus')} "
_CODE_FLAG: Final = f" {KGO.n('codeFlag')} "
_COUNT: Final = KGO.n("authorCount")
_TITLE: Final = SCHEMA.n("name")
_ABSTRACT: Final = SCHEMA.n("abstract")
_SAME_AS: Final = SCHEMA.n("sameAs")
_TYPE_STATED: Final = KGO.n("typeAsStated")
_EDITOR: Final = KGO.n("editorAsPrinted")
_STATUS_STATED: Final = KGO.n("statusAsStated")
_VENUE_IDENTIFIER: Final = KGO.n("venueIdentifierAsStated")
_CATEGORY: Final = KGO.n("categoryAsStated")
_LANGUAGE: Final = SCHEMA.n("inLanguage")
_KEYWORD: Final = SCHEMA.n("keywords")
_VERSION: Final = SCHEMA.n("version")
_SUBMITTED: Final = DCTERMS.n("dateSubmitted")
_DATES: Final = (
    ("submitted", SCHEMA.n("datePublished")),
    ("updated", DCTERMS.n("modified")),
    ("year", FABIO.n("hasPublicationYear")),
)
# fields that are kept as plain text, with their properties
_TEXTS: Final = (
    ("date_as_stated", KGO.n("dateAsStated")),
    ("comment", KGO.n("authorComment")),
    ("submitter", KGO.n("submitterAsPrinted")),
    ("journal_ref", KGO.n("journalReference")),
    ("report_no", KGO.n("reportNumber")),
    ("venue", KGO.n("venueAsStated")),
    ("venue_kind", KGO.n("venueKindAsStated")),
    ("series", KGO.n("seriesAsStated")),
    ("edition", PRISM.n("edition")),
    ("place", KGO.n("placeAsStated")),
    ("publisher", KGO.n("publisherAsStated")),
    ("volume", SCHEMA.n("volumeNumber")),
    ("issue", SCHEMA.n("issueNumber")),
    ("pages", SCHEMA.n("pagination")),
    ("license", DCTERMS.n("rights")),
    ("language", _LANGUAGE),
    ("url", SCHEMA.n("url")),
    ("code_url", SCHEMA.n("codeRepository")),
)
_MENTION: Final = f"{A}{KGO.n('AuthorMention')}"


class ClaimMapper:
    """Maps what the records of one document state, and where they stand in it.

    `names` are what the document is called; a record that names another file as its source says so.
    """

    def __init__(self, iris: Iris, document_id: str, names: Collection[str] = ()) -> None:
        self._iris = iris
        self._document = iris.document(document_id)
        self._end = f" {iris.document_graph(document_id)} .\n"
        self._from_document = f" {PROV.n('hadPrimarySource')} {self._document}"
        self._names = frozenset(names)

    def document(
        self, name: str, format_name: str, sha256: str, profiles: list[Profile], changed: str | None = None
    ) -> str:
        """Return the quads of the document itself: its kind, name and digest, and its heading.

        `changed` is the date of the file, which is not when the source said what it says.
        """
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
        if changed:
            lines.append(f"{SCHEMA.n('dateModified')} {date(changed)}")
        lines += [f"{KGO.n('mainField')} {verbatim(field)}" for one in profiles if (field := _field(one))]
        return self._quads(self._document, lines)

    def place(self, record: WorkRecord, record_id: str, status: str | None) -> str:
        """Return the quads of a record without what it states; `status` is that of its author list."""
        node, end = self._iris.record(record_id), self._end
        text = (
            f"{node}{_RECORD}{end}{node}{self._from_document}{end}"
            f"{node}{_FIRST_LINE}{integer(record.source.first_line)}{end}"
            f"{node}{_LAST_LINE}{integer(record.source.last_line)}{end}"
        )
        if status:
            text += f"{node}{_STATUS}{_LIST[status]}{end}"
        if record.code is not None:
            text += f"{node}{_CODE_FLAG}{boolean(record.code)}{end}"
        if record.source.file not in self._names:
            text += f"{node} {DCTERMS.n('source')} {verbatim(Path(record.source.file).name)}{end}"
        for kind in _damages(record) if record.damage else ():
            text += f"{node} {KGO.n('damage')} {CODE.n('damage-' + kind)}{end}"
        return text

    def record(
        self,
        record: WorkRecord,
        record_id: str,
        said: Collection[str] = (),
        mentions: Collection[str] | None = None,
    ) -> str:
        """Return the quads of what a record states.

        Predicates with objects in `said` are left out, and mentions not in `mentions` where that is given.
        """
        lines = [line for line in self.stated(record) if line not in said]
        text = self._quads(self._iris.record(record_id), lines)
        return text + self._authors(record, record_id, mentions)

    def stated(self, record: WorkRecord) -> list[str]:
        """Return predicate and object of each statement of a record, those of its author entries apart."""
        tags = [f"{KGO.n('institutionTag')} {self._tag(tag)}" for tag in record.institutions]
        return self._stated(record) + tags

    def entry(self, author: Author) -> list[str]:
        """Return predicate and object of each statement of an author entry, with a blank before."""
        lines = [
            f"{POSITION}{integer(author.position + 1)}",
            f"{PRINTED}{verbatim(author.printed or author.name)}",
        ]
        lines += [f"{AFFILIATION}{verbatim(one)}" for one in dict.fromkeys(author.affiliations)]
        lines += [f"{OTHER_NAME}{verbatim(one)}" for one in dict.fromkeys(author.variants)]
        if author.email_domain:
            lines.append(f" {KGO.n('emailDomain')} {verbatim(author.email_domain)}")
        lines += [f" {KGO.n('roleAsStated')} {verbatim(role)}" for role in author.roles]
        for term, said in (
            (CORRESPONDING, author.corresponding),
            (EQUAL_CONTRIBUTION, author.equal_contribution),
        ):
            lines += [f"{term}{boolean(said)}"] if said is not None else []
        identifiers = dict(author.identifiers)
        if author.orcid:
            identifiers["orcid"] = author.orcid
        for scheme, value in sorted(identifiers.items()):
            lines.append(f"{IDENTIFIER}{self._iris.identifier(scheme, value)}")
        return lines

    def _authors(self, record: WorkRecord, record_id: str, kept: Collection[str] | None) -> str:
        begin, end = self._iris.mentions(record_id), self._end
        part = f"{PART_OF}{self._iris.record(record_id)}"
        out = []
        for author in record.authors:
            position = author.position + 1
            if kept is None or f"{record_id}-{position}" in kept:
                mention = f"{begin}{position}>"
                lines = (_MENTION, part, *self.entry(author))
                out.append("".join([f"{mention}{line}{end}" for line in lines]))
        return "".join(out)

    def restated(self, record_id: str, work_key: str) -> str:
        """Return the quad that a paper's description says what else a record states, word for word."""
        node, paper = self._iris.record(record_id), self._iris.paper(work_key)
        return f"{node} {KGO.n('restatedBy')} {paper}{self._end}"

    def _stated(self, record: WorkRecord) -> list[str]:
        """Return predicate and object of each field that the record states."""
        out: list[str] = []
        if record.authors or record.authors_complete:
            out.append(f"{_COUNT} {integer(len(record.authors))}")
        if record.title:
            out.append(f"{_TITLE} {string(record.title)}")
        if record.abstract:
            out.append(f"{_ABSTRACT} {string(record.abstract)}")
        out += [f"{_SAME_AS} {link}" for link in _links(record)]
        for name, term in _DATES:
            if value := getattr(record, name):
                out.append(f"{term} {date(str(value))}")
        for name, term in _TEXTS:
            if value := getattr(record, name):
                out.append(f"{term} {verbatim(value)}")
        if kind := record.work_type_as_stated or record.work_type:
            out.append(f"{_TYPE_STATED} {verbatim(kind)}")
        out += [f"{_EDITOR} {verbatim(one.printed or one.name)}" for one in record.editors]
        out += [f"{_STATUS_STATED} {verbatim(_said(one))}" for one in record.statuses]
        out += [
            f"{_VENUE_IDENTIFIER} {verbatim(f'{scheme} {value}')}"
            for scheme, value in sorted(record.venue_identifiers.items())
        ]
        stated = record.categories_as_stated or record.categories
        out += [f"{_CATEGORY} {verbatim(value)}" for value in stated]
        out += [f"{_KEYWORD} {verbatim(value)}" for value in record.keywords]
        out += [f"{_LANGUAGE} {verbatim(value)}" for value in record.languages]
        out += statements(record)
        for version in record.versions:
            out.append(f'{_VERSION} "{version.number}"')
            if version.submitted:
                out.append(f"{_SUBMITTED} {date(version.submitted)}")
        if record.version and not record.versions:
            out.append(f'{_VERSION} "{record.version}"')
        return out

    def concepts(self, record: WorkRecord) -> str:
        """Return the quads of the institution tags of a record, concepts of the aggregator's own scheme.

        Other records may use them too.
        """
        scheme, found = self._iris.local("topic", "institution-tag"), []
        for tag in record.institutions:
            described = [
                f"{TYPE} {SKOS.n('Concept')}",
                f"{SKOS.n('inScheme')} {scheme}",
                f"{SKOS.n('notation')} {verbatim(tag)}",
                f"{SKOS.n('prefLabel')} {verbatim(tag)}",
            ]
            found.append(self._quads(self._tag(tag), described))
        if found:
            label = '"Institution tags of the aggregator"@en'
            found.append(
                self._quads(scheme, [f"{TYPE} {SKOS.n('ConceptScheme')}", f"{SKOS.n('prefLabel')} {label}"])
            )
        return "".join(found)

    def _tag(self, tag: str) -> str:
        return self._iris.local("topic", f"institution-tag/{tag}")

    def _quads(self, node: str, lines: list[str]) -> str:
        end = self._end
        return "".join([f"{node} {line}{end}" for line in dict.fromkeys(lines)])


def _said(status: Status) -> str:
    """Return a status as one text: its kind, date, words and notice."""
    by = f"by {status.by}" if status.by else None
    return "; ".join(part for part in (status.kind, status.date, status.note, by) if part)


def _damages(record: WorkRecord) -> list[str]:
    return sorted({damage.kind.replace("_", "-") for damage in record.damage})


def _field(profile: Profile) -> str | None:
    """Return the main field as the page prints it, not as it was completed."""
    printed = (repair.before for repair in profile.repairs if repair.field == "main_field")
    return next(printed, profile.main_field)


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
