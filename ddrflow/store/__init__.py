"""Stores: where cases live."""
