"""Small charts as SVG: columns by year, and bars by count.

Lengths across are percentages and all else is pixels, so that a chart fills the width it is given and
its text stays as large as the page's. Colours come from the style sheet (`svg.chart`). Each chart has a
`title` and a `desc`, which screen readers read, and each bar its own `title`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from kg.web.names import grouped

MOST_COLUMNS: Final = 60
MOST_LABELS: Final = 7
MOST_AMOUNTS: Final = 14

_TOP, _PLOT, _BOTTOM = 18, 120, 22
_ROW, _BAR = 40, 14
_EDGE: Final = 6.0  # percent: half a year's width in a picture of 320 pixels
_PERIODS: Final = (1, 5, 10, 50, 100, 500, 1000)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how much, and where a click on its label leads."""

    label: str
    value: float
    href: str | None = None


def amount(value: float) -> str:
    """Write an amount: whole numbers in groups of digits, others with up to two decimals."""
    return grouped(int(value)) if value == int(value) else f"{value:,.2f}".rstrip("0").replace(",", "\u202f")


def by_year(counts: Mapping[int, float], title: str) -> Markup:
    """Draw a column a year, in order, also for years without a count; long spans by 5, 10, … years.

    Raises:
        ValueError: there is nothing to draw.
    """
    if not counts:
        raise ValueError("a chart needs a count")
    first, last = min(counts), max(counts)
    period = next((p for p in _PERIODS if (last // p - first // p) < MOST_COLUMNS), _PERIODS[-1])
    totals: dict[int, float] = {start * period: 0.0 for start in range(first // period, last // period + 1)}
    for year, count in counts.items():
        totals[year // period * period] += count
    highest = max(totals, key=lambda year: totals[year])
    most = totals[highest] or 1
    share = 100 / len(totals)
    gap = min(share * 0.2, 1.2)
    # A single column, or two, would be as wide as the page.
    wide = min(share - gap, 9.0)
    every = -(-len(totals) // MOST_LABELS)
    pieces: list[str] = []
    for position, (year, count) in enumerate(totals.items()):
        middle = share * (position + 0.5)
        height = max(_PLOT * count / most, 1.0)
        span = f"{year}" if period == 1 else f"{year}–{year + period - 1}"
        if count:
            pieces.append(
                f'<rect class="bar" x="{middle - wide / 2:.2f}%" y="{_TOP + _PLOT - height:.1f}" '
                f'width="{wide:.2f}%" height="{height:.1f}"><title>{span}: {amount(count)}</title></rect>'
            )
        if year == highest or (count and len(totals) <= MOST_AMOUNTS):
            x, anchor = _inside(middle)
            pieces.append(_text(x, _TOP + _PLOT - height - 5, amount(count), anchor))
        if position % every == 0:
            x, anchor = _inside(middle)
            pieces.append(_text(x, _TOP + _PLOT + 16, str(year), anchor))
    base = f'<line class="axis" x1="0" x2="100%" y1="{_TOP + _PLOT + 0.5}" y2="{_TOP + _PLOT + 0.5}"/>'
    described = "; ".join(f"{year}: {amount(count)}" for year, count in totals.items() if count)
    return _svg(title, described, _TOP + _PLOT + _BOTTOM, [*pieces, base], linked=False)


def bars(entries: Sequence[Bar], title: str) -> Markup:
    """Draw a bar an entry, in the order given, each under its label.

    Raises:
        ValueError: there is nothing to draw, or an amount is negative.
    """
    if not entries or min(entry.value for entry in entries) < 0:
        raise ValueError("a chart needs entries, none of them negative")
    most = max(entry.value for entry in entries) or 1
    pieces: list[str] = []
    for entry, top in zip(entries, itertools.count(0, _ROW), strict=False):
        label = _text("0", top + 14, entry.label, "start")
        pieces.append(f'<a href="{escape(entry.href)}">{label}</a>' if entry.href else label)
        # The rest of the width is for the amount, written behind the bar.
        width = max(86 * entry.value / most, 0.3)
        pieces.append(f'<rect class="bar" x="0" y="{top + 20}" width="{width:.2f}%" height="{_BAR}"/>')
        pieces.append(_text(f"{width + 1:.2f}%", top + 20 + _BAR - 2, amount(entry.value), "start", "amount"))
    described = "; ".join(f"{entry.label}: {amount(entry.value)}" for entry in entries)
    linked = any(entry.href for entry in entries)
    return _svg(title, described, _ROW * len(entries), pieces, linked=linked)


def _inside(middle: float) -> tuple[str, str]:
    """Return place and anchor of a short text, so that it is not cut off at an edge of a narrow picture."""
    if middle < _EDGE:
        return "0", "start"
    return ("100%", "end") if middle > 100 - _EDGE else (f"{middle:.2f}%", "middle")


def _text(x: str, y: float, text: str, anchor: str, kind: str = "label") -> str:
    return f'<text class="{kind}" x="{x}" y="{y:.0f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, described: str, height: int, pieces: Iterable[str], *, linked: bool) -> Markup:
    # An image has no parts for screen readers; a picture with links is a group of them.
    role = "group" if linked else "img"
    return Markup(  # noqa: S704  # all text in it is escaped where it is put in
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" '
        f'role="{role}" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title><desc>{escape(described)}</desc>{''.join(pieces)}</svg>"
    )
