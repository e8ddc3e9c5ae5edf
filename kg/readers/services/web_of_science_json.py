"""Web of Science: answers of its Expanded and Starter APIs in JSON.

https://developer.clarivate.com/apis/wos and /wos-starter. The Expanded API has XML turned into JSON: what
stands once may be an object or a text where more would be a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, inside, objects, plain, text, texts
from kg.readers.language_codes import spoken
from kg.readers.services.service import event, filled, held, pages, service
from kg.readers.services.web_of_science_people import of_starter, people
from kg.readers.web_of_science_kinds import kind_of
from kg.readers.whole_numbers import whole_number

_KEPT: Final = "it says how Web of Science keeps and counts its records"
_PLACE: Final = "event"
_SUMMARY: Final = "static_data.summary"
_FULL: Final = "static_data.fullrecord_metadata"
_IDENTIFIERS: Final = "doi identifiers venue_identifiers other_identifiers"
_RELATED: Final = "dynamic_data.cluster_related.identifiers.identifier"
_SCHEMES: Final = {"doi": "doi", "pmid": "pmid", "issn": "issn", "eissn": "eissn", "isbn": "isbn",
                   "eisbn": "isbn", "art_no": "art_no", "xref_doi": "doi"}  # fmt: skip
_VENUES: Final = {"Journal": "journal", "Book": "book", "Books": "book", "Book in series": "book",
                  "Meeting": "proceedings"}  # fmt: skip

TABLE: Final = FieldTable(
    read={
        "UID": "identifiers", f"{_SUMMARY}.titles.title*": "title venue venue_abbreviation series",
        f"{_SUMMARY}.names.name*": "authors editors contributors",
        "static_data.contributors.contributor*": "authors",
        f"{_SUMMARY}.pub_info.pubyear": "year published", f"{_SUMMARY}.pub_info.sortdate": "published",
        f"{_SUMMARY}.pub_info.vol": "volume", f"{_SUMMARY}.pub_info.issue": "issue",
        f"{_SUMMARY}.pub_info.pubtype": "venue_kind", f"{_SUMMARY}.pub_info.page.*": "pages extent",
        f"{_SUMMARY}.doctypes.doctype*": "work_type work_type_as_stated statuses",
        f"{_SUMMARY}.publishers.publisher.names.name.*": "publisher",
        f"{_SUMMARY}.publishers.publisher.address_spec.city": "place",
        f"{_SUMMARY}.conferences.conference*": _PLACE,
        f"{_FULL}.languages.language*": "language languages", f"{_FULL}.keywords.keyword*": "keywords",
        f"{_FULL}.abstracts.abstract*": "abstract",
        f"{_FULL}.addresses.address_name*": "authors institutions",
        f"{_FULL}.category_info.subjects.subject*": "subjects",
        f"{_FULL}.fund_ack.grants.grant*": "funding", f"{_FULL}.refs.count": "counts",
        f"{_RELATED}*": _IDENTIFIERS + " article_number",
        "dynamic_data.citation_related.tc_list.silo_tc*": "counts",
        "uid": "identifiers", "title": "title", "types[]": "work_type work_type_as_stated statuses",
        "sourceTypes[]": "venue_kind", "source.sourceTitle": "venue", "source.publishYear": "year published",
        "source.volume": "volume", "source.issue": "issue", "source.pages.*": "pages extent",
        "source.articleNumber": "article_number", "names.authors[].*": "authors",
        "names.books[].*": "contributors", "names.bookEditors[].*": "editors",
        "identifiers.*": _IDENTIFIERS, "keywords.authorKeywords[]": "keywords",
        "keywords.authorKeywords": "keywords", "citations[].count": "counts", "links.record": "url",
    },
    dropped={
        "static_data.item.keywords_plus*": "its words are taken from the titles of what the work cites",
        "static_data.*": _KEPT, "dynamic_data.*": _KEPT, "r_id_disclaimer": _KEPT, "links.*": _KEPT,
        "citations[].db": _KEPT, "source.publishMonth": _KEPT,
        f"{_SUMMARY}.names.name[].email_addr": "an e-mail address is not published",
        f"{_SUMMARY}.names.name[].preferred_name*": _KEPT, f"{_SUMMARY}.names.name[].wos_standard": _KEPT,
        f"{_SUMMARY}.names.name[].claim_status": _KEPT, f"{_SUMMARY}.names.name[].seq_no": _KEPT,
        f"{_SUMMARY}.names.name[].daisng_id": _KEPT, "names.authors[].wosStandard": _KEPT,
    },
)  # fmt: skip


def _records(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the records of an answer, which has a text where it found none; or the entry, which is one."""
    answer = entry.get("Data") or entry.get("QueryResult")
    if not isinstance(answer, dict):
        yield entry
        return
    held = inside(answer, "Records", "records")
    yield from objects(inside(held, "REC"))


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    if "static_data" not in stated and "uid" not in stated and "UID" not in stated:
        return "it is no record of Web of Science"
    number = text(stated.get("UID")) or text(stated.get("uid")) or ""
    base, _, rest = number.partition(":")
    known = {"MEDLINE": "pmid", "INSPEC": "inspec", "WOS": "wos"}.get(base)
    draft.fields["identifiers"] = filled({known or "wos": rest if known else number})
    draft.fields["venue_identifiers"], draft.fields["other_identifiers"] = {}, []
    _starter(stated, draft) if "uid" in stated else _expanded(stated, draft)
    return None


