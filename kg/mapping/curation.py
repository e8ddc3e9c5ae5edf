"""Repairs, decisions and the links from records to papers: the graph `curation`.

Mapping specification, sections 3.4 and 6. Each repair and each decision is one node with its rule
and its confidence, so that `kg explain` and the pages can show why the graph says what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.iris import Iris, local, tail
from kg.keys import split_key
from kg.mapping.literals import boolean, decimal, shown, string, verbatim
from kg.mapping.terms import TYPE
from kg.records import Repair
from kg.version import __version__
from kg.vocab import CODE, DCTERMS, FABIO, KGO, PREFIXES, PROV, RDFS, SCHEMA
from kg.works import FieldDecision, IdentityDecision, RecordRepair, Work

# rule prefix → kind of repair (ontology/codes.ttl)
_REPAIR_KINDS: Final = (
    ("ENC", "encoding"), ("NAME-NULL", "null-token"), ("NAME-SHIFT", "name-shift"),
    ("NAME-ORDER", "name-order"), ("NAME", "name"), ("CAT", "category"), ("TEX-TEXT", "markup"),
    ("HTML-TAG", "markup"), ("MARKUP", "markup"),
    ("TEX", "tex-accent"), ("ENTITY", "entity"), ("HTML", "entity"),
    ("SPACE", "whitespace"), ("DATE", "date"), ("ID", "identifier"), ("DOI", "identifier"),
    ("ORCID", "identifier"), ("LIST", "author-list"), ("AUTHOR", "author-list"),
    ("TITLE", "title"), ("ABSTRACT", "abstract"),
)  # fmt: skip
_PROPERTIES: Final = {
    "date": SCHEMA.n("datePublished"),
    "language": SCHEMA.n("inLanguage"),
    "title": SCHEMA.n("name"),
    "abstract": SCHEMA.n("abstract"),
    "authors": KGO.n("nameAsPrinted"),
    "name": SCHEMA.n("name"),
    "submitted": SCHEMA.n("datePublished"),
    "published": DCTERMS.n("issued"),
    "year": FABIO.n("hasPublicationYear"),
    "primary_category": FABIO.n("hasPrimarySubjectTerm"),
    "categories": SCHEMA.n("about"),
    "doi": SCHEMA.n("sameAs"),
    "arxiv_id": SCHEMA.n("sameAs"),
    "submitter": KGO.n("submitterAsPrinted"),
    "comment": KGO.n("authorComment"),
    "venue": KGO.n("venueAsStated"),
    "series": KGO.n("seriesAsStated"),
    "place": KGO.n("placeAsStated"),
    "publisher": KGO.n("publisherAsStated"),
    "editors": KGO.n("editorAsPrinted"),
    "main_field": KGO.n("mainField"),
}


def _kind(rule: str) -> str:
    return next((name for prefix, name in _REPAIR_KINDS if rule.startswith(prefix)), "other")


class CurationMapper:
    """Maps what was repaired and decided. `mentions` says whether author mentions are in the graph."""

    def __init__(self, iris: Iris, *, mentions: bool = True) -> None:
        self._iris = iris
        self._mentions = mentions
        self._agent = iris.pipeline
        self._end = f" {iris.curation} .\n"

    def software(self) -> str:
        """Return the quads of the software agent that repaired and decided."""
        return self._quads(
            self._agent,
            [
                f"{TYPE} {PROV.n('SoftwareAgent')}",
                f"{SCHEMA.n('name')} {verbatim('kg')}",
                f"{SCHEMA.n('softwareVersion')} {verbatim(__version__)}",
            ],
        )

    def people(self, names: Iterable[str]) -> str:
        """Return the quads of the people who decided something."""
        return "".join(
            self._quads(
                self._who(name), [f"{TYPE} {PROV.n('Person')}", f"{SCHEMA.n('name')} {verbatim(name)}"]
            )
            for name in names
        )

    def _who(self, by: str) -> str:
        """Return the person called `by`, or the software where nobody is."""
        return self._iris.local("agent", local("person", by)) if by else self._agent

    def work(self, work: Work, agents: dict[str, str]) -> str:
        """Return the quads of one work: its key, its records, repairs and decisions.

        `agents` maps agent keys to the mint key they were joined under.
        """
        paper = self._iris.paper(work.key)
        end = self._end
        out = [] if work.secret else [f"{paper} {KGO.n('mintKey')} {verbatim(work.key)}{end}"]
        out += [
            f"{self._iris.record(record)} {PROV.n('specializationOf')} {paper}{end}"
            for record in work.records
        ]
        if work.repairs:
            out += [self._repair(item, number, paper) for number, item in enumerate(work.repairs)]
        if work.fields:
            out += [self.field(item, paper) for item in work.fields]
        if work.identity:
            local = tail(paper)
            out += [self.identity(item, f"{local}-{item.name}", agents) for item in work.identity]
        return "".join(out)

    def _repair(self, item: RecordRepair, number: int, paper: str) -> str:
        repair = item.repair
        if repair.after is None or repair.after == repair.before:
            # damage without a better value is reported on the record, it is no repair
            return ""
        kind = _kind(repair.field.upper() if item.by else repair.rule)
        record = self._iris.record(item.record)
        used, subject = record, paper
        if repair.position is not None and repair.field == "authors":
            if self._mentions:
                used = self._iris.mention(f"{item.record}-{repair.position + 1}")
            if item.position is not None:
                subject = f"{self._iris.authorships(paper)}{item.position}>"
        witness = item.witness or ""
        if witness and self._mentions:
            witness = self._iris.mention(witness)
        elif witness:
            witness = self._iris.record(witness.rpartition("-")[0])
        place = "" if repair.position is None else f"-{repair.position + 1}"
        name = f"{kind}-{item.record}-{repair.field}{place}-{number}"
        return self._repaired(repair, kind, name, used, subject, item.by, witness)

    def page(self, page: str, repairs: Iterable[Repair]) -> str:
        """Return the quads of what was repaired at the head of a page, `{document id}-{n}`."""
        document, out = self._iris.document(page.rpartition("-")[0]), []
        for number, repair in enumerate(repairs):
            if repair.after is not None and repair.after != repair.before:
                kind = _kind(repair.rule)
                name = f"{kind}-page-{page}-{repair.field}-{number}"
                out.append(self._repaired(repair, kind, name, document, document))
        return "".join(out)

    def _repaired(
        self, repair: Repair, kind: str, name: str, used: str, subject: str, by: str = "", witness: str = ""
    ) -> str:
        """Return the quads of a repair called `name` of what `used` states of `subject`."""
        assert repair.after is not None
        lines = [
            f"{TYPE} {KGO.n('Repair')}",
            f"{KGO.n('repairKind')} {CODE.n('repair-' + kind)}",
            f"{KGO.n('rule')} {verbatim(repair.rule)}",
            f"{PROV.n('used')} {used}",
            f"{KGO.n('onResource')} {subject}",
            f"{KGO.n('onProperty')} {_PROPERTIES.get(repair.field, SCHEMA.n('name'))}",
            f"{KGO.n('originalValue')} {shown(repair.before)}",
            f"{KGO.n('repairedValue')} {verbatim(repair.after)}",
            f"{KGO.n('certain')} {boolean(repair.certain)}",
            f"{KGO.n('confidence')} {decimal(repair.confidence)}",
            f"{PROV.n('wasAssociatedWith')} {self._who(by)}",
        ]
        if witness:
            lines.append(f"{KGO.n('supportedBy')} {witness}")
        if repair.note:
            lines.append(f"{RDFS.n('comment')} {string(repair.note)}")
        return self._quads(self._iris.local("curation", name), lines)

    def field(self, item: FieldDecision, thing: str) -> str:
        """Return the quads of the choice of a value of `thing`, or of a publication of that paper."""
        prefix, term = item.prop.split(":")
        subject = self._iris.expression(item.on) if item.on else thing
        lines = [
            f"{TYPE} {KGO.n('FieldDecision')}",
            f"{KGO.n('rule')} {verbatim(item.rule)}",
            f"{KGO.n('onResource')} {subject}",
            f"{KGO.n('onProperty')} <{PREFIXES[prefix]}{term}>",
            f"{KGO.n('confidence')} {decimal(item.confidence)}",
            f"{PROV.n('wasAssociatedWith')} {self._who(item.by)}",
        ]
        if item.words:
            lines.append(f"{RDFS.n('comment')} {string(item.words)}")
        lines += [f"{KGO.n('supportedBy')} {self._iris.record(record)}" for record in item.supported]
        lines += [f"{KGO.n('contradictedBy')} {self._iris.record(record)}" for record in item.contradicted]
        name = tail(thing)
        return self._quads(self._iris.local("curation", f"{item.name}-{name}"), lines)

    def identity(self, item: IdentityDecision, name: str, agents: dict[str, str]) -> str:
        """Return the quads of a decision that things are the same, different, or undecided."""
        lines = [
            f"{TYPE} {KGO.n('IdentityDecision')}",
            f"{KGO.n('outcome')} {CODE.n('outcome-' + item.outcome)}",
            f"{KGO.n('rule')} {verbatim(item.rule)}",
            f"{KGO.n('confidence')} {decimal(item.confidence)}",
            f"{PROV.n('wasAssociatedWith')} {self._who(item.by)}",
        ]
        for thing in item.things:
            kind, key = split_key(thing)
            lines.append(f"{KGO.n('onResource')} {self._iris.thing(kind, agents.get(key, key))}")
        lines += [f"{KGO.n('supportedBy')} {self._iris.record(record)}" for record in item.records]
        if self._mentions:
            lines += [f"{KGO.n('supportedBy')} {self._iris.mention(mention)}" for mention in item.mentions]
        lines += [f"{KGO.n('supportedBy')} {self._iris.authorship(key)}" for key in item.authorships]
        if item.words:
            lines.append(f"{RDFS.n('comment')} {string(item.words)}")
        return self._quads(self._iris.local("curation", f"identity-{name}"), lines)

    def _quads(self, node: str, lines: list[str]) -> str:
        end = self._end
        return "".join([f"{node} {line}{end}" for line in dict.fromkeys(lines)])
