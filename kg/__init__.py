"""kg: records of scholarly work in, a published knowledge graph out."""

from typing import Final

__version__: Final = "0.1.0"
