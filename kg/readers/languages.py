"""Languages as lists state them, as tags of BCP 47: names, codes of ISO 639, names that babel has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_TAG: Final = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
# tag: ISO 639-2 and -3 codes, then names
_KNOWN: Final = """
en eng english|en-US american usenglish usamerican "english (us)"|en-GB british ukenglish|en-CA canadian
en-AU australian|en-NZ newzealand
de ger deu german ngerman germanb deutsch allemand|de-AT austrian naustrian|de-CH swissgerman nswissgerman
fr fre fra french francais français frenchb französisch|fr-CA acadian canadien
es spa spanish español espanol castellano castilian spanisch|es-MX mexican spanishmx
it ita italian italiano italienisch
pt por portuguese portugues português portuges|pt-BR brazilian brazil brasil
nl dut nld dutch nederlands flemish|da dan danish dansk|sv swe swedish svenska
no nor norwegian norsk|nb nob bokmål|nn nno nynorsk|fi fin finnish suomi|is ice isl icelandic
et est estonian|lv lav latvian|lt lit lithuanian|pl pol polish polski|cs cze ces czech čeština
sk slo slk slovak|sl slv slovene slovenian|hr hrv scr croatian hrvatski|sr srp scc serbian|bs bos bosnian
mk mac mkd macedonian|bg bul bulgarian|ru rus russian русский|uk ukr ukrainian українська|be bel belarusian
ro rum ron romanian română|hu hun hungarian magyar|el gre ell greek modern-greek ελληνικά
grc ancientgreek polutonikogreek|la lat latin|tr tur turkish türkçe|ar ara arabic العربية|he heb hebrew עברית
fa per fas persian farsi فارسی|hi hin hindi|bn ben bengali|ta tam tamil|te tel telugu|ur urd urdu
ml mal malayalam
zh chi zho chinese 中文 汉语|ja jpn japanese 日本語|ko kor korean 한국어|vi vie vietnamese|th tha thai
id ind indonesian bahasai bahasa|ms may msa malay|ca cat catalan català|gl glg galician galego
eu baq eus basque euskara|cy wel cym welsh|ga gle irish|gd gla scottish|br bre breton|af afr afrikaans
sq alb sqi albanian|hy arm hye armenian|ka geo kat georgian|az aze azerbaijani|kk kaz kazakh|uz uzb uzbek
mn mon mongolian|sw swa swahili|eo epo esperanto|lb ltz luxembourgish|mt mlt maltese|sa san sanskrit
"""


@lru_cache(maxsize=512)
def language(text: str) -> str | None:
    """Return the tag of BCP 47 for the language that `text` names; None where that is not known."""
    word = text.strip().strip(".{}").strip()
    if _TAG.fullmatch(word):
        return word.replace("_", "-")
    return _names().get(word.lower())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in re.split(r"[|\n]", _KNOWN):
        tag, _, rest = entry.strip().partition(" ")
        quoted = re.findall(r'"([^"]*)"', rest)
        for name in (*re.sub(r'"[^"]*"', "", rest).split(), *quoted):
            found[name] = tag
    return found
