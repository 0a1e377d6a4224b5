"""Whole cases, from before prison until after it, as the shipped stories tell them."""
