"""The edge: commands as text, entries and refusals as JSON, each with its schema."""

from ddrflow.wire.checking import check_actor, check_command, check_id
from ddrflow.wire.commands import arguments_of, command_from, name_of, pair
from ddrflow.wire.entries import entry_from_json, entry_to_json
from ddrflow.wire.names import COMMAND_NAMES, EVENT_NAMES
from ddrflow.wire.refusals import json_schema, refusal_to_json, words_of
from ddrflow.wire.standing import STANDING_NAMES, check_standing, standing_from

__all__ = [
    "COMMAND_NAMES",
    "EVENT_NAMES",
    "STANDING_NAMES",
    "arguments_of",
    "check_actor",
    "check_command",
    "check_id",
    "check_standing",
    "command_from",
    "entry_from_json",
    "entry_to_json",
    "json_schema",
    "name_of",
    "pair",
    "refusal_to_json",
    "standing_from",
    "words_of",
]
