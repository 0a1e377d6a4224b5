"""How long pytest takes to start with the plugin and without it: the cost of not using it.

Whole processes in turn, medians. `--version` twice makes pytest load its plugins and list them.
Nothing is asserted; `tests/testing/test_load.py` holds what the plugin may import.
"""

import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import Final

ROUNDS: Final = 11
PYTEST: Final = (sys.executable, "-m", "pytest", "--version", "--version")
#: hypothesis and xdist are plugins too; without them pytest is bare, but for ours.
OTHERS: Final = ("-p", "no:hypothesispytest", "-p", "no:xdist", "-p", "no:xdist.looponfail")


def taken(words: tuple[str, ...], folder: str) -> float:
    """Seconds of one process, in a folder without tests or settings of its own."""
    begun = time.perf_counter()
    subprocess.run(words, cwd=folder, capture_output=True, check=True)  # noqa: S603 - our own
    return time.perf_counter() - begun


def main() -> None:
    """Start each in turn and print the table."""
    out = sys.stdout.write
    contestants = {
        "pytest without the plugin": (*PYTEST, *OTHERS, "-p", "no:ddrflow"),
        "pytest with the plugin": (*PYTEST, *OTHERS),
    }
    times: dict[str, list[float]] = {name: [] for name in contestants}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name, words in contestants.items():
                times[name].append(taken(words, folder))
    bare = times["pytest without the plugin"]
    for name, found in times.items():
        ratios = [one / other for one, other in zip(found, bare, strict=True)]
        out(f"  {name:26} {median(found):6.3f} s   {median(ratios):5.2f} x without\n")
    out("  (aim: at most 1.1 x)\n")


if __name__ == "__main__":
    main()
