"""How a rule about a conference is spoiled: another core, other people, another type or stage."""

from collections.abc import Callable
from dataclasses import replace

from ddrflow.model.conference import ConferenceType
from ddrflow.model.information import InformationClass
from ddrflow.model.question import About, Question
from tests.builders import TICK
from tests.rewriting import Change
from tests.rules.mutations import about


def core(*roles: str) -> Change:
    """Another core is asked for."""

    def changed(old: About) -> About:
        conference = old.conference
        assert conference is not None
        quorum = replace(conference.quorum, core=roles)
        return replace(old, conference=replace(conference, quorum=quorum))

    return about(changed)


def minimum(difference: int) -> Change:
    """More or fewer persons are asked for."""

    def changed(old: About) -> About:
        conference = old.conference
        assert conference is not None
        least = conference.quorum.minimum + difference
        return replace(
            old, conference=replace(conference, quorum=replace(conference.quorum, minimum=least))
        )

    return about(changed)


def people_of_the_role(role: str) -> Change:
    """Only persons of one role are counted."""

    def changed(old: About) -> About:
        conference = old.conference
        assert conference is not None
        counted = tuple(one for one in conference.attendance if one.role == role)
        return replace(old, conference=replace(conference, attendance=counted))

    return about(changed)


def sat_a_tick_later(question: Question) -> Question:
    """Everybody sat down a moment after they did."""
    later = {
        name: replace(
            one,
            attendance=tuple(replace(each, at=each.at + TICK) for each in one.attendance),
        )
        for name, one in question.case.conferences.items()
    }
    return replace(question, case=replace(question.case, conferences=later))


def kind(change: Callable[[ConferenceType], ConferenceType]) -> Change:
    """The rule is asked about a type of conference with other words."""

    def changed(old: About) -> About:
        assert old.type is not None
        return replace(old, type=change(old.type))

    return about(changed)


def a_stage_back(old: About) -> About:
    """The stage before the one that it is about."""
    assert old.type is not None
    names = [one.name for one in old.type.stages]
    return replace(old, stage=names[max(names.index(old.stage) - 1, 0)])


def hears(information: InformationClass) -> Change:
    """The type of conference is taken for one of a class."""
    return kind(lambda old: replace(old, information=information))
