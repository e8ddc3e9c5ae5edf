"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A deadline in milliseconds, or a limit on how long examples take to draw, fails where the machine is busy.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of material that is read but not part of the project; skip where it is absent."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the material in {folder.name}/ beside the checkout, which is absent")
    return folder
