"""What every store promises, asked of each: memory, SQLite, PostgreSQL."""
