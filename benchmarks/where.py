"""Where the time of a simulated event goes: the program is looked at some hundred times a second.

What a part costs is how often it was met at work itself; what it calls is counted where that is.
"""

import signal
from collections import Counter
from time import perf_counter
from types import FrameType
from typing import Final

from benchmarks.simulate import FEW, ddrflow

EVERY: Final = 0.001
#: Parts by where their code stands, the first that fits; values are made by code without a file.
PARTS: Final = (
    (
        "the model's own: chance, days, posts",
        (
            "simulation/draw.py",
            "simulation/distribution.py",
            "simulation/world.py",
            "simulation/setting.py",
            "simulation/posts.py",
            "ddrflow/dates/",
            "statistics.py",
        ),
    ),
    ("making values: commands, entries, cases", ("<string>", "dataclasses.py")),
    (
        "deciding: the command and every rule",
        ("ddrflow/decide/", "ddrflow/rules/", "ddrflow/wire/"),
    ),
    ("the case that an entry makes", ("ddrflow/model/",)),
    ("the life: who acts, what comes next, the record", ("ddrflow/simulation/",)),
)
REST: Final = "the log, and all else"


def part_of(file: str) -> str:
    """The part of the program that a file belongs to."""
    return next((name for name, places in PARTS if any(one in file for one in places)), REST)


def main() -> None:
    """Print the table."""
    met: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        if frame is not None:
            met[part_of(frame.f_code.co_filename)] += 1

    ddrflow(100, lambda _: None)
    signal.signal(signal.SIGPROF, look)
    began = perf_counter()
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    events = ddrflow(FEW, lambda _: None)
    signal.setitimer(signal.ITIMER_PROF, 0)
    taken = (perf_counter() - began) / events * 1e6
    whole = met.total()
    print(f"{FEW} cases, {taken:.1f} us/event, looked at {whole} times")
    for name, times in met.most_common():
        print(f"  {times / whole:6.1%}  {taken * times / whole:5.1f} us  {name}")


if __name__ == "__main__":
    main()
