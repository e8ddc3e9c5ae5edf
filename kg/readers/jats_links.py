"""What a JATS article says of its rights, money, event and relations to other articles.

https://jats.nlm.nih.gov/archiving/tag-library/1.3/ (permissions, funding-group, conference, related-article).
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.date_parts import stated_date
from kg.readers.draft import Draft
from kg.readers.jats_affiliations import identified
from kg.readers.markup import text_of

_RELATIONS: Final = {
    "corrected-article": "corrects", "correction": "corrected-by", "correction-forward": "corrected-by",
    "erratum": "corrected-by", "corrigendum": "corrected-by", "retracted-article": "retracts",
    "retraction": "retracted-by", "retraction-forward": "retracted-by", "partial-retraction": "corrected-by",
    "commentary": "has-comment", "commentary-article": "comment-on", "article-commentary": "has-comment",
    "peer-reviewed-article": "review-of", "peer-review": "has-review", "reviewed-article": "review-of",
    "preprint": "has-preprint", "translated-article": "translation-of", "translation": "has-translation",
    "update": "replaced-by", "updated-article": "replaces", "republished-article": "replaces",
    "republication": "replaced-by",
}  # fmt: skip
_STATUSES: Final = {
    "retraction": "retracted", "retraction-forward": "retracted", "correction": "corrected",
    "correction-forward": "corrected", "erratum": "corrected", "corrigendum": "corrected",
    "partial-retraction": "corrected", "republication": "superseded",
}  # fmt: skip
_SCOPES: Final = {
    "vor": "version-of-record", "am": "accepted-manuscript", "tdm": "text-mining",
    "textmining": "text-mining",
}  # fmt: skip
_SCHEMES: Final = {
    "doi": "doi",
    "pmid": "pmid",
    "pubmed": "pmid",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "arxiv": "arxiv",
}
_URL: Final = re.compile(r"https?://\S{3,500}")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(10\.\d{4,9}/\S{1,300})", re.IGNORECASE)


def licences(meta: Element, draft: Draft) -> None:
    """State the licences by address, with their scope if it is stated; `license` is the one for readers."""
    found: dict[str, dict[str, Any]] = {}
    for permissions in meta.findall("permissions"):
        for held in (permissions, *permissions.findall("license")):
            for one in held.findall("license_ref"):
                if address := text_of(one):
                    use = (one.get("specific-use") or "").strip().lower()
                    start = stated_date(one.get("start_date"))
                    found[address] = {"license": address, "scope": _SCOPES.get(use, "other"), "start": start}
                    if not start and use in ("", "vor"):
                        draft.fields.setdefault("license", address)
            stated = held.get("href") if held.tag == "license" else None
            if not stated and held.tag == "license" and held.find("license_ref") is None:
                links = [one.get("href") for one in held.iter("ext-link")]
                stated = next((link for link in links if link and "creativecommons.org/" in link), None)
            if stated and _URL.fullmatch(stated.strip()):
                if stated.strip() not in found:
                    draft.fields.setdefault("license", stated.strip())
                found.setdefault(stated.strip(), {"license": stated.strip()})
    draft.fields["licenses"] = list(found.values())


def funding(meta: Element, draft: Draft) -> None:
    """State each award with who gave it; a source without award is one as well."""
    made: list[dict[str, Any]] = []
    for group in meta.iterfind("funding-group/award-group"):
        sources = group.findall("funding-source")
        awards = [text for one in group.findall("award-id") if (text := text_of(one))]
        funders = [funder for one in sources if (funder := _funder(one))]
        both: list[tuple[dict[str, Any] | None, str | None]] = list(product(funders or [{}], awards or [""]))
        made += [{"funder": funder or None, "award": award or None} for funder, award in both]
    draft.fields["funding"] = made


def _funder(source: Element) -> dict[str, Any] | None:
    institutions = [text for one in source.iter("institution") if (text := text_of(one))]
    name = (
        institutions[0]
        if institutions
        else text_of(source, without=frozenset(["institution-id", "named-content"]))
    )
    identifiers = identified(source)
    for one in source.iter("named-content"):
        if (text := text_of(one)) and (match := _DOI.fullmatch(text)) and "10.13039/" in text:
            identifiers.setdefault("funder", match[1])
    country = next((code for one in source.iter() if (code := one.get("country"))), None)
    return {"name": name, "identifiers": identifiers, "country": country} if name or identifiers else None


def event(meta: Element, draft: Draft) -> None:
    """State the conference at which the article was presented."""
    held = meta.find("conference")
    if held is None:
        return
    made: dict[str, Any] = {}
    for tag, key in (
        ("conf-name", "name"),
        ("conf-acronym", "acronym"),
        ("conf-num", "number"),
        ("conf-loc", "place"),
    ):
        made[key] = text_of(held.find(tag))
    if (date := held.find("conf-date")) is not None:
        stated = date.get("iso-8601-date") or ""
        start, _, end = stated.partition("/")
        made["start"] = stated_date(start) or stated_date(text_of(date))
        made["end"] = stated_date(end) if end else None
    made = {key: value for key, value in made.items() if value}
    draft.fields["event"] = made or None


def relations(meta: Element, draft: Draft) -> None:
    """State what the article is to others, and what became of it by that."""
    for one in (*meta.findall("related-article"), *meta.findall("related-object")):
        word = (
            one.get("related-article-type") or one.get("document-type") or one.get("link-type") or ""
        ).strip()
        scheme, identifier = _target(one)
        title = text_of(one.find("article-title")) or text_of(one)
        if not identifier and not title:
            continue
        kind = _RELATIONS.get(word.lower(), "related")
        relation = {"kind": kind, "scheme": scheme, "identifier": identifier, "as_stated": word or None}
        if title and title != identifier:
            relation["title"] = title
        draft.fields.setdefault("relations", []).append(relation)
        if status := _STATUSES.get(word.lower()):
            draft.fields.setdefault("statuses", []).append({"kind": status, "by": identifier})
    for one in meta.iterfind("pub-history/event/self-uri"):
        found = _DOI.fullmatch((one.get("href") or "").strip())
        if found and (one.get("content-type") or "").strip().lower() == "preprint":
            made = {"kind": "has-preprint", "scheme": "doi", "identifier": found[1]}
            draft.fields.setdefault("relations", []).append(made)
    for one in meta.findall("product"):
        scheme, identifier = _target(one)
        title = text_of(one.find("source")) or text_of(one.find("article-title")) or text_of(one)
        if title or identifier:
            relation = {"kind": "review-of", "title": title, "scheme": scheme, "identifier": identifier}
            draft.fields.setdefault("relations", []).append(relation)


def _target(one: Element) -> tuple[str | None, str | None]:
    """Return scheme and identifier of what a relation points to; None where it is no identifier."""
    kind = (one.get("ext-link-type") or one.get("source-id-type") or one.get("object-id-type") or "").lower()
    texts = [one.get("href"), one.get("document-id"), one.get("object-id"), text_of(one.find("object-id"))]
    texts += [text_of(held) for held in one.iter("pub-id")] + ([text_of(one)] if not len(one) else [])
    for text in filter(None, texts):
        if match := _DOI.fullmatch(text.strip()):
            return "doi", match[1]
        if scheme := _SCHEMES.get(kind):
            return scheme, text.strip()
        if _URL.fullmatch(text.strip()):
            return "url", text.strip()
    return None, None
