"""What working together costs the agencies, in the paper's three classes (R79)."""

from enum import StrEnum


class Resource(StrEnum):
    """What kind of resource was used."""

    #: Time of people who work on the case.
    HUMAN = "human"
    #: Money that was paid, for rooms, travel, interpreters.
    FINANCIAL = "financial"
    #: Time and money for scheduling, minutes, files.
    ADMINISTRATIVE = "administrative"
