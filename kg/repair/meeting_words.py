"""The words for meetings and for their proceedings, in the languages that most of them have."""

from __future__ import annotations

import re
from typing import Final

PROCEEDINGS: Final = re.compile(
    r"(?:\b(?:the\s)?(?:(?:companion|adjunct)\s(?:volume\s)?(?:(?:of|to)\s(?:the\s)?)?)?(?:conference\s)?"
    r"(?:proceedings?|procs?(?:\.|(?=\s))|actes|atti|tagungsband|anais|actas)"
    r"(?:\s(?:of|de|des|du|della|delle|der|do|dos|del)\b)?(?:\s(?:the|la|les|l['\u2019]|le|el)\b)?)\s{0,2}",
    re.IGNORECASE,
)
MEETING: Final = re.compile(
    r"\b(?:conf(?:erence|erences|\.)?|conference|workshops?|wkshp|symposi(?:um|a)|symp\.?|congress|colloqui(?:um|a)|"
    r"meeting|convention|summit|(?:general|scientific)\sassembly|conf\u00e9rence|colloque|rencontres|journ\u00e9es|(?:jahres|fach|arbeits)?tagung|kongress|konferenz|congresso|"
    r"simp\u00f3sio|congreso|convegno)(?!\w)",
    re.IGNORECASE,
)
