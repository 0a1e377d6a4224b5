"""The texts of a workflow file in another language: catalogues that lie beside the file.

Beside `procedures/house.yaml` the German texts are `procedures/languages/de/house.po`; those of
its base lie beside the base.
"""

import json
from importlib.resources.abc import Traversable

from ddrflow.languages import Language, Words, catalogue, language
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import folder_of, shipped_folder


def speaking(code: str, workflow: Workflow, name_or_path: str) -> Language:
    """A language with the engine's words and those of a workflow, asked for nothing yet.

    `name_or_path` is what the workflow was loaded by. Raises BadCommand for a language that is
    not there, BadFile for a catalogue that cannot be used.
    """
    found = language(code)
    if found.is_english:
        return found
    base: str = json.loads(workflow.document).get("extends") or ""
    of_base = (_catalogue(one, code, base) for one in (shipped_folder(), folder_of(name_or_path)))
    words = [*of_base, own_words(code, workflow, name_or_path)]
    return found.knowing({entry: said for one in words for entry, said in one.items()})


def own_words(code: str, workflow: Workflow, name_or_path: str) -> Words:
    """What the catalogue of the file itself translates; nothing where there is none."""
    return _catalogue(folder_of(name_or_path), code, workflow.identity.name)


def _catalogue(folder: Traversable, code: str, name: str) -> Words:
    file = folder.joinpath("languages", code, f"{name}.po")
    return catalogue(file) if name and file.is_file() else {}
