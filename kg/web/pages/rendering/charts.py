"""Small charts as SVG: columns by year, and bars by count.

Lengths across are percentages and all else is pixels, so that a chart fills the width it is given and
its text stays as large as the page's. Colours come from the style sheet (`svg.chart`). Each chart has a
`title` and a `desc`, which screen readers read, each column its own `title`, and each label that is
shortened the whole of it.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from kg.web.pages.description.names import grouped

MOST_COLUMNS: Final = 60
MOST_LABELS: Final = 7
MOST_AMOUNTS: Final = 14
MOST_LINES: Final = 2

_TOP, _PLOT, _BOTTOM = 18, 120, 22
_ROW, _BAR, _LINE = 40, 14, 17
_ACROSS: Final = 44  # characters of the page's small text in 320 pixels
_MORE: Final = "…"
_CHARACTER: Final = 2.4  # percent: the width of a digit in a picture of 320 pixels
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
            x, anchor = _inside(middle, amount(count))
            pieces.append(_text(x, _TOP + _PLOT - height - 5, amount(count), anchor))
        if position % every == 0:
            x, anchor = _inside(middle, str(year))
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
    top = 0
    for entry in entries:
        lines = wrapped(entry.label)
        label = "".join(_text("0", top + 14 + _LINE * n, line, "start") for n, line in enumerate(lines))
        if lines and lines[-1].endswith(_MORE):
            label = f"<g><title>{escape(entry.label)}</title>{label}</g>"
        pieces.append(f'<a href="{escape(entry.href)}">{label}</a>' if entry.href else label)
        top += _LINE * max(len(lines) - 1, 0)
        # The rest of the width is for the amount, written behind the bar.
        width = max(86 * entry.value / most, 0.3)
        pieces.append(f'<rect class="bar" x="0" y="{top + 20}" width="{width:.2f}%" height="{_BAR}"/>')
        pieces.append(_text(f"{width + 1:.2f}%", top + 20 + _BAR - 2, amount(entry.value), "start", "amount"))
        top += _ROW
    described = "; ".join(f"{entry.label}: {amount(entry.value)}" for entry in entries)
    linked = any(entry.href for entry in entries)
    return _svg(title, described, top, pieces, linked=linked)


def wrapped(label: str) -> list[str]:
    """Break a label into the lines that fit a narrow picture; what does not fit ends in …."""
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in label)
    across = _ACROSS // 2 if wide else _ACROSS
    lines = textwrap.wrap(label, across)
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [lines[MOST_LINES - 1][: across - 1].rstrip() + _MORE]
    return lines


def _inside(middle: float, text: str) -> tuple[str, str]:
    """Return place and anchor of a short text, so that it is not cut off at an edge of a narrow picture."""
    half = _CHARACTER * len(text) / 2
    if middle < half:
        return "0", "start"
    return ("100%", "end") if middle > 100 - half else (f"{middle:.2f}%", "middle")


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
