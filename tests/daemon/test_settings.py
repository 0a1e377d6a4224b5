"""The settings: read from a file and the environment, each wrong one told with its place."""

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from ddrflow.daemon import Settings
from ddrflow.daemon.settings_file import settings_from
from ddrflow.errors import BadFile
from tests.docs.pages import ROOT

WRONG: Final = """\
name = "my daemon"
[sweep]
every = "5 parsecs"
batch = 0
evry = "5 s"
[[handlers]]
kind = "log"
name = "log"
[[handlers]]
kind = "mail"
name = "post"
host = "mail.example"
prt = 5
sender = "nobody"
link = "https://cases.example/{case}"
[handlers.to]
org-1 = "post"
"""


def told(text: str, folder: Path, **environment: str) -> list[str]:
    """What is wrong, without what would be right, and without the folder."""
    file = folder / "daemon.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as wrong:
        settings_from(file, environment)
    lines = (f"{one.place}: {one.message}" for one in wrong.value.findings)
    return [one.removeprefix(f"{folder}/") for one in lines]


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    assert told(WRONG, tmp_path) == [
        "daemon.toml:1:1: `name`: string should match pattern '^[A-Za-z0-9._:-]{0,64}$'",
        "daemon.toml:3:1: `sweep.every`: `5 parsecs` is no duration",
        "daemon.toml:4:1: `sweep.batch`: input should be greater than or equal to 1",
        "daemon.toml:5:1: `sweep.evry` is not known",
        "daemon.toml:13:1: `handlers.1.prt` is not known",
        "daemon.toml:14:1: `handlers.1.sender`: `nobody` is no address",
        "daemon.toml:17:1: `handlers.1.to.org-1`: `post` is no address",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a = !", "daemon.toml:1:5: it is no TOML: Invalid value"),
        ("[sweep]\nevery = 1\n[sweep]\n", "daemon.toml:3:7: it is no TOML"),
        ("sweep = 5", "daemon.toml:1:1: `sweep`: input should be a valid dictionary"),
    ],
)
def test_what_is_no_toml_is_told_where(text: str, says: str, tmp_path: Path) -> None:
    [found] = told(text, tmp_path)
    assert found.startswith(says)


@pytest.mark.parametrize(
    "value", ["5", "0 s", "-1 s", "1000000000 d", f"{'9' * 400} d", "1.2.3 s", "s", "NaN s", "1 y"]
)
def test_a_duration_that_is_none_is_told(value: str, tmp_path: Path) -> None:
    [found] = told(f'drain = "{value}"', tmp_path)
    assert found.startswith(f"daemon.toml:1:1: `drain`: `{value}` is no")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("500 ms", 0.5), ("5s", 5), ("30 min", 1800), ("2 h", 7200), ("1d", 86400)],
)
def test_a_duration_is_read_as_people_write_it(value: str, seconds: float, tmp_path: Path) -> None:
    file = tmp_path / "daemon.toml"
    file.write_text(f'drain = "{value}"', encoding="utf-8")
    assert settings_from(file, {}).drain == timedelta(seconds=seconds)


def test_what_the_environment_says_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "daemon.toml"
    file.write_text("[sweep]\nbatch = 5\n", encoding="utf-8")
    variables = {
        "DDRFLOW_DAEMON_SWEEP_BATCH": "7",
        "DDRFLOW_DAEMON_WORKFLOWS": '["neustart"]',
        "DDRFLOW_DAEMON_NAME": "d-1",
        "DDRFLOW_DAEMON_CONFIG": str(file),
        "DDRFLOW_DB": "sqlite:///cases.db",
    }
    found = settings_from(file, variables)
    assert (found.sweep.batch, found.workflows, found.name) == (7, ["neustart"], "d-1")


def test_a_variable_that_is_wrong_is_told_by_its_name(tmp_path: Path) -> None:
    variables = {"DDRFLOW_DAEMON_FOO": "1", "DDRFLOW_DAEMON_SWEEP_BATCH": "many"}
    assert told("", tmp_path, **variables) == [
        "DDRFLOW_DAEMON_FOO:1:1: `foo` is not known",
        "DDRFLOW_DAEMON_SWEEP_BATCH:1:1: `sweep.batch`: input should be a valid integer",
    ]


def test_the_file_that_is_shown_holds_what_holds_without_one() -> None:
    shown = settings_from(ROOT / "deploy" / "daemon.toml", {})
    usual = Settings()
    health = usual.health.model_copy(update={"port": shown.health.port})
    assert shown == usual.model_copy(update={"health": health})


def test_what_kubernetes_says_of_a_service_is_no_setting() -> None:
    """A service called `ddrflow-daemon` puts these into every container."""
    found = settings_from(
        None,
        {
            "DDRFLOW_DAEMON_SERVICE_HOST": "10.0.0.1",
            "DDRFLOW_DAEMON_SERVICE_PORT": "9464",
            "DDRFLOW_DAEMON_SERVICE_PORT_HTTP": "9464",
            "DDRFLOW_DAEMON_PORT": "tcp://10.0.0.1:9464",
            "DDRFLOW_DAEMON_PORT_9464_TCP": "tcp://10.0.0.1:9464",
            "DDRFLOW_DAEMON_HEALTH_PORT": "9000",
        },
    )
    assert found.health.port == 9000


def test_a_name_that_looks_like_a_number_is_a_name() -> None:
    assert settings_from(None, {"DDRFLOW_DAEMON_NAME": "2"}).name == "2"


def test_a_number_that_nobody_can_read_is_told(tmp_path: Path) -> None:
    """Python gives up on numbers of so many digits."""
    file = tmp_path / "daemon.toml"
    file.write_text(f"[sweep]\nbatch = {'9' * 5000}\n", encoding="utf-8")
    with pytest.raises(BadFile, match="it is no TOML"):
        settings_from(file, {})
