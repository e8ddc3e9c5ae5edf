"""Binary MARC (ISO 2709, ANSI Z39.2) as lines of MARCXML, a record a line.

https://www.loc.gov/marc/specifications/specrecstruc.html. Records are parted by their terminator, not by the
lengths that they state, so that a bad one costs itself. Text is UTF-8 or MARC-8, which pymarc reads, or what
`kg.readers.marc_encoding` makes UTF-8.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from kg.readers.compression import Tell, Unfit
from kg.readers.marc_encoding import coded

_END: Final = b"\x1d"
_LEADER: Final = re.compile(rb"\s{0,8}\d{5}[ a-z]{2}[ -~]{2}[ a#|]\d{7}[ -~]{3}45[ -~]{2}", re.IGNORECASE)
_LONGEST: Final = 8 << 20
"""Bytes that one record may have, 8 MiB; the lengths of ISO 2709 end at 99,999."""
NOTE: Final = "kg-note"
"""The attribute of a record that says what is odd about it, and was not so in its bytes."""
_STEP: Final = "its directory is out of step with its fields, which were taken in their order"
_FIELD_END: Final = b"\x1e"
_LEADER_LENGTH: Final = 24
_ENTRY: Final = re.compile(rb"([0-9A-Za-z]{3})(\d{4})(\d{5})")
_MOST_IN_FIELD: Final = 9_999
_MOST_IN_RECORD: Final = 99_999
_OPEN: Final = '<collection xmlns="http://www.loc.gov/MARC21/slim">'
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def begins_marc(start: bytes) -> bool:
    """Tell whether `start` is the leader of a record in ISO 2709."""
    return _LEADER.match(start) is not None


def marc_lines(blocks: Iterator[bytes], tell: Tell) -> Iterator[bytes]:
    """Yield MARCXML, a record a line; for one that cannot be read an empty one, and the reason to `tell`.

    Raises:
        Unfit: pymarc is not installed.
    """
    try:
        import pymarc
    except ImportError:
        reason = "it is binary MARC, which needs the package pymarc"
        raise Unfit(
            reason, "`pip install '.[marc]'` in a clone of kg adds it; or save it as MARCXML"
        ) from None
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)  # what it says of single fields is of no record
    return _lines(blocks, tell, pymarc.Record)


def _lines(blocks: Iterator[bytes], tell: Tell, record: Any) -> Iterator[bytes]:
    yield _OPEN.encode()
    for number, content in enumerate(_records(blocks), 1):
        try:
            yield _xml(content, record).encode() + b"\n"
        except Exception as error:  # noqa: BLE001 - pymarc raises what it meets: ValueError, IndexError, its own
            said = " ".join(str(error).split())[:200]
            tell(number, f"it is no MARC record: {type(error).__name__}{f' ({said})' if said else ''}")
            yield b"\n"
    yield b"</collection>\n"


def _records(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the bytes of each record, without blanks around it; one without end is cut."""
    held = b""
    for block in blocks:
        *whole, held = (held + block).split(_END)
        for one in whole:
            if stripped := one.strip(b"\r\n\0 \x1a"):
                yield stripped[:_LONGEST]
        held = held[:_LONGEST]
    if stripped := held.strip(b"\r\n\0 \x1a"):
        yield stripped


def _xml(content: bytes, record: Any) -> str:
    """Return one record as MARCXML on one line."""
    stepped = _in_step(content)
    content, unicode, coding = coded(stepped or content)
    content = _in_step(content) or content
    notes = [note for note in (_STEP if stepped is not None else "", coding) if note]
    note = f" {NOTE}={quoteattr('; '.join(notes))}" if notes else ""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        read = record(
            content + _END,
            to_unicode=True,
            force_utf8=unicode and not content.isascii(),
            hide_utf8_warnings=True,
            utf8_handling="replace",
        )
    parts = [f"<record{note}><leader>{_text(str(read.leader))}</leader>"]
    for field in read.fields:
        tag = quoteattr(_plain(field.tag))
        if field.is_control_field():
            parts.append(f"<controlfield tag={tag}>{_text(field.data)}</controlfield>")
            continue
        marks = [*field.indicators, " ", " "][:2]
        parts.append(
            f"<datafield tag={tag} ind1={quoteattr(_plain(marks[0]))} ind2={quoteattr(_plain(marks[1]))}>"
        )
        parts += [
            f"<subfield code={quoteattr(_plain(one.code))}>{_text(one.value)}</subfield>"
            for one in field.subfields
        ]
        parts.append("</datafield>")
    return "".join([*parts, "</record>"])


def _in_step(content: bytes) -> bytes | None:
    """Return a record with the directory that its fields should have; None where it has that, or none fits.

    Programs that counted letters for bytes, or changed a field and not the directory, leave one that cuts
    fields in two. Each field has a terminator, so that they are known without it, where there are as many.
    """
    directory, _, data = content[_LEADER_LENGTH:].partition(_FIELD_END)
    *fields, rest = data.split(_FIELD_END)
    stated = _ENTRY.findall(directory)
    if len(stated) * 12 != len(directory) or len(stated) != len(fields) or not stated or rest.strip():
        return None
    order = sorted(range(len(stated)), key=lambda place: int(stated[place][2]))
    entries, start = [b""] * len(stated), 0
    for place, field in zip(order, fields, strict=True):
        length = len(field) + 1
        entries[place] = stated[place][0] + b"%04d%05d" % (length, start)
        start += length
    base = _LEADER_LENGTH + len(directory) + 1
    whole = base + start + 1
    if b"".join(entries) == directory and content[12:17] == b"%05d" % base:
        return None
    if max(map(len, fields)) >= _MOST_IN_FIELD or whole > _MOST_IN_RECORD:
        return None
    leader = b"%05d" % whole + content[5:12] + b"%05d" % base + content[17:_LEADER_LENGTH]
    return b"".join([leader, *entries, _FIELD_END, data])


def _plain(text: str | None) -> str:
    return _NOT_XML.sub("", " ".join(text.split("\n"))) if text else " "


def _text(text: str | None) -> str:
    return escape(_plain(text).replace("\r", " ")) if text else ""
