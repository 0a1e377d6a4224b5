"""From a workflow file to a workflow: strict reading, checks, compilation."""
