"""The words by which one of several volumes of a meeting is told: `Short Papers`, `Student Workshop`."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = (
    r"(?:student\s(?:research\s)?(?:workshop|session)[\w\s,&]{0,60}?|doctoral\sconsortium|demos?(?:\ssessions?)?|(?:interactive\s|software\s|system\s)(?:posters?|presentations?|demonstrations?)(?:\sand\s(?:posters?|demonstrations?))?(?:\s(?:papers|sessions?))?|tutorials?(?:\s(?:abstracts|notes))?|"
    r"(?:system\s)?demonstrations?(?:\s(?:papers|session|track))?|industr(?:y|ial)\s(?:track|papers)|"
    r"posters?(?:\s(?:papers|sessions?|abstracts))?(?:\sand\sdemonstrations?)?|"
    r"main\sconference|(?:long|short|regular|full|main|workshop|companion|technical|research)\s(?:and\s(?:long|short)\s)?(?:papers?|volume|proceedings|"
    r"track)[\w\s:,]{0,60}|shared\stasks?(?::.{0,120})?|oral\spapers|abstracts|extended\sabstracts|keynotes?(?:\sspeeches)?(?:\sand\sinvited\stalks)?|"
    r"invited\s(?:talks|papers)|companion|supplement(?:ary)?(?:\svolume)?|articles\s(?:longs|courts)|d[\u00e9e]monstrations)"
)
PART: Final = re.compile(_PARTS, re.IGNORECASE)
PART_AFTER: Final = re.compile(rf"(?:\s?[:,.;(\u2013-]\s?|\s)(?P<part>{_PARTS})\)?$", re.IGNORECASE)
PART_BEFORE: Final = re.compile(
    rf"^(?:the\s)?(?P<part>{_PARTS})"
    r"\s(?:(?:sessions?\s)?(?:at|of|from)|associated\swith)\s(?:the\s)?",
    re.IGNORECASE,
)
NUMBERED: Final = re.compile(
    r"[\s,.:;(-]{1,4}(?P<word>volume|vol\.?|part|tome|band|no\.?|number|issue)[\s-]?(?P<number>\d{1,4}|(?<=[\s-])(?-i:[IVX]{1,5}|[A-Z]))\b"
    r"(?:\s?[:,.\u2013-]\s?(?P<part>[^()]{2,80}))?\s?(?:\((?P<inner>[^()]{2,60})\))?\)?$",
    re.IGNORECASE,
)
"""The number of one of several volumes at the end of a name, and what it is called."""
TAIL: Final = re.compile(
    r"[,.]\s(?:(?P<part>(?:main|conference|workshop|companion|industry|demo)(?:\strack)?)\s)?proceedings"
    r"(?:[,.]\s(?:part|volume|vol\.?|teil|band)\s(?P<number>\d{1,3}|(?-i:[IVX]{1,5})))?$",
    re.IGNORECASE,
)
"""`Proceedings` behind the name, with the number of a volume."""
