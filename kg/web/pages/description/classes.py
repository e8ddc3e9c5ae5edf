"""The kinds of things in the graph: the classes that tell them, and what hangs on a thing of each kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from kg.vocab import DATACITE, FABIO, FOAF, KGO, PRO, SCHEMA, SKOS


@dataclass(frozen=True, slots=True)
class KindOfThing:
    """A kind of thing: its name, the classes that tell it, and the patterns of what hangs on it.

    The graph states no class of some, but a view or an endpoint may: where nothing does, a property `by`
    which they have tells these.

    In a pattern `?x` is the thing; the statements `?s ?p ?o` are added to its description. `brief` are
    the patterns of what a page needs of it, where that is less; the rest a page asks for by itself, in
    part. What the properties `many` point to is then not named either: there may be thousands.
    """

    name: str
    classes: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    brief: tuple[str, ...] | None = None
    many: tuple[str, ...] = ()
    by: str | None = None


def _patterns(text: str) -> tuple[str, ...]:
    """Return one pattern a line; a line that is indented belongs to the one before."""
    return tuple(" ".join(part.split()) for part in text.strip().replace("\n    ", " ").splitlines())


IDENTIFIERS: Final = "?x datacite:hasIdentifier ?s . ?s ?p ?o"
CURATION: Final = "GRAPH ?g { ?s kgo:onResource ?x ; ?p ?o }"

_PUBLISHED: Final = _patterns("""
?x frbr:realization ?s . ?s ?p ?o
?x frbr:realization/dcterms:hasVersion ?s . ?s ?p ?o
?x frbr:realization/schema:isPartOf ?s . VALUES ?p { rdf:type schema:name kgo:series kgo:seriesNumber
    kgo:place kgo:event prism:edition pro:isDocumentContextFor datacite:hasIdentifier } ?s ?p ?o
?x frbr:realization/schema:isPartOf/pro:isDocumentContextFor ?s . ?s ?p ?o
?x frbr:realization/schema:isPartOf/datacite:hasIdentifier ?s . ?s ?p ?o
?x frbr:realization/(kgo:event|schema:isPartOf/kgo:event) ?s . ?s ?p ?o
?x frbr:realization/schema:publisher ?s . VALUES ?p { rdf:type schema:name } ?s ?p ?o
?x pso:holdsStatusInTime ?s . ?s ?p ?o
?x frbr:realization/pso:holdsStatusInTime ?s . ?s ?p ?o
?x frbr:realization/pso:holdsStatusInTime/dcterms:references ?s .
    VALUES ?p { rdf:type schema:name } ?s ?p ?o
?x kgo:contribution ?s . ?s ?p ?o
?x schema:funding ?s . ?s ?p ?o
?x schema:funding/schema:funder ?s . VALUES ?p { rdf:type schema:name } ?s ?p ?o
?s cito:retracts|cito:isRetractedBy|cito:corrects|cito:isCorrectedBy|cito:reviews|cito:repliesTo|
    frbr:successorOf|frbr:successor|frbr:supplementOf|schema:translationOfWork|schema:exampleOfWork|
    dcterms:hasPart|dcterms:relation|kgo:otherVersion ?x .
    VALUES ?p { rdf:type schema:name cito:retracts cito:isRetractedBy cito:corrects cito:isCorrectedBy
    cito:reviews cito:repliesTo frbr:successorOf frbr:successor frbr:supplementOf schema:translationOfWork
    schema:exampleOfWork dcterms:hasPart dcterms:relation kgo:otherVersion } ?s ?p ?o
