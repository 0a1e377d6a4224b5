"""Workflow files are read with either parser of YAML."""

import pytest
import yaml

from ddrflow.workflow import source as module


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def both_parsers(request: pytest.FixtureRequest) -> None:
    """Whoever asks for it runs with each parser in turn."""
    request.getfixturevalue("monkeypatch").setattr(
        module, "LOADER", getattr(yaml, str(request.param))
    )
