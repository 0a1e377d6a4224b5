"""Pictures of procedures."""
