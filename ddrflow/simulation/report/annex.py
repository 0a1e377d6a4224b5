"""The annex of a report: everything that it takes to judge the study and to do it again.

Its sections are those of STRESS-DES (Monks and others, 2019), filled from the run itself. How long
the run took is left out, so that the same study gives the same bytes.
"""

from collections.abc import Iterator
from importlib import metadata

from ddrflow.export import changes
from ddrflow.export.wording import prose
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.comparing import Comparison
from ddrflow.simulation.document import digest_of
from ddrflow.simulation.told import STOPPED, followed
from ddrflow.simulation.world import Mark


def annex(found: Comparison, before: Workflow, after: Workflow) -> Iterator[str]:
    """The sections as Markdown, in their order."""
    yield "## Annex: how the study was made (STRESS-DES)"
    for title, lines in (
        ("1 Objectives", _objectives(found)),
        ("2 Logic", _logic(before, after)),
        ("3 Data", _data(found)),
        ("4 Experimentation", _experiment(found)),
        ("5 Implementation", _implementation()),
        ("6 To do it again", _again(found, before, after)),
    ):
        yield f"### {title}"
        yield "\n".join(f"- {one}" for one in lines)


def _objectives(found: Comparison) -> Iterator[str]:
    yield "Purpose: whether a change of the procedure does what it is meant to, before it is lived."
    yield f"Outputs: all measures of the record, by `{found.wish.primary}` first."
    yield "Not an output: whether anybody offends again. Nobody is scored."


def _logic(before: Workflow, after: Workflow) -> Iterator[str]:
    yield (
        "Base model: the workflow file itself, run by the engine that runs live cases; agencies "
        "follow the remedies that a refusal names, and answer as late as the world says."
    )
    found = changes(before, after)
    yield "Scenario: " + ("what changes in the file is listed above." if found else "none.")
    yield "Entities: cases; resources: posts of agencies, and sittings where the world limits them."


def _data(found: Comparison) -> Iterator[str]:
    world = found.before.world
    counted = {mark: sum(one.mark is mark for one in world.parameters.values()) for mark in Mark}
    told = ", ".join(f"{number} {mark}" for mark, number in counted.items() if number)
    yield f"Sources of the {len(world.parameters)} parameters: {told}."
    yield f"World `{world.name}` version {world.version}: {prose(world.title)}."


def _experiment(found: Comparison) -> Iterator[str]:
    yield "Initialisation: nobody is in the procedure at the beginning; no warm-up."
    yield f"Run length: {followed(found.before.window)}, from the referral on."
    yield (
        f"Replications: {found.number} pairs, stopped since {STOPPED[found.stopped]}; Student's t "
        "over paired differences, ratios as ratios of sums, percentiles by a bootstrap over "
        "replications, Holm over all measures, Kaplan and Meier for what was not over."
    )


def _implementation() -> Iterator[str]:
    named = ", ".join(f"{one} {metadata.version(one)}" for one in ("ddrflow", "scipy", "numpy"))
    yield f"Software: {named}."
    yield (
        "Random numbers: BLAKE2b over seed, replication, case, purpose, actor and the number "
        "among its kind, through inverse distribution functions; common to both versions."
    )
    yield "Left out: how long it took and on what machine, so that the page is the same again."


def _again(found: Comparison, before: Workflow, after: Workflow) -> Iterator[str]:
    for one in (before, after):
        yield f"{one.identity}, digest `{one.identity.digest}`"
    world, study = found.before.world, found.before
    yield f"world `{world.name}` version {world.version}, digest `{world.digest}`"
    yield f"seed {study.seed}, first referral from {study.window.begins_on} on"
    yield f"digest of everything recorded: `{digest_of((*found.old, *found.new))}`"
