"""Each bad line of a workflow file gets its code, its place and what would be right."""

import pytest

from tests.workflow.sample import spoiled, told

PERIOD = (
    "write a number from 1 and a unit: `14 days`, `10 working days`, `3 months`; at most 10 years"
)
ISO = f"`P1M` is a month and `PT1M` a minute to some readers; {PERIOD}"

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
