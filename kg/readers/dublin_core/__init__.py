"""Dublin Core, as repositories state it over OAI-PMH (`oai_dc`) and with the refinements of DCMI.

Elements: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/. What repositories put into them:
the OpenAIRE Guidelines for Literature Repositories (https://guidelines.openaire.eu), `info:eu-repo`, and the
habits of arXiv, DSpace and Open Journal Systems. An element has no order and says little of its meaning: what
is not sure is kept as it is stated.
"""

from __future__ import annotations

from kg.readers.dublin_core.record import dublin_core

__all__ = ["dublin_core"]
