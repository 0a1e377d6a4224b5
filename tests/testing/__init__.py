"""The tests of what ddrflow offers to the tests of others."""
