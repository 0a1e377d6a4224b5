"""The table of requirements, `requirements.toml`: what each says, and what has become of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

TABLE: Final = Path(__file__).resolve().parent / "requirements.toml"
NUMBERS: Final = (*(f"R{one}" for one in range(1, 108)), *(f"T{one}" for one in range(1, 9)))
"""Every requirement that there is: R1 to R107 of the paper, then its tensions T1 to T8."""


class Behind(LookupError):
    """What is written by hand has fallen behind the code: every fault, one a line."""


class State(StrEnum):
    """What has become of a requirement."""

    BUILT = "built"
    NOT_YET = "not built yet"
    LATER = "later"
    NOT = "not built"


class Row(BaseModel):
    """One requirement; the head of the file says what each key means."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    says: str = Field(min_length=1)
    state: State
    lives_in: tuple[str, ...] = ()
    switch: tuple[str | tuple[str, ...], ...] = ()
    no_switch: str = ""
    left: dict[str, str] = {}
    with_: str = Field(default="", alias="with")
    reason: str = ""

    @property
    def switches(self) -> tuple[tuple[str, ...], ...]:
        """What is switched off together, one after another."""
        return tuple((one,) if isinstance(one, str) else one for one in self.switch)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows by number, and the parts of the work that bring what is missing."""

    rows: Mapping[str, Row]
    parts: Mapping[str, str]


def read(path: Path = TABLE) -> Table:
    """The table of a file; raises ValidationError where a row is none."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = TypeAdapter(dict[str, str]).validate_python(data.pop("parts"))
    return Table(TypeAdapter(dict[str, Row]).validate_python(data), parts)
