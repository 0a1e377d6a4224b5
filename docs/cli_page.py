"""The page on the command line: commands, options, exit codes, from the program itself."""

import inspect
import re
from collections.abc import Iterator

from typer import Context
from typer.core import TyperCommand, TyperGroup

from ddrflow.cli.app import program
from ddrflow.cli.exits import Exit
from docs.markdown import page, table


def written() -> str:
    """The command line: commands, options, exit codes."""
    group = program
    context = Context(group, info_name="ddrflow", **group.context_settings)
    parts = list(_subcommands(group, context))
    opening = f"{group.help}\n\n{_options(group, context)}"
    numbers = table(("Exit code", "Meaning"), _exit_codes())
    closing = "`DDRFLOW_TRACE=1` in the environment shows the traceback of a fault of ddrflow."
    return page("Command line", opening, *parts, f"## Exit codes\n\n{numbers}\n\n{closing}")


def _subcommands(group: TyperGroup, context: Context) -> Iterator[str]:
    """Every command, those of a group after what the group is for."""
    for name, command in group.commands.items():
        inside = Context(command, parent=context, info_name=name)
        if isinstance(command, TyperGroup):
            own = f"\n\n{_options(command, inside)}" if command.invoke_without_command else ""
            yield f"## {inside.command_path}\n\n{inspect.cleandoc(command.help or '')}{own}"
            yield from _subcommands(command, inside)
        elif isinstance(command, TyperCommand):
            yield _subcommand(command, inside)


def _subcommand(command: TyperCommand, context: Context) -> str:
    usage = command.get_usage(context).removeprefix("Usage: ")
    said = inspect.cleandoc(command.help or "")
    options = _options(command, context)
    return f"## {context.command_path}\n\n```text\n{usage}\n```\n\n{said}\n\n{options}"


def _options(command: TyperCommand | TyperGroup, context: Context) -> str:
    records = [one.get_help_record(context) for one in command.get_params(context)]
    rows = [(f"`{one[0]}`", one[1]) for one in records if one is not None]
    return table(("Argument or option", "Meaning"), rows)


def _exit_codes() -> Iterator[tuple[str, str]]:
    source = inspect.getsource(Exit)
    for said, number in re.findall(r"#: (.+)\n    [A-Z_]+ = ([0-9]+)", source):
        yield number, said
