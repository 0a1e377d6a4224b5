"""A plan as Markdown, for those who decide on it and sign it."""

from collections.abc import Iterator, Sequence

from ddrflow.export.wording import prose
from ddrflow.migration.document import digest_of
from ddrflow.migration.plan import Kind, Plan, Planned, Way
from ddrflow.wire import words_of


def paper(plan: Plan) -> str:
    """What becomes of each running case, with the consequences counted and room to sign."""
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    versions = f"from version {plan.old.version} to version {plan.new.version}"
    yield f"# Running cases of {prose(plan.old.name)}: {versions}"
    yield ""
    yield f"From digest {plan.old.digest[:12]} to {plan.new.digest[:12]}."
    yield f"As of {plan.made_at.isoformat(' ', 'minutes')}."
    yield f"Digest of this plan: `{digest_of(plan)}`."
    yield ""
    for name, count in plan.counts().items():
        yield f"- {name}: {count} of {len(plan.cases)}"
    yield ""
    for one in plan.unused:
        yield f"The file maps a name that version {plan.old.version} does not have: {prose(one)}."
        yield ""
    for way in Way:
        yield from _section(way, plan.of(way))
    yield from ("## Decided", "", "By whom, on which day, signature:", "")


def _section(way: Way, cases: Sequence[Planned]) -> Iterator[str]:
    if not cases:
        return
    yield from (f"## {way.capitalize()}", "")
    for one in cases:
        state = one.state if one.there in ("", one.state) else f"{one.state}, then {one.there}"
        yield f"- **{prose(one.case_id)}** ({prose(state)}, entry {one.version})"
        for reason in one.reasons:
            yield f"  - {prose(words_of(reason))}"
        for kind in Kind:
            yield from (
                f"  - {kind}: {prose(words_of(each.what))}"
                for each in one.consequences
                if each.kind is kind
            )
    yield ""
