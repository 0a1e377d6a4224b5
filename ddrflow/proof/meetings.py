"""Conferences that nobody can hold, and reviews that nothing can."""

from collections.abc import Iterator
from typing import Final

from ddrflow.dates import local_day
from ddrflow.decide.filling import actor_of
from ddrflow.model.commands import CloseConference, ConveneConference, EnterStage, HoldReview
from ddrflow.model.conference import ConferenceType, Outcome, Part
from ddrflow.model.review import ReviewRule
from ddrflow.proof.exploring import Explored
from ddrflow.proof.found import Hole, stuck_at
from ddrflow.proof.line import Line
from ddrflow.proof.places import Places
from ddrflow.proof.reaching import Search, Stuck, reach
from ddrflow.proof.situation import Node

#: The conference and the need that the proof holds and identifies.
NAME: Final = "proof-1"


def unheld(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-CONVENE, E-QUORUM-UNMET: a conference that nobody may call, or that never counts."""
    del places
    for kind in explored.workflow.procedure.conferences.values():
        tried = [(node, _sat(explored, node, kind)) for node in _willing(explored)]
        stuck = [(node, one) for node, one in tried if isinstance(one, Stuck)]
        if not stuck or len(stuck) < len(tried):
            continue
        # As far as anybody came, and from as near as that.
        _, best = max(stuck, key=lambda one: (_came(*one), -one[0].line.length))
        if isinstance(best.command, ConveneConference):
            path = ("conferences", kind.name, "convened_by")
            message = f"nobody can call a `{kind.name}` conference"
            yield stuck_at("E-CONVENE", path, message, best, CONVENE)
            continue
        message = f"no `{kind.name}` conference can be held so that it counts"
        yield stuck_at("E-QUORUM-UNMET", ("conferences", kind.name, "core"), message, best, QUORUM)


def _came(node: Node, stuck: Stuck) -> int:
    """How many stages of the conference were entered."""
    del node
    one = stuck.line.opened.conferences.get(NAME)
    return len(one.stages_entered) if one else 0


CONVENE: Final = "see who convenes it, and in which phases they may act"
QUORUM: Final = "let everybody of the core be one who may be there"


def _willing(explored: Explored) -> list[Node]:
    return [
        node
        for situation, node in explored.nodes.items()
        if not situation.says_no and node.phase is not None
    ]


def _sat(explored: Explored, node: Node, kind: ConferenceType) -> Line | Stuck:
    """The line after a conference of the type was held from there, so that it counts."""
    search = explored.search(says_no=False)
    answers = [held(search, node.line, kind, role) for role in kind.convened_by]
    lines = [one for one in answers if isinstance(one, Line)]
    stuck = [one for one in answers if isinstance(one, Stuck)]
    return lines[0] if lines else max(stuck, key=lambda one: one.line.length)


def held(search: Search, line: Line, kind: ConferenceType, role: str) -> Line | Stuck:
    """The line after a conference that somebody called, from its first stage to its close."""
    actor, day = actor_of(line, role), local_day(line.now, line.workflow.procedure.zone)
    convene = ConveneConference(actor=actor, conference=NAME, type=kind.name, planned_on=day)
    stages = [one.name for one in kind.stages if one.part is not Part.AFTER]
    found: Line | Stuck = reach(search, line, convene)
    for stage in stages:
        if isinstance(found, Line):
            found = reach(search, found, EnterStage(actor=actor, conference=NAME, stage=stage))
    if isinstance(found, Stuck):
        return found
    close = CloseConference(actor=actor, conference=NAME)
    found = reach(search, found, close)
    if isinstance(found, Line) and found.opened.conferences[NAME].outcome is not Outcome.HELD:
        return Stuck(found, close, None)
    return found


def unheld_reviews(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-REVIEW: a review that comes due, and that nothing can hold."""
    for rule in explored.workflow.reviews.values():
        nodes = [one for one in _willing(explored) if one.situation.state in rule.states]
        if nodes and not any(_is_held(explored, node, rule) for node in nodes):
            by = f"a `{rule.held_by}` conference" if rule.held_by else f"`{rule.owner}`"
            message = f"the review `{rule.name}` comes due, and nothing holds it: {by} cannot"
            path = places.review(rule.name, *(("held_by",) if rule.held_by else ("owner",)))
            help_line = "let it be held by what can take place in these states"
            yield Hole("E-REVIEW", path, message, help_line, line=_due(nodes[0], rule))


def _due(node: Node, rule: ReviewRule) -> Line:
    """The line on the day on which the review is due."""
    review = node.line.opened.reviews.get(rule.name)
    if review is None:
        return node.line
    day = review.due_on
    begins = node.line.now.replace(year=day.year, month=day.month, day=day.day)
    return node.line.waited(begins)


def _is_held(explored: Explored, node: Node, rule: ReviewRule) -> bool:
    line, search = _due(node, rule), explored.search(says_no=False)
    if rule.name not in line.opened.reviews:
        return False
    before = line.opened.reviews[rule.name]
    owner = line.opened.lead.current.role if rule.owner == "lead" else rule.owner
    after: Line | Stuck
    if rule.held_by:
        kind = line.workflow.procedure.conferences[rule.held_by]
        answers = [held(search, line, kind, role) for role in kind.convened_by]
        after = next((one for one in answers if isinstance(one, Line)), answers[0])
    else:
        after = reach(search, line, HoldReview(actor=actor_of(line, owner), review=rule.name))
    return isinstance(after, Line) and len(after.opened.reviews[rule.name].holdings) > len(
        before.holdings
    )
