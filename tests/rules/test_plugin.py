"""A rule from another package joins in by an entry point, and is held to the same terms."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from ddrflow.errors import BadRule, Finding
from ddrflow.model.decision import Outcome
from ddrflow.model.workflow import Workflow
from ddrflow.rules import RULES, installed
from ddrflow.workflow.load import Checked, check_text
from tests.builders import opened
from tests.synthetic import SYNTHETIC
from tests.verdicts import said

RULE: Final = '''
"""A rule of somebody else."""

from typing import Annotated

from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Remedy
from ddrflow.rules.base import Parameters, PeriodText, Refers, shown, unmet


class Quiet(Parameters):
    """Whose case, and for how long it must have stood still."""

    role: Annotated[str, Refers("agency")]
    least: PeriodText
    often: int = 1


def _quiet(question, parameters):
    if question.case.version >= parameters.often:
        return MET
    remedy = Remedy("bind-role", (("role", parameters.role),), ("organisation",), ("unit",))
    return unmet("x.too-quiet", shown("often", parameters.often), remedies=(remedy,))


QUIET = Rule(
    "x.quiet", "Did enough happen?", _quiet, Quiet, frozenset({"case.version"}), Source("x", "1")
)
TWIN = Rule(
    "plan.adopted", "Is this ours?", _quiet, Quiet, frozenset({"case.version"}), Source("x", "2")
)
BROKEN = Rule(
    "x.quiet",
    "Does it work?",
    lambda question, parameters: question.nothing,
    Quiet,
    frozenset(),
    Source("x", "3"),
)
NO_RULE = 42
'''
PLACE: Final = "  - {trigger: stay, from: inside, to: waiting, by: [prison, unit], source: act 20}"
USING: Final = """\
  - trigger: stay
    from: inside
    to: waiting
    by: [prison, unit]
    source: act 20
    rules: [{x.quiet: {WITH, strength: law, source: act 30}}]"""
GOOD: Final = "role: mentor, least: 14 days, often: 2"


class Package:
    """A package that is installed in a folder, as an installer leaves it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.module = f"someone_{name}"

    def install(self, **points: str) -> None:
        """Write the module and the entry points by name."""
        (self.folder / f"{self.module}.py").write_text(RULE, encoding="utf-8")
        about = self.folder / f"{self.module}-1.0.dist-info"
        about.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {self.module}\nVersion: 1.0\n"
        (about / "METADATA").write_text(metadata, encoding="utf-8")
        lines = "\n".join(f"{name} = {self.module}:{what}" for name, what in points.items())
        (about / "entry_points.txt").write_text(f"[ddrflow.rules]\n{lines}\n", encoding="utf-8")


@pytest.fixture
def package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Package:
    """A package on the path of this one test."""
    monkeypatch.syspath_prepend(tmp_path)
    made = Package(tmp_path, str(abs(hash(request.node.name))))
    monkeypatch.setitem(sys.modules, made.module, sys)
    monkeypatch.delitem(sys.modules, made.module)
    return made


def checked(parameters: str) -> Checked:
    """The synthetic workflow with the rule at a step."""
    assert SYNTHETIC.count(PLACE) == 1
    text = SYNTHETIC.replace(PLACE, USING.replace("WITH", parameters))
    return check_text(text.encode(), "synthetic.yaml")


def told(findings: tuple[Finding, ...]) -> list[str]:
    """Code, message and help of every finding."""
    return [f"{one.code}: {one.message} ({one.help})" for one in findings]


def using(parameters: str) -> Workflow:
    """The workflow, which must be sound."""
    found = checked(parameters)
    assert told(found.findings) == []
    assert found.workflow is not None
    return found.workflow


def test_without_the_package_a_file_that_uses_its_rule_is_refused() -> None:
    """Nothing is asked less because something is not installed."""
    [finding] = checked(GOOD).errors
    assert (finding.code, finding.message) == ("E-GUARD", "unknown rule `x.quiet`")


