"""Texts as a source prints them, freed of what is markup: HTML, JATS, TeX, invisible characters."""
