"""Forms: blank from a file, and filled from what is on record."""
