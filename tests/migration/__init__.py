"""The plan for running cases, its carrying out, and recorded commands asked again."""
