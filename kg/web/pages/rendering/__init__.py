"""How pages are drawn: templates, charts and networks as SVG, formulas as MathML."""
