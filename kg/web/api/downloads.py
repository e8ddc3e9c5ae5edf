"""The dumps of all releases and what describes them, to download: whole or in ranges, with checksums."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg.release import Dump, Release
from kg.release.changes import read_changes
from kg.release.crate import MEDIA_TYPE as CRATE_TYPE
from kg.release.crate import NAME as CRATE
from kg.release.crate import PUBLISHED
from kg.release.manifest import Delta, PullOrigin, file_entry
from kg.web.api.conditions import ranges, unchanged
from kg.web.http import negotiation
from kg.web.http.exchange import served_release, workers_of
from kg.web.http.links import host_of, origin
from kg.web.http.negotiation import GRAPHS, HTML, Representation
from kg.web.http.problems import Problem, RequestRefused, not_acceptable
from kg.web.http.responses import answered
from kg.web.linked.signposting import header, of_download
from kg.web.pages.description.data_set import description
from kg.web.pages.rendering.templates import page

SUMS: Final = "SHA256SUMS"
# The type is that of the file as it is sent. A compressed dump is sent as the compressed file that it
# is, not as an encoding of another, so that its checksum holds and ranges can be joined.
MEDIA_TYPES: Final = {
    ".gz": "application/gzip",
    ".zst": "application/zstd",
    **{f".{form.name}": form.content_type for form in GRAPHS},
    ".json": "application/json",
}
_KINDS: Final = {"paper": "papers", "person": "persons", "org": "teams and organisations", "venue": "venues"}
_JSON: Final = Representation("json", "application/json", "JSON")


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many things of a kind changed in one way since the release before."""

    kind: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """A release in the list: its identifier, when it was made, whether it is the current one, its files.

    `about` are the files that describe it; `changes` says what changed since the release `since`, which is
    None where nothing is known of it. `delta` is what the manifest says of the statements added and removed,
    `delta_files` what is published of them; `origin` is where the release was pulled from, if it was.
    """

    id: str
    created: str
    current: bool
    files: list[Dump]
    about: list[Dump]
    since: str | None
    changes: list[ChangeCount]
    delta: Delta | None
    delta_files: list[Dump]
    origin: PullOrigin | None


def _releases(request: Request) -> list[ListedRelease]:
    served = served_release(request)
    found = []
    for release in served.releases():
        changed = read_changes(release) or {}
        found.append(
            ListedRelease(
                release.id,
                release.manifest.created.strftime("%Y-%m-%d %H:%M UTC"),
                release.id == served.id,
                release.dumps(),
                _about(release),
                changed.get("since"),
                [
                    ChangeCount(_KINDS.get(kind, kind), what, count)
                    for kind, counts in changed.get("counts", {}).items()
                    for what, count in counts.items()
                ],
                release.manifest.delta,
                release.delta_files(),
                release.manifest.origin,
            )
        )
    return found


def _about(release: Release) -> list[Dump]:
    """Return the files that describe a release; the manifest does not have its own checksum."""
    known = release.manifest.files
    paths = {name: release.path / name for name in PUBLISHED}
    return [Dump(path, known.get(name) or file_entry(path)) for name, path in paths.items() if path.is_file()]


async def dumps(request: Request) -> Response:
    """Answer with the list of what can be downloaded, for people or as JSON."""
    form = negotiation.choose(request.headers.get("accept"), (HTML, _JSON))
    if form is None:
        raise not_acceptable("text/html, application/json")
    return await answered(
        request, partial(_dumps, request, form), form.name, _names(request), cacheable=False
    )


def _names(request: Request) -> str:
    return " ".join(release.id for release in served_release(request).releases())


def _dumps(request: Request, form: Representation) -> Response:
    releases = _releases(request)
    if form is HTML:
        return page(request, "downloads.html", releases=releases)

    def listed(release: ListedRelease, dump: Dump) -> dict[str, Any]:
        return {
            "name": dump.path.name,
            "url": f"{origin(request)}/dumps/{release.id}/{dump.path.name}",
            "bytes": dump.entry.bytes,
            "sha256": dump.entry.sha256,
            "mediaType": media_type(dump.path.name),
        }

    document = [
        {
            "release": release.id,
            "created": release.created,
            "current": release.current,
            "checksums": f"{origin(request)}/dumps/{release.id}/{SUMS}",
            "since": release.since,
            "changes": [asdict(change) for change in release.changes],
            "files": [listed(release, dump) for dump in [*release.files, *release.about]],
            "delta": _told(release, listed),
            "origin": release.origin.url if release.origin is not None else None,
        }
        for release in releases
    ]
    return Response(orjson.dumps(document), media_type="application/json")


