"""What is made quickly is what it would be otherwise: frozen, equal, copied, told of."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from ddrflow.model.case import Case
from ddrflow.model.quick import quick
from tests.builders import opened


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    parts: dict[str, int] = field(default_factory=dict)
    number: int = 3


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    parts: dict[str, int] = field(default_factory=dict)
    number: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    who: str
    kind: str = "none"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Base):
    what: str
    double: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", self.what * 2)


@pytest.mark.parametrize(
    ("one", "name"), [(Quick("a"), "number"), (Derived(who="b", what="c"), "who")]
)
def test_a_value_that_is_made_quickly_is_frozen(one: Quick | Derived, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(one, name, 4)
    with pytest.raises(FrozenInstanceError):
        delattr(one, name)


def test_a_value_of_a_derived_kind_holds_what_its_base_has_and_what_it_works_out() -> None:
    one = Derived(what="c", who="b")
    assert isinstance(one, Base)
    assert (one.who, one.kind, one.what, one.double) == ("b", "none", "c", "cc")
    assert replace(one, what="d").double == "dd"
    for copied in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 - ours
        assert copied == one
        assert copied.double == "cc"
    assert [each.name for each in fields(Derived)] == ["who", "kind", "what", "double"]
    with pytest.raises(TypeError, match="positional"):
        Derived("b", "c")  # type: ignore[call-arg] # what is tried


def test_it_reads_as_the_plain_one_does() -> None:
    one, other = Quick("a", number=4), Plain("a", number=4)
    assert repr(one) == repr(other).replace("Plain", "Quick")
    assert type(one) is Quick
    assert one == Quick("a", {}, 4) != Quick("a")
    assert one.parts is not Quick("a").parts
    assert str(inspect.signature(Quick)) == str(inspect.signature(Plain))


def test_copies_of_it_are_equal_and_of_its_kind() -> None:
    case = opened().case
    for one in (copy.copy(case), copy.deepcopy(case), pickle.loads(pickle.dumps(case))):  # noqa: S301 - ours
        assert one == case
        assert type(one) is Case
    assert replace(case, version=9).version == 9
    assert replace(case, version=9) != case


def test_what_is_missing_or_too_much_is_told_as_ever() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        Quick(number=3)  # type: ignore[call-arg] # what is tried
    with pytest.raises(TypeError, match="unexpected keyword argument 'nothing'"):
        Quick("a", nothing=3)  # type: ignore[call-arg] # as above
