"""Writers: one output format each, from what a query or a release holds to bytes.

Each file marks its function with `kg.formats.register`, which says how the format is called and asked for.
"""
