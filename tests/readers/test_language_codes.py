"""Codes of languages as formats of libraries state them."""

from __future__ import annotations

import pytest

from kg.readers.language_codes import language_tag


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("eng", "en"), ("EN", "en"), ("en_US", "en-US"), ("ger", "de"), ("English", "en"), ("gsw", "gsw"),
        ("iw", "iw"), ("er", None), ("xx", None), ("und", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_tag_is_that_of_a_language(stated: str | None, tag: str | None) -> None:
    assert language_tag(stated) == tag
