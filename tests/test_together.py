"""Commands of several threads are carried out together, and nobody waits for ever."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from ddrflow.engine import Answer, Request
from ddrflow.engine.together import MOST, Together, Waiting
from ddrflow.errors import BadCommand, Busy
from tests.contract.script import NOTICE

REQUESTS = [Request(f"C-{number}", NOTICE) for number in range(200)]


def answer_of(request: Request) -> BadCommand:
    """An answer that tells whose it is."""
    return BadCommand("case_id", request.case_id)


def test_a_request_alone_is_carried_out_alone() -> None:
    seen: list[int] = []

    def carry_out(several: Sequence[Request]) -> list[Answer]:
        seen.append(len(several))
        return [answer_of(one) for one in several]

    assert str(Together(carry_out).answer(REQUESTS[0])) == "`case_id`: C-0"
    assert seen == [1]


def test_what_waits_is_carried_out_together_and_everybody_gets_their_own_answer() -> None:
    """The first is held up until the others wait; then they go in as few turns as may be."""
    seen: list[int] = []
    arrived, go_on = Lock(), Event()
    count = [0]

    def carry_out(several: Sequence[Request]) -> list[Answer]:
        seen.append(len(several))
        if len(seen) == 1:
            assert go_on.wait(timeout=30)
        return [answer_of(one) for one in several]

    together = Together(carry_out)

    def ask(request: Request) -> str:
        with arrived:
            count[0] += 1
            if count[0] == len(REQUESTS):
                go_on.set()
        return str(together.answer(request))

    with ThreadPoolExecutor(len(REQUESTS)) as threads:
        answers = list(threads.map(ask, REQUESTS))
    assert answers == [f"`case_id`: {one.case_id}" for one in REQUESTS]
    assert sum(seen) == len(REQUESTS)
    assert max(seen) <= MOST
    assert len(seen) < len(REQUESTS) / 2


def test_a_fault_of_the_store_is_everybodys() -> None:
    def carry_out(several: Sequence[Request]) -> list[Answer]:
        del several
        raise Busy

    with pytest.raises(Busy):
        Together(carry_out).answer(REQUESTS[0])


def test_a_fault_that_one_request_brings_about_is_its_own() -> None:
    """The others of the same turn are carried out without it."""
    begun, go_on = Event(), Event()

    def carry_out(several: Sequence[Request]) -> list[Answer]:
        begun.set()
        assert go_on.wait(timeout=30)
        if any(one.case_id == "C-7" for one in several):
            message = "a rule that is wrong"
            raise ZeroDivisionError(message)
        return [answer_of(one) for one in several]

    together = Together(carry_out)
    with ThreadPoolExecutor(20) as threads:
        first = threads.submit(together.answer, REQUESTS[0])
        assert begun.wait(timeout=30)
        others = [threads.submit(together.answer, one) for one in REQUESTS[1:20]]
        go_on.set()
        assert str(first.result(timeout=30)) == "`case_id`: C-0"
        for number, one in enumerate(others, 1):
            if number == 7:
                with pytest.raises(ZeroDivisionError):
                    one.result(timeout=30)
            else:
                assert str(one.result(timeout=30)) == f"`case_id`: C-{number}"


def test_who_is_stopped_while_leading_leaves_nobody_asleep() -> None:
    """The others are told that nobody knows; the one who was stopped is."""
    begun, go_on = Event(), Event()

    def carry_out(several: Sequence[Request]) -> list[Answer]:
        begun.set()
        assert go_on.wait(timeout=30)
        if len(several) > 1:
            raise KeyboardInterrupt
        return [answer_of(one) for one in several]

    together = Together(carry_out)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(together.answer, REQUESTS[0])
        assert begun.wait(timeout=30)
        others = [threads.submit(together.answer, one) for one in REQUESTS[1:4]]
        while len(together._waiting) < len(others):  # noqa: SLF001 - until all of them wait
            pass
        go_on.set()
        assert str(first.result(timeout=30)) == "`case_id`: C-0"
        faults = [type(one.exception(timeout=30)) for one in others]
    assert sorted(one.__name__ for one in faults) == ["KeyboardInterrupt", *["Unanswered"] * 2]


def test_who_is_interrupted_while_waiting_keeps_nobody_asleep() -> None:
    """The thread that would have led next is gone; the one after it leads."""
    begun, go_on = Event(), Event()

    def carry_out(several: Sequence[Request]) -> list[Answer]:
        if several[0] is REQUESTS[0]:
            begun.set()
            assert go_on.wait(timeout=30)
        return [answer_of(one) for one in several]

    together = Together(carry_out)

    def interrupted(self: Waiting) -> None:
        if self.request is REQUESTS[1]:
            raise KeyboardInterrupt
        wait(self)

    wait = Waiting.wait
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(4) as threads:
        patch.setattr(Waiting, "wait", interrupted)
        first = threads.submit(together.answer, REQUESTS[0])
        assert begun.wait(timeout=30)
        second = threads.submit(together.answer, REQUESTS[1])
        assert isinstance(second.exception(timeout=30), KeyboardInterrupt)
        third = threads.submit(together.answer, REQUESTS[2])
        go_on.set()
        assert str(first.result(timeout=30)) == "`case_id`: C-0"
        assert str(third.result(timeout=30)) == "`case_id`: C-2"


def test_a_command_given_while_another_is_carried_out_waits_for_nobody() -> None:
    inner: list[Together] = []

    def carry_out(several: Sequence[Request]) -> list[Answer]:
        if several[0] is REQUESTS[0]:
            return [inner[0].answer(REQUESTS[1])]
        return [answer_of(one) for one in several]

    inner.append(Together(carry_out))
    assert str(inner[0].answer(REQUESTS[0])) == "`case_id`: C-1"


def test_many_threads_over_and_over_all_come_to_an_end() -> None:
    """No thread is left asleep when the turn changes hands."""
    together = Together(lambda several: [answer_of(one) for one in several])
    with ThreadPoolExecutor(16) as threads:
        for _ in range(20):
            answers = list(threads.map(together.answer, REQUESTS, timeout=60))
            assert len(answers) == len(REQUESTS)
