"""What a database answers when it cannot do as it was told, as errors of ddrflow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ddrflow.errors import Busy, Conflict, DdrflowError, Gone, StoreFault

#: PostgreSQL's codes for "somebody else was first": serialisation failure, deadlock, and a
#: key that another writer took.
LOST: Final = frozenset({"40001", "40P01", "23505"})
#: SQLite's words for the last of these.
TAKEN: Final = "UNIQUE constraint failed"
#: PostgreSQL's code for a lock that was not to be had in time.
LOCKED: Final = "55P03"
#: The beginnings of PostgreSQL's codes for a connection that ends, or that is not let in.
BROKEN: Final = ("08", "57P")


@contextmanager
def translated(case_id: str = "") -> Iterator[None]:
    """Raise Conflict, Busy, Gone or StoreFault in place of what SQLAlchemy and drivers raise."""
    try:
        yield
    except DBAPIError as fault:
        raise _told(fault.orig or fault, case_id) from fault
    except SQLAlchemyError as fault:
        raise StoreFault(_first_line(fault)) from fault
    except UnicodeEncodeError as fault:
        problem = f"it takes no text that UTF-8 cannot write: {fault.reason}"
        raise StoreFault(problem, "look at the id that was asked for") from fault
    except ValueError as fault:
        # Of a column's type: a day or an instant that somebody wrote behind the store's back.
        problem = f"a value in it cannot be read: {_first_line(fault)}"
        raise StoreFault(problem, "`ddrflow verify` names what was changed") from fault
    except Exception as fault:
        if not _is_of_driver(fault):
            raise
        raise _told(fault, case_id) from fault


def _is_of_driver(fault: Exception) -> bool:
    """Whether a driver of ours raised it: sqlite3, or psycopg if that is installed."""
    return any(
        kind.__name__ == "Error" and kind.__module__ in ("sqlite3", "psycopg")
        for kind in type(fault).__mro__
    )


def _told(fault: BaseException, case_id: str) -> DdrflowError:
    code = str(getattr(fault, "sqlstate", "") or "")
    problem = _first_line(fault)
    if code in LOST or problem.startswith(TAKEN):
        return Conflict(case_id, 0)
    if code == LOCKED or problem == "database is locked":
        return Busy()
    # psycopg gives no code where the server went away without a word.
    silent = not code and type(fault).__module__.startswith("psycopg")
    if code.startswith(BROKEN) or (silent and type(fault).__name__ == "OperationalError"):
        return Gone(problem)
    return StoreFault(problem)


def _first_line(fault: BaseException) -> str:
    return str(fault).strip().partition("\n")[0]
