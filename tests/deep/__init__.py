"""Long campaigns that run tests of their own."""
