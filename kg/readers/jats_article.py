"""A JATS article as the fields of a record: journal, titles, identifiers, abstracts, keywords, pages.

Elements by the Journal Archiving and Interchange Tag Library 1.3 (https://jats.nlm.nih.gov/archiving/) and
the NLM DTDs before it. What has no field, such as copyright statements and running heads, is kept as stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from kg.readers.draft import Draft, first
from kg.readers.jats_dates import dates
from kg.readers.jats_kinds import kind
from kg.readers.jats_links import event, funding, licences, relations
from kg.readers.jats_people import people
from kg.readers.jats_references import references
from kg.readers.jats_table import HEADS, ORGANISMS, SECTIONS, SUBJECTS, has_channel
from kg.readers.language_codes import language_tag
from kg.readers.markup import NOTES, paragraphs, text_of
from kg.readers.whole_numbers import whole_number
from kg.records import Damage

_IDENTIFIERS: Final = {
    "doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "arxiv": "arxiv", "bibcode": "bibcode",
}  # fmt: skip
_HEADINGS: Final = frozenset(
    ["abstract", "summary", "abstract:", "summary:", "résumé", "zusammenfassung", "resumen"]
)
_BESIDE: Final = ("teaser", "toc", "graphical", "key", "editor", "precis", "video", "lay", "plain",
"highlight",
                  "image", "web", "stereochem", "short", "executive", "synopsis", "extract",
                  "impact")  # fmt: skip
_PICTURES: Final = NOTES - {"xref"} | {
    "fig",
    "table-wrap",
    "alt-text",
    "long-desc",
    "kwd-group",
    "boxed-text",
}
_OWN_DOI: Final = re.compile(r"DOI:\s?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S{1,100}")
_DEEPEST: Final = 20  # sections within sections
_SCHEMES: Final = frozenset(
    ["mesh", "msc", "pacs", "jel", "ocis", "uat", "inspec", "ams", "lcsh", "decs", "physh"]
)


def fill(article: Element, draft: Draft, journal: Element | None = None) -> None:
    """State in `draft` what an `<article>` says, whose names have no namespaces; its body is passed over.

    `journal` is the `<journal-meta>` where the article has none of its own.
    """
    front = article.find("front")
    front = front if front is not None else article.find("front-stub")
    meta = article.find("front-stub") if front is None else front.find("article-meta")
    meta = front if meta is None and front is not None and front.tag == "front-stub" else meta
    held = front.find("journal-meta") if front is not None else None
    journal = held if held is not None else journal
    if journal is not None:
        _journal(journal, draft)
    if meta is None:
        return
    language = language_tag(article.get("lang"))
    title = meta.find("title-group/article-title")
    draft.fields["language"] = language or (language_tag(title.get("lang")) if title is not None else None)
    _identifiers(meta, draft)
    _isbns(meta, draft)
    _titles(meta, draft)
    _place(meta, draft)
    dates(meta, draft)
    event(meta, draft)
    conference = bool(draft.fields.get("event")) or bool(
        draft.fields.get("venue_identifiers", {}).get("isbn")
    )
    kind(article.get("article-type"), draft, conference=conference)
    people(meta, draft, volume_editors=conference)
    _abstracts(meta, draft)
    _keywords(meta, draft)
    licences(meta, draft)
    funding(meta, draft)
    relations(meta, draft)
    draft.fields["references"] = references(article)


def translation(part: Element, draft: Draft) -> None:
    """State title and abstract of a `<sub-article>` that is a translation of the article."""
    meta = part.find("front-stub")
    meta = meta if meta is not None else part.find("front/article-meta")
    if meta is None:
        return
    language = language_tag(part.get("lang"))
    if text := text_of(meta.find("title-group/article-title"), without=NOTES):
        made = {"text": text, "kind": "translated", "language": language}
        if not any(
            (one["text"], one.get("language")) == (text, language) for one in draft.fields.get("titles", ())
        ):
            draft.fields["titles"] = [*draft.fields.get("titles", ()), made]
    for one in meta.findall("abstract"):
        if text := "\n".join(_sections(one)):
            made = {"text": text, "language": language, "kind_as_stated": one.get("abstract-type")}
            draft.fields.setdefault("abstracts", []).append(made)


def _journal(journal: Element, draft: Draft) -> None:
    fields = draft.fields
    group = journal.find("journal-title-group")
    holder = group if group is not None else journal
    short = {
        one.get("abbrev-type") or "": text
        for one in holder.findall("abbrev-journal-title")
        if (text := text_of(one))
    }
    full = text_of(holder.find("journal-title")) or short.pop("full", None)
    ids = {
        one.get("journal-id-type") or "": text
        for one in journal.findall("journal-id")
        if (text := text_of(one))
    }
    fields["venue"] = full
    fields["venue_abbreviation"] = first([*short.values(), ids.get("iso-abbrev"), ids.get("nlm-ta")])
    fields["publisher"] = text_of(journal.find("publisher/publisher-name"))
    place = journal.find("publisher/publisher-loc")
    parts = [text_of(one) for one in place] if place is not None and not (place.text or "").strip() else []
    fields["place"] = ", ".join(filter(None, parts)) or text_of(place)
    if number := ids.get("nlm-journal-id"):
        fields.setdefault("venue_identifiers", {})["nlm"] = number
    for one in journal.findall("issn"):
        form = (one.get("pub-type") or one.get("publication-format") or "").lower()
        _venue_number(draft, "eissn" if form in ("epub", "electronic", "online") else "issn", text_of(one))
    _venue_number(draft, "lissn", text_of(journal.find("issn-l")))
    _isbns(journal, draft)


def _isbns(holder: Element, draft: Draft) -> None:
    for one in holder.findall("isbn"):
        _venue_number(draft, "isbn", text_of(one))


def _venue_number(draft: Draft, scheme: str, value: str | None) -> None:
    """State a number of the venue; a second of its scheme stands among the further identifiers."""
    held = draft.fields.setdefault("venue_identifiers", {})
    if value and value not in held.values():
        if scheme in held:
            further = {"scheme": scheme, "value": value, "of": "venue"}
            draft.fields.setdefault("other_identifiers", []).append(further)
        else:
            held[scheme] = value


def _identifiers(meta: Element, draft: Draft) -> None:
    draft.fields["identifiers"] = {}
    for one in meta.findall("article-id"):
        scheme, value = _IDENTIFIERS.get((one.get("pub-id-type") or "").lower()), text_of(one)
        if scheme == "doi" and value:
            draft.fields.setdefault("doi", value)
        elif scheme == "arxiv" and value:
            draft.fields.setdefault("arxiv_id", value)
        elif scheme and value:
            draft.fields["identifiers"].setdefault(scheme, value)
    for one in meta.findall("self-uri"):
        if (address := one.get("href") or "").startswith(("http://", "https://")):
            draft.fields.setdefault("url", address)


def _titles(meta: Element, draft: Draft) -> None:
    group = meta.find("title-group")
    if group is None:
        return
    draft.fields["title"] = text_of(group.find("article-title"), without=NOTES)
    subtitles = [text for one in group.findall("subtitle") if (text := text_of(one, without=NOTES))]
    draft.fields["subtitle"] = ": ".join(subtitles)
    others = list(_other_titles(group))
    if (
        not draft.fields["title"]
        and (place := next((n for n, one in enumerate(others) if one["kind"] == "alternative"), None))
        is not None
    ):
        draft.fields["title"] = others.pop(place)["text"]  # of a review the title proper may be left empty
    draft.fields["titles"] = others


def _other_titles(group: Element) -> Iterator[dict[str, Any]]:
    for held in (group, *group.findall("trans-title-group")):
        for one in held.findall("trans-title"):
            parts = [text_of(one, without=NOTES), text_of(held.find("trans-subtitle"), without=NOTES)]
            joined = ": ".join(filter(None, parts))
            language = language_tag(one.get("lang") or held.get("lang"))
            yield {"text": joined, "kind": "translated", "language": language}
    for one in group.findall("alt-title"):
        word = (one.get("alt-title-type") or "").lower()
        if word not in HEADS and (text := text_of(one, without=NOTES)):
            yield {"text": text, "kind": "short" if "short" in word else "alternative"}


def _place(meta: Element, draft: Draft) -> None:
    """State volume, issue and pages."""
    fields = draft.fields
    fields["volume"], fields["issue"] = text_of(meta.find("volume")), text_of(meta.find("issue"))
    start, end = text_of(meta.find("fpage")), text_of(meta.find("lpage"))
    both = f"{start}-{end}" if start and end and start != end else start
    fields["pages"] = both or text_of(meta.find("page-range"))
    fields["article_number"] = text_of(meta.find("elocation-id"))
    for tag in ("page-count", "ref-count"):
        counted = meta.find(f"counts/{tag}")
        count = (counted.get("count") or "").strip() if counted is not None else ""
        if number := whole_number(count):
            if tag == "page-count":
                fields["extent"] = f"{count} pages" if count != "1" else "1 page"
            else:
                fields["counts"] = [{"kind": "references", "value": number}]


def _abstracts(meta: Element, draft: Draft) -> None:
    main = draft.fields.get("language")
    for one in (*meta.findall("abstract"), *meta.findall("trans-abstract")):
        word, language = one.get("abstract-type"), language_tag(one.get("lang"))
        text = "\n".join(_sections(one))
        if not text:
            continue
        beside = any(mark in (word or "").lower() for mark in _BESIDE)
        foreign = one.tag == "trans-abstract" or (language and main and language != main)
        if not beside and not foreign and "abstract" not in draft.fields:
            draft.fields["abstract"] = text
        else:
            made = {"text": text, "language": language, "kind_as_stated": word}
            draft.fields.setdefault("abstracts", []).append(made)


def _sections(abstract: Element, depth: int = 0) -> list[str]:
    """Return the paragraphs of an abstract, the heading of a section before its first."""
    lines: list[str] = []
    heading = ""
    if not any(child.tag in ("p", "sec", "list") for child in abstract):
        return paragraphs(abstract, without=_PICTURES)
    for child in abstract:
        if child.tag == "title":
            stated = text_of(child) or ""
            heading = "" if stated.lower() in _HEADINGS else stated.rstrip(" :.")
        elif child.tag == "sec":
            lines += _sections(child, depth + 1) if depth < _DEEPEST else paragraphs(child)
        elif child.tag not in _PICTURES and child.tag != "label":
            found = paragraphs(child, without=_PICTURES) if len(child) or child.text else []
            found = [one for one in found if not _OWN_DOI.fullmatch(one)]
            if found and heading:
                found[0], heading = f"{heading}: {found[0]}", ""
            lines += found
    return lines


def _keywords(meta: Element, draft: Draft) -> None:
    for group in meta.findall("kwd-group"):
        scheme = (group.get("kwd-group-type") or group.get("vocab") or "").strip()
        language = language_tag(group.get("lang"))
        words = [
            text for one in (*group.findall("kwd"), *group.findall("compound-kwd")) if (text := _keyword(one))
        ]
        if scheme.lower() in _SCHEMES or group.get("vocab-identifier"):
            made = [{"term": word, "scheme": group.get("vocab-identifier") or scheme} for word in words]
            draft.fields.setdefault("subjects", []).extend(made)
        elif scheme.lower() in ORGANISMS:
            made = [
                {"term": word, "scheme": scheme} for word in words if word.lower() not in ("other", "none")
            ]
            draft.fields.setdefault("subjects", []).extend(made)
        elif "abbr" not in scheme.lower():
            draft.fields.setdefault("keywords", []).extend(words)
        if language and language != draft.fields.get("language") and words:
            note = f"{len(words)} keywords are in the language {language}"
            draft.damage.append(Damage(kind="other", field="keywords", note=note))
    channel = has_channel(meta)
    for group in meta.iterfind("article-categories//subj-group"):
        scheme = (group.get("subj-group-type") or "").strip()
        if (scheme == "heading" and channel) or scheme.lower().replace(" ", "-") in SUBJECTS:
            terms = [
                text
                for one in (*group.findall("subject"), *group.findall("compound-subject"))
                if one.get("content-type") != "order" and (text := text_of(one))
            ]
            # Nature's paths of numbers (`/631/443`) are codes
            made = [{"code" if term.startswith("/") else "term": term, "scheme": scheme} for term in terms]
            if scheme.lower() == "section":
                made = [one for one in made if not SECTIONS.issuperset(one.get("term", "").lower().split())]
            draft.fields.setdefault("subjects", []).extend(made)


def _keyword(one: Element) -> str | None:
    if one.tag == "compound-kwd":
        return ", ".join(filter(None, (text_of(part) for part in one))) or None
    return text_of(one, without=NOTES)
