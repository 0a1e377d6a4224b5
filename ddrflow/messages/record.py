"""What was recorded, and what moves to another version of a workflow."""

from collections.abc import Mapping
from typing import Final

EVENTS: Final[Mapping[str, str]] = {
    "event.case-opened": "case opened in `{state}` under {workflow}",
    "event.case-migrated": "goes on in `{state}` under {workflow}; decided by {decided_by} on "
    "{decided_on}",
    "event.step-taken": "`{trigger}`: from `{source_state}` to `{target}`",
    "event.role-bound": "`{organisation}` plays `{role}`",
    "event.role-unbound": "`{organisation}` no longer plays `{role}`",
    "event.person-named": "{person} named as {function} of `{organisation}` for `{role}`",
    "event.interest-declared": "`{organisation}` ({role}) declared {interest}; person: {person}",
    "event.interest-ended": "`{organisation}` ({role}) is no longer {interest}: {why} {person}",
    "event.lead-proposed": "`{organisation}` proposed as lead, in the role `{role}`",
    "event.handover-prepared": "hand-over prepared with {package}",
    "event.lead-accepted": "lead accepted",
    "event.lead-declined": "lead declined",
    "event.proposal-withdrawn": "proposal to lead withdrawn",
    "event.proposal-expired": "`{organisation}` did not answer by {last_on}; the lead stays",
    "event.lead-taken-over": "`{organisation}` leads from now on, in the role `{role}`",
    "event.consent-given": "`{of}` agreed to `{scope}`, text {text_version}, before {witness}",
    "event.consent-refused": "`{of}` does not agree to `{scope}`",
    "event.consent-expired": "consent to `{scope}` ran out",
    "event.consent-withdrawn": "consent to `{scope}` withdrawn",
    "event.participation-set": "participation in `{measure}` is {participation}",
    "event.order-ended": "the order of `{measure}` ended with {until}",
    "event.minority-recorded": "the client is a minor and comes of age on {until}",
    "event.need-identified": "need `{need}` ({kind}), owned by `{owner}`",
    "event.need-answered": "need `{need}` answered",
    "event.need-declined": "help with need `{need}` declined",
    "event.plan-adopted": "plan `{kind}` adopted with {parts}; answers needs: {answers}",
    "event.notice-given": "notice `{kind}` version {version} given to `{to}` in {language}",
    "event.notice-acknowledged": "notice `{kind}` acknowledged",
    "event.conference-convened": "`{type}` conference `{conference}` convened for {planned_on}",
    "event.invited-to-conference": "`{organisation}` invited to `{conference}` as `{role}`",
    "event.stage-entered": "`{conference}` entered the stage `{stage}`",
    "event.attendance-recorded": "{person} was in `{stage}` of `{conference}` for `{role}`",
    "event.contribution-recorded": "written contribution of `{role}` to `{conference}`",
    "event.decision-recorded": "decision `{decision}` of `{conference}`",
    "event.action-recorded": "action `{action}` of `{conference}`: `{owner}` by {due_on}",
    "event.action-done": "action `{action}` of `{conference}` done",
    "event.minutes-filed": "minutes `{minutes}` of `{conference}` filed",
    "event.conference-closed": "`{conference}` closed",
    "event.conference-cancelled": "`{conference}` called off",
    "event.conference-stopped": "`{conference}` stopped: there is no consent to `{scope}`",
    "event.document-filed": "document `{document}` (`{kind}`) filed",
    "event.channel-opened": "channel `{channel}` (`{kind}`, {modality}) opened",
    "event.channel-closed": "channel `{channel}` closed: {why}",
    "event.session-held": "session on the channel `{channel}`",
    "event.effort-recorded": (
        "{resource} effort of `{organisation}` as `{role}`: {minutes} minutes, cost {cost}"
    ),
    "event.item-recorded": "{kind} `{item}` recorded, {information}; handling: {handling}",
    "event.item-released": "`{item}` released to {roles}; class: {information}",
    "event.item-disclosed": "`{item}` told to `{role}` on the basis of `{basis}` for {purpose}",
    "event.item-withdrawn": "`{item}` withdrawn: {why}",
    "event.withdrawal-told": "`{role}` heard that `{item}` was withdrawn",
    "event.information-requested": (
        "request `{request}` to `{role}`: {subject}, for {purpose}; answer by: {by_day}"
    ),
    "event.request-answered": (
        "request `{request}` {answer} to `{role}`; items: {items}; why: {why}"
    ),
    "event.review-scheduled": "review `{review}` due on {due_on}",
    "event.review-reminded": "`{owner}` reminded of review `{review}`",
    "event.review-called": "review `{review}` called for {due_on}: {why}",
    "event.review-fell-due": "review `{review}` fell due",
    "event.reference-added": "{relation} `{reference}` in {system} ({information})",
    "event.reference-ended": "{relation} `{reference}` in {system} ends: {why} ({information})",
    "event.state-overstayed": "longer in `{state}` than {last_on}; told: {escalated_to}",
    "event.review-left-out": "review `{review}` of {due_on} does not come while the one before "
    "it waits; told: {escalated_to}",
    "event.review-given-up": "review `{review}` of {due_on} is given up; told: {escalated_to}; "
    "next due on {next_due_on}",
    "event.review-missed": "review `{review}` missed; told: {escalated_to}",
    "event.review-held": "review `{review}` held; next due on {next_due_on}",
    "event.review-reopened": "review `{review}` waits again, due on {due_on}",
    "event.review-carried-over": "review `{review}` goes on as `{named}`, due on {due_on}",
    "event.review-ended": "review `{review}` ended",
    "event.deviation-allowed": "rule `{rule}` lifted at `{place}` until {until}",
    "event.breach-opened": "breach `{breach}` of `{rule}`: `{owner}` mends it by {due_on}",
    "event.breach-closed": "breach `{breach}` mended",
    "event.entry-corrected": "entry {wrong} does not count: {why}",
    "event.content-erased": "free text erased on the basis of `{basis}`: {why}",
}

