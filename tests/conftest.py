"""What holds for the whole run: no connections, no settings of the person who runs the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The hook that refuses connections works in this process too; children get it through their path.
from tests.blocked import sitecustomize as _blocked  # noqa: F401

_BLOCKED = Path(__file__).parent / "blocked"
#: Variables that change what the tool does.
_SETTINGS = (
    "NO_COLOR",
    "FORCE_COLOR",
    "ACCESSIBLE",
    "MATURITY_PLUGINS",
    "MATURITY_DEBUG",
    "LC_ALL",
    "LC_MESSAGES",
    "LANGUAGE",
    "COLUMNS",
    "LINES",
)


# A slow computer is no failure; in CI a failure must be the same one again.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")


def pytest_configure() -> None:
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(_BLOCKED), *([inherited] if inherited else [])])
    for name in _SETTINGS:
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"
    os.environ["MATURITY_CONFIG"] = str(_BLOCKED / "no-settings.yaml")


@pytest.fixture(autouse=True)
def loopback(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test that is marked for it talk to this machine."""
    allowed = request.node.get_closest_marker("loopback") is not None
    os.environ["MATURITY_TEST_LOOPBACK"] = "1" if allowed else "0"
    yield
    os.environ["MATURITY_TEST_LOOPBACK"] = "0"
