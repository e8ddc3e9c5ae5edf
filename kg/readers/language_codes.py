"""Codes of languages that formats of libraries state, as BCP 47 has them (RFC 5646, ISO 639-2).

Three letters are ISO 639-2, terminology (`deu`) or bibliography (`ger`); where a language has a code of two
letters (ISO 639-1), that is its tag. What is in no list stays as it is where it has the form of a tag.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kg.readers.languages import language

_TWO: Final = dict(
    pair.split("=")
    for pair in [
        "aar=aa", "abk=ab", "ave=ae", "afr=af", "aka=ak", "amh=am", "arg=an", "ara=ar", "asm=as", "ava=av",
        "aym=ay", "aze=az", "bak=ba", "bel=be", "bul=bg", "bih=bh", "bis=bi", "bam=bm", "ben=bn", "bod=bo",
        "tib=bo", "bre=br", "bos=bs", "cat=ca", "che=ce", "cha=ch", "cos=co", "cre=cr", "ces=cs", "cze=cs",
        "chu=cu", "chv=cv", "cym=cy", "wel=cy", "dan=da", "deu=de", "ger=de", "div=dv", "dzo=dz", "ewe=ee",
        "ell=el", "gre=el", "eng=en", "epo=eo", "spa=es", "est=et", "eus=eu", "baq=eu", "fas=fa", "per=fa",
        "ful=ff", "fin=fi", "fij=fj", "fao=fo", "fra=fr", "fre=fr", "fry=fy", "gle=ga", "gla=gd", "glg=gl",
        "grn=gn", "guj=gu", "glv=gv", "hau=ha", "heb=he", "hin=hi", "hmo=ho", "hrv=hr", "scr=hr", "hat=ht",
        "hun=hu", "hye=hy", "arm=hy", "her=hz", "ina=ia", "ind=id", "ile=ie", "ibo=ig", "iii=ii", "ipk=ik",
        "ido=io", "isl=is", "ice=is", "ita=it", "iku=iu", "jpn=ja", "jav=jv", "kat=ka", "geo=ka", "kon=kg",
        "kik=ki", "kua=kj", "kaz=kk", "kal=kl", "khm=km", "kan=kn", "kor=ko", "kau=kr", "kas=ks", "kur=ku",
        "kom=kv", "cor=kw", "kir=ky", "lat=la", "ltz=lb", "lug=lg", "lim=li", "lin=ln", "lao=lo", "lit=lt",
        "lub=lu", "lav=lv", "mlg=mg", "mah=mh", "mri=mi", "mao=mi", "mkd=mk", "mac=mk", "mal=ml", "mon=mn",
        "mar=mr", "msa=ms", "may=ms", "mlt=mt", "mya=my", "bur=my", "nau=na", "nob=nb", "nde=nd", "nep=ne",
        "ndo=ng", "nld=nl", "dut=nl", "nno=nn", "nor=no", "nbl=nr", "nav=nv", "nya=ny", "oci=oc", "oji=oj",
        "orm=om", "ori=or", "oss=os", "pan=pa", "pli=pi", "pol=pl", "pus=ps", "por=pt", "que=qu", "roh=rm",
        "run=rn", "ron=ro", "rum=ro", "mol=ro", "rus=ru", "kin=rw", "san=sa", "srd=sc", "snd=sd", "sme=se",
        "sag=sg", "sin=si", "slk=sk", "slo=sk", "slv=sl", "smo=sm", "sna=sn", "som=so", "sqi=sq", "alb=sq",
        "srp=sr", "scc=sr", "ssw=ss", "sot=st", "sun=su", "swe=sv", "swa=sw", "tam=ta", "tel=te", "tgk=tg",
        "tha=th", "tir=ti", "tuk=tk", "tgl=tl", "tsn=tn", "ton=to", "tur=tr", "tso=ts", "tat=tt", "twi=tw",
        "tah=ty", "uig=ug", "ukr=uk", "urd=ur", "uzb=uz", "ven=ve", "vie=vi", "vol=vo", "wln=wa", "wol=wo",
        "xho=xh", "yid=yi", "yor=yo", "zha=za", "zho=zh", "chi=zh", "zul=zu"
    ]
)  # fmt: skip
# with what ISO 639-1 withdrew, which is still written
_OF_TWO: Final = frozenset(_TWO.values()) | {"in", "iw", "ji", "sh"}
_NONE: Final = frozenset(["und", "mul", "zxx", "mis", "n/a", "none", "other", "unknown", "undetermined"])
_PARTED: Final = re.compile(r"\s?[;/|]\s?|\s(?:and|und|et|y|&)\s")
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}", re.ASCII)


def language_tag(stated: str | None) -> str | None:
    """Return the BCP 47 tag of a language; None where none is stated, or several, or it is no language's.

    `eng`, `EN`, `en_US` and `English` give `en`, `en`, `en-US` and `en`.
    """
    word = (stated or "").strip().replace("_", "-").lower()
    if not word or word in _NONE:
        return None
    if len(word) > 3 and "-" not in word and (named := language(word)):
        return named
    if _TAG.fullmatch(word) is None:
        return None
    first, *rest = word.split("-")
    if first in _NONE or (len(first) == 2 and first not in _OF_TWO):
        return None
    return "-".join([_TWO.get(first, first), *map(_subtag, rest)])


def spoken(*stated: str | None) -> dict[str, Any]:
    """Return the fields `language` and `languages` of a work, by what is stated of it.

    Of one language `language` is the tag. Of several, `languages` has them, and `language` is None, as which
    of them title and abstract are in is not known.

    >>> spoken("eng", "English")
    {'language': 'en', 'languages': []}
    >>> spoken("English; French")
    {'language': None, 'languages': ['en', 'fr']}
    """
    tags = list(dict.fromkeys(tag for one in stated if one for tag in _tags(one)))
    return {"language": tags[0] if len(tags) == 1 else None, "languages": tags if len(tags) > 1 else []}


def _tags(stated: str) -> list[str]:
    if (whole := _tag(stated)) is not None:
        return [whole]
    found = [_tag(one) for one in _PARTED.split(stated)]
    if len(found) == 1:  # `Greek, Ancient` is one, which is not known
        found = [_tag(one) for one in stated.split(",")]
        return [tag for tag in found if tag] if None not in found else []
    return [tag for tag in found if tag]


def _tag(stated: str) -> str | None:
    return language_tag(stated) or (language(stated) if stated.strip().lower() not in _NONE else None)


def _subtag(part: str) -> str:
    """Return a script with a capital, a region in capitals (RFC 5646, 2.1.1)."""
    return part.upper() if len(part) == 2 and part.isalpha() else part.title() if len(part) == 4 else part
