"""Rehearsals without a terminal."""