?x cito:cites/pso:holdsStatusInTime ?s . VALUES ?p { pso:withStatus } ?s ?p ?o
?x cito:cites ?s . ?s pso:holdsStatusInTime ?o . BIND(pso:holdsStatusInTime AS ?p)
?x cito:cites ?s . ?s frbr:realization ?o . ?o pso:holdsStatusInTime ?n . BIND(frbr:realization AS ?p)
?x cito:cites/frbr:realization ?s . ?s pso:holdsStatusInTime ?o . BIND(pso:holdsStatusInTime AS ?p)
?x cito:cites/frbr:realization/pso:holdsStatusInTime ?s . VALUES ?p { pso:withStatus } ?s ?p ?o
?x frbr:realization/datacite:hasIdentifier ?s . ?s ?p ?o
?x frbr:realization/dcterms:hasVersion/datacite:hasIdentifier ?s . ?s ?p ?o
?x schema:subjectOf ?s . ?s ?p ?o
?x prov:wasDerivedFrom ?s . VALUES ?p { rdf:type prov:hadPrimarySource kgo:firstLine kgo:lastLine }
    GRAPH ?g { ?s ?p ?o }
?x prov:wasDerivedFrom ?r . VALUES ?p { schema:name dcterms:title }
    GRAPH ?g { ?r prov:hadPrimarySource ?s . ?s ?p ?o }
""")
_OBSERVED: Final = _patterns("""
?s schema:observationAbout ?x ; ?p ?o
?n schema:observationAbout ?x ; schema:variableMeasured ?s . ?s skos:prefLabel ?o .
    BIND(skos:prefLabel AS ?p)
?n schema:observationAbout ?x ; prov:wasDerivedFrom ?s . VALUES ?p { schema:name dcterms:title }
    GRAPH ?g { ?s ?p ?o }
""")
_PAPER: Final = (*_patterns("""
?x pro:isDocumentContextFor ?s . ?s ?p ?o
?x pro:isDocumentContextFor ?a . GRAPH ?g { ?s kgo:onResource ?a ; ?p ?o }
"""), *_PUBLISHED, *_OBSERVED)  # fmt: skip
_AGENT: Final = (*_patterns("""
?s pro:isHeldBy ?x . ?s ?p ?o
?a pro:isHeldBy ?x . ?s pro:isDocumentContextFor ?a .
    BIND(pro:isDocumentContextFor AS ?p) BIND(?a AS ?o)
?s schema:author ?x .
    VALUES ?p { rdf:type schema:name schema:datePublished fabio:hasPublicationYear frbr:realization }
    ?s ?p ?o
?s schema:author ?x . BIND(schema:author AS ?p) BIND(?x AS ?o)
"""), *_OBSERVED)  # fmt: skip
_TOPIC: Final = _patterns("""
?x skos:broader+ ?s . VALUES ?p { rdf:type skos:prefLabel skos:notation skos:broader } ?s ?p ?o
?s skos:broader ?x . VALUES ?p { rdf:type skos:prefLabel skos:notation skos:broader } ?s ?p ?o
""")
_RECORD: Final = _patterns("""
GRAPH ?g { ?s dcterms:isPartOf ?x ; ?p ?o }
GRAPH ?g { ?m dcterms:isPartOf ?x } GRAPH ?h { ?s prov:used ?m ; ?p ?o }
GRAPH ?g { ?s kgo:supportedBy ?x ; ?p ?o }
GRAPH ?g { ?s kgo:contradictedBy ?x ; ?p ?o }
""")
_AUTHORSHIP: Final = _patterns("""
?s pro:isDocumentContextFor ?x . VALUES ?p { rdf:type schema:name } ?s ?p ?o
?s pro:isDocumentContextFor ?x . BIND(pro:isDocumentContextFor AS ?p) BIND(?x AS ?o)
""")
_IDENTIFIER: Final = _patterns("""
?s datacite:hasIdentifier ?x .
    VALUES ?p { rdf:type schema:name datacite:hasIdentifier } ?s ?p ?o
