"""Faults, injected for real: processes that are killed, connections that break, disks that fill."""
