"""Mutants: named lines of kg, each broken in one way, and the tests that must see it.

`mutants.toml` lists them: the file, its exact text, what it is broken to, and the tests. A mutant that
its tests do not see lives: then something important can change without anybody noticing.
`python -m tests.mutants` breaks one after the other in a copy of the tree and says which lived; a test
of the usual suite asserts that each text still stands exactly once.
"""
