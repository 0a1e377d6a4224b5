"""The texts of a workflow file in another language: catalogues that lie beside the file.

Beside `procedures/house.yaml` the German texts are `procedures/languages/de/house.po`; those of
its base lie beside the base.
"""

import json
from importlib.resources.abc import Traversable
from pathlib import Path

from ddrflow.languages import Language, Words, catalogue, language
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import folder_of, shipped_folder


def speaking(code: str, workflow: Workflow, name_or_path: str) -> Language:
    """A language with the engine's words and those of a workflow, asked for nothing yet.

    `name_or_path` is what the workflow was loaded by. Raises BadCommand for a language that is
    not there, BadFile for a catalogue that cannot be used.
    """
    found = language(code)
    return found if found.is_english else found.knowing(_texts(found.code, workflow, name_or_path))


def _texts(code: str, workflow: Workflow, name_or_path: str) -> Words:
    """Those of the base first: what the file says itself comes over it."""
    base: str = json.loads(workflow.document).get("extends") or ""
    beside = folder_of(name_or_path)
    shipped = shipped_folder()
    places = [(shipped, base), (beside, base), (beside, workflow.identity.name)]
    words: dict[tuple[str, str], str] = {}
    for folder, name in places:
        words.update(_catalogue(folder, code, name))
    return words


def _catalogue(folder: Traversable | Path, code: str, name: str) -> Words:
    file = folder.joinpath("languages", code, f"{name}.po")
    return catalogue(file) if name and file.is_file() else {}
