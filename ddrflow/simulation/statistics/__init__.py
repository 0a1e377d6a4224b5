"""What two procedures lived by the same people tell of their difference, and how surely."""