def _expanded(stated: dict[str, Any], draft: Draft) -> None:
    fields = draft.fields
    summary, full = inside(stated, "static_data", "summary"), inside(stated, *_FULL.split("."))
    titles: dict[str, str] = {}
    for one in objects(inside(summary, "titles", "title")):
        titles.setdefault(text(one.get("type")) or "", plain(one.get("content")) or "")
    fields["title"] = titles.get("item")
    fields["venue"] = titles.get("source") if "item" in titles else None
    fields["title"] = fields["title"] or titles.get("source")
    fields["series"] = titles.get("series")
    short = titles.get("abbrev_iso") or titles.get("source_abbrev")
    fields["venue_abbreviation"] = None if fields["series"] else short  # which is the series' then
    issued = held(summary or {}, "pub_info")
    words = texts(inside(summary, "doctypes", "doctype"))
    _kind(fields, words, text(issued.get("pubtype")))
    _when(fields, text(issued.get("pubyear")), text(issued.get("sortdate")), text(issued.get("coverdate")))
    fields["volume"], fields["issue"] = text(issued.get("vol")), text(issued.get("issue"))
    page = held(issued, "page")
    fields["pages"] = pages(page.get("begin"), page.get("end")) or text(page.get("content"))
    fields["extent"] = text(page.get("page_count"))
    people(stated, draft)
    publisher = inside(summary, "publishers", "publisher")
    fields["publisher"] = next(
        (plain(one.get("full_name")) or plain(one.get("display_name"))
         for one in objects(inside(publisher, "names", "name"))), None
    )  # fmt: skip
    fields["place"] = plain(inside(publisher, "address_spec", "city"))
    for one in objects(inside(summary, "conferences", "conference"))[:1]:
        fields["event"] = _meeting(one)
    words = [plain(one.get("content")) or "" for one in objects(inside(full, "languages", "language"))]
    fields |= spoken(*words)
    fields["keywords"] = [plain(one) or "" for one in texts(inside(full, "keywords", "keyword"))]
    paragraphs = inside(full, "abstracts", "abstract", "abstract_text", "p")
    fields["abstract"] = "\n".join(texts(paragraphs)) or None
    fields["subjects"] = [
        {"term": term, "scheme": "Web of Science Categories" if one.get("ascatype") == "traditional"
         else "Web of Science Research Areas"}
        for one in objects(inside(full, "category_info", "subjects", "subject"))
        if (term := plain(one.get("content")))
    ]  # fmt: skip
    fields["funding"] = list(_grants(inside(full, "fund_ack", "grants", "grant")))
    for one in objects(inside(stated, *_RELATED.split("."))):
        _identifier(fields, text(one.get("type")) or "", text(one.get("value")))
    silos = objects(inside(stated, "dynamic_data", "citation_related", "tc_list", "silo_tc"))
    cited = [number for one in silos if one.get("coll_id") == "WOS"
             and (number := count(one.get("local_count"))) is not None]  # fmt: skip
    referred = count(inside(full, "refs", "count"))
    fields["counts"] = _counts(cited[0] if cited else None, referred)


