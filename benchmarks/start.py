"""How long `ddrflow --help` takes, as a ratio to Python itself; and what a real command loads.

Whole processes in turn, medians. Nothing is asserted.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

ROUNDS: Final = 7


def taken(words: list[str], folder: str) -> float:
    """Seconds of one process."""
    begun = time.perf_counter()
    subprocess.run(words, cwd=folder, capture_output=True, check=True)  # noqa: S603 - our own
    return time.perf_counter() - begun


def main() -> None:
    """Start each program in turn and print the table."""
    out = sys.stdout.write
    program = [sys.executable, "-m", "ddrflow"]
    contestants = {
        "python, nothing imported": [sys.executable, "-c", "pass"],
        "ddrflow --help": [*program, "--help"],
        "ddrflow consent give --help": [*program, "consent", "give", "--help"],
        "ddrflow case list, on SQLite": [*program, "case", "list"],
    }
    with tempfile.TemporaryDirectory() as folder:
        taken([*program, "db", "upgrade"], folder)
        assert (Path(folder) / "ddrflow.db").exists()  # noqa: S101 - else an error is timed, and not a list
        times: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, words in contestants.items():
                times[name].append(taken(words, folder))
    bare = times["python, nothing imported"]
    for name, found in times.items():
        ratios = [one / other for one, other in zip(found, bare, strict=True)]
        out(f"  {name:30} {median(found):6.3f} s   {median(ratios):5.1f} x python\n")
    out("  (aim: --help within 0.45 s where Python alone takes 0.017 s)\n")


if __name__ == "__main__":
    main()
