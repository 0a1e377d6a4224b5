"""Each bad input of a workflow file gets its code, its place and what would be right."""

from pathlib import Path

import pytest

from ddrflow.errors import BadFile, Severity, UnknownName
from ddrflow.workflow.load import check, check_text, load, shipped
from tests.workflow.sample import SOUND, spoiled, told

TITLE = "title: A small"
PERIOD = (
    "write a number from 1 and a unit: `14 days`, `10 working days`, `3 months`; at most 10 years"
)
ISO = f"`P1M` is a month and `PT1M` a minute to some readers; {PERIOD}"
SOURCE = "name the law or the requirement under `source`, or `local choice`"

# The number is the row of the bad-input table: what is spoiled, and every line that is told.
ROWS: list[tuple[int, str, str, list[str]]] = [
    (
        7,
        "title: A small",
        "titel: A small",
        [
            "sample.yaml:4:1: E-SCHEMA: unknown key `titel`\n  help: did you mean `title`?",
        ],
    ),
    (
        8,
        "plan.adopted: {kind: plan,",
        "plan.adoptd: {kind: plan,",
        [
            (
                "sample.yaml:28:22: E-GUARD: unknown rule `plan.adoptd`"
                "\n  help: did you mean `plan.adopted`?"
            )
        ],
    ),
    (
        8,
        "plan.adopted: {kind: plan,",
        "actor.bound: {kind: plan,",
        [
            (
                "sample.yaml:28:22: E-GUARD: unknown rule `actor.bound`\n  help: the rules are: "
                "activity.held, actor.in-remit, agreement.aligned, agreement.in-force, "
                "attendance.core, attendance.minimum, board.met, briefing.given, case.continued, "
                "channel.open, "
                "conference.held, conference.may-be-invited, "
                "conference.may-be-present, consent.valid, contact.named, "
                "disclosure.by-owner-or-released, disclosure.has-basis, disclosure.notice-given, "
                "document.filed, document.released-only, "
                "instruction.given, interest.none, introduction.held, item.recipients-told, "
                "item.tabled-inside-the-wall, lead.among, lead.covers-next-phase, "
                "lead.eligible, lead.hands-over-first, lead.has-means, lead.is-funded, "
                "lead.may-coordinate, "
                "lead.successor-has-accepted, notice.given, package.given, "
                "participation.voluntary, parties.owe-nothing, person.named, "
                "plan.adopted, procedure.adopted, support.named, testimony.double-role, "
                "training.joint"
            )
        ],
    ),
    (
        8,
        "plan.adopted: {kind: plan,",
        "plan.adopted: {kinds: plan,",
        [
            "sample.yaml:28:24: E-SCHEMA: unknown key `kinds`\n  help: did you mean `kind`?",
        ],
    ),
    (
        9,
        "plan.adopted: {kind: plan,",
        "plan.adopted: {kind: plam,",
        ["sample.yaml:28:30: E-REF: unknown plan `plam`\n  help: did you mean `plan`?"],
    ),
    (
        9,
        "by: [unit]\n    source: act 3",
        "by: [unitt]\n    source: act 3",
        ["sample.yaml:25:10: E-REF: unknown agency `unitt`\n  help: did you mean `unit`?"],
    ),
    (
        9,
        "to: outside\n",
        "to: outsid\n",
        ["sample.yaml:24:9: E-REF: unknown state `outsid`\n  help: did you mean `outside`?"],
    ),
    (
        9,
        "source: act 3",
        "source: akt 3",
        ["sample.yaml:26:13: E-REF: unknown source `akt`\n  help: did you mean `act`?"],
    ),
    (
        10,
        "{trigger: close, from: outside,",
        "{trigger: close, from: inside,",
        [
            (
                "sample.yaml:19:12: E-GRAPH: no end can be reached from state `outside`, "
                "reached by inside > outside\n  help: add a step that leads on"
            )
        ],
    ),
    (
        10,
        "from: inside\n    to: outside",
        "from: inside\n    to: closed",
        [
            (
                "sample.yaml:19:12: E-GRAPH: no path leads to state `outside`"
                "\n  help: add a step to it, or remove it"
            )
        ],
    ),
    (
        12,
        "inside: {phase: custody, initial: true}",
        "inside: {phase: custody}",
        [
            (
                "sample.yaml:18:3: E-GRAPH: a workflow begins in one state, "
                "and none is marked `initial`\n  help: mark one state `initial: true`"
            )
        ],
    ),
    (
        12,
        "outside: {phase: post-release}",
        "outside: {phase: post-release, initial: true}",
        [
            (
                "sample.yaml:18:3: E-GRAPH: a workflow begins in one state, "
                "and `inside`, `outside` is marked `initial`\n  help: mark "
                "one state `initial: true`"
            )
        ],
    ),
    (
        12,
        "  - {trigger: close",
        (
            "  - {trigger: release, from: inside, to: closed, by: [unit], source: local choice}\n"
            "  - {trigger: close"
        ),
        ["sample.yaml:30:15: E-GRAPH: two steps `release` leave state `inside`"],
    ),
    (
        14,
        "every: 3 months",
        "every: P1M",
        [f"sample.yaml:62:12: E-TIME: `P1M` is no period\n  help: {ISO}"],
    ),
    (
        14,
        "every: 3 months",
        "every: 0 months",
        [f"sample.yaml:62:12: E-TIME: `0 months` is no period\n  help: {PERIOD}"],
    ),
    (
        14,
        "every: 3 months",
        "every: -3 months",
        [f"sample.yaml:62:12: E-TIME: `-3 months` is no period\n  help: {PERIOD}"],
    ),
    (
        14,
        "every: 3 months",
        "every: 11 years",
        [f"sample.yaml:62:12: E-TIME: `11 years` is no period\n  help: {PERIOD}"],
    ),
    (
        14,
        "within: 3 months",
        "within: 3 moons",
        [f"sample.yaml:29:54: E-TIME: `3 moons` is no period\n  help: {PERIOD}"],
    ),
    (
        14,
        "remind: 14 days",
        "remind: 4 months",
        [
            (
                "sample.yaml:63:13: E-TIME: the reminder of `check` comes "
                "before the review before it"
                "\n  help: shorter than `every`"
            )
        ],
    ),
    (
        15,
        "time_zone: Europe/Vienna",
        "time_zone: EST",
        [
            (
                "sample.yaml:5:12: E-TZ: `EST` is no time zone of a place"
                "\n  help: name a place: `Europe/Vienna`"
            )
        ],
    ),
    (
        15,
        "time_zone: Europe/Vienna",
        "time_zone: Europe/Kiew",
        [
            (
                "sample.yaml:5:12: E-TZ: `Europe/Kiew` is no time zone of a place"
                "\n  help: did you mean `Europe/Kyiv`?"
            )
        ],
    ),
    (
        15,
        "time_zone: Europe/Vienna",
        "time_zone: Etc/GMT-1",
        [
            (
                "sample.yaml:5:12: E-TZ: `Etc/GMT-1` is no time zone of a place"
                "\n  help: name a place: `Europe/Vienna`"
            )
        ],
    ),
    (
        18,
        "version: 1\n",
        "version: 0\n",
        ["sample.yaml:3:10: E-SCHEMA: expected a number from 1 up in `version`, found `0`"],
    ),
    (
        25,
        "on_need: [welfare]",
        "on_need: [welfare, unit]",
        ["sample.yaml:36:14: E-QUORUM: core role `unit` is listed as invited on need too"],
    ),
    (
        25,
        "barred: [client]",
        "barred: [client, unit]",
        [
            (
                "sample.yaml:37:13: E-QUORUM: core role `unit` is barred from the conference "
                "that needs it"
            )
        ],
    ),
    (
        25,
        "    information: confidential",
        "    minimum: 16\n    information: confidential",
        ["sample.yaml:38:14: W-QUORUM: 16 persons must attend, and 3 roles may"],
    ),
    (
        26,
        "    basis: act 5\n",
        "",
        [
            (
                "sample.yaml:33:5: E-DISCLOSE: confidential information is shared without a legal "
                "basis\n  help: name the law under `basis`, or `local choice`"
            )
        ],
    ),
    (
        26,
        "consent: {of: client, to: taking-part, source: act 7}",
        "consent: {of: client, source: act 7}",
        [
            (
                "sample.yaml:48:14: E-SCHEMA: key `to` is missing in "
                "`conferences.open-door.consent`\n  help: add `to:`"
            )
        ],
    ),
    (
        27,
        "barred: [client]",
        "barred: []",
        [
            (
                "sample.yaml:37:13: E-BARRIER: `client` could sit where "
                "confidential information is "
                "shared\n  help: add `client` under `barred`"
            )
        ],
    ),
]


