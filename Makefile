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

# The input folder beside the checkout, where there is one.
SHARED ?= ../shared
POLICY_LIBRARY = --policies "$(SHARED)/policies" --distraction "$(SHARED)/corpora/policies"

.PHONY: help install serve test eval fit encoder reranker bench constraints clean
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
	$(BIN)/python -m eval --report runs/samples
	@if [ -d "$(SHARED)/policies" ]; then \
	  $(BIN)/python -m eval --questions eval/questions/policies.jsonl $(POLICY_LIBRARY) --report runs/policies && \
	  $(BIN)/python -m eval --questions eval/questions/others.jsonl $(POLICY_LIBRARY) --report runs/others; \
	else echo "left out: the questions over the real policies, as there is no $(SHARED)/policies"; fi

fit: $(VENV)/.test-ok  ## Fit ranking, abstention and the re-ranker's calibration on the development questions (needs SHARED)
	$(BIN)/python -m eval.fitting --calibrate --set eval/questions/samples.jsonl app/samples \
	  --set eval/questions/policies.jsonl "$(SHARED)/policies" \
	  --set eval/questions/others.jsonl "$(SHARED)/policies" --distraction "$(SHARED)/corpora/policies"

encoder: $(VENV)/.test-ok  ## Train the bundled encoder anew (needs SHARED)
	$(BIN)/python -m index.training --data "$(SHARED)/training" --out index/model

reranker: $(VENV)/.test-ok  ## Train the bundled re-ranker anew, over the encoder's vectors (needs SHARED)
	$(BIN)/python -m index.training.reranker --data "$(SHARED)/training" --out index/reranking/model --third runs/reranker/third
	$(BIN)/python -m eval.mining --data "$(SHARED)/training" --out runs/reranker/mined.jsonl
	$(BIN)/python -m index.training.reranker --data "$(SHARED)/training" --out index/reranking/model \
	  --third runs/reranker/third --mined runs/reranker/mined.jsonl

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
