"""Periods, working days and the clocks of a place."""
