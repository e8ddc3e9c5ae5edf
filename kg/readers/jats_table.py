"""What becomes of each value of a JATS article's front matter and reference list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf, Shape, local_name, xml_leaves

_MIXED: Final = frozenset(
    ["article-title", "subtitle", "trans-title", "trans-subtitle", "alt-title", "abstract",
    "trans-abstract", "kwd",
     "compound-kwd", "subject", "collab", "institution", "p", "copyright-statement", "license-p", "corresp",
     "mixed-citation", "conf-name", "conf-loc", "string-date", "publisher-loc", "product", "related-article",
     "related-object", "issue-title", "source", "chapter-title", "anonymous", "on-behalf-of", "string-name",
     "addr-line", "award-id", "funding-statement", "note", "title"]
)  # fmt: skip
_TYPED: Final = {
    "article-id": "pub-id-type", "journal-id": "journal-id-type", "pub-date": "pub-type", "date": "date-type",
    "subj-group": "subj-group-type",
    "subject": "content-type", "kwd-group": "kwd-group-type", "abstract": "abstract-type",
    "alt-title": "alt-title-type", "related-article": "related-article-type", "contrib": "contrib-type",
    "abbrev-journal-title": "abbrev-type",
}  # fmt: skip
_MARKS: Final = frozenset(
    ["id", "rid", "position", "orientation", "toggle", "overflow", "type", "actuate", "show", "seq", "space",
     "ref-type", "xref-type", "authenticated", "name-style", "dtd-version", "base", "schemaLocation",
     "noNamespaceSchemaLocation", "alt", "display", "initials", "count-type", "symbol"]
)  # fmt: skip
BESIDE: Final = {
    f"{whole}/{part}": "a full text is none of the metadata"
    for whole in ("article", "pmc-articleset/article", "book", "article/sub-article", "article/response")
    for part in ("body", "back", "floats-group", "book-body", "book-back", "front-matter")
}
SHAPE: Final = Shape(_MIXED, _TYPED, _MARKS)
_J: Final = "front/journal-meta"
_A: Final = "front/article-meta"
_PEOPLE: Final = "authors editors contributors institutions"
SUBJECTS: Final = frozenset(
    ["discipline", "discipline-v2", "discipline-v3", "subject", "subjects", "field", "topic", "topics",
     "subject-area", "subject-areas", "subj-area", "research-area", "area", "taxonomy", "category",
     "hwp-journal-coll",
     "hwp-subject", "section", "subjectpath", "techniquepath", "keyword", "keywords", "subject-taxonomy",
     "inspec", "mesh", "jel", "msc", "pacs"]
)  # fmt: skip
"""Types of `<subj-group>` that say what an article is about; others name a part of the journal."""
ORGANISMS: Final = frozenset(["research-organism", "research organism"])
"""Types of `<kwd-group>` that name what was studied; `Other` among them names nothing."""
SECTIONS: Final = frozenset(
    """article articles brief communication communications correspondence editorial editorials feature
    features letter letters news note notes original paper papers perspective perspectives rapid regular
    report reports research review reviews short technical""".split()  # noqa: SIM905
)
"""Words of sections of a journal that say what kind of article it is, not what it is about."""
HEADS: Final = frozenset(["left-running-head", "right-running-head", "running-head", "rrh", "lrh", "running"])
"""Types of `<alt-title>` that stand above pages, where names may be mixed in."""

_READ: Final = {
    f"{_J}/journal-title-group/journal-title": "venue", f"{_J}/journal-title": "venue",
    f"{_J}/journal-title-group/abbrev-journal-title*": "venue_abbreviation venue",
    f"{_J}/abbrev-journal-title*": "venue_abbreviation venue", f"{_J}/issn*": "venue_identifiers",
    f"{_J}/isbn*": "venue_identifiers", f"{_J}/issn-l": "venue_identifiers",
    f"{_J}/journal-id.nlm-ta": "venue_abbreviation", f"{_J}/journal-id.iso-abbrev": "venue_abbreviation",
    f"{_J}/journal-id.nlm-journal-id": "venue_identifiers", f"{_J}/publisher/publisher-name": "publisher",
    f"{_J}/publisher/publisher-loc*": "place", f"{_A}/isbn*": "venue_identifiers",
    f"{_A}/publisher/publisher-name": "publisher", f"{_A}/publisher/publisher-loc*": "place",
    f"{_A}/edition": "edition", f"{_A}/title-group/article-title*": "title language",
    f"{_A}/title-group/subtitle*": "subtitle",
    f"{_A}/title-group/trans-title*": "titles", f"{_A}/title-group/alt-title*": "titles title",
    f"{_A}/article-id.doi": "doi", f"{_A}/article-id.pmid": "identifiers",
    f"{_A}/article-id.arxiv": "arxiv_id",
    f"{_A}/article-id.pmc*": "identifiers", f"{_A}/article-id.bibcode": "identifiers",
    f"{_A}/contrib-group/*": _PEOPLE, f"{_A}/contrib-group@*": _PEOPLE, f"{_A}/aff*": _PEOPLE,
    f"{_A}/author-notes/corresp": _PEOPLE, f"{_A}/pub-date*": "published dates", f"{_A}/history/*": "dates",
    f"{_A}/pub-history/event/*": "dates",
    f"{_A}/pub-history/event/self-uri@href": "relations", f"{_A}/volume": "volume", f"{_A}/issue": "issue",
    f"{_A}/fpage": "pages", f"{_A}/lpage": "pages", f"{_A}/page-range": "pages",
    f"{_A}/elocation-id": "article_number",
    f"{_A}/permissions/license@href": "licenses", f"{_A}/permissions/license/license_ref*": "licenses",
    f"{_A}/self-uri@href": "url", f"{_A}/abstract*": "abstract abstracts",
    f"{_A}/trans-abstract*": "abstracts",
    f"{_A}/kwd-group*": "keywords subjects", f"{_A}/funding-group/award-group/*": "funding",
    f"{_A}/funding-group/award-group@*": "funding", f"{_A}/conference/conf-*": "event",
    f"{_A}/related-article*": "relations", f"{_A}/related-object*": "relations",
    f"{_A}/product*": "relations",
    f"{_A}/counts/page-count@count": "extent", f"{_A}/counts/ref-count@count": "counts", "ref*": "references",
    "article@article-type": "work_type work_type_as_stated", "article@lang": "language",
    "translation/title-group/article-title*": "titles", "translation/abstract*": "abstracts",
    "translation@lang": "titles",
}  # fmt: skip
_DROPPED: Final = {
    f"{_A}/contrib-group/contrib.author@deceased": "no field says that an author has died",
    f"{_A}/contrib-group/contrib.author/degrees": "an academic degree is none of a name",
    f"{_A}/contrib-group/contrib.author/name/prefix": "a title before a name is none of it",
    f"{_A}/contrib-group/contrib.author/string-name/prefix": "a title before a name is none of it",
    f"{_A}/contrib-group/contrib.author/xref": "the mark of a note",
    f"{_A}/contrib-group/contrib.author/xref/sup": "the mark of a note",
    f"{_A}/aff/label": "the mark of a note", f"{_A}/contrib-group/aff/label": "the mark of a note",
    "translation/*": "of a translation, title and abstract are kept",
    "translation@*": "of a translation, title and abstract are kept",
    f"{_A}/article-categories/subj-group.section/subject.order": "the place of a section in its issue",
    "ref/label": "the number of a reference in its list",
}  # fmt: skip
_BIO: Final = "what is told of a person's life is none of the work"
_OF_PAGES: Final = "a heading of pages, where names may be mixed in"
TABLE: Final = FieldTable(
    read=_READ
    | {
        f"{_A}/article-categories/subj-group.{kind}/*": "subjects"
        for kind in (*SUBJECTS, "heading (subject)")
    },
    dropped=_DROPPED
    | {
        f"{_A}/contrib-group/{contrib}/{told}*": _BIO
        for contrib in ("contrib", "contrib.author", "contrib.editor")
        for told in ("bio", "author-comment")
    }
    | {f"{_A}/title-group/alt-title.{kind}": _OF_PAGES for kind in HEADS},
)


def leaves(article: Element, name: str = "article") -> Iterator[Leaf]:
    """Yield the values of an article's attributes, front matter and references; its body is passed over.

    A part of it that is a `translation` has paths of its own.
    """
    for key, value in article.attrib.items():
        if local_name(key) not in SHAPE.marks:
            yield Leaf(f"{name}@{local_name(key)}", value)
    front = article.find("front")
    if front is None:
        front = article.find("front-stub")
    if front is not None:
        for part in front:
            if isinstance(part.tag, str):
                at = "front/article-meta" if front.tag == "front-stub" else "front"
                at = name if name != "article" else at
                found = xml_leaves(part, at, SHAPE)
                channel = has_channel(part)
                yield from (_about(leaf) if channel else leaf for leaf in map(_of_a_file, found))
    if name != "article":
        return
    for reference in article.iter("ref"):
        yield from xml_leaves(reference, shape=SHAPE)


def has_channel(meta: Element) -> bool:
    """Tell whether a heading says what an article is about, as its kind stands in a group of its own.

    JATS for Reuse, recommendation on subjects: the kind is a `display-channel`, a `heading` a subject.
    """
    groups = meta.iterfind("article-categories/subj-group")
    return any(one.get("subj-group-type") == "display-channel" for one in groups)


def _about(leaf: Leaf) -> Leaf:
    """Return a leaf; a heading beside the kind of the article has a path of its own."""
    return leaf._replace(path=leaf.path.replace("/subj-group.heading", "/subj-group.heading (subject)"))


def _of_a_file(leaf: Leaf) -> Leaf:
    """Return a leaf; the name of a file of the publisher's has a path of its own, as it is no address."""
    if leaf.path.endswith("self-uri@href") and not leaf.value.startswith(("http://", "https://")):
        return Leaf(leaf.path.replace("self-uri@", "self-uri.file@"), leaf.value)
    return leaf