def test_a_rule_of_another_package_refuses_teaches_and_passes_like_ours(package: Package) -> None:
    """Refusal with its own words, the remedy carried out, acceptance."""
    package.install(quiet="QUIET")
    assert [*installed()] == [*(one.rule_id for one in RULES), "x.quiet"]
    desk = opened(using(GOOD))
    asked = desk.take("stay")
    decision = asked.decision()
    assert decision.outcome is Outcome.RULE_UNMET
    [verdict] = decision.refusing
    assert (verdict.rule, verdict.strength, str(verdict.source)) == ("x.quiet", "law", "act 30")
    assert verdict.reason is not None
    assert verdict.reason.message == "x.too-quiet"
    [remedy] = verdict.remedies
    asked.execute(remedy, {"organisation": "Mentor North"})
    asked.again()


BAD: Final = [
    ("role: mentor", ["E-SCHEMA: key `least` is missing (add `least:`)"]),
    (
        "role: mentr, least: 14 days",
        ["E-REF: unknown agency `mentr` (did you mean `mentor`?)"],
    ),
    (
        "role: mentor, least: 14 days, oftn: 2",
        ["E-SCHEMA: unknown key `oftn` (did you mean `often`?)"],
    ),
]


@pytest.mark.parametrize(("parameters", "lines"), BAD)
def test_the_parameters_of_a_rule_of_another_package_are_checked(
    package: Package, parameters: str, lines: list[str]
) -> None:
    """A missing key, a name that nothing declares, an unknown key: all told in our words."""
    package.install(quiet="QUIET")
    found = checked(parameters)
    assert found.workflow is None
    assert [line.replace(" in `steps[0].rules[0].x.quiet`", "") for line in told(found.errors)] == (
        lines
    )


def test_a_period_that_is_none_is_told_with_what_would_be_right(package: Package) -> None:
    """The types that we offer to rules bring their own words."""
    package.install(quiet="QUIET")
    [finding] = checked("role: mentor, least: often").errors
    assert (finding.code, finding.message) == ("E-TIME", "`often` is no period")
    assert finding.help.startswith("write a number from 1 and a unit")


def test_two_rules_of_one_id_are_an_error_that_names_both(package: Package) -> None:
    """No package replaces a rule of ours without being noticed."""
    package.install(twin="TWIN")
    with pytest.raises(BadRule) as clash:
        installed()
    assert str(clash.value) == "entry point `twin`: a rule `plan.adopted` exists already"


def test_two_packages_with_one_rule_are_an_error_too(package: Package) -> None:
    """Neither of them comes first."""
    package.install(quiet="QUIET", loud="QUIET")
    with pytest.raises(BadRule, match=r"a rule `x\.quiet` exists already$"):
        installed()


def test_an_entry_point_that_is_no_rule_is_an_error_that_names_it(package: Package) -> None:
    """Whatever else stands in the module."""
    package.install(odd="NO_RULE")
    with pytest.raises(BadRule, match=r"^entry point `odd`: `.*:NO_RULE` is not a `Rule`$"):
        installed()


def test_another_process_finds_the_rule_by_itself(package: Package) -> None:
    """Being installed is enough: nothing has to be imported or named."""
    package.install(quiet="QUIET")
    program = (
        f"import sys; sys.path.insert(0, {str(package.folder)!r})\n"
        "from ddrflow.rules import installed\n"
        "print(*installed()['x.quiet'].reads)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter, on our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "case.version\n"


def test_a_rule_of_another_package_that_fails_refuses_by_name(package: Package) -> None:
    """A procedure is not open because a rule is broken, and the broken line is told."""
    package.install(quiet="BROKEN")
    asked = opened(using(GOOD)).take("stay")
    decision = asked.decision()
    assert decision.outcome is Outcome.CRASHED
    values = said(decision.refusing[0])[4]
    assert values["error"] == "AttributeError"
    assert values["place"].startswith(f"{package.module}:")
