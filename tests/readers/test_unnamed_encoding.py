"""Encodings that a list does not name are told by its letters; Western texts stay Windows-1252."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.readers.unnamed_encoding import guessed_encoding

TEXTS = {
    "cp1251": "Линдов, Андрей\nПриливы малых гаваней и их ворота\nВестник гаваней\n",
    "koi8_r": "Линдов, Андрей\nПриливы малых гаваней и их ворота\nВестник гаваней\n",
    "gb18030": "林明\n小港口的潮汐与闸门研究，说明了方法和数据的来源\n港口学报\n",
    "euc_kr": "김하늘\n작은 항구의 조수와 수문에 관한 연구\n항구 학보\n",
    "euc_jp": "林 明\n小さな港の潮とその門についての研究\n港の学報\n",
    "cp1253": "Λίνδος, Ανδρέας\nΟι παλίρροιες στα μικρά λιμάνια και οι πύλες τους\n",
    "cp1256": "أحمد الليندي\nالمد والجزر في الموانئ الصغيرة وأبواب الموانئ\n",
}
WESTERN = (
    "Müller, Jürgen\nÜber die Gezeiten kleiner Häfen – größer, schöner\nÖsterreichische Küste\n",
    "Lemaître, Éloïse\nL’été à l’île : marées d’un petit port près de là\n",
    "Åse Øyård\nSmå havner på øya, båter og brygger; ærlig sjø\n",
)


@pytest.mark.parametrize("encoding", TEXTS)
def test_letters_tell_the_encoding(encoding: str) -> None:
    assert guessed_encoding(TEXTS[encoding].encode(encoding)).page == encoding


def test_a_few_words_tell_greek_from_cyrillic() -> None:
    for text, page in (
        ("Περί βραστήρων και φούρνων για τυρί", "cp1253"),
        ("О чайниках и ещё о сыре", "cp1251"),
    ):
        assert guessed_encoding(text.encode(page)).page == page


@pytest.mark.parametrize("text", WESTERN, ids=["german", "french", "norwegian"])
def test_a_western_text_is_of_windows_1252(text: str) -> None:
    assert guessed_encoding(text.encode("cp1252")).page == "cp1252"


def test_lines_that_are_utf8_say_nothing() -> None:
    assert guessed_encoding(TEXTS["cp1251"].encode()).page == "cp1252"


LINES: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "code-pages.toml").read_text("utf-8"))


@pytest.mark.parametrize("page", LINES)
def test_letters_tell_the_code_page_of_a_file(page: str) -> None:
    content = "\n".join(LINES[page]).encode(page)
    found = guessed_encoding(content + b"\n")
    assert content.decode(found.page) == content.decode(page)


def test_of_single_lines_most_are_told_and_what_is_said_to_be_sure_is_right() -> None:
    told = []
    for page, lines in LINES.items():
        for line in lines:
            found = guessed_encoding(line.encode(page))
            told.append((found.confidence, line.encode(page).decode(found.page, "replace") == line))
    assert sum(right for _, right in told) >= 0.95 * len(told)
    sure = [right for confidence, right in told if confidence >= 0.9]
    assert len(sure) > 0.5 * len(told)
    assert all(sure)


def test_letters_that_few_pages_tell_apart_are_not_sure() -> None:
    assert guessed_encoding("Zvirbuļi un dzērves".encode("cp1257")).confidence < 0.9
