"""Bytes as they were before compression: plain, gzip (RFC 1952) or Zstandard (RFC 8878), as a stream.

The kind is told by the first bytes, never by the file name. Files of several gzip members or
Zstandard frames are read through to the end. Memory stays bounded whatever the file expands to.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator

import zstandard

CHUNK = 1 << 18
"""Bytes that are handed on at a time, about; 256 KiB."""

_ZSTD_STEP = 4096  # the most that 4 KiB can expand to is 128 MiB, which bounds what a bomb can do
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = tuple(bytes([low, 0x2A, 0x4D, 0x18]) for low in range(0x50, 0x60))


class Broken(Exception):
    """The bytes end or go wrong here; what came before is good. `str(error)` says how."""


Tell = Callable[[int, str], None]
"""Takes what is to be said of a part of a file: its number, and the words."""


class Unfit(Exception):
    """The bytes cannot be read as they are: `reason` says why, `advice` what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        self.reason, self.advice = reason, advice
        super().__init__(reason)


def expanded(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the content of `blocks`, decompressed if they begin like gzip or Zstandard.

    Raises:
        Broken: the compressed data are cut short or corrupt; all bytes before have been yielded.
    """
    start = b""
    while len(start) < 4 and (block := next(blocks, b"")):
        start += block
    joined = before([start] if start else [], blocks)
    if start.startswith(_GZIP_MAGIC):
        return _gunzip(joined)
    if start.startswith((_ZSTD_MAGIC, *_SKIPPABLE)):
        return _unzstd(joined)
    return joined


def compressed(start: bytes) -> bool:
    """Tell whether a file that begins with `start` is decompressed by `expanded`."""
    return start.startswith((_GZIP_MAGIC, _ZSTD_MAGIC, *_SKIPPABLE))


def before(held: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what was read ahead, and let go of it, then the rest."""
    while held:
        yield held.pop(0)
    yield from rest


class _Blocks(io.RawIOBase):
    """Blocks of bytes as the readable file that `gzip` asks for."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = memoryview(next(self._blocks, b""))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _gunzip(blocks: Iterator[bytes]) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=io.BufferedReader(_Blocks(blocks), CHUNK)) as stream:
        try:
            # read1, because read would lose what it has when the data break off
            while chunk := stream.read1(CHUNK):
                yield chunk
        except EOFError:
            raise Broken("the gzip data are cut short") from None
        except (zlib.error, gzip.BadGzipFile) as error:
            raise Broken(f"the gzip data are corrupt ({error})") from None


def _unzstd(blocks: Iterator[bytes]) -> Iterator[bytes]:
    # A decompression object a frame: unlike the stream reader it tells when a frame is cut short.
    factory = zstandard.ZstdDecompressor()
    frame, inside = factory.decompressobj(), False
    try:
        for block in blocks:
            for at in range(0, len(block), _ZSTD_STEP):
                piece = block[at : at + _ZSTD_STEP]
                while piece:
                    if frame.eof:
                        frame = factory.decompressobj()
                    inside = True
                    if chunk := frame.decompress(piece):
                        yield chunk
                    piece = frame.unused_data if frame.eof else b""
    except zstandard.ZstdError as error:
        raise Broken(f"the Zstandard data are corrupt ({error})") from None
    if inside and not frame.eof:
        raise Broken("the Zstandard data are cut short")
