"""Asking rules: every rule is asked, order changes nothing, and a crash is its own answer."""

from dataclasses import replace
from typing import Final

from ddrflow.model.decision import Outcome
from ddrflow.model.question import Question
from ddrflow.model.rule import RuleUse
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Answer, Field, Reason, Remedy, Status, Verdict

# A name of the module costs a tenth of what a member of an enum does.
_MET: Final = Status.MET


def ask(use: RuleUse, question: Question) -> Verdict:
    """One rule's verdict. A rule that raises is `crashed`: the error's class and line are told."""
    try:
        answer = _answer(use, question)
    except Exception as fault:  # noqa: BLE001 - a third party's rule may raise anything
        answer = _crash(fault)
    if answer.status is _MET:
        return use.met
    lifted_by = _lifting(use, answer, question)
    return replace(
        use.met,
        status=answer.status,
        reason=answer.reason,
        remedies=(*answer.remedies, *_by_deviation(use, answer, lifted_by)),
        passes_from=answer.passes_from,
        lifted_by=lifted_by,
    )


def ask_all(uses: tuple[RuleUse, ...], question: Question) -> tuple[Verdict, ...]:
    """Every rule's verdict, also after one has refused, so that all obstacles show at once."""
    return tuple(ask(use, question) for use in uses)


def outcome(uses: tuple[RuleUse, ...], verdicts: tuple[Verdict, ...]) -> Outcome:
    """What the verdicts come to; the gravest kind names the refusal."""
    if all(one.is_met for one in verdicts):
        return Outcome.ALLOWED
    refusing = [pair for pair in zip(uses, verdicts, strict=True) if pair[1].refuses]
    statuses = {verdict.status for _, verdict in refusing}
    if Status.CRASHED in statuses:
        return Outcome.CRASHED
    if any(use.entitles for use, _ in refusing):
        return Outcome.NOT_ENTITLED
    if Status.UNMET in statuses:
        return Outcome.RULE_UNMET
    return Outcome.UNDECIDED if refusing else Outcome.ALLOWED


def _answer(use: RuleUse, question: Question) -> Answer:
    answer: object = use.check(question, use.parameters)
    if not isinstance(answer, Answer):
        message = f"rule `{use.rule}` answered a {type(answer).__name__}, not an `Answer`"
        raise TypeError(message)
    return answer


def _lifting(use: RuleUse, answer: Answer, question: Question) -> str:
    """Who approved the deviation that lifts this unmet rule; empty for none."""
    if not use.is_liftable or answer.status is not Status.UNMET or use.strength is Strength.LAW:
        return ""
    for deviation in question.case.exceptions.deviations:
        named = (deviation.rule, deviation.place)
        if named == (use.rule, use.place) and deviation.holds(question.at):
            return deviation.approved_by
    return ""


def _by_deviation(use: RuleUse, answer: Answer, lifted_by: str) -> tuple[Remedy, ...]:
    """Who could lift the rule here, where the file says that somebody may."""
    if not use.is_liftable or answer.status is not Status.UNMET or lifted_by:
        return ()
    filled = (("rule", use.rule), ("place", use.place))
    return (Remedy("allow-deviation", filled, ("until", "asked_by"), use.approvers),)


def _crash(fault: Exception) -> Answer:
    place, last = "", fault.__traceback__
    while last is not None:
        place = f"{last.tb_frame.f_globals.get('__name__', '?')}:{last.tb_lineno}"
        last = last.tb_next
    fields = (Field("error", type(fault).__name__), Field("place", place))
    return Answer(Status.CRASHED, Reason("rule.crashed", fields))
