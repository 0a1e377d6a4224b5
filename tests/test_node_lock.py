"""The lock of what the deep tests need from Node."""

import json
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).parents[1] / "requirements" / "node" / "package-lock.json"


def test_it_names_no_place_to_load_a_package_from() -> None:
    """Each package by its version and its hash; where from is a matter of the machine."""
    text = LOCK.read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert "node_modules/yaml-language-server" in packages
    assert all({"version", "integrity"} <= one.keys() for one in packages.values())
    assert "resolved" not in text
    assert "://" not in text
