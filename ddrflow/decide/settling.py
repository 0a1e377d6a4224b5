"""From an act to a decision: ask its rules, then record it with what follows from it."""

from datetime import datetime

from ddrflow.decide.act import Act
from ddrflow.decide.asking import ask_all, outcome
from ddrflow.decide.consequences import consequences, named
from ddrflow.decide.foretold import foretold
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.question import Question
from ddrflow.model.workflow import Workflow


def settled(
    workflow: Workflow, case: Case, act: Act, question: Question, now: datetime
) -> Decision:
    """Ask the act's rules; allowed, record it with what follows from it."""
    verdicts = ask_all(act.rules, question)
    answer = outcome(act.rules, verdicts)
    if answer is not Outcome.ALLOWED:
        return Decision(answer, (), verdicts)
    drafts = act.drafts
    if act.unsettles:
        drafts = named(case, (*drafts, *_following(workflow, case, drafts, question, now)))
    return Decision(answer, drafts, verdicts)


def _following(
    workflow: Workflow,
    case: Case,
    drafts: tuple[Draft, ...],
    question: Question,
    now: datetime,
) -> tuple[Draft, ...]:
    after = foretold(case, drafts, question.actor, question.at)
    return consequences(workflow, case, after, question.at, now)
