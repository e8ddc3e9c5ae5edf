"""A ledger of identity: what was decided of papers and persons, by which rule, how sure, and why.

A ledger is a text of `tests/identity/ledger/`, a decision a line. Two are of invented scenes near the
line between one and two (`papers.toml`, `persons.toml`); the others are of whole builds: of the
examples that come with kg, and, where the shared material is beside the checkout, of the five
documents and of fixed slices of public corpora. `python -m tests.ledger --write` writes them anew;
read the difference before committing it.
"""
