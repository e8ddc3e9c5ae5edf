"""From which odds two clusters are joined, or told as undecided; set by hand, in `weights.json` as well."""

from __future__ import annotations

from typing import Final

THRESHOLDS: Final = {
    "join": 0.0,
    "undecided": -3.0,
    "undecided of many": -1.5,
    "sure": 1.5,
    "rare name": 0.94,
    "rare name, perhaps of two": 0.8,
}
"""Log-odds from which two are joined, from which they are told as undecided (in blocks of more than 40 names
only the likeliest), and from which mentions of one name are joined without a look at rivals. The two of a
rare name are probabilities: the share of joins by nothing but the name that are right in held-out blocks,
where fewer than 0.05 people are expected to bear it, or more.
"""
