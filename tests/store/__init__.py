"""The durable store: what it keeps, how it is verified, how it is upgraded."""
