"""The benchmark: kg and its peers on the same records, side by side, in one run.

    pip install -e '.[test]'
    python -m tests.bench                                     # 100,000 records, every contest
    python -m tests.bench --records 1000000 --only build --only turtle --only dump
    python -m tests.bench --records 10000 --repeat 3

| contest | kg | peer | aim |
| --- | --- | --- | --- |
| morph-csv | `kg map`: read, resolve, map to N-Triples | Morph-KGC, flat CSV tables | ≥ 5 times as fast |
| morph-json | the same | Morph-KGC, nested JSON | ≥ 15 times as fast |
| build | `kg build`, everything included | `oxigraph load`, `oxigraph optimize` | ≤ 1.6 times the time |
| turtle | a release's Turtle made of sorted statements | `oxigraph dump` as Turtle | ≥ 3 times as fast |
| dump | `kg dump --to turtle` | the same | ≥ 3 times as fast |

The figure that counts is CPU time, user and system, of a command and all its children, for it
depends little on what else the machine does; elapsed time stands beside it. Both sides run in turn.
The peers get their input ready-made and untimed: Morph-KGC has the tables of the resolved graph
itself (`shape`, `rml`), with papers joined, names cleaned and IRIs minted; Oxigraph has the finished
statements. Each contest ends by comparing both sides' triples as sets: Morph-KGC may give no triple
that kg does not give, and its share of kg's triples is printed; the build's dump and store must hold
the same; both Turtle files must mean the same.

The peers are installed once into virtual environments of their own below the cache folder, for
Morph-KGC pins versions of pyoxigraph and rdflib that kg cannot use. Linux only (/proc, wait4).
Everything a run makes lies in the work folder, the mappings among it (`morph-csv/mapping.rml.ttl`).
"""