def _starter(stated: dict[str, Any], draft: Draft) -> None:
    fields, source = draft.fields, held(stated, "source")
    fields["title"], fields["venue"] = plain(stated.get("title")), plain(source.get("sourceTitle"))
    kinds = texts(stated.get("sourceTypes"))
    _kind(fields, texts(stated.get("types")) or kinds, None)
    _when(fields, text(source.get("publishYear")), None, None)
    fields["volume"], fields["issue"] = text(source.get("volume")), text(source.get("issue"))
    fields["article_number"] = text(source.get("articleNumber"))
    page = held(source, "pages")
    fields["pages"] = text(page.get("range")) or pages(page.get("begin"), page.get("end"))
    fields["extent"] = text(page.get("count"))
    of_starter(stated, draft)
    for scheme, value in held(stated, "identifiers").items():
        for one in texts(value):
            _identifier(fields, str(scheme).casefold(), one)
    fields["keywords"] = texts(inside(stated, "keywords", "authorKeywords"))
    fields["url"] = text(inside(stated, "links", "record"))
    cited = [number for one in objects(stated.get("citations")) if one.get("db") in ("WOS", "WOK")
             and (number := count(one.get("count"))) is not None]  # fmt: skip
    fields["counts"] = _counts(cited[0] if cited else None, None)


def _kind(fields: dict[str, Any], words: list[str], part: str | None) -> None:
    found, statuses = kind_of(words, journal=part in (None, "Journal"))
    stated = "; ".join(words)
    fields["work_type"], fields["statuses"] = found, statuses
    fields["work_type_as_stated"] = stated if stated and stated != found else None
    if fields.get("venue"):
        meeting = found == "proceedings-article" and part != "Journal"
        fields["venue_kind"] = "proceedings" if meeting and part else _VENUES.get(part or "")


def _when(fields: dict[str, Any], year: str | None, sorted_by: str | None, cover: str | None) -> None:
    """State the year; the day by which answers are sorted is filled up by ones, and holds where it is not."""
    known = year if year and len(year) == 4 and year.isascii() and year.isdigit() else None
    date = sorted_by[:10] if sorted_by else None
    if date and date.endswith("-01"):
        date = date[:7] if cover and not date.endswith("-01-01") else None
    fields["published"] = date if date and (not known or date.startswith(known)) else known
    fields["year"] = whole_number(known or (date or "")[:4])


def _identifier(fields: dict[str, Any], kind: str, value: str | None) -> None:
    scheme = _SCHEMES.get(kind)
    if not scheme or not value:
        return
    if scheme == "art_no":
        fields["article_number"] = value.removeprefix("ARTN ")
    elif scheme == "doi":
        fields.setdefault("doi", value)
    elif scheme == "pmid":
        fields["identifiers"].setdefault("pmid", value.removeprefix("MEDLINE:"))
    else:
        of = "venue" if fields.get("venue") or scheme != "isbn" else "work"
        held = fields["venue_identifiers" if of == "venue" else "identifiers"]
        if held.setdefault(scheme, value) != value:
            fields["other_identifiers"].append({"scheme": scheme, "value": value, "of": of})


def _meeting(one: dict[str, Any]) -> dict[str, Any] | None:
    names, dates = inside(one, "conf_titles", "conf_title"), inside(one, "conf_dates", "conf_date")
    where = next(iter(objects(inside(one, "conf_locations", "conf_location"))), {})
    place = ", ".join(part for key in ("conf_city", "conf_state") if (part := plain(where.get(key))))
    when = next(iter(objects(dates)), {})
    start, end = (_day(text(when.get(key))) for key in ("conf_start", "conf_end"))
    return event(names if isinstance(names, str) else next(iter(texts(names)), None), place, start, end)


def _day(stated: str | None) -> str | None:
    """Return `20140215` as a day."""
    if stated and len(stated) == 8 and stated.isdigit():
        return f"{stated[:4]}-{stated[4:6]}-{stated[6:]}"
    return None


def _grants(stated: object) -> Iterator[dict[str, Any]]:
    for one in objects(stated):
        funder = {"name": name} if (name := plain(one.get("grant_agency"))) else None
        numbers = texts(inside(one, "grant_ids", "grant_id"))
        if funder and not numbers:
            yield {"funder": funder}
        yield from (filled({"funder": funder, "award": number}) for number in numbers)


def _counts(cited: int | None, referred: int | None) -> list[dict[str, Any]]:
    both = (("citations", cited), ("references", referred))
    return [{"kind": kind, "value": value} for kind, value in both if value is not None]


service(
    "web-of-science-json",
    "Web of Science: answers of its Expanded and Starter APIs in JSON",
    _fill,
    TABLE,
    told_by=(
        "UID static_data", "uid sourceTypes", "uid source.sourceTitle", "Data.Records", "Data QueryResult",
    ),
    lists=("Data.Records.records.REC", "QueryResult.Records.records.REC", "hits", "REC"),
    of=_records,
)  # fmt: skip
