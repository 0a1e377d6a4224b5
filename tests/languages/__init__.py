"""Documents and messages in other languages than English."""
