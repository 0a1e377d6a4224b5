"""Synthetic cases under a procedure: a change is tried before it is lived."""
