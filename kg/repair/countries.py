"""Names of countries in English as affiliations have them (ISO 3166-1, and the usual short forms)."""

from __future__ import annotations

from typing import Final

COUNTRIES: Final = frozenset(
    """
afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan|bahamas
bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia and herzegovina|botswana
brazil|brasil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada|cape verde|chad|chile|china
pr china|p r china|people's republic of china|colombia|congo|costa rica|croatia|cuba|cyprus
czech republic|czechia|czechoslovakia|côte d'ivoire|ivory coast|denmark|dominican republic|ecuador|egypt
el salvador|eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|georgia|germany
deutschland|federal republic of germany|ghana|greece|grenada|guatemala|guinea|guyana|haiti|honduras
hong kong|hungary|iceland|india|indonesia|iran|islamic republic of iran|ir iran|iraq|ireland
republic of ireland|israel|italy|italia|jamaica|japan|jordan|kazakhstan|kenya|kosovo|kuwait|kyrgyzstan
laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|macao|macau|madagascar
malawi|malaysia|maldives|mali|malta|mauritania|mauritius|mexico|méxico|moldova|monaco|mongolia
montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|new zealand|nicaragua|niger|nigeria
north korea|north macedonia|norway|oman|pakistan|palestine|panama|papua new guinea|paraguay|peru
philippines|poland|portugal|puerto rico|qatar|romania|russia|russian federation|rwanda|samoa
saudi arabia|kingdom of saudi arabia|senegal|serbia|seychelles|sierra leone|singapore|slovakia
slovak republic|slovenia|somalia|south africa|republic of south africa|south korea|korea
republic of korea|korea (south)|south sudan|spain|españa|sri lanka|sudan|suriname|sweden|switzerland
syria|taiwan|taiwan roc|taiwan (roc)|tajikistan|tanzania|thailand|togo|tonga|trinidad and tobago|tunisia
turkey|türkiye|turkmenistan|uganda|ukraine|united arab emirates|uae|united kingdom|uk|u k|england
scotland|wales|northern ireland|united states|united states of america|usa|u s a|us|ussr|uruguay
uzbekistan|vanuatu|vatican|venezuela|vietnam|viet nam|yemen|yugoslavia|zambia|zimbabwe
""".strip()
    .replace("\n", "|")
    .split("|")
)


def is_country(name: str) -> bool:
    """Tell whether `name` alone is the name of a country, as an affiliation would end with it."""
    return name.casefold().removeprefix("the ").replace(".", "").strip() in COUNTRIES
