"""The daemon: what time alone makes happen is recorded when it is due, and told to whom it concerns."""
