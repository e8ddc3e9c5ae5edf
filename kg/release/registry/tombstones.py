"""Retired IRIs in the graph `curation` (mapping specification, section 3.4).

No date stands with them: the same sources after the same release give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.iris import Iris
from kg.mapping.literals import boolean
from kg.release.pipeline.shards import WorkFolder
from kg.release.registry.table import RegistryRow
from kg.vocab import DCTERMS, OWL, PROV


def write_tombstones(
    folder: WorkFolder,
    iris: Iris,
    retired: Iterable[RegistryRow],
    derived: Mapping[tuple[str, str], Sequence[str]],
) -> Path:
    """Write that IRIs are retired and what replaces them, and what new things were split off."""
    output, end = folder.path / "tombstones.nq", f" {iris.curation} .\n"
    with output.open("w", encoding="utf-8", newline="\n") as out:
        for row in retired:
            old = f"<{iris.base}{row.iri}>"
            out.write(f"{old} {OWL.n('deprecated')} {boolean(True)}{end}")
            for local in row.replaced_by:
                new = f"<{iris.base}{local}>"
                out.write(
                    f"{old} {DCTERMS.n('isReplacedBy')} {new}{end}{new} {DCTERMS.n('replaces')} {old}{end}"
                )
        for (kind, new), origins in sorted(derived.items()):
            for old in origins:
                out.write(
                    f"<{iris.base}{kind}/{new}> {PROV.n('wasDerivedFrom')} <{iris.base}{kind}/{old}>{end}"
                )
    return output