def _told(
    release: ListedRelease, listed: Callable[[ListedRelease, Dump], dict[str, Any]]
) -> dict[str, Any] | None:
    """Return the delta of a release for programs, None where nothing is known of one."""
    if release.delta is None:
        return None
    return {
        **release.delta.model_dump(exclude_none=True),
        "files": [listed(release, dump) for dump in release.delta_files],
    }


def media_type(name: str) -> str:
    """Return the media type of a dump by the end of its name."""
    if name == CRATE:
        return CRATE_TYPE
    return next((kind for end, kind in MEDIA_TYPES.items() if name.endswith(end)), "application/octet-stream")


def _release(request: Request) -> Release:
    wanted = request.path_params["release"]
    served = served_release(request)
    if served.release is not None and wanted in ("current", served.id):
        return served.release
    for release in served.releases():
        if release.id == wanted:
            return release
    raise RequestRefused(
        Problem("unknown", "There is no such release", 404, f"There is no release {wanted!r} here.")
    )


async def sums(request: Request) -> Response:
    """Answer with the checksums of a release's dumps, as `sha256sum --check` reads them."""
    release = _release(request)
    lines = [f"{dump.entry.sha256}  {dump.path.name}\n" for dump in _every(release)]
    return Response(
        "".join(lines), media_type="text/plain; charset=utf-8", headers=_headers(request, release.id)
    )


def _every(release: Release) -> list[Dump]:
    """Return everything of a release that is handed out."""
    return [*release.dumps(), *release.delta_files(), *_about(release)]


async def in_crate(request: Request) -> Response:
    """Lead from where the crate of a release has a file, in a folder, to where it is here."""
    root, names = request.scope.get("root_path", ""), request.path_params
    return RedirectResponse(f"{root}/dumps/{quote(names['release'])}/{quote(names['file'])}", 308)


async def dump(request: Request) -> Response:
    """Send one dump, or the ranges of it that are asked for."""
    release, name = _release(request), request.path_params["file"]
    found = next((one for one in _every(release) if one.path.name == name and one.path.is_file()), None)
    if found is None:
        detail = f"Release {release.id} has no file {name!r} to download."
        raise RequestRefused(Problem("unknown", "There is no such file", 404, detail))
    if request.path_params["release"] == "current":
        root = request.scope.get("root_path", "")
        return RedirectResponse(f"{root}/dumps/{release.id}/{name}", 302, {"cache-control": "no-cache"})
    tag = f'"{found.entry.sha256}"'
    headers = {**_headers(request, release.id), "etag": tag, "repr-digest": _digest(found)}
    about = await workers_of(request).run(partial(description, served_release(request)))
    headers["link"] = header(of_download(about, host_of(request), media_type(name)))
    stat = found.path.stat()
    if unchanged(request, tag, int(stat.st_mtime)):
        return Response(status_code=304, headers=headers)
    # The response reads the ranges of the request itself, but refuses more than it need.
    stated = ranges(request, tag, int(stat.st_mtime), stat.st_size)
    others = [field for field in request.scope["headers"] if field[0] not in (b"range", b"if-range")]
    request.scope["headers"] = [*others, (b"range", stated.encode())] if stated else others
    return FileResponse(found.path, headers=headers, media_type=media_type(name), stat_result=stat)


def _digest(found: Dump) -> str:
    """Return the checksum as RFC 9530 puts it into a header."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(found.entry.sha256)).decode()}:"


def _headers(request: Request, release: str) -> dict[str, str]:
    """Return headers for what never changes: the files of a release named in the address."""
    if request.path_params["release"] == "current":
        return {"cache-control": "no-cache", "kg-release": release}
    return {"cache-control": "public, max-age=31536000, immutable", "kg-release": release}
