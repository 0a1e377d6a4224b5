"""For tests of programs that embed ddrflow: strategies of histories. Needs hypothesis."""

from ddrflow.testing.histories import commands, remedied

__all__ = ["commands", "remedied"]
