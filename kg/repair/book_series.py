"""The numbered book series that a volume stands in, cut out of its name: `…, LNCS 1234`.

Publishers print name and number in every order: `Lecture Notes in Computer Science, vol. 1234`, `volume 1234
of LNCS`, `1234 volume of Lecture Notes in …`, `CEUR Workshop Proceedings Vol-1234`, `PMLR 97`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.repair.lexicon import meanings

_NUMBER: Final = r"(?:vol(?:ume|\.)?s?[\s-]{0,2}|no\.?\s{0,2}|band\s|bd\.?\s|#)?\s{0,2}"
_NAME: Final = (
    r"(?:springer(?:-verlag)?['\u2019]?s?\s)?(?:"
    r"(?:lectures?\snotes\s(?:in|on)\s[A-Z][A-Za-z&]{2,24}(?:(?:\s(?:and|&|of|the|in))?\s[A-Z][a-z]{2,20}){0,5}"
    r"(?:\s\(LN[A-Za-z]{1,6}\))?)|"
    r"LN(?:CS|AI|BI|BIP|EE|ICST|ME|P|M|S|CSE|I)\b|CCIS\b|AISC\b|IFIP\s?AICT\b|"
    r"Communications\sin\sComputer\sand\sInformation\sScience|"
    r"CEUR(?:\sWorkshop\s(?:Proceedings|Proc\.))?(?:,\s?CEUR-WS(?:\.org)?)?|CEUR-WS(?:\.org)?|"
    r"(?:Proceedings\sof\sMachine\sLearning\sResearch)(?:\s\(PMLR\))?|PMLR\b|JMLR\s(?:W&CP|Workshop\sand\sConference\s"
    r"Proceedings)|EPTCS\b|Electronic\sProceedings\sin\sTheoretical\sComputer\sScience|LIPIcs\b|"
    r"Leibniz\sInternational\sProceedings\sin\sInformatics|OASIcs\b|ENTCS\b|"
    r"(?:IEEE|ACM|AIP|ASP|AMS|IFIP|IOP)\s(?:Conf\.?|Conference)\s(?:Series|Ser\.?)|"
    r"Advances\sin\sIntelligent\sSystems\sand\sComputing"
    r")"
)
_AFTER: Final = re.compile(
    rf"[\s,.;:(\u2013-]{{1,4}}(?:in:?\s)?(?P<name>{_NAME})[\s,.:)-]{{0,4}}{_NUMBER}(?P<number>\d{{1,5}})\b\)?",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    rf"[\s,.;:(\u2013-]{{1,4}}(?:(?:vol(?:ume|\.)?|v\.)\s{{0,2}}(?P<number>\d{{1,5}})|(?P<bare>\d{{1,5}})\s"
    rf"(?:vol(?:ume|\.)?))\s(?:of|in|from)\s(?:the\s)?(?P<name>{_NAME})\)?",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    rf"(?P<name>{_NAME})[\s,.:)-]{{0,4}}(?:{_NUMBER}(?P<number>\d{{1,5}}))?", re.IGNORECASE
)
_OF_PROCEEDINGS: Final = re.compile(
    r"(?:[\w.&'\u2019-]{1,30}\s){0,8}?(?:"
    r"(?-i:[A-Z][A-Z&-]{1,8})\s(?:(?:workshop|symposium)\sand\s)?(?:conference|conf\.|workshop|symposium)\s"
    r"(?:proceedings|proc\.?|series|ser\.?)|"
    r"(?:society|institute|association|academy|pacific|engineers)(?:\s\(\w{2,8}\))?\s(?:conference|symposium)\s"
    r"(?:proceedings|proc\.?|series|ser\.?)|"
    r"(?:[\w.]{1,20}:?\s)?conf(?:erence|\.)\sser(?:ies|\.)?|web\sof\sconferences|international\sconference\sproceedings?\sseries|proceedings\svolumes|"
    r"international\sproceedings\sin\s\w{3,20}|springer\sproceedings\sin\s[\w\s]{3,40}"
    r")(?::\s[^\d]{3,80})?|proc(?:\.|eedings)\sof\s(?:science|spie|machine\slearning\sresearch)|"
    r"proc\.\sspie|proceedings\sof\sthe\sspie",
    re.IGNORECASE,
)
_IMPRINT: Final = re.compile(
    r"[.,]\s(?:Springer(?:-Verlag)?|ACM(?:\sPress)?|IEEE(?:\sPress)?|Elsevier|PMLR|AAAI\sPress|Curran\sAssociates)"
    r"(?:,\s[A-Z]\w{2,20}){0,2}\.?$"
)
_PUBLISHER: Final = re.compile(r"springer(?:-verlag)?['\u2019]?s?\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class InSeries:
    """A name without the book series that it names, the series as printed, and the volume's number in it."""

    rest: str
    series: str
    number: str | None


def cut_series(text: str) -> InSeries | None:
    """Return `text` without the numbered book series in it; None where it names none, or nothing else."""
    for pattern in (_BEFORE, _AFTER):
        if match := pattern.search(text, 2):
            groups = match.groupdict()
            before, after = text[: match.start()].strip(" ,;:("), text[match.end() :].strip(" ,;:.")
            rest = f"{before}, {after}" if after else before
            return InSeries(rest, _printed(match["name"]), groups["number"] or groups.get("bare"))
    return None


def whole_series(text: str) -> InSeries | None:
    """Return what `text` says where it is a book series and nothing else, with or without a number."""
    match = _WHOLE.fullmatch(text.strip(" ,.;"))
    return InSeries("", _printed(match["name"]), match["number"]) if match else None


def is_series_of_proceedings(text: str) -> bool:
    """Tell whether `text` is the name of a series that prints proceedings of many meetings, not of one.

    >>> is_series_of_proceedings("AIP Conference Proceedings")
    True
    >>> is_series_of_proceedings("Owl Conference Proceedings")
    False
    """
    return _OF_PROCEEDINGS.fullmatch(text.strip(" .,")) is not None


def cut_imprint(text: str) -> str:
    """Return `text` without the publisher and town at its end: `…. Springer, Cham`."""
    return _IMPRINT.sub("", text)


def _printed(name: str) -> str:
    return _PUBLISHER.sub("", " ".join(name.split()), count=1).strip(" ,")


def long_form(series: str) -> str:
    """Return what a short form of a book series stands for, or the series as it is."""
    return meanings("series").get(series.upper(), series)
