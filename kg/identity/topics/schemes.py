"""Classifications and lists of terms, by the names under which records state them.

The short names are those of the sources (DataCite `subjectScheme`, MODS and MARC authority codes, the scheme
URIs of their keepers). A name that is not here is a scheme of its own, called as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_APART: Final = re.compile(r"[^a-z0-9]++")
_NOT_WORD: Final = re.compile(r"[\W_]++")
_SUFFIX: Final = re.compile(r"-(?:xml|json|jsonl|csv|atom|oai|abs|dump|api)$")
ARXIV: Final = "arxiv"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme: what tells it from others in an IRI, what it is called, and its field, if it has one.

    The field is the name of an archive or group of arXiv's taxonomy. `coded` is the form of its codes, where
    sources write them into the words.
    """

    name: str
    label: str
    field: str | None = None
    coded: re.Pattern[str] | None = None


_DDC: Final = re.compile(r"\d{3}(?:\.\d{1,12})?")
_MSC: Final = re.compile(r"\d\d(?:-XX|-\d\d|[A-Z](?:xx|\d\d))")
_CCS: Final = re.compile(r"[A-K]\.(?:\d{1,2}|m)(?:\.(?:\d{1,2}|m)){0,2}")
_PACS: Final = re.compile(r"\d\d\.\d\d(?:\.[A-Za-z+-][A-Za-z+-])?")
_JEL: Final = re.compile(r"[A-Z]\d{1,2}")
_FOS: Final = re.compile(r"\d(?:\.\d{1,2})?")

_SCHEMES: Final = (
    (Scheme(ARXIV, "arXiv"), "arxiv", "arXiv taxonomy", "arXiv category taxonomy"),
    (Scheme("msc", "Mathematics Subject Classification", "math", _MSC), "MSC", "msc-class", "MSC classes",
     "Mathematics Subject Classification"),
    (Scheme("msc2010", "Mathematics Subject Classification 2010", "math", _MSC), "MSC2010", "MSC 2010"),
    (Scheme("msc2020", "Mathematics Subject Classification 2020", "math", _MSC), "MSC2020", "MSC 2020"),
    (Scheme("acm", "ACM Computing Classification System", "cs", _CCS), "ACM", "acm-class", "ACM classes",
     "ACM CCS", "CCS", "ACM Computing Classification System"),
    (Scheme("mesh", "Medical Subject Headings"), "MeSH", "Medical Subject Headings (MeSH)",
     "Medical Subject Headings", "id.nlm.nih.gov/mesh", "www.nlm.nih.gov/mesh"),
    (Scheme("ddc", "Dewey Decimal Classification", None, _DDC), "DDC", "Dewey", "dewey decimal",
     "Dewey Decimal Classification", "dewey.info", "DDC classes"),
    (Scheme("udc", "Universal Decimal Classification"), "UDC", "Universal Decimal Classification"),
    (Scheme("fos", "OECD Fields of Science and Technology", None, _FOS), "FOS", "OECD FOS",
     "Fields of Science and Technology (FOS)", "Fields of Science and Technology", "OECD Fields of Science",
     "OECD Fields of Science and Technology", "www.oecd.org/science/inno/38235147.pdf"),
    (Scheme("lcsh", "Library of Congress Subject Headings"), "LCSH", "Library of Congress Subject Headings",
     "Library of Congress Subject Headings (LCSH)", "id.loc.gov/authorities/subjects"),
    (Scheme("lcc", "Library of Congress Classification"), "LCC", "Library of Congress Classification"),
    (Scheme("fast", "Faceted Application of Subject Terminology"), "FAST", "id.worldcat.org/fast",
     "Faceted Application of Subject Terminology"),
    (Scheme("gnd", "Integrated Authority File (GND)"), "GND", "d-nb.info/gnd", "Gemeinsame Normdatei"),
    (Scheme("rameau", "RAMEAU"), "RAMEAU", "ram"),
    (Scheme("agrovoc", "AGROVOC"), "AGROVOC", "aims.fao.org/aos/agrovoc"),
    (Scheme("jel", "JEL classification", "econ", _JEL), "JEL", "JEL classification", "JEL codes"),
    (Scheme("pacs", "Physics and Astronomy Classification Scheme", "physics", _PACS), "PACS",
     "Physics and Astronomy Classification Scheme"),
    (Scheme("physh", "Physics Subject Headings", "physics"), "PhySH", "Physics Subject Headings"),
    (Scheme("uat", "Unified Astronomy Thesaurus", "astro-ph"), "UAT", "Unified Astronomy Thesaurus",
     "astrothesaurus.org/uat"),
    (Scheme("anzsrc-for", "ANZSRC Fields of Research"), "ANZSRC", "ANZSRC FoR", "FOR",
     "Fields of Research"),
    (Scheme("anzsrc-for-2020", "ANZSRC Fields of Research 2020"), "ANZSRC 2020", "ANZSRC FoR 2020",
     "Australian and New Zealand Standard Research Classification (ANZSRC), 2020"),
    (Scheme("openalex-topics", "OpenAlex topics"), "OpenAlex topics"),
    (Scheme("openalex-concepts", "OpenAlex concepts"), "OpenAlex concepts"),
    (Scheme("openalex-keywords", "OpenAlex keywords"), "OpenAlex keywords"),
    (Scheme("wikidata", "Wikidata"), "Wikidata", "www.wikidata.org/entity", "www.wikidata.org/wiki"),
    (Scheme("cso", "Computer Science Ontology", "cs"), "CSO", "cso.kmi.open.ac.uk/topics"),
)  # fmt: skip


def _same(name: str) -> str:
    text = name.strip().casefold().removeprefix("https://").removeprefix("http://")
    return _NOT_WORD.sub("", text)


_BY_NAME: Final = {_same(alias): scheme for scheme, *aliases in _SCHEMES for alias in aliases}
_BY_SLUG: Final = {scheme.name: scheme for scheme, *_ in _SCHEMES}


@lru_cache(maxsize=1 << 12)
def scheme_called(name: str) -> Scheme:
    """Return the scheme of a name or address as stated."""
    return _BY_NAME.get(_same(name)) or Scheme(slug(name), " ".join(name.split()))


def known(slug_: str) -> Scheme | None:
    """Return a scheme that is known here, by what tells it in an IRI."""
    return _BY_SLUG.get(slug_)


@lru_cache(maxsize=1 << 8)
def terms_of(source_format: str) -> Scheme:
    """Return the scheme of terms that a source of this format states without one."""
    label = f"Terms of {_SUFFIX.sub('', source_format)}"
    return Scheme(slug(label), label)


KEYWORDS: Final = Scheme("keywords", "Keywords")
"""Words that authors, or who keeps a library, chose freely: no source has a scheme of its own for them."""


def slug(name: str) -> str:
    """Return what tells a scheme from others in an IRI: its name or address, in small letters and hyphens."""
    plain = name.casefold().removeprefix("https://").removeprefix("http://")
    return _APART.sub("-", plain).strip("-") or "x"
