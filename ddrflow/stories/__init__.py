"""Stories: given, do, expect; read from files, run on a real engine, told line by line."""

from ddrflow.stories.run import Opened, StoryFailed, Tale, Told, run
from ddrflow.stories.script import Script, Story, read_story, story_files

__all__ = [
    "Opened",
    "Script",
    "Story",
    "StoryFailed",
    "Tale",
    "Told",
    "read_story",
    "run",
    "story_files",
]
