"""A workflow file is loaded from the bytes that were checked, with its base, or not at all."""

from pathlib import Path

import pytest

from ddrflow.errors import BadFile, Severity, UnknownName
from ddrflow.workflow.load import check, check_text, load, shipped
from tests.workflow.sample import SOUND, spoiled, told

TITLE = "title: A small"


def test_a_base_is_named_by_its_id_and_never_by_a_path() -> None:
    """Row 21: no include reaches outside the folder, and a workflow is no base."""
    lines = [
        told(spoiled("workflow: sample\n", f"workflow: sample\nextends: {name}\n"))[0]
        for name in ("../../etc/passwd", "neustart", "commn", "/etc/passwd")
    ]
    assert [line.split(": ")[1] for line in lines] == ["E-INCLUDE"] * 4
    assert "`extends` names a base by its id, and `../../etc/passwd` is none" in lines[0]
    assert "`neustart` is no base and cannot be extended" in lines[1]
    assert "no base is called `commn`" in lines[2]


def test_a_linked_base_beside_the_file_is_not_followed(tmp_path: Path) -> None:
    """Row 21: a symbolic link is no base, wherever it points."""
    (tmp_path / "secret.txt").write_text("base: own\n")
    (tmp_path / "own.yaml").symlink_to(tmp_path / "secret.txt")
    file = tmp_path / "mine.yaml"
    file.write_text(SOUND.replace(TITLE, f"extends: own\n{TITLE}"))
    assert "no base is called `own`" in told(check(str(file)))[0]


@pytest.mark.requirement("R7")
def test_a_change_of_the_base_says_why_and_a_reason_for_no_change_is_told() -> None:
    """The reason stands under `overrides`; one that changes nothing is a warning."""
    text = SOUND.replace(TITLE, f"extends: common\n{TITLE}").replace(
        'told: {to: client, version: "1", source: act 8}',
        'multi-agency: {to: client, version: "2", source: act 8}',
    )
    assert told(check_text(text.encode(), "sample.yaml")) == [
        f"sample.yaml:{place}: E-OVERRIDE: `{part}` changes the base and does not say why"
        f"\n  help: add `{part}` with the reason under `overrides`"
        for place, part in (
            ("56:30", "notices.multi-agency.version"),
            ("56:44", "notices.multi-agency.source"),
            ("59:1", "needs"),
        )
    ]
    reasons = "overrides: {notices.multi-agency: Newer text, needs: Only one, rules: Nothing}"
    found = check_text(text.replace(TITLE, f"{reasons}\n{TITLE}").encode(), "sample.yaml")
    assert told(found) == [
        (
            "sample.yaml:5:64: W-OVERRIDE: `rules` is not changed here"
            "\n  help: remove it from `overrides`"
        )
    ]
    assert found.workflow is not None
    assert found.findings[0].severity is Severity.WARNING


def test_a_file_is_compiled_from_the_bytes_that_were_checked(tmp_path: Path) -> None:
    """Row 30: what changes on disk between check and use changes nothing."""
    file = tmp_path / "mine.yaml"
    file.write_text(SOUND)
    found = check(str(file))
    file.write_text("not a workflow")
    assert found.workflow is not None
    assert found.workflow.identity.name == "sample"


def test_the_digest_is_over_the_resolved_file_and_not_over_its_layout() -> None:
    """White space and comments change nothing; a base's content does."""
    plain = check_text(SOUND.encode(), "a.yaml").workflow
    spaced = check_text(f"# a comment\n{SOUND}\n".encode(), "b.yaml").workflow
    extended = check_text(
        SOUND.replace(TITLE, f"extends: common\noverrides: {{needs: One}}\n{TITLE}").encode(),
        "c.yaml",
    ).workflow
    assert plain is not None
    assert spaced is not None
    assert extended is not None
    assert plain.identity.digest == spaced.identity.digest
    assert plain.identity.digest != extended.identity.digest


def test_loading_an_unsound_file_raises_every_finding_at_once(tmp_path: Path) -> None:
    """The error carries the findings, not only their text."""
    file = tmp_path / "mine.yaml"
    file.write_text(SOUND.replace("source: act 3", "source: akt 3").replace("act 4}", "akt 4}"))
    with pytest.raises(BadFile) as refused:
        load(str(file))
    assert [one.code for one in refused.value.findings] == ["E-REF"] * 3


def test_an_unknown_workflow_is_answered_with_the_nearest_name() -> None:
    """A shipped name is found by name, and a near miss is named."""
    with pytest.raises(UnknownName) as refused:
        load("neustrat")
    assert (
        str(refused.value) == "no workflow is called `neustrat`\n  help: did you mean `neustart`?"
    )


@pytest.mark.requirement("R5")
@pytest.mark.parametrize("name", shipped())
def test_every_shipped_workflow_is_sound(name: str) -> None:
    """No error and no warning in what we ship."""
    assert told(check(name)) == []
