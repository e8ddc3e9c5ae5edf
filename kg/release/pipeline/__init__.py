"""The steps of a build that need no store: from source files to sorted N-Triples and N-Quads.

    sources ─ingest→ records, blocking keys, claims ─papers→ clusters ─resolve→ works, agents, venues
            ─people→ agents ─publish→ default.nt, named.nq

Each step writes files that the next one reads, cut in shards that processes work on side by side;
what is held in memory does not grow with the number of records, but for those that have twins.
"""
