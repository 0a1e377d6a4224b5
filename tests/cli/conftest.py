"""The desks at which most tests of the command line type."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk
from tests.postgres import Server
from tests.stores import DURABLE, database


@pytest.fixture(params=DURABLE)
def at_desk(
    request: pytest.FixtureRequest,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Iterator[Desk]:
    """A desk with a case open, on each database in turn."""
    with database(str(request.param), server) as url:
        yield desk(monkeypatch, capsys, tmp_path, url).opened()


@pytest.fixture
def new_desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """A desk in an empty folder, nothing made yet."""
    return desk(monkeypatch, capsys, tmp_path)
