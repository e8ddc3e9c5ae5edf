"""Where in its venue a publication stands, and under which licences, as triples (PRISM, Dublin Core)."""

from __future__ import annotations

from typing import Final

from kg.mapping.literals import date, iri, string
from kg.mapping.terms import ARTICLE, EDITION, ISSUE, PAGES, PLACE, PUBLISHED, VOLUME
from kg.records import LicenseScope
from kg.vocab import DCTERMS, KGO
from kg.works import Expression

_LICENSES: Final[dict[LicenseScope, str]] = {
    "version-of-record": KGO.n("licenseOfVersionOfRecord"),
    "accepted-manuscript": KGO.n("licenseOfAcceptedManuscript"),
    "text-mining": KGO.n("licenseForTextMining"),
    "metadata": KGO.n("licenseOfMetadata"),
    "other": DCTERMS.n("license"),
}


def place_text(node: str, item: Expression) -> str:
    """Return where an expression stands: date, volume, issue, pages, article number; and its licences."""
    out = []
    if item.date:
        out.append(f"{node}{PUBLISHED}{date(item.date)} .\n")
    texts = (
        (VOLUME, item.volume),
        (ISSUE, item.issue),
        (PAGES, item.pages),
        (ARTICLE, item.article_number),
        (EDITION, item.edition),
        (PLACE, item.place),
    )
    out += [f"{node}{term}{string(text)} .\n" for term, text in texts if text]
    for scope, license_ in item.licenses:
        if link := iri(license_):
            out.append(f"{node} {_LICENSES[scope]} {link} .\n")
        elif scope == "other":
            out.append(f"{node} {DCTERMS.n('rights')} {string(license_)} .\n")
    return "".join(dict.fromkeys(out))
