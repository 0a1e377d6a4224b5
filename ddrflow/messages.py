"""The words of every message, by its id: what is missing, as a fact; fields in backticks.

A template uses fields of its message, not always all of them. Other languages get a
catalogue of the same ids.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Final

RULES: Final[Mapping[str, str]] = {
    "actor.not-bound": "`{organisation}` does not play the role `{role}` in this case then",
    "actor.not-lead": "the accountable lead does this: `{lead}`, not `{role}`",
    "actor.not-in-conference": "`{role}` does not take part in the conference `{conference}`",
    "actor.not-professional": "an agency does this, and `{role}` is none",
    "actor.not-successor": "`{successor}` of {successor_organisation} was asked to do this",
    "actor.not-the-clock": "only the passing of time records this (`lapse`)",
    "actor.outside-remit": "`{role}` acts in {phases}, and the case is in {phase}",
    "actor.role-may-not": "`{role}` may not do this; it is for {allowed}",
    "agreement.alignment-not-known": "whether `{role}` signed goals and glossary is not known",
    "agreement.contacts-not-known": "who can be reached at `{role}` is not known",
    "agreement.none-in-force": "no agreement in force has {organisations} as a party (`{role}`)",
    "agreement.not-aligned": "{organisations} (`{role}`) did not sign goals, values and glossary",
    "agreement.not-known": "whether `{role}` works under an agreement is not known",
    "agreement.other-glossary": "the glossary that {organisations} signed is not `{current}`",
    "agreement.without-deputy": "{organisations} (`{role}`) named no contact with a deputy",
    "attendance.core-missing": "nobody who counts attended for {missing}",
    "attendance.no-conference": "no conference is named",
    "attendance.presence-not-recorded": "how {missing} attended was not written down",
    "attendance.too-few": "{present} of at least {minimum} persons attended",
    "channel.none-open": "no channel `{kind}` to the client is open",
    "conference.attendance-unclear": "whether a `{type}` conference counts is not known",
    "conference.broken-off": "a `{type}` conference was closed before its last stage",
    "conference.held-too-long-ago": "the last `{type}` conference is older than {within}",
    "conference.no-need-named": "`{role}` is not core and is invited for a named need",
    "conference.none-held": "no `{type}` conference was held",
    "conference.not-invited": "`{role}` was not invited",
    "conference.only-inquorate": "no `{type}` conference counts: the core did not attend",
    "conference.role-barred": "`{role}` may not take part in this kind of conference",
    "conference.role-not-listed": "`{role}` is not among those who can be invited",
    "conference.stage-barred": "`{role}` is out of the stage `{stage}`",
    "consent.expired": "the consent of `{of}` to `{scope}` has expired",
    "consent.not-asked": "`{of}` was not asked for consent to `{scope}`",
    "consent.other-text": "`{of}` agreed to text `{given_text}`, and the text is `{current_text}`",
    "consent.refused": "`{of}` does not agree to `{scope}`, which is no ground for sanction",
    "consent.withdrawn": "`{of}` withdrew consent to `{scope}`, which is no ground for sanction",
    "introduction.not-held": "no introduction was held for {organisations}",
    "introduction.not-known": "whether `{role}` was introduced to `{prison}` is not known",
    "disclosure.no-basis": "`{basis}` is no law on which `{role}` may be told; {possible} is",
    "disclosure.no-law-for-role": "no law of the file lets `{role}` be told: {declared}",
    "disclosure.not-released": "`{organisation}` ({owner}) has not released `{item}` to `{role}`",
    "document.item-not-released": "not released to whom a `{kind}` is for: {items}",
    "document.names-no-item": "a `{kind}` tells items of information, and none is named",
    "document.none-named": "no document is named",
    "item.none-named": "no item of information is named",
    "item.not-owner": "`{item}` belongs to `{organisation}` ({owner}), not to `{asking}` ({role})",
    "item.outside-the-wall": "a `{type}` conference hears what is {class}, and not {information}",
    "testimony.helper-is-witness": "`{role}` helps in this case and becomes a witness in it",
    "lead.does-not-cover": "`{lead}` may not lead in `{phase}`; there {allowed} may",
    "lead.kind-advised-against": "`{role}` is `{kind}`, seen with reserve as lead: {reason}",
    "lead.must-hand-over-first": "`{lead}` is the accountable lead and has not handed over",
    "lead.no-successor": "no successor of `{lead}` is proposed",
    "lead.not-accepted": "`{successor}` has not accepted the lead",
    "lead.not-listed": "`{role}` may not lead in `{phase}`; there {allowed} may",
    "means.funding-ended": "the funding of {organisation} (`{role}`) has ended",
    "means.funding-ends": "funding of `{role}` ends on {ends_on}, before the review on {review_on}",
    "means.missing": "{organisation} (`{role}`) lacks means to lead: {missing}",
    "means.no-funding": "no funding of {organisation} (`{role}`) is on file",
    "means.not-known": "whether {organisation} (`{role}`) has the means to lead is not known",
    "notice.not-acknowledged": "`{to}` has not acknowledged the notice `{kind}`",
    "notice.not-given": "the notice `{kind}` was not given",
    "notice.outdated": "the notice `{kind}` was given as `{given}`, and it is now `{current}`",
    "participation.ordered": "an order asks for {measures}",
    "person.contacts-not-known": "whether `{role}` has a point of contact is not known",
    "person.none-named": "`{role}` has nobody named as {function}",
    "person.no-onward-support": "nobody is named who supports the client onward",
    "person.role-not-bound": "no organisation plays the role `{role}`",
    "plan.needs-unanswered": "the plan `{kind}` leaves open needs unanswered: {needs}",
    "plan.none-adopted": "no plan `{kind}` was adopted",
    "plan.parts-missing": "the plan `{kind}` lacks {missing}",
    "training.does-not-count": "no training of {persons} is recent, or on what is in force",
    "training.none": "{persons} did not train with the others",
    "training.not-known": "whether {persons} trained with the others is not known",
    "training.procedure-not-known": "no operating procedure `{procedure}` is known to be in force",
    "rule.crashed": "the rule itself failed: {error} at {place}",
    "document.not-filed": "no document `{kind}` was filed",
    "document.too-old": "the last document `{kind}` is older than {within}",
    "lead.led-then": "`{lead}` was the accountable lead at that time",
    "parties.still-owes": "nobody else plays `{role}`, which still owes: {owes}",
}

REFUSALS: Final[Mapping[str, str]] = {
    "action.done-already": "the action `{action}` is done",
    "attendance.recorded-already": "{person} is recorded in this stage already",
    "attendance.sits-for-another": "{person} sits in this conference for `{role}`",
    "attendance.not-in-sitting": "`{stage}` is no stage of the sitting begun so far ({entered})",
    "breach.closed-already": "the breach `{breach}` is closed",
    "case.closed": "the case is closed",
    "case.not-opened": "the case is not opened yet",
    "case.stale": "the case is at version {actual}, not {expected}",
    "channel.closed": "the channel `{channel}` is closed: {why}",
    "channel.ended-since": "channels `{kind}` ended with a step at {since}",
    "channel.used-since": "a session was held on the channel `{channel}` at {since}",
    "channel.not-open-yet": "the channel `{channel}` was opened later, at {since}",
    "conference.has-not-sat": "the conference has not sat yet: it is at `{stage}`",
    "conference.not-from-here": "the conference is at `{stage}`, from where this does not follow",
    "conference.over": "the conference `{conference}` has ended: {stage}",
    "conference.time-does-not-fit": "the conference has been at `{stage}` since {since}",
    "consent.answered-since": "something was said about `{scope}` since then, at {since}",
    "consent.not-possible": "the consent to `{scope}` is {status}",
    "deviation.own": "`{person}` asked for it and cannot approve it as well",
    "deviation.not-liftable": "no deviation lifts `{rule}`; liftable here: {possible}",
    "entry.corrected-already": "entry {entry} was corrected before",
    "entry.only-by-its-recorder": "who wrote entry {entry} down takes it back, and nobody else",
    "entry.later-step": "entry {later} rests on step {entry} and is corrected first",
    "entry.conference-went-on": "entry {later} rests on entry {entry} and is corrected first",
    "entry.not-correctable": "others rest on entry {entry}, which cannot be taken out",
    "item.not-wider": "`{item}` is {information} already",
    "item.withdrawn": "its owner withdrew `{item}`: it goes no further",
    "lead.leads-already": "`{lead}` leads already",
    "lead.not-at-this-stage": "the hand-over is at the stage `{stage}`",
    "lead.still-to-answer": "`{successor}` can answer the proposal until {last_on}",
    "need.without-owner": "open needs are owned by roles that nobody plays: {roles}",
    "need.settled-already": "the need `{need}` is settled",
    "order.before-last-step": "the time given lies before {since}",
    "parties.bound-already": "the organisation plays the role `{role}` already",
    "parties.not-bound": "the organisation does not play the role `{role}` in this case",
    "parties.two-sides": "the organisation plays `{other}`, which is on the other side",
    "parties.successor-stays": "the organisation is the proposed successor of the lead",
    "review.held-by-conference": "a conference holds this review",
    "review.not-at-this-status": "the review due on {due_on} is {status}",
    "review.not-yet": "the review is due on {due_on}",
    "review.none-left-out": "no occurrence came while the one of {due_on} waited",
    "review.not-given-up": "the occurrence of {due_on} can still be held",
    "state.not-overstayed": "the case may be in `{state}` until {until}, or that it stays longer "
    "is known",
    "state.still-overstayed": "the case is still in `{state}`",
    "step.not-from-here": "`{trigger}` does not lead on from `{state}`; possible: {possible}",
    "step.unknown-trigger": "there is no step `{trigger}`; possible here: {possible}",
    "outcome.allowed": "allowed",
    "outcome.crashed": "a rule failed, and nothing is decided on a guess",
    "outcome.not-entitled": "somebody else may do this",
    "outcome.rule-unmet": "the procedure forbids it as things stand",
    "outcome.stale-version": "the case has moved on",
    "outcome.undecided": "a fact is not known",
    "outcome.unknown-trigger": "there is no such step",
    "outcome.wrong-state": "it does not follow from here",
}

WAITING: Final[Mapping[str, str]] = {
    "waiting.acceptance": "`{successor}` has not answered the proposal to lead",
    "waiting.breach": "the breach `{breach}` of `{rule}` is to be mended by {due_on}",
    "waiting.conference": "the conference `{conference}` is at `{stage}`",
    "waiting.review-due": "the review `{review}` is due since {due_on}",
    "waiting.review-reminded": "the review `{review}` comes due on {due_on}",
    "waiting.review-missed": "the review `{review}`, due on {due_on}, was missed",
    "waiting.step-is-free": "nothing stands in the way of `{trigger}`",
    "waiting.take-over": "`{successor}` accepted the lead and has not taken over",
}

DUE: Final[Mapping[str, str]] = {
    "due.acceptance": "`{successor}` answers the proposal to lead",
    "due.action": "action `{action}` of `{conference}`",
    "due.agreement-ends": "the agreement `{agreement}` (version {version}) ends",
    "due.agreement-review": "the agreement `{agreement}` (version {version}) is to be reviewed",
    "due.breach": "the breach `{breach}` of `{rule}` is to be mended",
    "due.conference": "`{type}` conference `{conference}` planned",
    "due.consent": "the consent of `{of}` to `{scope}` runs out",
    "due.means": "{means} of `{organisation}`, which leads, ends",
    "due.state": "the last day in `{state}`",
    "due.review": "review `{review}` ({status})",
}

DATES: Final[Mapping[str, str]] = {
    "date.called": "it was called for `{why}`; its regular day, {regular}, stays",
    "date.clamped": "that month has no day {day}: its last day is taken",
    "date.counted": "occurrence {occurrence} is {occurrence} times {every} after {anchor_on}",
    "date.due": "due, a task of `{owner}`; it is {status} now",
    "date.from-entering": "counted from when the case came into {states}, by the clocks of {zone}",
    "date.from-opening": "counted from when the case was opened, by the clocks of {zone}",
    "date.kept": "no working day ({why}); the file keeps it all the same",
    "date.last-day": "the last day of its grace ({grace}); it is missed from {until} on",
    "date.moved": "the file moves it: {on_holiday}",
    "date.not-working": "no working day ({why})",
    "date.on-record": "on record, and stands; it would come to {regular} today",
    "date.reminder": "`{owner}` is reminded, and it can be held from here on: {remind} before",
    "date.rests-on": "this rests on {calendar}, as {edition} has them",
    "date.working-days": "working days only: all but {calendar}",
}

EVENTS: Final[Mapping[str, str]] = {
    "event.case-opened": "case opened in `{state}` under {workflow}",
    "event.step-taken": "`{trigger}`: from `{source_state}` to `{target}`",
    "event.role-bound": "`{organisation}` plays `{role}`",
    "event.role-unbound": "`{organisation}` no longer plays `{role}`",
    "event.person-named": "{person} named as {function} of `{organisation}` for `{role}`",
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
    "event.conference-stopped": "`{conference}` stopped: the consent to `{scope}` ended",
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
    "event.review-scheduled": "review `{review}` due on {due_on}",
    "event.review-reminded": "`{owner}` reminded of review `{review}`",
    "event.review-called": "review `{review}` called for {due_on}: {why}",
    "event.review-fell-due": "review `{review}` fell due",
    "event.state-overstayed": "longer in `{state}` than {last_on}; told: {escalated_to}",
    "event.review-left-out": "review `{review}` of {due_on} does not come while the one before "
    "it waits; told: {escalated_to}",
    "event.review-given-up": "review `{review}` of {due_on} is given up; told: {escalated_to}; "
    "next due on {next_due_on}",
    "event.review-missed": "review `{review}` missed; told: {escalated_to}",
    "event.review-held": "review `{review}` held; next due on {next_due_on}",
    "event.review-reopened": "review `{review}` waits again, due on {due_on}",
    "event.review-ended": "review `{review}` ended",
    "event.deviation-allowed": "rule `{rule}` lifted at `{place}` until {until}",
    "event.breach-opened": "breach `{breach}` of `{rule}`: `{owner}` mends it by {due_on}",
    "event.breach-closed": "breach `{breach}` mended",
    "event.entry-corrected": "entry {wrong} does not count: {why}",
    "event.content-erased": "free text erased on the basis of `{basis}`: {why}",
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

LONGEST: Final = 400

CATALOGUE: Final[Mapping[str, str]] = {
    **RULES,
    **REFUSALS,
    **WAITING,
    **DUE,
    **DATES,
    **EVENTS,
    **STANDING,
}


def render(message: str, fields: Mapping[str, str]) -> str:
    """The words of a message; only the fields' values are put in, never read as a template.

    A message that has no words here, such as a third party's, is told by its id and its
    fields: a reader gets every fact, and a refusal is never lost for want of a sentence.
    """
    template = CATALOGUE.get(message)
    used = {name for _, name, _, _ in Formatter().parse(template or "") if name}
    if template is None or not used <= fields.keys():
        values = ", ".join(f"{name} `{_visible(value)}`" for name, value in fields.items())
        return f"{message} ({values})" if values else message
    return template.format_map({name: _visible(value) for name, value in fields.items()})


def _visible(value: str) -> str:
    """A value that stays on its line: control characters as their escapes, long text cut."""
    shown = "".join(one if one.isprintable() else repr(one)[1:-1] for one in value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."
