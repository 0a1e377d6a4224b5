"""A case out of what a store read, or why it cannot be had."""

from ddrflow.decide import Agenda
from ddrflow.errors import DdrflowError, UnknownName
from ddrflow.model.case import Case
from ddrflow.ports import Reading, Summary


def in_trouble(line: Summary, fault: DdrflowError) -> Agenda:
    """An agenda that says that the case cannot be read."""
    # What is wrong names entries by number: that is for whoever keeps the record (`verify`).
    trouble = f"{fault.code}: the case cannot be read"
    return Agenda(line.case_id, line.state, line.phase, trouble=trouble)


def loaded(reading: Reading, case_id: str) -> Case:
    """The case of a reading; raises UnknownName, BadRecord."""
    if case_id in reading.broken:
        raise reading.broken[case_id]
    loaded = reading.cases.get(case_id)
    if loaded is None:
        raise UnknownName("case", case_id)
    return loaded.case
