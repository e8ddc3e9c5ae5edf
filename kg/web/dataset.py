"""The description of the data set that a release carries, and the links that lead to it."""

from __future__ import annotations

from starlette.requests import Request

from kg.errors import ReleaseDamaged
from kg.web.answers import edition_of
from kg.web.current import Edition
from kg.web.entity import Description, of_file, whole_graph
from kg.web.links import Links, origin
from kg.web.listings import once
from kg.web.signposting import Host


def description(edition: Edition) -> Description:
    """Return the description of the data set: the release's file, which also names its dumps.

    Raises:
        ReleaseDamaged: the file cannot be read.
    """
    return once(edition, "description", lambda: _read(edition))


def _read(edition: Edition) -> Description:
    iri = f"{edition.base}dataset"
    if edition.release is None:
        return whole_graph(edition.engine, iri, edition.graph("meta"))
    try:
        return of_file(iri, edition.release.description_path)
    except (OSError, SyntaxError) as error:
        raise ReleaseDamaged(f"{edition.release.description_path}: cannot be read: {error}") from error


def host_of(request: Request) -> Host:
    """Return where this service is reached by whoever sent the request."""
    links = Links(edition_of(request).base, request.scope.get("root_path", ""))
    return Host(origin(request), links)
