"""A MARC 21 record: its leader, control fields, and data fields with those linked to them in other scripts.

MARC 21 Format for Bibliographic Data (https://www.loc.gov/marc/bibliographic/), in the form of MARCXML
(https://www.loc.gov/standards/marcxml/). A field 880 that is linked to another (`$6`) is the same field in
the script of the source; one that is linked to none stands for the field that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Self
from xml.etree.ElementTree import Element

from kg.readers.leaves import Leaf

_SOURCE: Final = re.compile(r"\(([\w-]{1,20})\)")


@dataclass(slots=True)
class MarcField:
    """One data field: tag, indicators, its subfields in order, and the same in another script if any."""

    tag: str
    first: str
    second: str
    subfields: list[tuple[str, str]]
    other_script: MarcField | None = None

    def get(self, codes: str) -> str | None:
        """Return the first subfield whose code is one of `codes`; None where there is none."""
        return next((value for code, value in self.subfields if code in codes), None)

    def all(self, codes: str) -> list[str]:
        """Return the subfields whose codes are among `codes`, in their order."""
        return [value for code, value in self.subfields if code in codes]

    def joined(self, codes: str, mark: str = " ") -> str | None:
        """Return the subfields among `codes` in one text, or None."""
        return mark.join(self.all(codes)) or None


@dataclass(slots=True)
class Marc:
    """One record."""

    leader: str = ""
    control: dict[str, str] = field(default_factory=dict)
    data: list[MarcField] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)

    @classmethod
    def of(cls, record: Element) -> Self:
        """Take a `<record>` of MARCXML apart, whose names have no namespaces."""
        made = cls()
        scripts: dict[tuple[str, str], MarcField] = {}
        for one in record:
            text = (one.text or "").rstrip("\n\r")
            if one.tag == "leader":
                made.leader = text.strip("\n\r\t")
                made.leaves.append(Leaf("leader", made.leader))
            elif one.tag == "controlfield":
                tag = one.get("tag") or ""
                made.control.setdefault(tag, text)
                made.leaves.append(Leaf(tag, text))
            elif one.tag == "datafield":
                made._field(one, scripts)
        made._link(scripts)
        return made

    def _field(self, one: Element, scripts: dict[tuple[str, str], MarcField]) -> None:
        tag = (one.get("tag") or "")[:3]
        subfields = [
            (sub.get("code") or "", " ".join("".join(sub.itertext()).split()))
            for sub in one
            if sub.tag == "subfield"
        ]
        subfields = [(code, value) for code, value in subfields if value]
        link = next((value for code, value in subfields if code == "6"), "")
        made = MarcField(tag, one.get("ind1") or " ", one.get("ind2") or " ", subfields)
        word = "C5" if tag == "999" and one.get("ind1") == "C" else _source(tag, subfields)
        path = f"{tag}.{word}" if word else tag
        if tag == "880" and len(link) >= 3:
            path, made.tag = f"880.{link[:3]}", link[:3]
            number = link[4:6]
            if number.isdigit() and number != "00":
                scripts[made.tag, number] = made
                made.tag = "880"
        self.leaves += [Leaf(f"{path}${code}", value) for code, value in subfields if code not in ("6", "8")]
        self.data.append(made)

    def _link(self, scripts: dict[tuple[str, str], MarcField]) -> None:
        for one in self.data:
            link = one.get("6") or ""
            if one.tag != "880" and link.startswith("880-"):
                one.other_script = scripts.pop((one.tag, link[4:6]), None)
        for (tag, _), one in scripts.items():  # linked to a field that is not there
            one.tag = tag

    def fields(self, *tags: str) -> Iterator[MarcField]:
        """Yield the fields of `tags` in the order of the record."""
        return (one for one in self.data if one.tag in tags)

    def first(self, *tags: str) -> MarcField | None:
        """Return the first field of `tags` in the order of the record."""
        return next(self.fields(*tags), None)

    def get(self, tag: str, codes: str) -> str | None:
        """Return the first subfield among `codes` in the fields `tag`."""
        return next((value for one in self.fields(tag) if (value := one.get(codes))), None)

    def at(self, tag: str, start: int, end: int | None = None) -> str:
        """Return characters of a control field, or of the leader, from 0; blanks where it is shorter."""
        text = self.leader if tag == "leader" else self.control.get(tag, "")
        return text[start : end or start + 1].strip(" |#")

    @property
    def is_part(self) -> bool:
        """Tell whether it describes a part of something, an article or a chapter (leader, 07)."""
        return self.at("leader", 7) in ("a", "b") or (
            self.at("leader", 7) == "" and self.first("773") is not None
        )

    @property
    def is_unimarc(self) -> bool:
        """Tell whether it is UNIMARC, in which the numbers of fields mean other things."""
        coded = self.get("100", "a") or ""
        return self.first("200") is not None and self.first("245") is None and coded[:8].isdigit()

    @property
    def is_of_repository(self) -> bool:
        """Tell whether a repository wrote it (Invenio: INSPIRE, CERN, Zenodo), with fields of its own."""
        return self.first("980") is not None or "008" not in self.control


def _source(tag: str, subfields: list[tuple[str, str]]) -> str:
    """Return whose number a field has, where that says what the number is."""
    values = dict(reversed(subfields))
    if tag == "035":
        match = _SOURCE.match(values.get("a", ""))
        return match[1].lower() if match else ""
    if tag == "024":
        return values.get("2", "").lower()[:20]
    if tag == "037":
        return "arxiv" if "arxiv" in " ".join(values.values()).lower() else ""
    return ""
