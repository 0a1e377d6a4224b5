"""The engine: load, decide, append. Everything that is decided is decided in `ddrflow.decide`."""

from ddrflow.engine.answers import Answer, Done, Refused, Request
from ddrflow.engine.engine import Engine

__all__ = ["Answer", "Done", "Engine", "Refused", "Request"]
