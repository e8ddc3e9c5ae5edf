"""Wrongly decoded text: what was damaged without loss comes back, what is sound stays, losses are told."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.repair.mojibake import fits, mend_text

# Parts of invented names in the letters of many languages.
LATIN = [
    "José",
    "García",
    "Jürgen",
    "Müller",
    "Anaïs",
    "Žofie",
    "Dvořáková",
    "Łukasz",
    "Wiśniewski",
    "Świętosław",
    "Gąsior",
    "Çağlar",
    "Ünlü",
    "Øystein",
    "Ødegård",
    "Åse",
    "Ştefan",
    "Győző",
    "Íñiguez",
    "Óscar",
    "Özgür",
    "Weiß",
    "Ōta",
    "Đukić",
    "Jiří",
    "Čapek",
    "Adrià",
    "Cortès",
    "Ångström",
    "Ján",
    "Ďurian",
    "Šarūnas",
    "Jānis",
    "Nguyễn",
    "Thị",
    "Trần",
    "Văn",
    "Đức",
    "François",
    "Lefèvre",
    "João",
    "Zoë",
    "Þórður",
    "Guðmundsson",
    "Erdős",
    "Rényi",
]
OTHERS = [
    "Иван Петров",
    "Ольга Щербакова",
    "Николай Ёлкин",
    "Γιώργος Παπαδόπουλος",
    "王小明",
    "山田太郎",
    "김민준",
    "سارة حداد",
    "דוד כהן",
    "สมชาย ใจดี",
]
SOUND = [
    *LATIN,
    *OTHERS,
    "SÃO PAULO",
    "São Tomé",
    "Ângela Conceição",
    "Ầu Cơ",
    "NHÃ LAM",
    "IRMÃ DULCE",
    "Ã",
    "Â",
    "CAFÉ”",
    "“CAFÉ”",
    "«ROMÂ»",
    "NORÅ™",
    "McÉwen",
    "DeÁngelis",
    "MacÅkerlund",
    "O’Élan",
    "Ăştia",
    "Äiti",
    "Ånon",
    "Ägypten",
    "√π",
    "O(n√π)",
    "f(x) ≤ √(2π)",
    "the group Ã₂",
    "รถ",
    "รถยนต์ไฟฟ้า",
    "ระบบAIรถ",
    "วิธีใช้Cสำหรับเด็ก",
    "ร.5",
    "Пётр Рёрих",
    "«Г»",
    "茅台",
    "K线图",
    "T恤",
    "WiFi没信号",
    "ｱｲｳ",
    "naïve café—déjà vu",
    "25 °C ± 3 µm",
    "α-decay of β particles",
    "it’s “best”…",
    "№ 5",
    "3×’",
    "‘5×’",
    "à « demi »",
    "Nº 5",
    "l’été’”",
    "Đặng Thái Sơn",
    "Hồ Chí Minh",
    "ÐÐ",
    "Ñandú",
    "PIÑA",
    "Ο Ξέρξης",
    "Ünlü, Çağlar",
    "Ýmir",
]
LOSSLESS = (
    "cp874",
    "cp1252",
    "latin-1",
    "cp1250",
    "cp1251",
    "cp1254",
    "cp1257",
    "cp437",
    "cp866",
)


def through(text: str, page: str) -> str:
    """Read UTF-8 through `page`; where it has no character, print the C1 control."""
    shown = []
    for byte in text.encode():
        try:
            shown.append(bytes([byte]).decode(page))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


def dropped(text: str, page: str) -> str:
    """Read UTF-8 through `page`, without what it does not show, and with plain blanks: a lossy reading."""
    shown = text.encode().decode(page, "ignore")
    return re.sub("[\x80-\x9f]", "", shown).replace("\u00a0", " ")


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    assert mend_text(text) is None


@pytest.mark.parametrize("page", LOSSLESS)
@pytest.mark.parametrize("name", [name for name in LATIN if not name.isascii()])
def test_a_name_comes_back(name: str, page: str) -> None:
    damaged = through(name, page)
    mended = mend_text(damaged)
    assert mended is not None
    assert name == mended.text or name in mended.rivals
    assert mended.lossless
    repair = mended.repair("authors", damaged, mended.text)
    assert repair.certain == (not mended.rivals)


@given(
    st.lists(st.sampled_from(LATIN + OTHERS), min_size=2, max_size=4), st.sampled_from(["cp1252", "cp874"])
)
def test_names_of_any_script_come_back(words: list[str], page: str) -> None:
    name = " ".join(words)
    mended = mend_text(through(name, page))
    assert name.isascii() or (mended is not None and mended.text == name)


@given(st.lists(st.sampled_from(LATIN), min_size=1, max_size=4), st.sampled_from(["cp874", "cp1252"]))
def test_what_was_meant_fits_the_pattern_of_a_lossy_repair(words: list[str], page: str) -> None:
    name = " ".join(words)
    damaged = dropped(name, page)
    mended = mend_text(damaged)
    assume(mended is not None and not mended.lossless)
    assert mended is not None
    repair = mended.repair("title", damaged, mended.text)
    assert not repair.certain
    assert repair.rule.endswith("-LOSSY")
    assert fits(repair, name), repair.note


@pytest.mark.parametrize(
    ("printed", "text", "meant", "other"),
    [
        ("Kovaฤeviฤ", "Kova�evi�", "Kovačević", "Kovacevic"),
        ("รnlรผ", "�nlü", "Ünlü", "Anlü"),
        ("Nicolร Antรบnez", "Nicol� Antúnez", "Nicolà Antúnez", "Nicola Antúnez"),
        (
            "WiśniewskaKlimczak-Pluciลska"[10:],
            "Klimczak-Pluci�ska",
            "Klimczak-Plucińska",
            "Klimczak-Plucinska",
        ),
        ("RogoziÅska", "Rogozi�ska", "Rogozińska", "Rogozinska"),
        ("Ãlvaro", "�lvaro", "Álvaro", "Olvaro"),
    ],
)
def test_a_lost_letter_is_shown_as_lost(printed: str, text: str, meant: str, other: str) -> None:
    mended = mend_text(printed)
    assert mended is not None
    assert (mended.text, mended.lossless) == (text, False)
    repair = mended.repair("authors", printed, mended.text, 3)
    assert (repair.certain, repair.position) == (False, 3)
    assert repair.confidence < 0.5
    assert fits(repair, meant)
    assert not fits(repair, other)


@pytest.mark.parametrize(
    ("printed", "text", "rule"),
    [
        ("Adriร ", "Adrià", "ENC-TIS620"),
        ("MÃƒÂ¼ller", "Müller", "ENC-CP1252"),
        ("donâ€™t", "don’t", "ENC-CP1252"),
        ("the â€œbestâ€ one", "the “best” one", "ENC-CP1252"),
        ("Ren\u00c3\u00a9 Le\u00c3\u00a3o", "René Leão", "ENC-CP1252"),
        ("Å\x81ukasz", "Łukasz", "ENC-LATIN1"),
        ("РРІР°РЅ", "Иван", "ENC-CP1251"),
        ("Ren茅", "René", "ENC-GBK"),
        ("Garc铆a", "García", "ENC-GBK"),
        ("Renﾃｩ", "René", "ENC-CP932"),
        ("Garc√≠a", "García", "ENC-MACROMAN"),
        ("Ji≈ô√≠ Dvo≈ô√°k", "Jiří Dvořák", "ENC-MACROMAN"),
        ("25Â°C", "25°C", "ENC-CP1252"),
        ("Î±-decay", "α-decay", "ENC-CP1252"),
    ],
)
def test_known_damage(printed: str, text: str, rule: str) -> None:
    mended = mend_text(printed)
    assert mended is not None
    assert (mended.text.strip(), mended.rule, mended.lossless) == (text, rule, True)


def test_the_page_that_damaged_the_neighbours_decides_doubtful_places() -> None:
    assert mend_text("ร\u200b") is None
    assert mend_text("รฏ") is None
    mended = mend_text("รฏ", "cp874")
    assert mended is not None
    assert mended.text == "ï"


def test_a_replacement_character_is_damage_that_nothing_mends() -> None:
    mended = mend_text("Luci\ufffd")
    assert mended is not None
    assert (mended.text, mended.lossless) == ("Luci\ufffd", False)
    repair = mended.repair("authors", "Luci\ufffd", mended.text)
    assert repair.after is None
    assert fits(repair, "Lucić")


@given(st.text(st.characters(codec="ascii")))
def test_ascii_is_sound(text: str) -> None:
    assert mend_text(text) is None


@given(st.text())
def test_any_text_is_survived_and_mended_text_is_sound(text: str) -> None:
    mended = mend_text(text)
    if mended is not None:
        assert mended.pattern is None or re.compile(mended.pattern)


def test_real_names_and_titles_stay(shared: Path) -> None:
    source = shared / "corpora" / "arxiv-kaggle" / "arxiv-metadata-oai-snapshot.json"
    texts = set()
    for line in source.read_bytes().splitlines():
        record = orjson.loads(line)
        texts |= {
            record["title"],
            record["abstract"],
            *(" ".join(parts) for parts in record["authors_parsed"]),
        }
    assert [text for text in texts if mend_text(text)] == []


@pytest.mark.parametrize("rounds", [1, 2, 3, 4])
@pytest.mark.parametrize("meant", ["Ré", "José Müller", "naïve – “quoted”", "Ada Łukasz"])
def test_what_was_damaged_often_is_mended_wholly_or_not_certain(meant: str, rounds: int) -> None:
    text = meant
    for _ in range(rounds):
        text = text.encode().decode("latin-1")
    found = mend_text(text)
    assert found is not None
    assert found.text == meant or not found.repair("title", text, found.text).certain


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("RÃ©", "Ré"),
        ("SÃ£o Paulo, SÃO JOÃO", "São Paulo, SÃO JOÃO"),
        ("menu Ã  la carte", "menu à la carte"),
        ("menu Ã la carte", "menu à la carte"),
    ],
)
def test_short_words_are_mended(text: str, meant: str) -> None:
    found = mend_text(text)
    assert found is not None
    assert found.text == meant


def test_a_dash_that_lost_its_bytes_is_told_not_guessed() -> None:
    found = mend_text("larks â a study")
    assert found is not None
    assert (found.text, found.lossless) == ("larks â a study", False)
    assert re.fullmatch(found.pattern or "", "larks – a study")
    assert mend_text("pâté à l'âne") is None
