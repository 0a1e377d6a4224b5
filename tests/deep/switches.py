"""A pytest plugin: something is switched off before the tests are read, and what fails is noted.

What is switched off stands in DDRFLOW_SWITCHED_OFF, as a JSON list of switches in the words of
`docs/requirements.toml`; what failed is written to the file that DDRFLOW_NOTED names.
"""

import ast
import json
import os
import shutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import pytest

from ddrflow.measures import MEASURES
from ddrflow.model.events import EVENTS
from ddrflow.model.fold import APPLY
from ddrflow.model.naming import kebab
from ddrflow.model.verdict import MET
from ddrflow.rules import RULES
from ddrflow.workflow import load
from ddrflow.workflow.source import read_source
from docs.places import ROOT, Place, coded, part_of, place

SWITCHED_OFF: Final = "DDRFLOW_SWITCHED_OFF"
NOTED: Final = "DDRFLOW_NOTED"
FAILED: Final = pytest.StashKey[list[str]]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before any module of the tests is read."""
    early_config.stash[FAILED] = []
    early_config.pluginmanager.register(_Noting(early_config.stash[FAILED]))
    switch_off([place(one) for one in json.loads(os.environ[SWITCHED_OFF])])


class _Noting:
    """Which tests failed themselves, and not in making ready for them."""

    def __init__(self, failed: list[str]) -> None:
        self._failed = failed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.failed:
            self._failed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        Path(os.environ[NOTED]).write_text(json.dumps(self._failed), encoding="utf-8")


def switch_off(places: list[Place]) -> None:
    """Take all of them away. Raises UsageError when a workflow file is unsound without."""
    for one in places:
        match one.kind:
            case "rule":
                _always_met(one.name)
            case "event":
                _without_effect(one.name)
            case "measure":
                _sees_nothing(one.name)
            case "code":
                _answering(one.name, ast.literal_eval(one.value or "None"))
            case "file":
                _empty((ROOT / one.name).resolve())
            case "workflow":
                pass
            case _:
                message = f"`{one}` cannot be switched off"
                raise pytest.UsageError(message)
    parts = [one for one in places if one.kind == "workflow"]
    if parts:
        _other_files(parts)


def _sees_nothing(name: str) -> None:
    [measure] = [one for one in MEASURES if one.name == name]
    object.__setattr__(measure, "look", lambda _past: ())


def _always_met(name: str) -> None:
    [rule] = [one for one in RULES if one.rule_id == name]
    object.__setattr__(rule, "check", lambda _question, _parameters: MET)


def _without_effect(name: str) -> None:
    [kind] = [one for one in EVENTS if kebab(one) == name]
    part, _ = APPLY[kind]
    APPLY[kind] = (part, lambda case, _entry, _event: getattr(case, part))


def _answering(name: str, value: object) -> None:
    """The function answers the same whatever it is asked, wherever it was imported to."""
    module, _, inside = name.partition(":")
    above, _, last = inside.rpartition(".")
    owner = coded(f"{module}:{above}") if above else import_module(module)
    _everywhere(owner, last, lambda *_args, **_named: value)


def _everywhere(owner: Any, name: str, other: object) -> None:  # noqa: ANN401 - module or class
    old = getattr(owner, name)
    setattr(owner, name, other)
    for module_name, module in list(sys.modules.items()):
        if module_name.partition(".")[0] in ("ddrflow", "tests", "docs"):
            for key in [key for key, found in vars(module).items() if found is old]:
                setattr(module, key, other)


def _empty(file: Path) -> None:
    read_text = Path.read_text

    def reading(self: Path, *args: Any, **named: Any) -> str:  # noqa: ANN401 - as `read_text`
        return "" if self.resolve() == file else read_text(self, *args, **named)

    Path.read_text = reading  # type: ignore[method-assign]


def _other_files(parts: list[Place]) -> None:
    """The shipped files are those of a copy in which these parts are others, or left out."""
    folder = Path(mkdtemp()) / "workflows"
    shutil.copytree(ROOT / "workflows", folder)
    for one in parts:
        file, _, path = one.name.partition(" ")
        text = folder / f"{file}.yaml"
        data = read_source(text.read_bytes(), text.name).data
        _replace(data, path, one.value)
        # JSON is YAML.
        text.write_text(json.dumps(data), encoding="utf-8")
    _everywhere(load, "shipped_folder", lambda: folder)
    unsound = [str(fault) for name in load.shipped() for fault in load.check(name).errors]
    if unsound:
        message = "\n".join(("unsound without it:", *unsound))
        raise pytest.UsageError(message)


def _replace(data: object, path: str, value: str | None) -> None:
    above, _, last = path.rpartition(".")
    inside: Any = part_of(data, above) if above else data
    key = int(last) if isinstance(inside, list) else last
    if value is None:
        del inside[key]
    else:
        inside[key] = _value(value)


def _value(text: str) -> object:
    """JSON, or a plain word."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
