"""Repairs: what can be mended in a record as printed, each with its rule and how sure it is."""
