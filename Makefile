# `make demo` shows what memcon does; `make test` is what continuous integration runs.
# Needs Python 3.11 or newer, make and pip; everything is installed into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
DEMO_DB := demo.db

.DEFAULT_GOAL := help
.PHONY: help demo test quick lint format score docs readme venv clean

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.installed ## read examples/ into demo.db, print a brief, what follows, and a pack for a meeting
	@rm -f $(DEMO_DB) $(DEMO_DB)-shm $(DEMO_DB)-wal
	$(BIN)/memcon ingest examples --db $(DEMO_DB)
	$(BIN)/memcon brief RUS CHN --db $(DEMO_DB)
	$(BIN)/memcon findings target gap contradiction --parties RUS,CHN --as-of 2019-12-31 --limit 4 --db $(DEMO_DB)
	$(BIN)/memcon follow-up "Joint Ministerial Commission" 5 --parties KEN,UGA --db $(DEMO_DB)
	$(BIN)/memcon prepare "Joint Ministerial Commission" --parties KEN,UGA --db $(DEMO_DB)
	@$(BIN)/python scripts/next_steps.py --memcon $(BIN)/memcon --db $(DEMO_DB)

test: lint ## linters, types and all tests
	$(BIN)/python scripts/system_packages.py
	$(PIP) install "followthemoney>=4.0" || test -z "$$CI"  # compiles PyICU; without it one test is skipped
	$(BIN)/python -m pytest -n auto --dist worksteal

quick: $(VENV)/.dev ## the tests that take no time
	$(BIN)/python -m pytest -m "not slow"

lint: $(VENV)/.dev ## ruff and mypy
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

format: $(VENV)/.dev ## lay the code out
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

score: $(VENV)/.dev ## measure against ../shared (or MEMCON_SHARED)
	$(BIN)/python scripts/score.py

docs: $(VENV)/.dev ## write the generated pages of docs/reference
	$(BIN)/python scripts/write_reference.py

readme: $(VENV)/.dev ## put the demo's brief into README.md
	$(BIN)/python scripts/update_readme.py

venv: $(VENV)/.dev ## the virtual environment with what developers need

clean: ## remove what make has made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis $(DEMO_DB)*

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "memcon needs Python 3.11 or newer: install it, or make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "memcon needs Python 3.11 or newer; $(PYTHON) is older: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps are older than a changed pyproject.toml: then the install is done again.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing memcon into $(VENV): a minute or two ..."
	$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "Installing memcon and its developers' tools into $(VENV): a minute or two ..."
	$(PIP) install --editable ".[dev]"
	@touch $@ $(VENV)/.installed
