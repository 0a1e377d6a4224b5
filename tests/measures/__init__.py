"""Each measure on small cases, worked out by hand in the tests."""
