"""The page on requirements: each with where it lives and the tests that show it, or the reason."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import ddrflow
from ddrflow.measures import MEASURES
from ddrflow.rules import RULES
from ddrflow.workflow.load import shipped_folder
from docs.markdown import page
from docs.marked import Shown, shown_by_stories, shown_by_tests
from docs.places import can_be_switched_off, exists, linked, place
from docs.requirements import NUMBERS, Behind, Row, State, Table, read

HERE: Final = Path(__file__).resolve().parent
PACKAGE: Final = Path(ddrflow.__file__).resolve().parent
STATEMENT: Final = re.compile(r"\bR([0-9]{1,3})(?:-R([0-9]{1,3}))?\b")
NOT_BUILT_MAX: Final = 5
OPENING: Final = """\
What the RAN PRISONS conclusion paper (18 June 2024) asks for, statement by statement, and what has
become of it. Shipped files, rules and the code name the statements by number. The numbers are
ddrflow's: the paper has none. Words in quotation marks are the paper's; T1 to T8 are tensions in
it, in our words. How open ones were read is told in [Readings](../explanation/readings.md).

A requirement is *built* when a test shows it. What it is switched off by is what `make test-deep`
takes away, one requirement after another, to see one of these tests fail. The table behind this
page is `docs/requirements.toml`; how a test says what it shows is in
[Contributing](../../CONTRIBUTING.md)."""


def written() -> str:
    """Every requirement, where it lives and which tests show it.

    Raises Behind with every fault of the table and of the markers.
    """
    table = read()
    by_tests, faults = shown_by_tests()
    shown = by_number([*by_tests, *shown_by_stories()])
    faults += problems(table, shown, mentioned())
    if faults:
        raise Behind("\n".join(faults))
    named = named_by()
    sections = [
        _section(number, table.rows[number], shown.get(number, []), named.get(number, []))
        for number in NUMBERS
    ]
    return page("Requirements", OPENING, _overview(table), *sections)


def by_number(found: Sequence[Shown]) -> dict[str, list[Shown]]:
    """What shows each requirement."""
    shown: dict[str, list[Shown]] = {}
    for one in found:
        shown.setdefault(one.requirement, []).append(one)
    return shown


def problems(
    table: Table, shown: Mapping[str, Sequence[Shown]], mentions: Mapping[str, str]
) -> list[str]:
    """Everything that the table says and that is not so; `mentions` are numbers with a file."""
    found = [
        f"docs/requirements.toml: {one} is missing" for one in NUMBERS if one not in table.rows
    ]
    found += [
        f"docs/requirements.toml: there is no requirement {one}"
        for one in table.rows
        if one not in NUMBERS
    ]
    found += [
        f"{tests[0].file}: there is no requirement {number}"
        for number, tests in shown.items()
        if number not in table.rows
    ]
    found += [
        f"{file}: there is no requirement {number}"
        for number, file in mentions.items()
        if number not in table.rows
    ]
    for number, row in table.rows.items():
        told = (*_of_row(table, row), *_of_places(row), *_of_tests(row, shown.get(number, [])))
        found += [f"docs/requirements.toml: {number} {one}" for one in told]
    never = [number for number, row in table.rows.items() if row.state is State.NOT]
    if len(never) > NOT_BUILT_MAX:
        listed = ", ".join(never)
        found.append(f"docs/requirements.toml: more than {NOT_BUILT_MAX} not built: {listed}")
    return found


def _of_tests(row: Row, shown: Sequence[Shown]) -> Iterator[str]:
    if row.state is State.BUILT and not shown:
        yield "is `built`, and no test is marked with it"
    if row.state is not State.BUILT and shown:
        yield f"is `{row.state}`, and {shown[0].node} says that it shows it"


def _of_row(table: Table, row: Row) -> Iterator[str]:
    built = row.state is State.BUILT
    if built and row.reason:
        yield "is `built` and has a reason why it is not"
    if not built and not row.reason:
        yield "needs a reason why it is not built"
    if (row.state in (State.NOT_YET, State.LATER)) is not bool(row.with_):
        yield f"is `{row.state}`: it is with a part that brings it, or with none"
    for part in filter(None, (*row.left, row.with_)):
        if part not in table.parts:
            yield f"names `{part}`, which is no part of the work"
    if built and not row.lives_in:
        yield "is `built` and lives nowhere"


def _of_places(row: Row) -> Iterator[str]:
    if bool(row.switch) + bool(row.no_switch) != (row.state is State.BUILT):
        yield "has one of `switch` and `no_switch` where it is built, and none where it is not"
    switched = [text for together in row.switches for text in together]
    for text in (*row.lives_in, *switched):
        if not exists(place(text)):
            yield f"names `{text}`, which is not there"
    lives = [str(place(one)) for one in row.lives_in]
    for text in switched:
        where = str(place(text))
        if not can_be_switched_off(place(text)):
            yield f"cannot be switched off by `{text}`"
        if not any(where == one or where.startswith((f"{one}.", f"{one} ")) for one in lives):
            yield f"switches off `{where}`, where it does not live"


def named_by() -> dict[str, list[str]]:
    """The rules and shipped files that name each statement of the paper, as links."""
    found: dict[str, list[str]] = {}
    for rule in RULES:
        for number in statements(rule.source.locator):
            found.setdefault(number, []).append(linked(place(f"rule {rule.rule_id}")))
    for measure in MEASURES:
        for number in statements(measure.source.locator):
            found.setdefault(number, []).append(linked(place(f"measure {measure.name}")))
    names = sorted(one.name for one in shipped_folder().iterdir() if one.name.endswith(".yaml"))
    for name in names:
        text = (shipped_folder() / name).read_text(encoding="utf-8")
        for number in sorted(set(statements(text))):
            found.setdefault(number, []).append(linked(place(f"file workflows/{name}")))
    return found


def mentioned() -> dict[str, str]:
    """Every number that a rule, a shipped file, the code or an explanation names, and where."""
    paths = [*PACKAGE.rglob("*.py"), *HERE.glob("explanation/*.md"), *HERE.glob("*.md")]
    paths += HERE.parent.glob("workflows/*.yaml")
    return {
        number: path.relative_to(HERE.parent).as_posix()
        for path in sorted(paths)
        for number in statements(path.read_text(encoding="utf-8"))
    }


def statements(text: str) -> Iterator[str]:
    """The numbers in a text; `R54-R65` is all of them from the one to the other."""
    for first, last in STATEMENT.findall(text):
        yield from (f"R{number}" for number in range(int(first), int(last or first) + 1))


def _overview(table: Table) -> str:
    lines = ["## How many", "", "| State | Of 107 and 8 | Which |", "| --- | --- | --- |"]
    for state in State:
        numbers = [one for one in NUMBERS if table.rows[one].state is state]
        links = ", ".join(f"[{one}](#{one.lower()})" for one in numbers) or "none"
        lines.append(f"| {state} | {len(numbers)} | {links} |")
    lines += ["", "What is missing is with one of these parts of the work:", ""]
    lines += [f"- *{name}*: {meaning}." for name, meaning in table.parts.items()]
    return "\n".join(lines)


def _section(number: str, row: Row, shown: Sequence[Shown], named: Sequence[str]) -> str:
    says = row.says if number.startswith("T") else f"\u201c{row.says}\u201d"
    parts = [f"## {number}", f"> {says}", " ".join(_state(row))]
    lines = []
    if row.lives_in:
        lines.append(f"- Lives in: {', '.join(linked(place(one)) for one in row.lives_in)}")
    if named:
        lines.append(f"- Named by: {', '.join(named)}")
    if shown:
        tests = (f"[{one.said}](../../{one.file})" for one in dict.fromkeys(shown))
        lines.append(f"- Shown by: {'; '.join(tests)}")
    if row.switch:
        each = (" with ".join(map(_switched, together)) for together in row.switches)
        lines.append(f"- Switched off by: {', '.join(each)}")
    if row.no_switch:
        lines.append(f"- Not switched off: {row.no_switch}")
    return "\n\n".join([*parts, "\n".join(lines)] if lines else parts)


def _state(row: Row) -> Iterator[str]:
    yield {
        State.BUILT: "**Built.**",
        State.NOT_YET: f"**Not built yet**, with *{row.with_}*.",
        State.LATER: f"**Later**, with *{row.with_}*.",
        State.NOT: "**Not built.**",
    }[row.state]
    if row.reason:
        yield row.reason
    if row.left:
        missing = "; ".join(f"{what} (*{part}*)" for part, what in row.left.items())
        yield f"Still missing: {missing}."


def _switched(text: str) -> str:
    where = place(text)
    said = {
        "rule": f"rule `{where.name}` always met",
        "event": f"event `{where.name}` without effect",
        "measure": f"measure `{where.name}` seeing nothing",
        "file": f"`{where.name}` empty",
        "code": f"`{where.name.replace(':', '.')}` answering `{where.value}`",
    }
    if where.kind == "workflow":
        file, _, path = where.name.partition(" ")
        left = "left out" if where.value is None else f"as `{where.value}`"
        return f"`{path}` of `{file}.yaml` {left}"
    return said[where.kind]