@pytest.mark.parametrize(("row", "old", "new", "lines"), ROWS)
def test_a_bad_workflow_file_is_told_where_what_and_what_would_be_right(
    row: int, old: str, new: str, lines: list[str]
) -> None:
    """Every row of the table that concerns what exists has its own code and exact text."""
    assert row in range(1, 31)
    found = spoiled(old, new)
    assert told(found) == lines
    assert (found.workflow is None) == bool(found.errors)


def test_who_sits_behind_the_wall_can_be_told_of_an_item_by_a_law_of_the_file() -> None:
    """On need or always: else a seat is there in which nothing may be heard."""
    laws = "disclosures:\n  bases:\n    share: {to: [police, unit], source: act 5}\nneeds:"
    assert told(spoiled("needs:", laws)) == [
        (
            "sample.yaml:36:15: W-DISCLOSE: `welfare` sits here, and no law of the file lets it "
            "be told an item\n  help: add it under `to` of a law in `disclosures.bases`, or leave "
            "it out here"
        )
    ]
    assert told(spoiled("needs:", laws.replace("unit]", "unit, welfare]"))) == []


MINOR = """\
consents:
  word: {of: unit, text_version: "1", source: act 7}
  taking-part: {of: client, text_version: "1", minor: word, source: act 7}
"""


