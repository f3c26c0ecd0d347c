# `make report` sets everything up in .venv and builds the 2023 report; `make help` lists the rest.
# Made for GNU make 3.81 (macOS has no newer one) and any POSIX sh. Writes in this folder only.

VENV := .venv
BIN := $(VENV)/bin
COMMAND_READY := $(VENV)/command.stamp
TESTS_READY := $(VENV)/tests.stamp
CHECKERS_READY := tools/checkers/node_modules/.stamp
DOCS_READY := $(VENV)/docs.stamp

PYTHONS := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)

# For what builds the package newer pips read the second of these, older ones the first.
PIP_INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install -qq
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_CACHE_DIR := 1

.PHONY: help report test mail-torture lint pictures reference docs format conformance pins clean
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

report: $(COMMAND_READY) ## the 2023 report, as PDF and HTML, in out/2023
	$(BIN)/reportcli build 2023

test: $(TESTS_READY) ## every test but those of conformance, on every processor
	$(BIN)/pytest --numprocesses auto --dist worksteal -m "not conformance"

conformance: $(TESTS_READY) $(CHECKERS_READY) ## independent checkers over every layout, language and purpose; writes docs/conformance.md
	@$(BIN)/python tools/checkers/missing.py
	REPORTCLI_CHECKERS=required $(BIN)/pytest --numprocesses auto --dist loadgroup -m conformance \
		--verdicts=docs/conformance.md

mail-torture: $(TESTS_READY) $(CHECKERS_READY) ## the mailing tests at full size: 200 kills over 2,000 donors, ten minutes
	REPORTCLI_TORTURE=1 REPORTCLI_CHECKERS=required $(BIN)/pytest -s tests/test_mail_kill.py \
		tests/test_mail_postfix.py tests/test_mail_sending.py tests/test_personal_conformance.py

lint: $(TESTS_READY) ## ruff and mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

pictures: report $(TESTS_READY) ## the pictures of README and docs, from the real report
	$(BIN)/python tools/pictures.py out/2023/nos-10-victoires-2023.pdf out/2023/nos-10-victoires-2023.html
	$(BIN)/python tools/brands.py

reference: $(TESTS_READY) ## docs/reference/, from the code
	$(BIN)/python tools/reference.py

docs: $(DOCS_READY) ## the documentation as a website and a man page, in build/docs
	$(BIN)/sphinx-build --quiet --fail-on-warning -b html docs build/docs/html
	$(BIN)/sphinx-build --quiet --fail-on-warning -b man docs build/docs/man

format: $(TESTS_READY) ## ruff, changing the files
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## removes what these commands made, but no report
	rm -rf $(VENV) tools/checkers/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(COMMAND_READY): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing the command and its pinned dependencies …' >&2
	@$(PIP_INSTALL) --editable .
	@touch $@

$(TESTS_READY): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing the command, what its tests need, and their pinned dependencies …' >&2
	@$(PIP_INSTALL) --editable '.[test]'
	@touch $@ $(COMMAND_READY)

$(CHECKERS_READY): tools/checkers/package.json tools/checkers/package-lock.json
	@command -v npm >/dev/null || { \
		echo 'axe-core and the Nu HTML checker come by npm, which is not here; on Debian: apt install npm' >&2; \
		exit 1; }
	@echo 'Installing axe-core and the Nu HTML checker in tools/checkers …' >&2
	@cd tools/checkers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
	@touch $@

$(DOCS_READY): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing what the documentation is built with …' >&2
	@$(PIP_INSTALL) --editable '.[docs]'
	@touch $@ $(COMMAND_READY)

$(BIN)/python:
	@for python in $(PYTHONS); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'reportcli needs Python 3.11 or newer, and none is here as: $(PYTHONS).' >&2; \
		exit 1; \
	fi; \
	version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "Python $$version cannot make virtual environments; on Debian: apt install python$$version-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with Python $$version …" >&2; \
	"$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

# hatchling builds the package and editables makes it editable: pip fetches those two by itself. On
# the oldest Python, as every newer one can use what was chosen for it.
PINS := build/pins
pins: ## constraints.txt anew, with the newest that pyproject.toml allows
	rm -rf $(PINS)
	python3.11 -m venv $(PINS)
	PIP_CONSTRAINT= $(PINS)/bin/pip install -qq hatchling editables --editable '.[test,docs,checkers]'
	{ sed -n '/^#/p' constraints.txt && $(PINS)/bin/pip freeze --exclude-editable; } > $(PINS)/new
	mv $(PINS)/new constraints.txt
	rm -rf $(PINS)
