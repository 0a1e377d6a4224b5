"""What people see who type `ddrflow`."""
