"""State graphs: the life cycles of a case, a conference, a hand-over, a consent, a review."""
