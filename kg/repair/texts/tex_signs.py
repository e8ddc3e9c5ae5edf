"""What commands of TeX are in plain text: signs, and commands that change only the look of a text.

LaTeX2e's textcomp and those of packages in common use; the logos are those that bibliographies of TeX have.
"""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e",
    "BibTeX": "BibTeX", "XeTeX": "XeTeX", "copyright": "©", "textcopyright": "©", "S": "§", "P": "¶",
    "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "textdegree": "°", "degree": "°",
    "textregistered": "®", "texttrademark": "™", "textmu": "µ", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotesingle": "'", "guillemotleft": "«", "guillemotright": "»", "textbullet": "•", "quad": " ",
    "qquad": " ", "newline": " ", "linebreak": " ", "par": " ", "noindent": "", "xspace": "", "sim": "∼",
    "pm": "±", "times": "×", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "approx": "≈", "infty": "∞",
    "rightarrow": "→", "to": "→", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
    "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "textless": "<", "textgreater": ">", "textbar": "|", "textunderscore": "_", "textasciitilde": "~",
    "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "textslash": "/", "slash": "/",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textordmasculine": "º", "textordfeminine": "ª",
    "textcelsius": "°C", "textperthousand": "‰", "textnumero": "№", "textsection": "§", "textparagraph": "¶",
    "textdagger": "†", "textdaggerdbl": "‡", "textexclamdown": "¡", "textquestiondown": "¿", "textminus": "−",
    "texttimes": "×", "textdiv": "÷", "textpm": "±", "textperiodcentered": "·", "textasteriskcentered": "∗",
    "textohm": "Ω", "textmicro": "µ", "nobreakspace": " ", "thinspace": " ", "enspace": " ", "dag": "†",
    "ddag": "‡", "lq": "‘", "rq": "’", "guillemetleft": "«", "guillemetright": "»", "MF": "METAFONT",
    "METAFONT": "METAFONT", "MP": "MetaPost", "METAPOST": "MetaPost", "PS": "PostScript", "CTAN": "CTAN",
    "AmS": "AMS", "AMSTeX": "AMSTeX", "AmSTeX": "AMSTeX", "ConTeXt": "ConTeXt", "LuaTeX": "LuaTeX",
    "pdfTeX": "pdfTeX", "XeLaTeX": "XeLaTeX", "PiCTeX": "PiCTeX", "TUB": "TUGboat",
}  # fmt: skip
"""Commands that are a sign or a few, of text or of mathematics outside dollars."""
LOOKS: Final = frozenset(
    ["textit", "textbf", "textsc", "textrm", "texttt", "textsf", "textsl", "textup", "textmd", "textnormal",
     "emph", "mbox", "hbox", "text", "underline", "uppercase", "url", "textsubscript", "enquote", "path",
     "MakeUppercase", "textcolor", "ensuremath", "textsmaller", "NoCaseChange", "nobreakdash"]
)  # fmt: skip
"""Commands that change the look of what follows in braces."""
_GREEK: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi"
    " chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
UPRIGHT: Final = {
    "less": "<", "greater": ">", "mathsemicolon": ";", "prime": "′", "mathplus": "+",
    **{f"{'Up' if name[0].isupper() else 'up'}{name.lower()}": SIGNS[name] for name in _GREEK.split()},
}  # fmt: skip
"""Commands that stand alone between dollars where text was meant."""
