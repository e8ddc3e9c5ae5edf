"""What the sources of a build are: their formats, digests and terms; and what was read of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.configuration import SourceTerms
from kg.errors import InputError, UnreadableInput
from kg.readers import format_named
from kg.readers.source import Document
from kg.release.cache import BuildCache
from kg.release.manifest import InputFile
from kg.release.pipeline.ingest import Ingested
from kg.release.pipeline.known_formats import KnownFormats
from kg.release.pipeline.shards import SourceFile, WorkFolder, file_date


def identified(
    sources: Sequence[Document],
    folder: WorkFolder,
    format_name: str | None,
    every: Mapping[Path, SourceTerms],
    *,
    dated: bool,
    cache: BuildCache | None = None,
) -> tuple[list[SourceFile], list[str]]:
    """Return what each source is, in the order of their digests, and why others cannot be read.

    The same bytes are read once. `every` is what is stated of sources, by path; `dated` asks for the dates
    of the files. What the `cache` knows the formats of is not looked at again.

    Raises:
        InputError: none of them can be read.
    """
    unreadable: list[str] = []
    found: dict[str, SourceFile] = {}
    problem: InputError | None = None
    known = KnownFormats(cache, folder.path)
    for number, document in enumerate(sources):
        try:
            stored = document if document.again() else document.stored(folder.file("pipes", number, "bin"))
            terms = every.get(document.path.resolve())
            named = format_name or (terms.format if terms else None)
            stored.columns = stored.columns or (terms.columns if terms else None)
            chosen, digest = (format_named(named), stored.sha256()) if named else known.told(stored)
        except InputError as error:
            problem = error
            unreadable.append(str(error))
            continue
        path = stored.path
        # the manifest must not show the machine's folders, and a dump must not depend on them
        name = Path(document.name).name if document.name != "-" else "-"
        one = SourceFile(
            str(path.resolve()),
            name,
            digest,
            path.stat().st_size,
            chosen.name,
            terms.licence if terms else None,
            terms.credit if terms else None,
            file_date(path) if dated else None,
            tuple((stored.columns or {}).items()),
        )
        found[digest] = min(one, found.get(digest, one), key=lambda file: (file.licence is None, file.name))
    known.keep()
    if not found:
        raise problem or UnreadableInput(
            "build", "no source was given", advice="name a file or folder of records"
        )
    return [found[digest] for digest in sorted(found)], unreadable


def inputs(files: Sequence[SourceFile], ingested: Sequence[Ingested]) -> list[InputFile]:
    """Return the sources as the manifest lists them, with what was read of each."""
    counts = {one.document_id: [0, 0] for one in files}
    for one in ingested:
        counts[one.source.document_id][0] += one.records
        counts[one.source.document_id][1] += one.rejected
    return [
        InputFile(
            name=one.name,
            sha256=one.sha256,
            bytes=one.bytes,
            format=one.format,
            records=counts[one.document_id][0],
            rejections=counts[one.document_id][1],
            licence=one.licence,
            credit=one.credit,
        )
        for one in files
    ]
