"""At which address a service is published, and whether the IRIs of its release lead there."""

from __future__ import annotations

from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.web.http.door.hosts import is_host
from kg.web.http.public_address import same


def published_at(public_url: str, root_path: str) -> tuple[str, str]:
    """Return the public address without a slash at its end, and the path under which the service stands.

    The path is that of the public address where no other is given.

    Raises:
        UsageError: one of them is none, or they say different paths.
    """
    if root_path and (not root_path.startswith("/") or root_path.endswith("/")):
        raise UsageError(f"--root-path begins with a slash and ends with none, unlike {root_path!r}")
    if not public_url:
        return "", root_path
    wrong = UsageError(
        f"--public-url is an address such as https://data.example.org/kg, unlike {public_url!r}"
    )
    try:
        parts = urlsplit(public_url)
    except ValueError as error:
        raise wrong from error
    if (
        parts.scheme not in ("http", "https")
        or not is_host(parts.netloc)
        or parts.query
        or parts.fragment
        or not parts.path.isascii()
        or any(sign in parts.path for sign in '"<>\\^`{|} ')
    ):
        raise wrong
    path = parts.path.rstrip("/")
    if root_path and root_path != path:
        raise UsageError(
            f"--public-url says the path {path or '/'!r}, and --root-path {root_path!r}; leave the second out"
        )
    return f"{parts.scheme}://{parts.netloc}{path}", path


def misplaced(base: str, address: str, public_url: str) -> str:
    """Return what to say where the IRIs of a release do not lead to the service; empty where they do.

    Args:
        base: how the IRIs begin, ending in a slash.
        address: where the service listens, with its path and no slash at the end.
        public_url: where it is published, as the operator says it; or an empty text.
    """
    here = public_url or address
    if same(f"{here}/", base):
        return ""
    said = f"warning: the IRIs of this release begin with {base}, and lead elsewhere: it is "
    if public_url:
        return f"{said}published at {here}/. Build with --base {here}/ what is to be published there."
    return (
        f"{said}served at {here}/. Where it is published at {base}, say so with "
        f"--public-url {base.removesuffix('/')}; else build with --base {here}/."
    )