def test_a_guardians_consent_is_one_of_the_file_and_not_the_clients_own() -> None:
    """A name that nothing declares, one of the client too, and one beside no client's."""
    plain = '  taking-part: {of: client, text_version: "1", source: act 7}\n'
    assert told(spoiled(f"consents:\n{plain}", MINOR)) == []
    assert told(spoiled(f"consents:\n{plain}", MINOR.replace("minor: word", "minor: wort"))) == [
        "sample.yaml:54:55: E-REF: unknown consent `wort`\n  help: did you mean `word`?"
    ]
    for minor in ("taking-part", "word"):
        spoilt = MINOR.replace("minor: word", f"minor: {minor}").replace("of: unit", "of: client")
        assert told(spoiled(f"consents:\n{plain}", spoilt)) == [
            (
                f"sample.yaml:54:55: E-REF: `{minor}` is a consent of `client` too, and nobody is "
                "their own guardian\n  help: name a consent of the guardian"
            )
        ]
    beside = MINOR.replace(
        'of: unit, text_version: "1"', 'of: unit, text_version: "1", minor: word'
    )
    assert told(spoiled(f"consents:\n{plain}", beside)) == [
        (
            "sample.yaml:53:46: E-REF: `unit` is not the client, who alone is recorded as a minor\n"
            "  help: leave out `minor`"
        )
    ]


def test_an_order_stands_in_for_the_clients_consent_and_nobody_elses() -> None:
    """It asks the client to take part."""
    plain = "consent: {of: client, to: taking-part, source: act 7}"
    ordered = plain.replace("source", "unless_ordered: talks, source")
    assert told(spoiled(plain, ordered)) == []
    both = SOUND.replace(plain, ordered.replace("of: client", "of: unit"))
    both = both.replace("taking-part: {of: client", "taking-part: {of: unit")
    assert told(check_text(both.encode(), "sample.yaml")) == [
        (
            "sample.yaml:48:58: E-REF: an order asks the client to take part, and not `unit`\n"
            "  help: leave it out"
        )
    ]


LEADS: list[tuple[str, str, str]] = [
    (
        "  post-release: {roles: [unit], source: local choice}\n",
        "",
        (
            "sample.yaml:14:3: E-LEAD: nobody may lead in phase `post-release`"
            "\n  help: list roles under `lead: post-release`"
        ),
    ),
    (
        "custody: {roles: [unit]",
        "custody: {roles: [client]",
        "sample.yaml:14:21: E-LEAD: `client` is no agency and cannot lead",
    ),
    (
        "post-release: {roles: [unit]",
        "post-release: {roles: [police]",
        (
            "sample.yaml:15:26: E-LEAD: `police` may lead in `post-release`, which is outside its "
            "remit\n  help: its phases: custody"
        ),
    ),
    (
        "plan.adopted: {kind: plan, source: act 4}",
        "plan.adopted: {kind: plan}",
        f"sample.yaml:28:23: E-SOURCE: rule `plan.adopted` names no source\n  help: {SOURCE}",
    ),
    (
        "source: act 4}\n      - conf",
        "source: act 4, strength: should}\n      - conf",
        (
            "sample.yaml:28:23: E-SOURCE: rule `plan.adopted` is `should` and does not say why"
            "\n  help: say it under `because`"
        ),
    ),
    (
        "plan.adopted: {kind: plan, source: act 4}",
        "lead.covers-next-phase: {source: act 4, liftable: true}",
        (
            "sample.yaml:28:59: E-GUARD: no deviation lifts `lead.covers-next-phase`"
            "\n  help: leave `liftable` out"
        ),
    ),
    (
        "stages: [exchange]",
        "stages: [exchange, exchange]",
        "sample.yaml:51:13: E-GRAPH: stage `exchange` is listed twice",
    ),
    (
        "stages: [exchange]",
        "stages: [exchange, {preparation: {part: before}}]",
        (
            "sample.yaml:51:13: E-GRAPH: stages are out of order"
            "\n  help: first `before`, then `sitting`, then `after`"
        ),
    ),
    (
        "while: {phase: post-release}",
        "while: {}",
        (
            "sample.yaml:61:12: E-SCHEMA: review `check` runs in a phase or in listed states"
            "\n  help: give `phase` or `states`"
        ),
    ),
    (
        "stages: [exchange]",
        "stages: [{exchange: {barred: [unit]}}]",
        "sample.yaml:51:13: E-QUORUM: core role `unit` is barred from every stage of the sitting",
    ),
]


@pytest.mark.requirement("R24")
@pytest.mark.parametrize(("old", "new", "line"), LEADS)
def test_what_no_procedure_can_run_on_is_refused(old: str, new: str, line: str) -> None:
    """Leads outside their remit, rules without a source and stages in disorder are errors."""
    assert told(spoiled(old, new)) == [line]


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
