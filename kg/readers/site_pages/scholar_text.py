"""The page of an author at Google Scholar, saved or copied as text: rows of three lines under a header.

    Ada Lind                                         Title	Cited by	Year
    Owl University                                   Whistling kettles
    Verified email at owl.example                    A Lind, KN Berg
    Citations	1234	600                            Journal of Kettles 4 (2), 101-118	45	2021

Browsers part the cells of a row by tabs or by lines. The header is known in the languages of the site that
are used most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.readers.eight_bit import DecodedLine
from kg.readers.site_pages.publication_list import ListedPage, PaperParts

_TITLE: Final = "Title|Titel|Titre|Título|Titolo|标题|標題|タイトル|제목|Название|Başlık|Tytuł"
_CITED: Final = (
    "Cited by|Zitiert von|Citée par|Citado por|Citata da|Geciteerd door|Citeras av|引用次数|引用次數|引用先|"
    "인용|Процитировано|Alıntı yapanlar|Cytowane przez"
)
_YEAR: Final = "Year|Jahr|Année|Año|Ano|Anno|Jaar|År|年份|年|연도|Год|Yıl|Rok"
SIGN: Final = re.compile(
    rf"^(?:{_TITLE})\s{{1,9}}(?:{_CITED})\s{{1,9}}(?:{_YEAR})\s", re.IGNORECASE | re.MULTILINE
)
_HEADER: Final = re.compile(rf"(?:(?:{_TITLE}|{_CITED}|{_YEAR})\s{{0,9}}){{1,3}}", re.IGNORECASE)
_END: Final = re.compile(
    r"(?:(?P<place>.{0,400}?)\t)?(?P<cited>\d{0,7}\*?)\s{0,3}\t\s{0,3}(?P<year>(?:1[5-9]|20)\d\d)?"
)
_NUMBER: Final = re.compile(r"\d{1,7}\*?")
_ONLY_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_CITATIONS: Final = re.compile(
    r"(?:Citations|Zitate|Citaties|Citas|Citações|Citazioni)\s{1,9}(\d[\d.,]{0,12})\b.{0,40}"
)
_H_INDEX: Final = re.compile(r"(?:h-index|Índice h|indice h)\s{1,9}(\d{1,4})\b.{0,40}", re.IGNORECASE)
_NO_NAME: Final = re.compile(
    r"follow|google scholar|sign in|create my own profile|my profile|get my own profile|verified\b.*|.*https?://.*",
    re.IGNORECASE,
)
_FOOT: Final = re.compile(
    r"Show more|Articles \d.*|Help|Privacy|Terms|Mehr anzeigen|The system can.t perform.*"
)


def of_text(lines: Iterable[DecodedLine]) -> ListedPage:
    """Return what a page of an author states, row by row."""
    page = ListedPage()
    rows = False
    row: list[DecodedLine] = []
    for line in lines:
        page.last = line.number
        text = line.text.strip(" \r\u200e\u202a\u202c")
        if not text.strip():
            continue
        if not rows:
            rows = SIGN.match(f"{text} ") is not None or _is_year(text)
            _around(page, text, header=rows)
        elif _CITATIONS.fullmatch(text) or _H_INDEX.fullmatch(text):
            _around(page, text, header=False)
        elif _HEADER.fullmatch(text) and not row:
            page.around.values.append(("header", text))
        elif (found := _END.fullmatch(text)) or _ONLY_YEAR.fullmatch(text):
            _paper(page, row, line, found)
            row = []
        else:
            row.append(line)
    for line in row:
        page.around.values.append(
            ("foot" if _FOOT.fullmatch(line.text.strip()) else "left", line.text.strip())
        )
    return page


def _is_year(text: str) -> bool:
    return re.fullmatch(_YEAR, text, re.IGNORECASE) is not None


def _around(page: ListedPage, text: str, *, header: bool) -> None:
    """Take in a line above the rows."""
    stated = {part for part, _ in page.around.values}
    if found := _CITATIONS.fullmatch(text):
        part, text = "citations", re.sub(r"\D", "", found[1])
    elif found := _H_INDEX.fullmatch(text):
        part, text = "h-index", found[1]
    elif header or _HEADER.fullmatch(text):
        part = "header"
    elif "name" not in stated and not _NO_NAME.fullmatch(text):
        part = "name"
    elif "name" in stated and not stated & {"line", "mail"} and not _NO_NAME.fullmatch(text):
        part = "line"
    else:
        part = "mail" if text.lower().startswith("verified") else "text"
    page.around.values.append((part, text))


def _paper(page: ListedPage, row: list[DecodedLine], end: DecodedLine, found: re.Match[str] | None) -> None:
    """Take in a row: title, authors and place, behind them or below how often it is cited, and the year."""
    texts = [line.text.strip() for line in row]
    cited = found["cited"] if found else texts.pop() if texts and _NUMBER.fullmatch(texts[-1]) else ""
    year = (found["year"] if found else end.text.strip()) or ""
    if found and found["place"]:
        texts.append(found["place"].strip())
    paper = PaperParts(row[0].number if row else end.number, last=end.number)
    paper.values += [("title", texts[0])] if texts else []
    paper.values += [("gray", text) for text in texts[1:3]]
    paper.values += [("left", text) for text in texts[3:]]
    paper.values += [(part, text) for part, text in (("cited", cited), ("year", year)) if text]
    page.papers.append(paper)
