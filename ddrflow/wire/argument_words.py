"""What is given for an argument, in words: the reference shows them, and so does an editor."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: For the arguments of commands, by the source that their values are enumerated from.
BY_SOURCE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "action": "an action of the conference",
        "basis": "the law or order that asks for it, as a code such as `gdpr-17`",
        "bindings": "pairs of a role of the file and an organisation",
        "breach": "a breach of the case",
        "channel": "a channel of the case",
        "channel-kind": "a kind of channel of the file",
        "conference": "a conference of the case",
        "conference-or-none": "the conference of the case that it is tabled in; without one, it "
        "is tabled in none",
        "conference-type": "a conference type of the file",
        "consent": "a kind of consent of the file",
        "cost": "money, in whole units of what all agencies of the scheme count in; 0 if left out",
        "day": "a day",
        "day-or-none": "the last day on which it holds; without one there is no end",
        "document-kind": "a kind of document of the file",
        "entries": "the numbers of entries; all so far where none is named",
        "entry": "the number of an entry",
        "function": "`worker`, `point-of-contact`, `deputy`, `trusted` or `onward-support`",
        "handling": "the owner's condition, as a code such as `no-onward-sharing`; empty if "
        "there is none",
        "information-class": "`open`, `internal` or `confidential`",
        "information-class-or-none": "a class that is wider than the item's; without one the "
        "class stays",
        "instant": "an instant with its offset from UTC",
        "interest": "`suspect`, `victim`, `witness` or `conflict-of-interest`",
        "item": "an item of information of the case",
        "item-kind": "`fact`, `assessment` or `hearsay`",
        "items": "items of information of the case",
        "language": "a language code",
        "legal-basis": "a basis of the file",
        "measure": "what the client takes part in, by id: one that the file names, or a new one",
        "minutes": "time in minutes; 0 if it is not known; of an effort, one of time and money "
        "is needed",
        "modality": "`in-person` or `virtual`",
        "need": "a need of the case",
        "need-kind": "a kind of need of the file",
        "need-or-none": "a need of the case; needed for a role that is not core",
        "new-id": "a new id, chosen by who gives the command",
        "notice": "a notice of the file",
        "notice-version": "a version of the notice's text",
        "open-needs": "needs of the case",
        "order": "the order that an ordered measure rests on, by a reference; empty if there is "
        "none",
        "organisation": "an organisation, by the id that the embedding program uses",
        "organisation-or-none": "an organisation that plays the role; left out where no role is "
        "named, and for a channel where anybody of the role will do",
        "package": "parts of a hand-over: `plan`, `open-needs`, `open-tasks`, `notices`",
        "participation": "`voluntary` or `ordered`",
        "person": "a person, by the id that the embedding program uses",
        "person-or-none": "a person, by id: whom somebody represents, to whom a document is "
        "given, through whom a channel goes, of whom an interest is; without one, nobody, or "
        "the organisation as a whole",
        "place": "a place where a rule can be lifted: a step, a channel, `conference/stage`, "
        "`conference:attending`, `conference:tasks`, `channel:opening`, `lead:phase`, "
        "`documents/kind`, `disclosures`, a kind of agency",
        "plan-or-none": "the digest of the plan that was decided on, if there was one",
        "plan-kind": "a kind of plan of the file",
        "plan-parts": "parts of that kind of plan",
        "presence": "`in-person`, `remote` or `not-recorded`",
        "purpose": "what for, as a code such as `release-planning`",
        "reference": "an id of a reference of the case",
        "relation": "`record`, `same-person`, `continues` or `continued-in`",
        "request": "a request of the case that has no answer yet",
        "request-answer": "`given` or `refused`",
        "resource": "`human`, `financial` or `administrative`",
        "review": "a review that runs",
        "role": "a role of the file",
        "role-or-none": "a role of the file that the document is given to; without one, it is "
        "given to nobody",
        "roles": "roles of the file",
        "rule": "a rule that the file makes liftable",
        "stage": "a stage of the conference",
        "stage-or-none": "a stage of the sitting; the present one if left out, or the last one "
        "once the sitting is closed",
        "subject": "about what, as a code such as `place-to-live`",
        "system": "another system, or the cases of an area, as a code",
        "text-version": "a version of the consent's text",
        "through": "a role that this kind of channel goes through; left out where it goes "
        "through nobody",
        "trigger": "a trigger of the file",
        "version": "the digest of another version of the case's workflow that the engine knows",
        "why": "a code, such as `recorded-in-error`",
        "why-or-none": "why not, as a code such as `not-released`; needed for a refusal, and "
        "only there",
    }
)
#: For the arguments of facts above the cases, by name.
OF_STANDING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "activity": "a new id; an id that is there says the activity anew",
        "agreement": "an id; each version of it stands beside the others",
        "board": "a board, by id; for a meeting one that was set up",
        "decision": "a new id, which the board's own papers explain",
        "deputy": "who stands in, by id",
        "ends_on": "the last day; without one there is no end",
        "glossary": "the version of the glossary",
        "goals": "the version of the goals",
        "held_on": "the day, which must have begun somewhere",
        "kind": "`joint-training`, `shadowing`, `rounds`, `prison-introduction`, "
        "`feedback-round`, `team-building`, `joint-interview` or `case-independent-meeting`",
        "means": "`access`, `mandate`, `training`, `budget` (for leading) or `funding` (of the "
        "organisation itself)",
        "meeting": "a meeting, by id; for a decision one that was held",
        "organisation": "an organisation, by the id that cases use",
        "organisations": "two or more of them; on the command line `a, b`",
        "person": "a person, by the id that the embedding program uses",
        "persons": "who took part, by id",
        "procedure": "a standard operating procedure, by id; for an activity one that was "
        "adopted, or none",
        "reference": "the paper that says so, by id; the same one again says the grant anew",
        "review_on": "the day on which it is to be looked at again",
        "signed_on": "the day, which must have begun somewhere",
        "starts_on": "the first day",
        "values": "the version of the values",
        "version": "a version, by id; for an activity one of the procedure's, or none",
        "why": "a code, such as `recorded-in-error`",
        "wrong": "the number of an entry of the stream that is no correction and was not corrected",
    }
)
