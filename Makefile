# Everything that is done with this checkout. `make` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/ready.stamp
# The first of these that is Python 3.11 or newer makes the environment; `make PYTHON=...` overrides.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$name"; break; fi; done)

.PHONY: help
help:  ## List the targets
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Made again when the lock or the project file changes.
$(STAMP): pyproject.toml requirements/dev.txt
	@if [ -z "$(PYTHON)" ]; then \
		echo "ddrflow needs Python 3.11 or newer; none was found as python3 or python3.1x." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is older than Python 3.11, which ddrflow needs." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# What editors use for YAML, a reader of SARIF, and what looks at pages in a browser: for the deep
# tests; nothing else needs Node.
NODE_STAMP := $(VENV)/node.stamp
$(NODE_STAMP): requirements/node/package.json requirements/node/package-lock.json | $(STAMP)
	@command -v npm >/dev/null || { echo "The deep tests need Node 20 or newer, with npm." >&2; exit 1; }
	mkdir -p $(VENV)/node
	cp $^ $(VENV)/node/
	npm ci --prefix $(VENV)/node --ignore-scripts --no-audit --no-fund --loglevel=error
	chmod u+x $(VENV)/node/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
	@touch $@

.PHONY: setup
setup: $(STAMP)  ## Make .venv with everything in the lock

.PHONY: demo
demo: $(STAMP)  ## Run the shipped stories on SQLite and print what came of them
	$(BIN)/ddrflow demo

# One more than there are cores: some tests wait for a process that ends or a network that is silent.
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))

.PHONY: test
test: $(STAMP)  ## Run the tests on every core, PostgreSQL included
	PYTHONHASHSEED=0 $(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

# pm4py is AGPL: an independent reader for the tests, in an environment of its own, never imported here.
READER := $(VENV)/deep
READER_STAMP := $(READER)/ready.stamp
$(READER_STAMP): requirements/deep.txt | $(STAMP)
	$(BIN)/python -m venv $(READER)
	$(READER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/deep.txt
	@touch $@

.PHONY: test-deep
test-deep: $(STAMP) $(NODE_STAMP) $(READER_STAMP)  ## Run the tests and the long campaigns
	PYTHONHASHSEED=0 DDRFLOW_HYPOTHESIS=deep $(BIN)/pytest -m "deep or not deep"

.PHONY: check
check: $(STAMP)  ## Format, lint, types, layers and generated documents, all without changing a file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

.PHONY: bench
bench: $(STAMP)  ## Measure steps, commands, reviews, a simulation, the start of the program, a check, the plugin
	$(BIN)/python -m benchmarks.step
	$(BIN)/python -m benchmarks.durable
	$(BIN)/python -m benchmarks.reviews
	$(BIN)/python -m benchmarks.simulate
	$(BIN)/python -m benchmarks.where
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.plugin_load

.PHONY: docs
docs: $(STAMP)  ## Write the generated documents again
	$(BIN)/python -m docs.generate

.PHONY: wheel
wheel: $(STAMP)  ## Build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .

# Pins only move when asked: `make lock` keeps what still fits, `make lock LOCK=--upgrade` renews all.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url $(LOCK)

.PHONY: lock
lock: $(STAMP)  ## Work out the locks again from pyproject.toml and requirements/*.in
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra daemon --extra postgresql pyproject.toml -c requirements/dev.txt -o requirements/daemon.txt
	$(COMPILE) --extra daemon --extra postgresql --extra simulation --extra cluster pyproject.toml requirements/dev.in -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) requirements/deep.in -o requirements/deep.txt

# Without addresses: where packages come from is a matter of the machine.
.PHONY: lock-node
lock-node:  ## Work out the lock of requirements/node again
	cd requirements/node && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund
	node requirements/node/without-addresses.mjs

.PHONY: clean
clean:  ## Remove what the other targets made
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
