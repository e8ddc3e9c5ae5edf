"""Golden graphs: small sources, and every statement that the mapping makes of them, word for word.

A case is a folder of `tests/mapping/cases`: `case.toml` says in a sentence what it shows (and may set
`claims` and `people` of `kg.release.mapping.Options`), `records/` holds the sources, `before/` those
of an earlier release, where the case is about what is carried on, and `decisions.jsonl` what people
decided. `resolved.nt`, `source.nq` and `curation.nq` are what must come out: sorted, a statement a
line. `spar.nt` is `resolved.nt` with what the view `spar` adds (`kg.queries.views`): what other forms of the
graph hold on to. `python -m tests.golden --write` writes them anew; read the difference before committing it.
"""
