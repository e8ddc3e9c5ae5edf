"""The words by which one of several volumes of a meeting is told: `Short Papers`, `Student Workshop`."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = (
    r"(?:student\s(?:research\s)?(?:workshop|session)[\w\s,&]{0,60}?|doctoral\sconsortium|demos?(?:\ssessions?)?|(?:interactive\s|software\s|system\s)(?:posters?|presentations?|demonstrations?)(?:\sand\s(?:posters?|demonstrations?))?(?:\s(?:papers|sessions?))?|tutorials?(?:\s(?:abstracts|notes))?|"
    r"(?:system\s)?demonstrations?(?:\s(?:papers|session|track))?|industr(?:y|ial)\s(?:track|papers)|"
    r"posters?(?:\s(?:papers|sessions?|abstracts))?(?:\sand\sdemonstrations?)?|"
    r"(?:long|short|regular|full|main|workshop|companion|technical|research)\s(?:and\s(?:long|short)\s)?(?:papers?|volume|proceedings|"
    r"conference|track)[\w\s:,]{0,60}|shared\stasks?(?::.{0,120})?|oral\spapers|abstracts|extended\sabstracts|keynotes?(?:\sspeeches)?(?:\sand\sinvited\stalks)?|"
    r"invited\s(?:talks|papers)|companion|supplement(?:ary)?(?:\svolume)?|articles\s(?:longs|courts)|d[\u00e9e]monstrations)"
)
PART: Final = re.compile(_PARTS, re.IGNORECASE)
PART_AFTER: Final = re.compile(rf"(?:\s?[:,.;(\u2013-]\s?|\s)(?P<part>{_PARTS})\)?$", re.IGNORECASE)
PART_BEFORE: Final = re.compile(
    rf"^(?:the\s)?(?P<part>{_PARTS})"
    r"\s(?:(?:sessions?\s)?(?:at|of|from)|associated\swith)\s(?:the\s)?",
    re.IGNORECASE,
)
