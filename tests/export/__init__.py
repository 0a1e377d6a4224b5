"""A workflow for readers: rows, and what changes."""
