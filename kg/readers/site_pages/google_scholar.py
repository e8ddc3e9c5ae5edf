"""Google Scholar: the page of an author, saved as HTML or text, and pages of searches, saved as HTML.

Names and places of papers are cut there: a list of authors that ends in `...` is not complete, and a name of
a place that does has none. In the place of a journal a patent, a publisher or a university may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from kg.readers.draft import Draft
from kg.readers.eprint_places import identified
from kg.readers.fates import FieldTable
from kg.readers.inverted_names import person as printed_person
from kg.readers.site_pages.publication_list import PaperParts, Site, listing
from kg.readers.site_pages.scholar_places import CUT, state_place
from kg.readers.site_pages.scholar_text import SIGN, of_text
from kg.readers.whole_numbers import whole_number

_YEAR: Final = re.compile(r"(?:(?P<place>.{0,400}), )?(?P<year>1[5-9]\d\d|20\d\d)", re.ASCII)
_SITE: Final = re.compile(r"^(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}$", re.IGNORECASE)
_USER: Final = re.compile(r"[?&]user=([\w-]{12})(?![\w-])")
_NO_PUBLISHER: Final = re.compile(r"Google (?:Books|Patents)")
_NUMBER: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\u00a0\u202f]?\d{3}){0,2}(?!\d)")
_CITED: Final = re.compile(r"/scholar\?(?:[^#]{0,200}&)?cites=")
_OF_SEARCH: Final = "a piece of the text that was found is no abstract"
_NO_FIELD: Final = "a profile has no field for it"
TABLE: Final = FieldTable(
    read={
        "title": "title",
        "gray": "authors venue volume issue pages arxiv_id other_identifiers publisher work_type_as_stated",
        "year": "year published", "cited": "counts",
        "line": "authors venue volume issue pages arxiv_id other_identifiers publisher work_type_as_stated"
        " year published",
        "author-number": "authors", "cites": "counts", "address": "url doi arxiv_id",
    },
    dropped={
        "year-shown": "it is stated twice", "label": "it is the kind of the file that was found",
        "piece": _OF_SEARCH,
        "owner": "it is of the page", "link": "it is stated twice, or is navigation",
    },
)  # fmt: skip


def _attributes(tag: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    address = said.get("href", "")
    if said.get("rel") == "canonical" or said.get("property") == "og:url":
        yield "address", address or said.get("content", "")
    elif tag != "a" or not address:
        return
    elif _CITED.search(address):
        yield "cites", address
    elif "view_op=view_citation" in address or "view_op=view_citation" in said.get("data-href", ""):
        yield "owner", address + said.get("data-href", "")
    elif "/citations?" in address and (found := _USER.search(address)):
        yield "author-number", found[1]
    elif said.get("data-clk") or said.get("id"):
        yield "address", address


def _fill(paper: PaperParts, draft: Draft) -> None:
    fields = draft.fields
    title = paper.first("title") or ""
    for label in paper.all("label"):
        title = title.removeprefix(label).lstrip()
    fields["title"] = title
    if line := paper.first("line"):
        _found(line, paper, draft)
    else:
        _listed(paper, draft)


def _listed(paper: PaperParts, draft: Draft) -> None:
    """Read a paper in the list of an author."""
    fields = draft.fields
    gray = paper.all("gray")
    _authors(gray[0] if gray else "", {}, fields)
    shown = paper.first("year-shown") or ""
    if len(gray) > 1 and (place := gray[1].removesuffix(shown).rstrip(" ,")):
        state_place(place, draft)
    if (year := paper.first("year")) and _YEAR.fullmatch(year):
        fields |= {"year": int(year), "published": year}
    if (cited := whole_number((paper.first("cited") or "").rstrip("*"))) is not None:
        fields["counts"] = [{"kind": "citations", "value": cited}]


def _found(line: str, paper: PaperParts, draft: Draft) -> None:
    """Read a result of a search: `A Lind, B Ot… - Journal of Kettles, 2021 - kettle.example`."""
    fields = draft.fields
    names, *rest = line.split(" - ")
    if _YEAR.fullmatch(names) and rest:  # nobody is named
        names, rest = "", [names, *rest]
    _authors(names, {text: number for number, text in _links(paper, "author-number")}, fields)
    place = " - ".join(rest[:-1]) if len(rest) > 1 else rest[0] if rest else ""
    if len(rest) > 1 and not any(one.search(rest[-1]) for one in (_SITE, CUT, _NO_PUBLISHER)):
        fields["publisher"] = rest[-1]
    if found := _YEAR.fullmatch(place):
        fields |= {"year": int(found["year"]), "published": found["year"]}
        place = found["place"] or ""
    if place and not _SITE.fullmatch(place):
        state_place(place, draft)
    if address := paper.first("address"):
        fields["url"] = address
        for name, value in identified(address).items():
            fields[name] = fields.get(name) or value
    for _, shown in _links(paper, "cites"):
        if number := _NUMBER.search(shown):
            cited = int(re.sub(r"\D", "", number[0]))
            fields["counts"] = [{"kind": "citations", "value": cited}]


def _authors(names: str, numbers: Mapping[str, str], fields: dict[str, Any]) -> None:
    whole = CUT.sub("", names).rstrip(" ,")
    entries: list[Any] = []
    for name in filter(None, (one.strip() for one in whole.split(","))):
        entry = printed_person(name)
        if number := numbers.get(name):
            entry = ({"name": entry} if isinstance(entry, str) else entry) | {
                "identifiers": {"google-scholar": number}
            }
        entries.append(entry)
    fields["authors"] = entries
    if whole != names.rstrip(" ,"):
        fields["authors_complete"] = False


def _links(paper: PaperParts, wanted: str) -> Iterator[tuple[str, str]]:
    """Yield what the attributes of links say, each with the text of its link."""
    for (part, said), (kind, text) in pairwise(paper.values):
        if part == wanted and kind == "link":
            yield said, text


def _person(around: PaperParts, papers: list[PaperParts]) -> dict[str, object] | None:
    name = around.first("name")
    if not name:
        return None
    number = around.number(_USER) or next(
        (found[1] for one in papers for text in one.all("owner") if (found := _USER.search(text))), None
    )
    figures = [whole_number(text) for text in around.all("figure")]
    cited, _, h_index = (figures + [None] * 3)[:3]
    cited = cited if cited is not None else whole_number(around.first("citations"))
    h_index = h_index if h_index is not None else whole_number(around.first("h-index"))
    return {
        "name": name, "identifiers": {"google-scholar": number} if number else {},
        "affiliations": around.all("line")[:1], "citations": cited, "h_index": h_index,
    }  # fmt: skip


listing(
    Site(
        "google-scholar",
        "pages of Google Scholar that list papers, of an author or a search, saved as HTML or text",
        re.compile(r"\b(?:gsc_(?:prf_in|a_tr|a_t)|gs_ri)\b"),
        re.compile(r" (?:gsc_a_tr|gs_ri) "),
        {
            "gsc_a_at": "title", "gs_gray": "gray", "gs_oph": "year-shown", "gsc_a_ac": "cited",
            "gsc_a_h": "year", "gs_rt": "title", "gs_ctc": "label", "gs_ctu": "label", "gs_a": "line",
            "gs_rs": "piece", "<a>": "link",
        },
        {
            "#gsc_prf_in": "name", "#gsc_prf_ivh": "mail", "#gsc_prf_int": "fields", "gsc_prf_il": "line",
            "gsc_rsb_std": "figure",
        },
        _attributes,
        TABLE,
        _fill,
        _person,
        FieldTable(
            read={
                "name": "name", "address": "identifiers", "line": "affiliations",
                "figure": "citations h_index", "citations": "citations", "h-index": "h_index",
            },
            dropped={"*": _NO_FIELD},
        ),
        of_text,
        SIGN,
    )
)  # fmt: skip
