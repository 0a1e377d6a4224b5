"""`given_history`: an assertion that is searched, told apart from one that is proved."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument, StopTest, UnsatisfiedAssumption

from ddrflow.testing.coverage import Coverage
from ddrflow.testing.history import History

Test = Callable[..., object]
#: The name under which a test carries its search.
SEARCH: Final = "ddrflow_search"
#: A history takes its time, and is long.
UNHEEDED: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)


class Search:
    """What a searched test went through: how many histories, and what of the workflow they met."""

    def __init__(self) -> None:
        self.histories = 0
        self.coverage = Coverage()
        self._is_found = False
        self._test: Test | None = None

    def begin(self) -> None:
        """Count anew: the function of several tests with other parameters is one."""
        self.histories, self.coverage, self._is_found = 0, Coverage(), False

    def add(self, *seen: History, failed: bool = False) -> None:
        """More histories, with what the test did on them; once one fails it is only cut down."""
        for history in seen:
            self.histories += not self._is_found
            self.coverage.add(history.engine.coverage())
        self._is_found = self._is_found or failed

    def found_in(self, test: Test) -> None:
        """The test as hypothesis runs it."""
        self._test = test

    def seeded(self, seed: int) -> None:
        """Draw the same histories on every run of the same seed."""
        if self._test is not None:
            hypothesis.seed(seed)(self._test)


def _check(test: Test) -> None:
    """Raise InvalidArgument for a test that would not be run, or not on a history."""
    if inspect.iscoroutinefunction(test):
        message = f"`{test.__name__}` is a coroutine: nobody would wait for it"
        raise InvalidArgument(message)
    if "history" not in inspect.signature(test).parameters:
        message = f"`{test.__name__}` takes no argument `history`"
        raise InvalidArgument(message)


def chosen_settings(given: object, examples: int | None) -> hypothesis.settings:
    """What was given, and what suits histories where it was not.

    Nothing is kept of an earlier run: one seed draws the same histories on every machine. Raises
    InvalidArgument for anything else than settings.
    """
    if given is not None and not isinstance(given, hypothesis.settings):
        message = f"`settings` is a {type(given).__name__}: give `settings(...)` of hypothesis"
        raise InvalidArgument(message)
    usual = hypothesis.settings()
    base = given or usual
    return hypothesis.settings(
        base,
        deadline=None if base.deadline == usual.deadline else base.deadline,
        database=None,
        max_examples=examples or base.max_examples,
        # Which lines of the engine only failing histories ran says nothing about a procedure.
        phases=[one for one in base.phases if one is not Phase.explain],
        suppress_health_check={*base.suppress_health_check, *UNHEEDED},
    )


def given_history(
    strategy: st.SearchStrategy[History],
    *,
    examples: int | None = None,
    settings: hypothesis.settings | None = None,
    **others: st.SearchStrategy[Any],
) -> Callable[[Test], Test]:
    """Run a test on many histories, each as its argument `history`; a failing one is cut down.

    The report counts it as searched: that no history was found in which it fails proves nothing.
    `examples` says how many histories; `settings` are those of hypothesis, in place of its
    decorator of that name; `others` are further arguments that are drawn.
    """
    chosen = chosen_settings(settings, examples)

    def decorated(test: Test) -> Test:
        _check(test)
        search = Search()

        @wraps(test)
        def counted(*unnamed: object, **named: object) -> object:
            __tracebackhide__ = True
            seen = [one for one in (*unnamed, *named.values()) if isinstance(one, History)]
            try:
                # Hypothesis looks at it: a test that returns something was not run to its end.
                returned: object = test(*unnamed, **named)
            except (StopTest, UnsatisfiedAssumption):
                # No more could be drawn, or the test did not want it: it was not searched.
                raise
            except BaseException:
                search.add(*seen, failed=True)
                raise
            search.add(*seen)
            return returned

        given: Any = hypothesis.given(history=strategy, **others)
        drawn: Any = chosen(given(test))
        # Hypothesis keeps this place for plugins: what is told of a failure is still the test's.
        drawn.hypothesis.inner_test = counted
        search.found_in(drawn)
        setattr(drawn, SEARCH, search)
        found: Test = drawn
        return found

    return decorated
