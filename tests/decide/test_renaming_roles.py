"""Under a version that calls roles otherwise, a case names none of them by the old name."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

from ddrflow.bootstrap import for_story
from ddrflow.model.case import Case
from ddrflow.model.fold.migration import renamed, roles_named
from ddrflow.stories import read_story, run, story_files
from ddrflow.workflow.load import load, shipped

#: What is named like a role in some file, and is none.
NO_ROLES = frozenset(
    {
        "organisation",
        "leave_of",
        "by_organisation",
        "kind",
        "person",
        "name",
        "type",
        "measure",
        "parts",
    }
)
#: Mappings by the name of something else.
BY_OTHER_NAMES = frozenset({"conferences", "consents", "reviews", "ended", "touched"})


def cases(name: str) -> Iterator[Case]:
    """The cases of the stories of a workflow, as they stand at the end."""
    for file, found in story_files(name).items():
        tale = run(read_story(found.read_bytes(), file), load(name), for_story)
        yield tale.engine.case(tale.story.script.case)


def texts(data: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - plain JSON data
    """Every text in it that could name a role."""
    if isinstance(data, dict):
        for name, one in data.items():
            yield from texts(one, "" if key in BY_OTHER_NAMES else name)
    elif isinstance(data, list):
        for one in data:
            yield from texts(one, key)
    elif isinstance(data, str) and key not in NO_ROLES:
        yield data


@pytest.mark.parametrize("name", shipped())
def test_every_place_where_a_case_names_a_role_is_known(name: str) -> None:
    roles = {role: f"x-{role}" for role in load(name).procedure.agencies}
    for case in cases(name):
        assert roles_named(case)
        there = renamed(case, roles)
        left = set(texts(TypeAdapter(Case).dump_python(there, mode="json"))) & set(roles)
        assert left == set()
        assert roles_named(there) == {roles[one] for one in roles_named(case)}
        back = {new: old for old, new in roles.items()}
        assert renamed(there, back) == case
