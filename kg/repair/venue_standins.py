"""What stands where a journal is expected and is none: a platform, a status, a thesis, a report, an address.

Reference managers and search engines write `@article` for whatever they find, and put what they know of its
place into `journal`: `Available at SSRN 1234`, `PhD thesis, University of …`, `IEEE Xplore`, `submitted`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.kinds import VenueKind, WorkType
from kg.repair.lexicon import meanings

_DEPOSITED: Final = re.compile(
    r"(?:(?:available\s(?:at|on|from)|deposited\s(?:at|in|on)|published\s(?:at|on|in)|preprint\s(?:at|on|in))[\s:]{1,2})?"
    r"(?:the\s)?(?P<name>ssrn(?:\selectronic\sjournal)?|zenodo|figshare|dryad(?:\sdigital\srepository)?|mendeley\sdata|"
    r"harvard\sdataverse|open\sscience\sframework|osf)(?:\.(?:com|org|io))?(?:[\s:#-]{1,2}(?:id\s)?[\w.,/-]{0,40}\d[\w.,/-]{0,40})?",
    re.IGNORECASE,
)
_PLATFORMS: Final = re.compile(
    r"(?:the\s)?(?:ieee\s?xplore(?:\sdigital\slibrary)?|acm\sdigital\slibrary|springer\s?link|science\s?direct(?:\.com)?|"
    r"wiley\sonline\slibrary|jstor|google\s(?:scholar|books)|research\s?gate(?:\.net)?|academia\.edu|pubmed(?:\scentral)?|"
    r"semantic\sscholar|web\sof\sscience|scopus|proquest|ebsco(?:host)?|taylor\s(?:&|and)\sfrancis\sonline|sage\sjournals|"
    r"oxford\sacademic|cambridge\score|project\smuse|citeseer(?:x)?|open\s?review(?:\.net)?|dblp|"
    r"papers\swith\scode|hugging\s?face)",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(
    r"(?:(?:manuscript|paper|article|work)\s)?(?:submitted|resubmitted|in\s(?:press|preparation|prep\.?|review|print)|"
    r"to\s(?:appear|be\s(?:published|submitted))|accepted|forthcoming|unpublished|not\spublished|under\s(?:review|revision)|"
    r"working\spaper|preprint|draft|manuscript|im\s(?:druck|erscheinen)|eingereicht|\u00e0\spara\u00eetre|soumis|en\sprensa|"
    r"no\spublicado|in\scorso\sdi\sstampa)(?![\w-]).{0,120}",
    re.IGNORECASE,
)
_THESIS: Final = re.compile(
    r"(?:unpublished\s)?(?:(?P<doctoral>ph\.?\s?d\.?|d\.?\s?phil\.?|doctoral|doctorate)|(?P<master>master'?s?|m\.?\s?sc\.?|m\.?\s?a\.?)|"
    r"bachelor'?s?|b\.?\s?sc\.?|diploma|habilitation)[\s-](?:degree\s)?(?:thesis|dissertation|diss\.).{0,120}",
    re.IGNORECASE,
)
_REPORT: Final = re.compile(
    r"(?:technical|tech\.?|research|internal)\s(?:report|rep\.?|memo(?:randum)?)s?(?:\s(?:no\.?\s)?[\w./-]{1,30})?",
    re.IGNORECASE,
)
_PATENT: Final = re.compile(
    r"(?:(?:us|u\.s\.|united\sstates|european|ep|wo|german|japanese|chinese|world)\s)?patents?(?:\s(?:app(?:lication|\.)?|no\.?|us|ep|wo))?"
    r"[\s.,:#]{0,3}[\w/,. -]{0,30}\d.{0,30}",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:(?:url|available\s(?:at|online|from)|online|retrieved\sfrom|see)[\s:]{1,3})?(?:https?://|www\.)\S{3,300}",
    re.IGNORECASE,
)
RULE: Final = "NO-VENUE"


@dataclass(frozen=True, slots=True)
class StandIn:
    """What a text is that stands where a venue is expected; `words` say it.

    `venue` and `kind` are of the repository that it names, else null; `work_type` is what the work then is:
    null where it is only known to be no article of a journal, the type stated where that may be true.
    """

    words: str
    confidence: float
    venue: str | None = None
    kind: VenueKind | None = None
    work_type: WorkType | None = None
    published: bool = False


def stand_in(name: str) -> StandIn | None:
    """Return what stands in the place of a journal's name; None where it may be one.

    >>> stand_in("Available at SSRN 1234567").venue
    'SSRN'
    >>> stand_in("PhD thesis, University of Owls").work_type
    'dissertation'
    >>> stand_in("Journal of Owls") is None
    True
    """
    text = " ".join(name.split()).strip(" .,;")
    if match := _DEPOSITED.fullmatch(text):
        known = meanings("deposits")[match["name"].lower()]
        preprint: WorkType | None = "preprint" if known.startswith("SSRN") else None
        return StandIn("its name is that of a repository", 0.97, known, "repository", preprint)
    if match := _THESIS.fullmatch(text):
        degree: WorkType = (
            "dissertation" if match["doctoral"] else "masters-thesis" if match["master"] else "thesis"
        )
        return StandIn("it says that the work is a thesis", 0.97, work_type=degree)
    if _REPORT.fullmatch(text):
        return StandIn("it says that the work is a report", 0.95, work_type="report")
    if _PATENT.fullmatch(text):
        return StandIn("it is the number of a patent", 0.97, work_type="other")
    if _ADDRESS.fullmatch(text):
        return StandIn("it is an address", 0.97, published=True)
    if _PLATFORMS.fullmatch(text):
        return StandIn("it is a platform that has works of many venues", 0.95, published=True)
    if _STATUS.fullmatch(text):
        kind: WorkType | None = "preprint" if text.lower().startswith("preprint") else None
        return StandIn("it says how far the work has come, not where it appeared", 0.95, work_type=kind)
    return None
