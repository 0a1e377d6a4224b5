"""How the tables came about, step by step; `ddrflow db upgrade` takes the missing steps."""
