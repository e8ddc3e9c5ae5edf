"""Where a paper appeared, as Google Scholar prints it in one line: `Journal 4 (2), 101-118`.

The same line may be a patent (`US Patent 9,123,456`), a number of an e-print, a publisher or a university.
"""

from __future__ import annotations

import re
from typing import Final

from kg.readers.draft import Draft
from kg.readers.eprint_places import eprint_place

CUT: Final = re.compile(r"[\s,]{0,3}(?:\.\.\.|…)$")
_PLACE: Final = re.compile(
    r"(?P<venue>.{2,300}?)(?:\s(?P<volume>\d{1,5})(?:\s?\((?P<issue>[^()]{1,20})\))?)?"
    r"(?:,\s(?P<pages>[A-Za-z]?\d[\w:.]{0,12}(?:[-–][A-Za-z]?\d[\w:.]{0,12})?))?"
)
_PATENT: Final = re.compile(r"([A-Z]{2}) Patent( App\.)? (\d[\d,/]{1,20})")
_SERVER: Final = re.compile(r"((?:bio|med|chem|psyar)rxiv|psyarxiv|research square)\b.{0,60}", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"(?:available at )?(?:https?://|www\.)\S+|available (?:at|from|online)\b.*", re.IGNORECASE
)
_PUBLISHER: Final = re.compile(
    r"(?:[\w.&' -]{1,60} )?(?:press|publishers?|publishing|verlag|gmbh)|elsevier(?: science)?(?: b\.?v\.?)?"
    r"|springer(?: (?:nature|international publishing|berlin heidelberg|us|new york|singapore|netherlands))?"
    r"|(?:john )?wiley(?: (?:&|and) sons|[- ](?:blackwell|vch))?"
    r"|routledge|morgan kaufmann|packt|o'reilly media",
    re.IGNORECASE,
)
_SCHOOL: Final = re.compile(
    r"(?:the )?university of [\w' -]{3,40}(?:, [\w' -]{3,30})?"
    r"|[\w'.-]{3,30}(?: [\w'.-]{3,30}){0,2} university"
    r"|(?:[\w'.-]{3,30} ){1,3}institute of technology|universit(?:é|ät|at|à) [\w' -]{3,40}",
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(
    r"\b(?:journal|law|reviews?|quarterly|bulletin|studies|papers|reports?|proceedings|letters|annals|notes)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)


def state_place(text: str, draft: Draft) -> None:
    """State where a paper appeared; what is cut, and what is no place, has no venue."""
    fields = draft.fields
    if (eprint := eprint_place(text)) is not None:
        fields |= {"arxiv_id": eprint.number, "work_type": "preprint"}
    elif patent := _PATENT.fullmatch(text):
        number = f"{patent[1]}{patent[2] or ''} {patent[3]}"  # an application is no patent
        fields |= {
            "work_type_as_stated": "patent",
            "other_identifiers": [{"scheme": "patent", "value": number}],
        }
    elif server := _SERVER.fullmatch(text):
        fields |= {"venue": server[1], "venue_kind": "repository", "work_type": "preprint"}
    elif _ADDRESS.fullmatch(text):
        draft.odd("venue", f"it is an address: {text}")
    elif CUT.search(text):
        draft.odd("venue", f"its name is cut: {text}")
    elif _PUBLISHER.fullmatch(text) or (_SCHOOL.fullmatch(text) and not _SERIAL.search(text)):
        fields["publisher"] = text
    elif found := _PLACE.fullmatch(text):
        if CUT.search(found["venue"]):
            draft.odd("venue", f"its name is cut: {text}")
            return
        stated = {key: value for key, value in found.groupdict().items() if value}
        if "issue" not in stated and _YEAR.fullmatch(stated.get("volume", "")):  # of `Kettle Days 2019`
            stated["venue"] = f"{stated['venue']} {stated.pop('volume')}"
        fields |= stated
