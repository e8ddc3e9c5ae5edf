"""DataCite's metadata: the XML of its kernels 2 to 4.6, and the JSON of its REST API and data files.

https://datacite-metadata-schema.readthedocs.io says what each property means.
"""

from __future__ import annotations

from kg.readers.datacite import kernel, rest

__all__ = ["kernel", "rest"]
