"""Strangers' queries, each in a process that can be killed.

    limits       what a query may use and look like · fair_queue: who has a worker next
    engine       the pool: an `Engine` · answer: what it gives · spool: where it waits
    worker       a worker as its supervisor sees it, over its sandbox (`kg.engine.sandbox`)
    frame_reader what a worker says

Oxigraph has no way to stop a query, and some queries end the process that parses them.
"""

from __future__ import annotations

from kg.engine.pool.answer import Answer
from kg.engine.pool.engine import PoolEngine
from kg.engine.pool.limits import MEBIBYTE, USUAL_WORKERS, Limits, refuse_long, refuse_oversized
from kg.engine.pool.spool import Spool

__all__ = [
    "MEBIBYTE",
    "USUAL_WORKERS",
    "Answer",
    "Limits",
    "PoolEngine",
    "Spool",
    "refuse_long",
    "refuse_oversized",
]
