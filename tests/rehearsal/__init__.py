"""A synthetic case played from the seats of its agencies."""
