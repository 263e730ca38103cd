# Everything runs inside $(VENV); a stamp file says what is installed there, so a second run installs nothing.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt

# make serve HOST=0.0.0.0 PORT=8000 DATA_DIR=/srv/tiaowen POLICIES=/srv/policies
HOST ?=
PORT ?=
DATA_DIR ?=
POLICIES ?=
SERVE_OPTIONS = $(if $(HOST),--host "$(HOST)") $(if $(PORT),--port "$(PORT)") \
	$(if $(DATA_DIR),--data-dir "$(DATA_DIR)") $(if $(POLICIES),--policies "$(POLICIES)")

.PHONY: help install serve test eval bench constraints clean
.DELETE_ON_ERROR:

help:  ## Say what can be made (the default)
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */  make \1\t/'

install: $(VENV)/.ok  ## Install Tiaowen into .venv

serve: $(VENV)/.ok  ## Serve page and API on 127.0.0.1:7860 (HOST, PORT, DATA_DIR, POLICIES can be given)
	$(BIN)/tiaowen serve $(SERVE_OPTIONS)

test: $(VENV)/.test-ok  ## Run everything that CI runs
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

eval: $(VENV)/.test-ok  ## Measure answers against the question sets; fails below the committed baseline
	$(BIN)/python -m eval

bench: $(VENV)/.test-ok  ## Measure speed and memory
	$(BIN)/python -m eval.benchmarks

constraints: $(VENV)/.test-ok  ## Write constraints.txt from what is installed in .venv
	@{ sed -n '/^#/p' constraints.txt; \
	   $(BIN)/python -m pip freeze --exclude-editable | sed -E '/^#/d; s/\+.*//'; } > constraints.tmp
	@mv constraints.tmp constraints.txt

clean:  ## Remove .venv and what the tools cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tiaowen needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ok: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.test-ok: $(VENV)/.ok
	$(PIP_INSTALL) --editable '.[eval,train,test]'
	@touch $@
