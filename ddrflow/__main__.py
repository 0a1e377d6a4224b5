"""`python -m ddrflow`."""

from ddrflow.cli import main

if __name__ == "__main__":
    main()
