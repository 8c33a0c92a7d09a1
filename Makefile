# `make report` is all that a machine with Python 3.11 or newer, make and git needs. `make` alone lists the commands.
# Works with GNU make 3.81 and later.

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
UNFINISHED := $(VENV)/.unfinished

# A user's settings for pip may name a mirror, a proxy or a certificate, and those are kept. What would put the packages
# elsewhere than into .venv, or other packages than those of the lock, is switched off.
export PIP_USER = 0
export PIP_DRY_RUN = 0
export PIP_NO_BINARY = :none:
export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT PYTHONHOME PYTHONPATH

.PHONY: help setup report check test lint lab docs lock codebook api clean
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo 'PYTHON=python3.12 chooses the interpreter; ARGS="…" is handed on, as in: make report ARGS="alliances 2019"'

setup: $(STAMP) ## create .venv with the locked packages (the other commands do it by themselves)

report: $(STAMP) ## check the data, run the notebooks, write reports/ in both languages
	$(BIN)/evalkit run $(ARGS)

check: $(STAMP) ## check the data and write nothing
	$(BIN)/evalkit check $(ARGS)

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(STAMP) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lab: $(STAMP) ## open the notebooks in JupyterLab
	cd notebooks && ../$(BIN)/jupyter lab $(ARGS)

docs: $(STAMP) ## build the documentation as a site into build/docs; a broken link is an error
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going -b html -d build/doctrees docs build/docs $(ARGS)

codebook: $(STAMP) ## write docs/codebook.md anew from the schema and the rules
	$(BIN)/python -m evalkit.edition.codebook > docs/codebook.md.new
	mv docs/codebook.md.new docs/codebook.md

api: $(STAMP) ## write docs/api.md anew from the docstrings
	$(BIN)/python docs/make_api.py > docs/api.md.new
	mv docs/api.md.new docs/api.md

lock: ## resolve requirements.lock anew (ARGS=--upgrade takes newer versions)
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && trap 'exit 130' INT TERM && \
	$(PYTHON) -m venv "$$tmp" && \
	"$$tmp/bin/python" -m pip install --quiet uv && \
	"$$tmp/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --all-extras --group dev --quiet $(ARGS) -o requirements.lock

clean: ## remove the reports and the caches; .venv stays
	find reports -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	rm -rf reports-internal
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find evalkit tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp comes last, so that a set-up which was interrupted is taken up again; the mark of an unfinished one makes it
# start from an empty .venv, for pip may have been stopped in the middle of a package.
$(STAMP): requirements.lock pyproject.toml
	@rm -f $(STAMP)
	@if [ -e $(UNFINISHED) ] || ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    command -v "$(PYTHON)" >/dev/null 2>&1 || \
	        { echo 'There is no $(PYTHON) here. Install Python 3.11 or newer, or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3' >&2; exit 1; }; \
	    "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	        { echo "evalkit needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" -c 'import platform; print(platform.python_version())'). Name another one: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12" >&2; exit 1; }; \
	    "$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || \
	        { echo '$(PYTHON) comes without venv or ensurepip. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }; \
	    echo 'Creating $(VENV)'; \
	    "$(PYTHON)" -m venv --clear $(VENV); \
	fi
	@touch $(UNFINISHED)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --isolated --no-index --no-deps --no-build-isolation -e .
	@# Where Python is told to write no bytecode, every command would compile all of evalkit anew.
	$(BIN)/python -m compileall -q evalkit
	@rm -f $(UNFINISHED)
	@touch $(STAMP)
