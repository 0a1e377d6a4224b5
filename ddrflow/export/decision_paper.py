"""What a change of the procedure comes to, as Markdown for those who decide on it."""

from collections.abc import Iterator, Sequence

from ddrflow.export.changes import Change, Part, for_whom
from ddrflow.export.wording import prose
from ddrflow.model.workflow import Workflow


def decision_paper(old: Workflow, new: Workflow, found: Sequence[Change]) -> str:
    """The changes by part, then by whom they concern, with room for who decided."""
    return "\n".join(_paper(old, new, found))


def _paper(old: Workflow, new: Workflow, found: Sequence[Change]) -> Iterator[str]:
    yield f"# {prose(new.title)}: what changes"
    yield ""
    yield f"From {_named(old)} to {_named(new)}."
    yield ""
    if not found:
        yield "Nothing changes for anybody."
        yield ""
        return
    for part in Part:
        listed = [one for one in found if one.part is part]
        if listed:
            yield from (f"## {part.capitalize()}", "", *map(_line, listed), "")
    yield from ("## For whom", "")
    for role, concerned in for_whom(found, new).items():
        named = "whoever leads" if role == "lead" else prose(role)
        yield f"- **{named}**: {'; '.join(dict.fromkeys(_short(one) for one in concerned))}"
    yield from ("", "## Decided", "", "By whom, on which day, from when on:", "")


def _named(workflow: Workflow) -> str:
    return f"{workflow.identity} (digest {workflow.identity.digest[:12]})"


def _line(change: Change) -> str:
    force = f" *({change.strength})*" if change.strength else ""
    return f"- **{prose(change.name)}**: {prose(change.what)}{force}"


def _short(change: Change) -> str:
    return f"{change.part}: {prose(change.name)}"
