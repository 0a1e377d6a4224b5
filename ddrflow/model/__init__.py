"""The types that every layer speaks: frozen facts, commands in the imperative, past events."""
