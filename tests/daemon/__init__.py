"""The daemon: sweeps, settings, signals, and how it is asked how it is."""
