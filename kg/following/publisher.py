"""The server of a publisher, asked over HTTP: manifests and files of releases, never more than is allowed."""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote, urljoin, urlsplit

from pydantic import ValidationError

from kg.configuration import base_iri
from kg.errors import PullError, UsageError
from kg.release.folder import ID
from kg.release.layout import MANIFEST
from kg.release.manifest import FileEntry, Manifest
from kg.version import __version__

_PIECE: Final = 1 << 16
_MANIFEST_BYTES: Final = 128 << 20
_SECONDS: Final = 60.0
_LEAST_PACE: Final = 2_000  # bytes a second, over each minute, as `kg serve` asks of its clients
_REDIRECTIONS: Final = 5


class Absent(Exception):
    """The publisher has no such file, or no longer."""


class Publisher:
    """The site of a publisher at `url`, as `kg serve` serves it; in all no more than `most` bytes are taken.

    `seconds` bounds each wait. Redirections are followed, but never from https to http.
    """

    def __init__(
        self,
        url: str,
        *,
        most: int,
        seconds: float = _SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the address of the site.

        Raises:
            UsageError: it is none.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise UsageError(f"{url!r} is no address of a site; it begins with https:// or http://")
        self.url = url.rstrip("/").removesuffix("/dumps")
        self._left, self._seconds, self._clock = most, seconds, clock
        self._opener = _opener()

    def manifest(self, release: str = "current") -> Manifest:
        """Return the manifest of a release.

        Raises:
            Absent: there is no such release.
            PullError: it cannot be had, or is none.
        """
        address = self.address(release, MANIFEST)
        content = bytearray()
        with self._answer(address) as answer:
            for piece in self._pieces(answer, address, _MANIFEST_BYTES):
                content += piece
        try:
            found = Manifest.model_validate_json(bytes(content))
            base_iri(found.base)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the file"
            raise PullError(
                address,
                f"it is no manifest of a release: {place}: {first['msg']}; is kg newer there?",
            ) from error
        except ValueError as error:
            raise PullError(address, f"it states a base that is none: {error}") from error
        stated = f"{found.created:%Y%m%dT%H%M%SZ}-{found.content_sha256[:8]}"
        if not ID.fullmatch(found.id) or found.id != stated or release not in ("current", found.id):
            raise PullError(address, f"its release calls itself {found.id[:40]!r}, not {stated!r}")
        return found

    def fetch(self, release: str, name: str, entry: FileEntry, path: Path) -> None:
        """Write a file of a release to `path`; it is as the manifest says, or not there.

        Raises:
            Absent: the publisher has it no longer.
            PullError: it cannot be had, or is another than the manifest says.
            OSError: the disk is full.
        """
        address = self.address(release, name)
        digest, size = hashlib.sha256(), 0
        with self._answer(address) as answer, path.open("wb") as out:
            for piece in self._pieces(answer, address, entry.bytes):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        if size != entry.bytes:
            raise PullError(address, f"it ends after {size:,} bytes, the manifest says {entry.bytes:,}")
        if digest.hexdigest() != entry.sha256:
            raise PullError(address, f"its SHA-256 is {digest.hexdigest()}, the manifest says {entry.sha256}")

    def address(self, release: str, name: str) -> str:
        """Return where a file of a release is."""
        return f"{self.url}/dumps/{quote(release)}/{quote(name)}"

    @contextmanager
    def _answer(self, address: str) -> Iterator[IO[bytes]]:
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked in __init__
            address, headers={"User-Agent": f"kg/{__version__}", "Accept-Encoding": "identity"}
        )
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (404, 410):
                raise Absent(address) from None
            raise PullError(address, f"it answers {error.code} {error.reason}") from None
        except TimeoutError:
            raise PullError(address, f"it sent nothing for {self._seconds:g} seconds") from None
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError) as error:
            reason = getattr(error, "reason", None) or error
            raise PullError(address, f"it cannot be asked: {reason}") from None

    def _pieces(self, answer: Any, address: str, most: int) -> Iterator[bytes]:
        """Yield what comes; refuse more than `most` bytes, and what comes too slowly to come to an end."""
        taken = since = 0
        begun = self._clock()
        while piece := answer.read(_PIECE):
            taken += len(piece)
            since += len(piece)
            self._left -= len(piece)
            if taken > most:
                raise PullError(address, f"it is longer than the {most:,} bytes that there should be")
            if self._left < 0:
                raise PullError(address, "more would be fetched than is allowed; see --most")
            if (passed := self._clock() - begun) > self._seconds:
                if since < _LEAST_PACE * passed:
                    raise PullError(address, f"it sends less than {_LEAST_PACE:,} bytes a second")
                begun, since = self._clock(), 0
            yield piece


class _Redirections(urllib.request.HTTPRedirectHandler):
    """Follows redirections to http and https, a few, and never back to what is not encrypted."""

    max_redirections = _REDIRECTIONS
    max_repeats = _REDIRECTIONS

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        scheme = urlsplit(urljoin(req.full_url, newurl)).scheme
        if scheme not in ("http", "https") or (urlsplit(req.full_url).scheme == "https" and scheme == "http"):
            told = f"{msg}, and leads on to {newurl[:200]!r}, where kg does not follow"
            raise urllib.error.HTTPError(req.full_url, code, told, headers, fp)  # who catches it closes fp
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens addresses of http and https and nothing else: no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
        _Redirections,
    ):
        opener.add_handler(handler())
    return opener
