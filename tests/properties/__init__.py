"""Promises that hold over generated histories."""
