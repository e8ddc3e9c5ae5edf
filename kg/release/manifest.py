"""The manifest of a release: what went in, what made it, what it holds, and every file's checksum."""

from __future__ import annotations

import hashlib
import platform
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pyoxigraph
from pydantic import Field, JsonValue, ValidationError

from kg.configuration import DataSet
from kg.errors import ReleaseDamaged
from kg.release.layout import MANIFEST as NAME
from kg.release.scores import ManifestPart, PublicScore
from kg.version import __version__


class Software(ManifestPart):
    """The versions of what made the release."""

    kg: str = __version__
    pyoxigraph: str = pyoxigraph.__version__
    python: str = Field(default_factory=platform.python_version)
    platform: str = Field(default_factory=lambda: f"{platform.system()} {platform.machine()}")


class InputFile(ManifestPart):
    """One source document: its name as given (no folder of the machine), its digest and what was read.

    `licence` and `credit` are the terms under which it was received, where the publisher states them.
    """

    name: str
    sha256: str
    bytes: int
    format: str
    records: int
    rejections: int = 0
    licence: str | None = None
    credit: str | None = None


class FileEntry(ManifestPart):
    """Size in bytes and SHA-256 (hexadecimal) of one file."""

    bytes: int
    sha256: str


class Counts(ManifestPart):
    """What the release holds. `triples` is the default graph, `quads` everything.

    `graphs` has the triples of each named graph, `classes` the instances of each class and
    `properties` the triples of each property, both of the default graph; `entities` is the number of
    its distinct subjects. Keys are IRIs.
    """

    triples: int
    quads: int
    entities: int
    graphs: dict[str, int] = Field(default_factory=dict)
    classes: dict[str, int] = Field(default_factory=dict)
    properties: dict[str, int] = Field(default_factory=dict)


class Undecided(ManifestPart):
    """Of one kind of thing: how many there are, and how many of them `decisions` leave undecided.

    `share` is that of the things which may be one with another, from 0 to 1.
    """

    things: int
    concerned: int
    decisions: int
    share: float


class Trust(ManifestPart):
    """How far its identities hold: the resolvers' scores on public gold, and what is undecided here.

    `undecided` is by kind of thing; empty where the release was built without the decisions in its graph.
    `unmeasured` are rules of which no gold measures how often they are right.
    """

    scores: tuple[PublicScore, ...] = ()
    undecided: dict[str, Undecided] = Field(default_factory=dict)
    unmeasured: tuple[str, ...] = ()


class Delta(ManifestPart):
    """What changed since the release `since`: how many statements were `added` and `removed`, of all graphs.

    `since_sha256` is the `content_sha256` of that release. The files are in the folder `delta/`, with their
    sizes and digests among the `files` of the manifest. Where none are published `absent` says why; what is
    not known is null.
    """

    since: str | None = None
    since_sha256: str | None = None
    added: int | None = None
    removed: int | None = None
    absent: str | None = None


class PullOrigin(ManifestPart):
    """Whence a release was pulled: the site of its publisher, when, and by which version of kg.

    Of such a release all else in the manifest is the publisher's, but for the files, which are measured here.
    """

    url: str
    fetched: datetime
    kg: str = __version__


class Manifest(ManifestPart):
    """Everything that is known about one release.

    `id`, `created` and `files` are filled when the release is committed. `content_sha256` is the digest
    of the uncompressed N-Quads dump: two releases with one digest hold the same statements.
    `dataset` is what the publisher states of the whole; `shapes` has the numbers of `violations` (none
    but where they were allowed) and `warnings` of the shapes. `trust` says how far its identities hold.
    `delta` is what changed since the release before; releases of older versions of kg do not say.
    `origin` is null where the release was built, not pulled.
    """

    id: str = ""
    base: str
    dataset: DataSet = DataSet()
    created: datetime = datetime.min.replace(tzinfo=UTC)
    software: Software = Field(default_factory=Software)
    options: dict[str, JsonValue] = Field(default_factory=dict)
    inputs: list[InputFile] = Field(default_factory=list)
    counts: Counts
    content_sha256: str
    shapes: dict[str, int] = Field(default_factory=dict)
    trust: Trust = Trust()
    delta: Delta | None = None
    origin: PullOrigin | None = None
    files: dict[str, FileEntry] = Field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the manifest as JSON, keys sorted, into `folder`."""
        options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        (folder / NAME).write_bytes(orjson.dumps(self.model_dump(mode="json"), option=options))

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest in `folder`.

        Raises:
            ReleaseDamaged: it is missing or not a manifest.
        """
        path = folder / NAME
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise ReleaseDamaged(f"{path}: the manifest cannot be read: {error.strerror}") from error
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the file"
            raise ReleaseDamaged(f"{path}: not a manifest: {place}: {first['msg']}") from error


def file_entry(path: Path) -> FileEntry:
    """Measure one file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileEntry(bytes=file.tell(), sha256=digest)


def file_entries(folder: Path) -> dict[str, FileEntry]:
    """Measure every file under `folder`, by its path relative to it, without the manifest itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: file_entry(path) for name, path in found.items() if name != NAME}
