"""Fetching records over OAI-PMH into files that `kg build` reads. Only `kg harvest` does; no server ever.

https://www.openarchives.org/OAI/openarchivesprotocol.html, and its Guidelines for Harvester Implementers.
"""

from __future__ import annotations

from kg.harvest.harvest import Harvest, HarvestResult
from kg.harvest.oai_request import HarvestRequest

__all__ = ["Harvest", "HarvestRequest", "HarvestResult"]
