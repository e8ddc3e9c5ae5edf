"""Linked data for programs: things under their IRIs, typed links, JSON-LD, the vocabulary, sitemaps."""
