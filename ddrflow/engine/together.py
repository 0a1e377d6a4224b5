"""Commands of several threads at once are carried out together, in one transaction.

Whoever comes first carries out what waits; the others find their answer when their turn comes.
One disk write then serves them all, and no thread decides in vain on what another is about to
change.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock, get_ident
from typing import Final

from ddrflow.engine.answers import Answer, Request
from ddrflow.errors import Busy, StoreFault, Unanswered

#: The most that is carried out together: an answer does not wait for more than these.
MOST: Final = 64

OF_THE_STORE: Final = (StoreFault, Busy, Unanswered)

CarryOut = Callable[[Sequence[Request]], Sequence[Answer]]


class Waiting:
    """One thread's request, and its answer once there is one; or what went wrong instead.

    The bell is rung when there is an answer, or when it is this thread's turn to lead.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.answer: Answer | None = None
        self.fault: BaseException | None = None
        self._bell = Lock()
        self._bell.acquire()

    @property
    def is_over(self) -> bool:
        """Somebody carried it out."""
        return self.answer is not None or self.fault is not None

    def ring(self) -> None:
        """Wake the thread; rung twice before it wakes, it wakes once."""
        with suppress(RuntimeError):
            self._bell.release()

    def wait(self) -> None:
        """Sleep until the bell is rung."""
        self._bell.acquire()


class Together:
    """Where the threads of an engine meet."""

    def __init__(self, carry_out: CarryOut) -> None:
        self._carry_out = carry_out
        self._turn = Lock()
        self._waiting: deque[Waiting] = deque()
        self._leader = 0

    def answer(self, request: Request) -> Answer:
        """The answer to one request, carried out here or by another thread."""
        if self._leader == get_ident():
            # A command given while another is carried out waits for nobody: it would for itself.
            return self._carry_out((request,))[0]
        mine = Waiting(request)
        self._waiting.append(mine)
        while not mine.is_over:
            if self._turn.acquire(blocking=False):
                self._lead(mine)
            else:
                self._follow(mine)
        if mine.fault is not None:
            raise mine.fault
        if mine.answer is None:
            message = "a request without an answer"
            raise AssertionError(message)
        return mine.answer

    def _follow(self, mine: Waiting) -> None:
        """Sleep until there is an answer; who is woken from outside does not keep others asleep."""
        try:
            mine.wait()
        except BaseException:
            with suppress(ValueError):
                self._waiting.remove(mine)
            self._wake_next()
            raise

    def _wake_next(self) -> None:
        with suppress(IndexError):
            self._waiting[0].ring()

    def _lead(self, mine: Waiting) -> None:
        """Carry out what waits, then let somebody else lead, if anybody waits by now."""
        self._leader = get_ident()
        try:
            if not mine.is_over:
                self._carry(self._taken())
        finally:
            self._leader = 0
            self._turn.release()
            # Who came after the last was taken found the turn taken, and sleeps.
            self._wake_next()

    def _taken(self) -> list[Waiting]:
        several: list[Waiting] = []
        with suppress(IndexError):
            while len(several) < MOST:
                several.append(self._waiting.popleft())
        return several

    def _carry(self, several: Sequence[Waiting]) -> None:
        try:
            answers = self._carry_out([one.request for one in several])
        except OF_THE_STORE as fault:
            # And so everybody's: nothing of any of them was recorded, or nobody knows.
            for one in several:
                one.fault = fault
        except Exception as fault:  # noqa: BLE001 - told to whom it belongs to
            self._apart(several, fault)
        except BaseException:
            # Stopped from outside: how far it came is not known, and the others have to hear.
            for one in several:
                one.fault = Unanswered(str(one.request.case_id))
            raise
        else:
            for one, answer in zip(several, answers, strict=True):
                one.answer = answer
        finally:
            for one in several:
                one.ring()

    def _apart(self, several: Sequence[Waiting], fault: Exception) -> None:
        """One of them brought it about, before anything was recorded; the others do not suffer."""
        if len(several) == 1:
            several[0].fault = fault
            return
        for one in several:
            self._carry([one])
