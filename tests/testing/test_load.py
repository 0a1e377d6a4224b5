"""Whoever does not use the plugin does not pay for it."""

import subprocess
import sys
from typing import Final

import ddrflow.testing as offered

HEAVY: Final = ("sqlalchemy", "apscheduler", "pydantic", "hypothesis", "ddrflow.engine", "yaml")
ASKED: Final = f"""
import sys
import ddrflow.testing.plugin, ddrflow.testing.fixtures
print(sorted(one for one in {HEAVY} if one in sys.modules))
"""


def test_loading_the_plugin_imports_nothing_of_the_engine() -> None:
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_names_for_tests_are_loaded_when_they_are_asked_for() -> None:
    assert [one for one in offered.__all__ if not hasattr(offered, one)] == []