MIGRATION: Final[Mapping[str, str]] = {
    "migration.asks-more": "`{trigger}` would newly ask: {rules}",
    "migration.day-changes": "{what}: {is}, was {was}",
    "migration.due-at-once": "{what}",
    "migration.gone-on": "it went on since the plan was made: plan again",
    "migration.moved-and-back": "it moved by this plan, and on since then: plan again",
    "migration.no-such-case": "there is no such case",
    "migration.opens-breach": "`{rule}`: `{owner}` mends it by {due_on}",
    "migration.sees-more": "`{role}` would see what is {information}",
    "migration.stuck": "nobody in the case may take a step from `{state}`",
}

STANDING: Final[Mapping[str, str]] = {
    "standing.contacts-listed": "the list of points of contact is replaced",
    "standing.contact-named": "{person} is the point of contact of `{organisation}`, or {deputy}",
    "standing.contact-ended": "`{organisation}` has no point of contact any more",
    "standing.agreement-made": "agreement `{agreement}` version {version}: {organisations}",
    "standing.organisation-aligned": "`{organisation}` signed with the glossary {glossary}",
    "standing.procedure-adopted": "operating procedure `{procedure}` is {version} from {starts_on}",
    "standing.activity-held": "{kind} `{activity}` held on {held_on}: {organisations}",
    "standing.means-granted": "`{organisation}` has {means} (`{reference}`), last day: {ends_on}",
    "standing.board-set-up": "board `{board}`: {organisations}",
    "standing.board-met": "board `{board}` met on {held_on} (`{meeting}`)",
    "standing.board-decided": "decision `{decision}` of the meeting `{meeting}`",
    "standing.standing-corrected": "entry {wrong} of the standing stream does not count: {why}",
}
