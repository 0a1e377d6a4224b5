"""The simulation: worlds, draws, lives, runs and comparisons."""
