"""The proof: what it finds, what it leaves alone."""
