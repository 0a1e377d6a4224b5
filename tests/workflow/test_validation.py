"""Data become the model or findings, each at its place."""

from datetime import date, datetime
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

from ddrflow.errors import Finding, Place
from ddrflow.model.source import Source as Citation
from ddrflow.workflow.source import KeyPath
from ddrflow.workflow.validation import findings_of, validate
from tests.workflow.small_model import Held, Inner, Part, Phase, Sample, refused, source_of


def test_data_that_fit_become_the_model() -> None:
    """Strict models too take words for enums and dates, and lists for tuples."""
    model, findings = validate(
        source_of(
            'phases: [custody]\n"on": 2027-02-28\nat: "2027-02-28T09:00:00+01:00"\ncited: law\n'
        ),
        Sample,
    )
    assert findings == ()
    assert model is not None
    assert model.phases == (Phase.CUSTODY,)
    assert model.on == date(2027, 2, 28)
    assert model.at == datetime.fromisoformat("2027-02-28T09:00:00+01:00")
    assert model.cited == Citation("law")


def test_a_key_that_is_named_like_a_branch_is_not_taken_for_it() -> None:
    """A location of pydantic can be read in two ways; the file says which is meant."""

    class Waiver(Part):
        kind: Literal["waived"]
        waived: dict[str, int] = {}  # noqa: RUF012 - pydantic copies it

    class Review(Part):
        review: Annotated[Held | Waiver, Field(discriminator="kind")]

    source = source_of("review:\n  kind: waived\n  waived:\n    waived: x\n")
    _, findings = validate(source, Review)
    message = "expected a whole number in `review.waived.waived`, found the word `x`"
    assert findings == (Finding(Place("f.yaml", 4, 13), "E-SCHEMA", message),)


def test_findings_come_in_order_of_place_and_at_most_50() -> None:
    """The last says how many are left out."""
    rows = refused("count: x\nby:\n" + "- A\n" * 60 + "phase: x\n")
    assert len(rows) == 50
    assert rows[0][:2] == (1, 8)
    assert rows == sorted(rows, key=lambda row: row[:2])
    assert rows[49] == (51, 3, "E-MORE", "13 more findings are not shown", "mend those above first")


def test_a_part_of_a_file_is_placed_by_who_asks() -> None:
    """A refusal of parameters that were found deep in a file names their place in it."""

    def place(path: KeyPath) -> Place:
        return source.place(("rules", 0, "a", *path))

    source = source_of("rules:\n  - a: {name: 5, x: 1}\n")
    with pytest.raises(ValidationError) as caught:
        Inner.model_validate(source.data["rules"][0]["a"])
    data = source.data["rules"][0]["a"]
    first, second = findings_of(caught.value, place, data=data, model=Inner)
    assert first == Finding(
        Place("f.yaml", 2, 15),
        "E-SCHEMA",
        "expected a word in `name`, found `5`",
        'write `"5"` to mean the word',
    )
    assert second == Finding(
        Place("f.yaml", 2, 21), "E-SCHEMA", "unknown key `x`", "allowed: `size`, `name`"
    )


NAMES = st.sampled_from(
    [*(field.alias or name for name, field in Sample.model_fields.items()), "a", "kind", "name"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.text("ab1-A ", max_size=4)
    | st.sampled_from(["held", "all", "custody"])
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4)
)


class Nowhere(BaseModel):
    """Any data, without a file."""

    data: object

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        return Place("f.yaml", len(path) + 1, 2 - key)


@given(st.dictionaries(NAMES, TREES, max_size=6))
def test_any_data_become_the_model_or_findings(data: object) -> None:
    """Nothing else comes back, no message has a line break, and none speaks of pydantic."""
    model, findings = validate(Nowhere(data=data), Sample)
    assert (model is None) == bool(findings)
    assert len(findings) <= 50
    for one in findings:
        assert "\n" not in one.message + one.help
        assert "nput" not in one.message
        assert not one.message.endswith(".")
