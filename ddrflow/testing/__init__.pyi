from ddrflow.testing.drawing import commands as commands
from ddrflow.testing.drawing import remedied as remedied
from ddrflow.testing.history import History as History
from ddrflow.testing.living import histories as histories
from ddrflow.testing.living import illegal_next as illegal_next
from ddrflow.testing.searching import given_history as given_history

__all__ = ["History", "commands", "given_history", "histories", "illegal_next", "remedied"]
