"""Tests of reading workflow files."""
