"""The registry: IRIs that were published once, carried from release to release.

An IRI is the digest of its mint key, so a thing whose only key is its mint key needs no entry: the graph
of the release is its entry. `registry.tsv` of a release holds the rest, a row each, sorted: further keys
that led to an IRI, mint keys that are not the strongest of their thing any more, and IRIs that were
replaced, split or withdrawn. Keys that are no mint keys are given as digests.

The next build joins the keys of its clusters with those of the release before in a database on disk
(SQLite, `carrier`); only what is not trivial comes into memory. A first build costs nothing but the rows it
writes.
"""

from kg.release.registry.table import NAME, RegistryRow, read_rows, write_rows

__all__ = ["NAME", "RegistryRow", "read_rows", "write_rows"]
