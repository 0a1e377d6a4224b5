"""Whoever does not use the plugin does not pay for it."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import ddrflow.testing as offered

HEAVY: Final = ("sqlalchemy", "apscheduler", "pydantic", "hypothesis", "ddrflow.engine", "yaml")
ASKED: Final = f"""
import sys
import pytest
code = pytest.main(["-q", "-p", "no:hypothesispytest", "-p", "no:cacheprovider", "test_other.py"])
assert "ddrflow.testing.fixtures" in sys.modules
print(int(code), sorted(one for one in {HEAVY} if one in sys.modules))
"""


def test_a_run_that_does_not_use_the_plugin_imports_nothing_of_the_engine(tmp_path: Path) -> None:
    """A whole run with the plugin loaded, a failing comparison among its tests."""
    tests = "def test_one():\n    assert [1] == [2]\ndef test_two(tmp_path):\n    pass\n"
    tmp_path.joinpath("test_other.py").write_text(tests, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", ASKED], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "1 []"


def test_the_names_for_tests_are_loaded_when_they_are_asked_for() -> None:
    assert [one for one in offered.__all__ if not hasattr(offered, one)] == []
