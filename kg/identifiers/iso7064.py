"""Check characters of ISO/IEC 7064, MOD 11-2: those of ORCID and ISNI."""

from __future__ import annotations


def mod_11_2(digits: str) -> str:
    """Return the check character of `digits`."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
