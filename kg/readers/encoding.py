"""Unicode encodings, told by their byte order mark or the beginning of XML, and what is no text at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from kg.readers.compression import Broken
from kg.readers.unnamed_encoding import of_other_letters

_ENCODINGS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),  # XML without a mark (XML 1.0, appendix F)
    (b"\0<\0?", "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document", "extract its metadata first"),
    (b"PK\x05\x06", "an empty ZIP archive", "check how the file was made or copied"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save a table (.xls) as .xlsx, or as CSV in UTF-8"),
    (b"BZh91AY&SY", "compressed with bzip2", "decompress it with bunzip2, or use gzip or zstd"),
    (b"\xfd7zXZ", "compressed with xz", "decompress it with unxz, or use gzip or zstd"),
    (b"SQLite format 3\x00", "an SQLite database", "export its records as JSON Lines"),
    (b"PAR1\x15", "a Parquet file", "export its records as JSON Lines"),
    (b"\x1f\x8b", "compressed twice", "decompress it once"),
)
_FEW: Final = 16  # strange characters that even a short text may have


def encoding(start: bytes) -> str | None:
    """Return the encoding that the byte order mark at `start` names, or how XML begins; None for UTF-8."""
    return next((name for mark, name in _ENCODINGS if start.startswith(mark)), None)


def as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield `chunks` in UTF-8, whatever Unicode encoding their beginning tells.

    Raises:
        Broken: the data are not valid in it; all before has been yielded.
    """
    start = b""
    while len(start) < 4 and (chunk := next(chunks, b"")):
        start += chunk
    name = encoding(start)
    if name is None:
        if start:
            yield start
        yield from chunks
        return
    # an unpaired surrogate passes here and is reported as a fault of its line
    decoder = codecs.getincrementaldecoder(name)("surrogatepass")
    try:
        yield decoder.decode(start).encode("utf-8", "surrogatepass")
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Broken(f"it is not valid {name[:6].upper()} ({error.reason})") from None


def binary_kind(opening: bytes) -> tuple[str, str] | None:
    """Return what kind of binary file begins with `opening`, and what to do; None for text."""
    for signature, what, advice in _SIGNATURES:
        if opening.startswith(signature):
            return f"it is {what}, not text", advice
    if opening[257:262] == b"ustar":
        return "it is a tar archive, not text", "unpack it first"
    text = opening.decode("utf-8", "replace")
    odd = sum(text.count(char) for char in "\ufffd\0\1\2\3\4\5\6\7\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17")
    control = odd - text.count("\ufffd")
    if not control and of_other_letters(opening):  # letters of another script, eight bits each
        return None
    if odd > _FEW and odd * 10 > len(text):
        if opening.count(b"\0") * 3 > len(opening):
            return "it is not UTF-8 text", "if it is UTF-16 without a byte order mark, save it as UTF-8"
        return "it is binary data or not UTF-8 text", "if it is text, save it as UTF-8"
    return None