?e datacite:hasIdentifier ?x . ?s frbr:realization ?e . BIND(frbr:realization AS ?p) BIND(?e AS ?o)
""")
_PUBLICATION: Final = _patterns("""
?x kgo:event ?s . ?s ?p ?o
?x pso:holdsStatusInTime ?s . ?s ?p ?o
?x dcterms:hasVersion ?s . ?s ?p ?o
?s frbr:realization ?x . VALUES ?p { rdf:type schema:name } ?s ?p ?o
?s frbr:realization ?x . BIND(frbr:realization AS ?p) BIND(?x AS ?o)
?s dcterms:hasVersion ?x . VALUES ?p { rdf:type schema:version } ?s ?p ?o
?s dcterms:hasVersion ?x . BIND(dcterms:hasVersion AS ?p) BIND(?x AS ?o)
?s frbr:realization/dcterms:hasVersion ?x . VALUES ?p { rdf:type schema:name frbr:realization } ?s ?p ?o
""")
_VENUE: Final = _patterns("""
?s frbr:successorOf ?x . VALUES ?p { rdf:type schema:name frbr:successorOf } ?s ?p ?o
?x kgo:event ?s . ?s ?p ?o
?x pro:isDocumentContextFor ?s . ?s ?p ?o
""")
_SCHEME: Final = _patterns("""
?s skos:topConceptOf ?x . VALUES ?p { rdf:type skos:prefLabel skos:notation skos:topConceptOf } ?s ?p ?o
""")
_VENUES: Final = (
    "ExpressionCollection", "Journal", "Series", "BookSeries", "ConferenceProceedings", "WorkshopProceedings",
    "DocumentRepository", "DataRepository",
)  # fmt: skip
_IDENTIFIER_CLASSES: Final = (
    "ResourceIdentifier",
    "PersonalIdentifier",
    "OrganizationIdentifier",
    "Identifier",
)

KINDS: Final = (
    KindOfThing(
        "paper",
        (FABIO["Work"],),
        (*_PAPER, IDENTIFIERS, CURATION),
        (*_PUBLISHED, *_OBSERVED, IDENTIFIERS),
        (PRO["isDocumentContextFor"], SCHEMA["author"]),
    ),
    KindOfThing(
        "person",
        (SCHEMA["Person"], FOAF["Person"]),
        (*_AGENT, IDENTIFIERS, CURATION),
        (*_OBSERVED, IDENTIFIERS),
    ),
    KindOfThing(
        "team",
        (FOAF["Group"], FOAF["Organization"], SCHEMA["Organization"]),
        (*_AGENT, IDENTIFIERS, CURATION),
        (*_OBSERVED, IDENTIFIERS),
    ),
    KindOfThing(
        "venue",
        tuple(FABIO[name] for name in _VENUES),
        (*_VENUE, IDENTIFIERS, CURATION),
        (*_VENUE, IDENTIFIERS),
    ),
    KindOfThing("publication", (FABIO["Expression"],), (*_PUBLICATION, IDENTIFIERS)),
    KindOfThing("topic", (SKOS["Concept"],), _TOPIC),
    KindOfThing("record", (KGO["SourceRecord"],), _RECORD, ()),
    KindOfThing("document", (KGO["SourceDocument"],)),
    KindOfThing("authorship", (KGO["Authorship"],), (*_AUTHORSHIP, CURATION), by=PRO["isHeldBy"]),
    KindOfThing(
        "identifier",
        tuple(DATACITE[name] for name in _IDENTIFIER_CLASSES),
        _IDENTIFIER,
        by=DATACITE["usesIdentifierScheme"],
    ),
    KindOfThing("decision", (KGO["IdentityDecision"],)),
    KindOfThing("scheme", (SKOS["ConceptScheme"],), _SCHEME),
)
NODE: Final = KindOfThing("node", ())


def kind_of(types: Iterable[str], stated: Collection[str]) -> KindOfThing:
    """Return the kind that a thing with these types, of which these properties are stated, is of."""
    found = set(types)
    if not found:
        return next((kind for kind in KINDS if kind.by in stated), NODE)
    return next((kind for kind in KINDS if found.intersection(kind.classes)), NODE)
