# One door to every task. `make help` lists them. Lock files pin everything with hashes and name no index.

PYTHON ?= python3
BIN := .venv/bin
STATIC := workbench/web/static/vendor/htmx.min.js
PROSE := $(wildcard README.md CHANGELOG.md CONTRIBUTING.md docs schema/*.en.md)
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
# The extra “doccano” holds spaCy back to releases that have nothing for Python 3.13: from there on it is left out.
MINOR := import sys; print("newer" if sys.version_info >= (3, 13) else "")
NEWER := $(shell $(BIN)/python -c '$(MINOR)' 2>/dev/null || $(PYTHON) -c '$(MINOR)' 2>/dev/null)
RUNTIME_LOCK := requirements/$(if $(NEWER),newest,runtime).txt
DEV_LOCK := requirements/$(if $(NEWER),dev-newest,dev).txt
SIDES := .venv-newest/.installed .venv-label-studio/.installed $(if $(NEWER),,.venv-doccano/.installed)
UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --upgrade
NPM := npm --no-audit --no-fund --no-update-notifier --ignore-scripts --loglevel=error

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup serve test lint bench golden release-seeds docs lock clean dev chromium

help: ## list the tasks
	@sed -n 's/^\([a-z-]*\):.*## /  \1	/p' $(firstword $(MAKEFILE_LIST))

setup: .venv/.installed $(STATIC) ## make .venv and the static files: all that running needs
	@echo "Ready: $(BIN)/python manage.py --help"

serve: setup ## a demonstration workspace in the browser
	$(BIN)/python manage.py demo

test: dev chromium $(SIDES) lint ## everything that must hold, with its own set-up
	node --test tests/js/*.js
	$(BIN)/python -m pytest

lint: dev ## style, types, arrows between the layers, spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/tsc -p jsconfig.json
	$(BIN)/codespell $(PROSE)

bench: dev ## measure the promises about speed
	$(BIN)/python -m tests.bench

golden: dev ## rewrite tests/golden from what the program answers now; read the diff before committing
	$(BIN)/python -m pytest --update-goldens

release-seeds: dev ## build the release of the seeds, exports/security-dialogue-1.0, anew
	rm -rf exports/security-dialogue-1.0
	$(BIN)/python -m tools.release_seeds exports

docs: dev ## regenerate the generated parts of docs/
	$(BIN)/python -m tools.docs

lock: dev ## pin the newest allowed versions of everything
	$(UV_COMPILE) pyproject.toml --extra doccano --output-file requirements/runtime.txt
	$(UV_COMPILE) pyproject.toml --extra doccano --extra dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(UV_COMPILE) pyproject.toml --output-file requirements/newest.txt
	$(UV_COMPILE) pyproject.toml --extra dev --constraint requirements/newest.txt --output-file requirements/dev-newest.txt
	$(UV_COMPILE) requirements/doccano-server.in --output-file requirements/doccano-server.txt
	$(UV_COMPILE) requirements/label-studio.in --excludes requirements/label-studio-excluded.in --output-file requirements/label-studio.txt
	$(NPM) install --package-lock-only
	$(PYTHON) tools/tidy_npm_lock.py package-lock.json

clean: ## remove what set-up and test runs made; workspaces stay
	rm -rf .venv .venv-doccano .venv-newest .venv-label-studio node_modules $(dir $(STATIC)) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

dev: .venv/.installed-dev $(STATIC)

chromium:
	@sh tools/chromium.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not. Name one: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: $(RUNTIME_LOCK) | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@

.venv/.installed-dev: $(DEV_LOCK) | $(BIN)/python
	$(PIP_INSTALL) -r $<
	@touch $@ .venv/.installed

# A doccano of its own, already initialised, for the tests of the bridge.
.venv-doccano/.installed: requirements/doccano-server.txt
	$(PYTHON) -m venv --clear .venv-doccano
	.venv-doccano/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	DOCCANO_HOME=.venv-doccano/empty .venv-doccano/bin/doccano init > /dev/null
	@touch $@

# The program with the newest of everything and without the extra “doccano”, which holds some of it back.
.venv-newest/.installed: requirements/newest.txt
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Label Studio's converter and validator; the lock is complete for them, not for the rest of its SDK: hence --no-deps.
.venv-label-studio/.installed: requirements/label-studio.txt
	$(PYTHON) -m venv --clear .venv-label-studio
	.venv-label-studio/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null || { echo "Node.js with npm is needed, and 'npm' was not found." >&2; exit 1; }
	$(NPM) ci
	@touch $@

$(STATIC): node_modules/.installed tools/static_files.py
	$(PYTHON) tools/static_files.py
