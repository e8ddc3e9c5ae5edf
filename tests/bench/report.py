"""Prints what the contests came to, as a table with ratios and aims, and as JSON."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph

from .contests import Outcome
from .process import Measure

_COLUMNS = (
    ("CPU s", 10),
    ("wall s", 10),
    ("triples", 14),
    ("triples/CPU s", 16),
    ("records/CPU s", 16),
    ("peak MB", 10),
)


def machine() -> str:
    """Return one line on this machine: processor, cores, memory, versions, load average."""
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    cores = len(os.sched_getaffinity(0))
    return (
        f"{model[1] if model else platform.machine()}, {cores} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"pyoxigraph {pyoxigraph.__version__}, load average {os.getloadavg()[0]:.1f}"
    )


def median(measures: list[Measure]) -> Measure:
    """Return the median of each figure."""
    return Measure(
        statistics.median(one.cpu for one in measures),
        statistics.median(one.wall for one in measures),
        max(one.peak for one in measures),
    )


def ratios(outcome: Outcome) -> tuple[float, float]:
    """Return the ratios of CPU and elapsed time: peer to kg; kg to peer where the aim is an upper bound."""
    kg, other = median(outcome.kg), median(outcome.other)
    if outcome.lower:
        return kg.cpu / other.cpu, kg.wall / other.wall
    return other.cpu / kg.cpu, other.wall / kg.wall


def memory_aim(records: int) -> float:
    """Return the aim for kg's peak memory, in bytes."""
    return 1e9 if records <= 100_000 else 1.5e9


def lines(outcome: Outcome, records: int) -> list[str]:
    """Return the report of one contest."""
    text = [f"{outcome.title}, against {outcome.peer}"]
    text.append(f"  {'':10}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS))
    for name, measures, count in (
        ("kg", outcome.kg, outcome.kg_triples),
        ("peer", outcome.other, outcome.other_triples),
    ):
        if measures:
            one = median(measures)
            text.append(
                f"  {name:10}{one.cpu:10.1f}{one.wall:10.1f}{count:14,}{count / one.cpu:16,.0f}"
                f"{records / one.cpu:16,.0f}{one.peak / 1e6:10,.0f}"
            )
    if outcome.kg and outcome.other:
        cpu, wall = ratios(outcome)
        met = cpu <= outcome.aim if outcome.lower else cpu >= outcome.aim
        against = f"aim {'≤' if outcome.lower else '≥'} {outcome.aim:g}"
        what = "kg / peer" if outcome.lower else "peer / kg"
        text.append(f"  ratio {what}: {cpu:.2f} by CPU, {wall:.2f} by wall; {against}: {_verdict(met)}")
    if outcome.kg:
        peak, aim = median(outcome.kg).peak, memory_aim(records)
        text.append(
            f"  peak memory of kg: {peak / 1e6:,.0f} MB; aim < {aim / 1e6:,.0f} MB: {_verdict(peak < aim)}"
        )
    text.append(f"  triples: {'right' if outcome.right else 'NOT shown to be right'}")
    text += [f"  - {note}" for note in outcome.notes]
    return text


def as_json(outcomes: Mapping[str, Outcome], records: int, line: str) -> dict[str, Any]:
    """Return everything as plain data: seconds, bytes, counts."""
    return {
        "machine": line,
        "records": records,
        "contests": {
            name: {
                "title": outcome.title,
                "peer": outcome.peer,
                "aim": outcome.aim,
                "aim_is_upper_bound": outcome.lower,
                "kg": [_plain(one) for one in outcome.kg],
                "other": [_plain(one) for one in outcome.other],
                "kg_triples": outcome.kg_triples,
                "other_triples": outcome.other_triples,
                "ratio_cpu_wall": ratios(outcome) if outcome.kg and outcome.other else None,
                "right": outcome.right,
                "notes": outcome.notes,
            }
            for name, outcome in outcomes.items()
        },
    }


def _plain(one: Measure) -> dict[str, float]:
    return {"cpu_seconds": round(one.cpu, 3), "wall_seconds": round(one.wall, 3), "peak_bytes": one.peak}


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"
