"""What a case waits for, what is due and how its day came about, and who is told of it."""

from collections.abc import Mapping
from typing import Final

WAITING: Final[Mapping[str, str]] = {
    "waiting.acceptance": "`{successor}` has not answered the proposal to lead",
    "waiting.breach": "the breach `{breach}` of `{rule}` is to be mended by {due_on}",
    "waiting.conference": "the conference `{conference}` is at `{stage}`",
    "waiting.review-due": "the review `{review}` is due since {due_on}",
    "waiting.review-reminded": "the review `{review}` comes due on {due_on}",
    "waiting.review-missed": "the review `{review}`, due on {due_on}, was missed",
    "waiting.request": "`{by}` asked `{role}` for information: `{request}`, on {subject}",
    "waiting.withdrawal": "`{role}` is to hear that `{item}` was withdrawn",
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
    "due.order": "the order of `{measure}` ends",
    "due.consent": "the consent of `{of}` to `{scope}` runs out",
    "due.means": "{means} of `{organisation}`, which leads, ends",
    "due.state": "the last day in `{state}`",
    "due.request": "request `{request}` of `{by}` to `{role}`, on {subject}",
    "due.review": "review `{review}` ({status})",
}

DATES: Final[Mapping[str, str]] = {
    "date.called": "it was called for `{why}`; its regular day, {regular}, stays",
    "date.carried-over": "counted back from the day that stood when the case moved to this "
    "version, by the clocks of {zone}",
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

LETTERS: Final[Mapping[str, str]] = {
    "letter.breach-opened": "the breach `{breach}` of `{rule}` is to be mended by {due_on}",
    "letter.conference-cancelled": "the `{type}` conference `{conference}` does not take place",
    "letter.conference-convened": "the `{type}` conference `{conference}` is on {planned_on}",
    "letter.conference-invited": "asked to the `{type}` conference `{conference}` of {planned_on}",
    "letter.conference-stopped": "the `{type}` conference `{conference}` goes on no longer",
    "letter.consent-expired": "the consent to `{scope}` ran out",
    "letter.consent-withdrawn": "the consent to `{scope}` was withdrawn",
    "letter.information-requested": "`{by}` asks for information: request `{request}`",
    "letter.invitation-taken-back": "not asked to the `{type}` conference `{conference}` any more",
    "letter.lead-proposed": "asked to lead, in the role `{role}`",
    "letter.lead-taken-over": "`{role}` leads from now on",
    "letter.proposal-expired": "the proposal to lead had no answer by {last_on}; the lead stays",
    "letter.review-fell-due": "the review `{review}` is due since {due_on}",
    "letter.review-given-up": "the review `{review}` of {due_on} is given up; the next one is due "
    "on {next_due_on}",
    "letter.review-left-out": "the review `{review}` of {due_on} does not come while the one "
    "before it waits",
    "letter.review-missed": "the review `{review}`, due on {due_on}, was missed",
    "letter.review-reminded": "the review `{review}` comes due on {due_on}",
    "letter.state-overstayed": "the case is in `{state}` longer than {last_on}",
}
