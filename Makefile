# `make run` opens the dashboard, `make test` checks everything; both install what they need into .venv first.
# Works with GNU make 3.81 (macOS) and later.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
AS_ROOT := $(shell test "$$(id -u)" = 0 || echo sudo -n)

# The first Python on the path that the pinned versions support; `make PYTHON=/path/to/python3.12 run` picks another.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
ifeq ($(origin PYTHON), undefined)
PYTHON := $(shell for python in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if $$python -c '$(SUPPORTED)' >/dev/null 2>&1; then echo $$python; break; fi; done)
endif

.PHONY: help run test check coverage golden benchmark browser

help:
	@echo 'make run        install, and open the dashboard (with the sample reports the first time)'
	@echo 'make test       install, and run every check and test, a real browser included'
	@echo 'make coverage   run the tests without the browser and say which lines they miss'
	@echo 'make check      the linters alone: ruff, mypy, import-linter'
	@echo 'make golden     write the golden files anew, to be reviewed with git diff'
	@echo 'make benchmark  measure speed and memory on this machine'

run: $(INSTALLED)
	$(BIN)/reportmap serve

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(INSTALLED_DEV)
	$(BIN)/python -m tests.browser.chromium

# The browser draws with the processor: its tests come after the others, not beside them.
test: check browser
	$(BIN)/pytest --numprocesses 2 --dist loadgroup -m 'not browser'
	$(BIN)/pytest -m browser

# Tracing lines doubles the time of the tests, so that `test` does without.
coverage: $(INSTALLED_DEV)
	$(BIN)/pytest --numprocesses 2 --dist loadgroup --cov -m 'not browser'

golden: $(INSTALLED_DEV)
	$(BIN)/python -m tests.golden

benchmark: $(INSTALLED_DEV) browser
	$(BIN)/python -m tests.benchmark

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing reportmap into $(VENV): about 1 GB, a minute or two the first time ...'
	@$(PIP_INSTALL) --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing reportmap and the tools for its tests into $(VENV): about 1.3 GB, a minute or two ...'
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $(INSTALLED) $@

# Debian ships Python without the module that makes environments with pip; root may add it.
$(BIN)/python:
	@test -n '$(PYTHON)' || { echo 'No Python 3.11 to 3.14 found: install one, or name it with'; \
		echo '  make PYTHON=/path/to/python3 $(MAKECMDGOALS)'; exit 1; } >&2
	@$(PYTHON) -c '$(SUPPORTED)' || { echo '$(PYTHON) is not a Python 3.11 to 3.14' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
		echo 'This Python cannot make environments; installing python3-venv ...' >&2; \
		$(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq python3-venv && \
		$(PYTHON) -m venv $(VENV); } || { rm -rf $(VENV); \
		echo 'No environment could be made. On Debian or Ubuntu run: sudo apt-get install python3-venv' >&2; exit 1; }
