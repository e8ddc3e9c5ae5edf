"""PLOS: articles of its search, in JSON (https://api.plos.org/solr/search-fields).

An answer may list parts of articles (`10.1371/…/title`) beside the articles; these are none, and are
refused by name. `title_display` and `title` are one; `author_display` prints names that `author` has as well.
"""

from __future__ import annotations

from typing import Any, Final

from kg.kinds import WorkType
from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.json_values import count, plain, text, texts
from kg.readers.serials import issns_and_isbns
from kg.readers.services.service import day, service

_KEPT: Final = "it says how PLOS keeps and ranks its articles"
_PRINTED: Final = "it is stated in another form beside it"
_TEXT: Final = "the text of the work is passed over"
_KINDS: Final[dict[str, WorkType]] = {
    "research article": "journal-article", "review": "review-article", "correction": "correction",
    "retraction": "retraction", "editorial": "front-matter",
}  # fmt: skip
_SECTIONS: Final = (
    "introduction", "materials_and_methods", "results_and_discussion", "conclusions", "body", "everything",
    "supporting_information", "figure_table_caption", "reference",
)  # fmt: skip
_PARTS: Final = frozenset([*_SECTIONS, "title", "abstract", "references"])
"""What stands behind the DOI of an article where an entry is one of its parts."""

TABLE: Final = FieldTable(
    read={
        "id": "doi", "title": "title", "title_display": "title",
        "author": "authors", "author[]": "authors", "author_display[]": "authors",
        "author_display": "authors",
        "author_collab_only_display[]": "authors", "author_affiliate[]": "institutions",
        "affiliate[]": "institutions", "editor_display[]": "contributors", "editor[]": "contributors",
        "abstract[]": "abstract abstracts", "abstract": "abstract",
        "journal": "venue", "journal_name": "venue", "eissn": "venue_identifiers",
        "pissn": "venue_identifiers",
        "publisher": "publisher", "volume": "volume", "issue": "issue", "elocation_id": "article_number",
        "publication_date": "published", "received_date": "dates", "accepted_date": "dates",
        "article_type": "work_type work_type_as_stated", "article_type_facet": "work_type_as_stated",
        "subject[]": "subjects", "subject_level_1[]": "subjects", "counter_total_all": "counts",
        "alm_scopusCiteCount": "counts",
    },
    dropped={
        "score": _KEPT, "doc_type": _KEPT, "journal_key": _KEPT, "cross_published*": _KEPT, "alm_*": _KEPT,
        "counter_*": _KEPT, "author_notes": _PRINTED, "author_facet[]": _PRINTED, "editor_facet[]": _PRINTED,
        "affiliate_facet[]": _PRINTED, "subject_facet[]": _PRINTED, "subject_hierarchy[]": _PRINTED,
        "subject_level_*": _PRINTED, "timestamp": _KEPT, "striking_image": _KEPT, "article_xml": _TEXT,
        **{f"{name}*": _TEXT for name in _SECTIONS},
    },
)  # fmt: skip


def _fill(stated: dict[str, Any], draft: Draft) -> str | None:
    fields = draft.fields
    number = text(stated.get("id"))
    if number and number.rpartition("/")[2] in _PARTS:
        return "it is a part of an article, not the article"
    fields["doi"] = number
    fields["title"] = plain(stated.get("title_display")) or plain(stated.get("title"))
    fields["authors"] = texts(stated.get("author_display")) or texts(stated.get("author"))
    fields["authors"] += [
        {"name": one, "kind": "collective"} for one in texts(stated.get("author_collab_only_display"))
    ]
    fields["institutions"] = texts(stated.get("author_affiliate")) or texts(stated.get("affiliate"))
    fields["contributors"] = [
        {"name": one, "role": "editor"}
        for one in texts(stated.get("editor_display")) or texts(stated.get("editor"))
    ]
    several = [one for one in texts(stated.get("abstract")) if one]
    fields["abstract"] = next(iter(several), None)
    fields["abstracts"] = [{"text": one} for one in several[1:]]
    fields["venue"] = plain(stated.get("journal")) or plain(stated.get("journal_name"))
    fields["venue_kind"] = "journal" if fields["venue"] else None
    fields["publisher"] = plain(stated.get("publisher"))
    fields |= issns_and_isbns(texts(stated.get("pissn")), [], part=True, eissns=texts(stated.get("eissn")))
    fields["volume"], fields["issue"] = text(stated.get("volume")), text(stated.get("issue"))
    fields["article_number"] = text(stated.get("elocation_id"))
    word = text(stated.get("article_type")) or text(stated.get("article_type_facet")) or ""
    fields["work_type"] = _KINDS.get(word.lower(), "journal-article" if word else None)
    fields["work_type_as_stated"] = word if word and word.lower() != "research article" else None
    date = day(stated.get("publication_date"))
    fields["published"], fields["year"] = date, int(date[:4]) if date else None
    fields["dates"] = [
        {"kind": kind, "date": found}
        for kind, key in (("received", "received_date"), ("accepted", "accepted_date"))
        if (found := day(stated.get(key)))
    ]
    terms = texts(stated.get("subject")) or texts(stated.get("subject_level_1"))
    fields["subjects"] = [{"term": one.strip("/"), "scheme": "PLOS"} for one in terms if one.strip("/")]
    fields["counts"] = [
        {"kind": kind, "value": found_count}
        for kind, key in (("citations", "alm_scopusCiteCount"), ("views", "counter_total_all"))
        if (found_count := count(stated.get(key))) is not None
    ]
    return None


service(
    "plos",
    "PLOS: articles of its search in JSON",
    _fill,
    TABLE,
    told_by=("id author_display", "id title_display", "id counter_total_all", "id article_type eissn"),
    lists=("response.docs", "docs"),
)
