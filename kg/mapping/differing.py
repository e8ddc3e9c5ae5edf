"""What records state and the resolved graph does not say in the same words: what a build keeps by default.

Where several records are of one paper, all that they state is kept, so that one can see which said what.
Where one is, each property is kept of which the paper's description does not repeat all values: what was
repaired, changed or left out. `kgo:restatedBy` then says where the rest is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.iris import Iris, path
from kg.keys import record_key
from kg.mapping.claims import ClaimMapper
from kg.mapping.literals import boolean, date, integer, iri, string, tagged, verbatim
from kg.mapping.terms import AFFILIATION, CORRESPONDING, EQUAL_CONTRIBUTION, POSITION, PRINTED
from kg.records import WorkRecord
from kg.vocab import DCTERMS, FABIO, KGO, PRISM, SCHEMA
from kg.works import Authorship, Expression, Work


class DifferingMapper:
    """Maps what the records of a work state, as far as the resolved graph does not say it.

    `named` are mentions that are kept in any case, as decisions of people are about them; `whole` are the
    keys of records that are mapped elsewhere.
    """

    def __init__(self, iris: Iris, named: Collection[str] = (), whole: Collection[str] = ()) -> None:
        self._iris, self._named, self._whole = iris, named, whole
        self._mappers: dict[str, ClaimMapper] = {}

    def text(self, work: Work, records: Sequence[tuple[str, WorkRecord]]) -> str:
        """Return the quads of the records, given with their ids, of which `work` was made.

        The authorships of `work` then have the mentions that are kept, and no other.
        """
        mapped = [(one, record) for one, record in records if record_key(one) not in self._whole]
        by_people = any(one.by for one in work.fields) or any(one.by for one in work.repairs)
        if len(records) > 1 or by_people:
            return "".join(self._mapper(one).record(record, one) for one, record in mapped)
        return "".join(self._alone(work, one, record) for one, record in mapped)

    def _alone(self, work: Work, record_id: str, record: WorkRecord) -> str:
        mapper = self._mapper(record_id)
        said = _whole(mapper.stated(record), _said(work))
        printed = {mention: set(_printed(one)) for one in work.authorships for mention in one.mentions}
        entries = {f"{record_id}-{one.position + 1}": mapper.entry(one) for one in record.authors}
        kept = {one for one, lines in entries.items() if not printed.get(one, set()).issuperset(lines)}
        kept |= _evidence(work, record_id) | {one for one in entries if one in self._named}
        for authorship in work.authorships:
            authorship.mentions = [one for one in authorship.mentions if one in kept]
        text = mapper.record(record, record_id, said, kept)
        return text + mapper.restated(record_id, work.key) if said or not kept.issuperset(entries) else text

    def _mapper(self, record_id: str) -> ClaimMapper:
        document = record_id.partition("-")[0]
        return self._mappers.setdefault(document, ClaimMapper(self._iris, document))


def _whole(stated: Sequence[str], said: Collection[str]) -> set[str]:
    """Return the statements of properties of which each value is said."""
    differ = {line.partition(" ")[0] for line in stated if line not in said}
    return {line for line in stated if line.partition(" ")[0] not in differ}


def _evidence(work: Work, record_id: str) -> set[str]:
    """Return the mentions that decisions and repairs of the work rest on."""
    found = {mention for decision in work.identity for mention in decision.mentions}
    found |= {item.witness for item in work.repairs if item.witness}
    places = {item.repair.position for item in work.repairs if item.repair.field == "authors"}
    return found | {f"{record_id}-{place + 1}" for place in places if place is not None}


def _printed(authorship: Authorship) -> Iterator[str]:
    """Yield predicate and object of each statement that an authorship makes in the words of its mention."""
    yield f"{POSITION}{integer(authorship.position)}"
    yield f"{PRINTED}{string(authorship.name)}"
    yield from (f"{AFFILIATION}{string(one)}" for one in authorship.affiliations)
    if authorship.corresponding:
        yield f"{CORRESPONDING}{boolean(True)}"
    if authorship.equal_contribution:
        yield f"{EQUAL_CONTRIBUTION}{boolean(True)}"


def _said(work: Work) -> frozenset[str]:
    """Return predicate and object, as in the graph of a source, of what the description of a paper says."""
    return frozenset([*_of_paper(work), *(line for one in work.expressions for line in _published(one))])


def _of_paper(work: Work) -> Iterator[str]:
    facts = work.facts
    if work.authorships:
        yield f"{KGO.n('authorCount')} {integer(len(work.authorships))}"
    if work.title:
        yield f"{SCHEMA.n('name')} {string(work.title)}"
    if work.abstract:
        yield f"{SCHEMA.n('abstract')} {string(work.abstract)}"
    if facts.subtitle:
        yield f"{SCHEMA.n('alternativeHeadline')} {string(facts.subtitle)}"
    yield from (f"{SCHEMA.n('alternateName')} {tagged(*title)}" for title in facts.titles)
    yield from (f"{SCHEMA.n('abstract')} {tagged(*abstract)}" for abstract in facts.abstracts)
    for language in dict.fromkeys(filter(None, (work.language, *facts.languages))):
        yield f"{SCHEMA.n('inLanguage')} {string(language)}"
    if work.date:
        yield f"{SCHEMA.n('datePublished')} {date(work.date)}"
        yield f"{FABIO.n('hasPublicationYear')} {date(work.date[:4])}"
    yield from (f"{KGO.n('categoryAsStated')} {verbatim(code)}" for code in work.topics)
    if work.code_url and iri(work.code_url) == f"<{work.code_url}>":
        yield f"{SCHEMA.n('codeRepository')} {verbatim(work.code_url)}"


def _published(item: Expression) -> Iterator[str]:
    if item.date:
        yield f"{SCHEMA.n('datePublished')} {date(item.date)}"
        yield f"{DCTERMS.n('issued')} {date(item.date)}"
    for term, text in (
        (SCHEMA.n("volumeNumber"), item.volume),
        (SCHEMA.n("issueNumber"), item.issue),
        (SCHEMA.n("pagination"), item.pages),
        (KGO.n("articleNumber"), item.article_number),
        (PRISM.n("edition"), item.edition),
        (KGO.n("placeAsStated"), item.place),
    ):
        if text:
            yield f"{term} {string(text)}"
    if item.license and (iri(item.license) or f"<{item.license}>") == f"<{item.license}>":
        yield f"{DCTERMS.n('rights')} {string(item.license)}"
    for page in item.same_as:
        yield f"{SCHEMA.n('sameAs')} <{path(page)}>"
        if path(page) == page:
            yield f"{SCHEMA.n('url')} {verbatim(page)}"
    for version in item.versions:
        yield f'{SCHEMA.n("version")} "{version.number}"'
        if version.submitted:
            yield f"{DCTERMS.n('dateSubmitted')} {date(version.submitted)}"
