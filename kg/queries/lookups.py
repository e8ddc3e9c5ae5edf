"""The queries by which `kg.queries.resolver` finds things. They are templates like the canned ones."""

from __future__ import annotations

from typing import Final

from kg.engine.template import Template
from kg.vocab import PREFIXES

_CLASSES: Final = """
  (foaf:Person "person") (foaf:Group "team") (foaf:Organization "team")
  (fabio:Work "paper") (fabio:SubjectTerm "topic")
  (fabio:ExpressionCollection "venue")
  (fabio:Journal "venue") (fabio:Series "venue") (fabio:BookSeries "venue")
  (fabio:ConferenceProceedings "venue") (fabio:WorkshopProceedings "venue")
  (fabio:DocumentRepository "venue") (fabio:DataRepository "venue")
"""


# what else has an IRI in the resolved graph, and in the graphs of sources, repairs and decisions
_PARTS: Final = """
  (fabio:Expression "publication") (kgo:Authorship "authorship") (schema:Observation "observation")
  (datacite:ResourceIdentifier "identifier") (datacite:PersonalIdentifier "identifier")
  (datacite:OrganizationIdentifier "identifier") (datacite:Identifier "identifier")
"""
_BEHIND: Final = """
  (kgo:SourceDocument "source") (kgo:SourceRecord "record") (kgo:AuthorMention "mention")
  (kgo:Repair "repair") (kgo:IdentityDecision "decision") (kgo:FieldDecision "decision")
"""


def _template(text: str) -> Template:
    for mark, classes in {"@CLASSES": _CLASSES, "@PARTS": _PARTS, "@BEHIND": _BEHIND}.items():
        text = text.replace(mark, classes)
    used = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if f"{prefix}:" in text]
    return Template("\n".join(used) + "\n" + text)


KIND_OF_IRI: Final = _template("""
SELECT DISTINCT ?kind WHERE {
  {
    VALUES $thing { <https://kg.example.org/person/abc> }
    $thing a ?class .
    VALUES (?class ?kind) { @CLASSES @PARTS }
  } UNION {
    VALUES $thing { <https://kg.example.org/person/abc> }
    GRAPH ?g { $thing a ?class }
    VALUES (?class ?kind) { @BEHIND }
  }
}""")

REPLACEMENTS: Final = _template("""
SELECT ?new WHERE {
  VALUES $thing { <https://kg.example.org/person/abc> }
  GRAPH ?g { $thing dcterms:isReplacedBy ?new }
}""")

BY_IDENTIFIER: Final = _template("""
SELECT DISTINCT ?thing ?kind WHERE {
  VALUES $value { "2009.09496" }
  ?identifier literal:hasLiteralValue $value .
  ?owner datacite:hasIdentifier ?identifier .
  OPTIONAL { ?owner frbr:realizationOf ?work }
  BIND(COALESCE(?work, ?owner) AS ?thing)
  ?thing a ?class .
  VALUES (?class ?kind) { @CLASSES }
}""")

BY_NOTATION: Final = _template("""
SELECT DISTINCT ?thing WHERE {
  VALUES $code { "cs.LG" }
  ?found skos:notation $code ; a fabio:SubjectTerm .
  OPTIONAL { ?found dcterms:isReplacedBy|skos:exactMatch ?canonical . ?canonical a fabio:SubjectTerm }
  BIND(COALESCE(?canonical, ?found) AS ?thing)
}""")

BY_SHORT_CODE: Final = _template("""
SELECT DISTINCT ?thing WHERE {
  VALUES $code { "LG" }
  ?thing skos:hiddenLabel $code ; a fabio:SubjectTerm .
}""")

BY_NAME: Final = _template("""
SELECT DISTINCT ?thing ?kind WHERE {
  VALUES $name { "arXiv" }
  VALUES ?naming { schema:name schema:alternateName skos:prefLabel }
  ?thing ?naming $name ; a ?class .
  VALUES (?class ?kind) { @CLASSES }
}""")

SOURCE_BY_NAME: Final = _template("""
SELECT DISTINCT ?thing WHERE {
  VALUES $name { "an author page" }
  GRAPH ?g { ?thing schema:name|dcterms:title $name ; a kgo:SourceDocument }
}""")

BY_NAME_KEY: Final = _template("""
SELECT DISTINCT ?thing ?kind WHERE {
  VALUES $key { "nidhi vyas" }
  ?authorship kgo:nameKey $key ; pro:isHeldBy ?thing .
  ?thing a ?class .
  VALUES (?class ?kind) { @CLASSES }
}""")

_CONTAINING = """
SELECT ?thing ?name WHERE {
  VALUES $word { "learning" }
  %s
  FILTER(CONTAINS(LCASE(STR(?name)), LCASE($word)))
}"""

CONTAINING: Final = {
    "person": _template(_CONTAINING % "?thing a foaf:Person ; schema:name ?name ."),
    "team": _template(_CONTAINING % "?thing a foaf:Group ; schema:name ?name ."),
    "paper": _template(_CONTAINING % "?thing a fabio:Work ; schema:name ?name ."),
    "venue": _template(
        _CONTAINING % "{ SELECT DISTINCT ?thing { ?any schema:isPartOf ?thing } } ?thing schema:name ?name ."
    ),
    "topic": _template(_CONTAINING % "?thing a fabio:SubjectTerm ; skos:prefLabel ?name ."),
}

# Each branch has the things itself: none from outside reaches into a UNION that is optional, which then
# reads every authorship there is.
LABELS: Final = _template("""
SELECT ?thing (COALESCE(SAMPLE(?called), MIN(?titled), MIN(?headed)) AS ?name) (MIN(?known) AS ?fact) WHERE {
  VALUES $thing { <https://kg.example.org/person/abc> }
  OPTIONAL { $thing schema:name|skos:prefLabel|kgo:nameAsPrinted ?called }
  OPTIONAL { GRAPH ?in { $thing dcterms:title ?titled } }
  OPTIONAL { GRAPH ?of { $thing schema:name|kgo:nameAsPrinted ?headed } }
  OPTIONAL {
    {
      VALUES $thing { <https://kg.example.org/person/abc> }
      ?authorship pro:isHeldBy $thing .
      ?paper pro:isDocumentContextFor ?authorship ; schema:name ?title .
      OPTIONAL { ?authorship schema:position ?position }
      OPTIONAL { ?paper fabio:hasPublicationYear ?year }
      BIND(COALESCE(CONCAT(STR(?year), ": "), "") AS ?when)
      BIND(COALESCE(CONCAT(" (author ", STR(?position), ")"), " (listed on the profile)") AS ?place)
      BIND(CONCAT(?when, STR(?title), ?place) AS ?known)
    } UNION {
      VALUES $thing { <https://kg.example.org/person/abc> }
      $thing pro:isDocumentContextFor ?first .
      ?first schema:position 1 ; kgo:nameAsPrinted ?printed .
      OPTIONAL { $thing fabio:hasPublicationYear ?year }
      BIND(CONCAT(?printed, COALESCE(CONCAT(", ", STR(?year)), "")) AS ?known)
    } UNION {
      VALUES $thing { <https://kg.example.org/person/abc> }
      $thing skos:notation ?notation . BIND(STR(?notation) AS ?known)
    }
  }
}
GROUP BY $thing""")
