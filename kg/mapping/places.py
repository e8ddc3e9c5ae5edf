"""Where in its venue a publication stands, and under which licences, as triples (PRISM, Dublin Core)."""

from __future__ import annotations

import re
from typing import Final

from kg.mapping.literals import date, iri, string
from kg.mapping.terms import ARTICLE, EDITION, FIRST_PAGE, ISSUE, LAST_PAGE, PAGES, PLACE, PUBLISHED, VOLUME
from kg.records import LicenseScope
from kg.vocab import DCTERMS, KGO
from kg.works import Expression

_PAGES: Final = re.compile(r"\s*([A-Za-z]?\d+)\s*[-–—]+\s*([A-Za-z]?\d+)\s*")
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
    if item.pages and (ends := _PAGES.fullmatch(item.pages)):
        out.append(f'{node}{FIRST_PAGE}"{ends[1]}" .\n{node}{LAST_PAGE}"{ends[2]}" .\n')
    for scope, license_ in item.licenses:
        if link := iri(license_):
            out.append(f"{node} {_LICENSES[scope]} {link} .\n")
        elif scope == "other":
            out.append(f"{node} {DCTERMS.n('rights')} {string(license_)} .\n")
    return "".join(dict.fromkeys(out))
