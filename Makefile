# make demo and make test do all their set-up themselves; the rest builds on what they leave behind.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-laporan bench-surat bench-waktu chaos cluster eval eval-surat letters fuzz audit preview lock clean servers paper

VENV := .venv
BIN := $(VENV)/bin
# Every file the locks name is checked against its hash, and nothing that they don't name comes in.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv

# COMMAND=PACKAGE: the package is installed when the command is missing.
SERVERS := initdb=postgresql redis-server=redis-server rabbitmqctl=rabbitmq-server dovecot=dovecot-imapd

# What letters are read with and papers are printed with.
PAPER := tesseract=tesseract-ocr '/usr/share/tesseract-ocr/*/tessdata/ind.traineddata=tesseract-ocr-ind' \
	'/usr/lib/*/libpangoft2-1.0.so.0=libpangoft2-1.0-0' '/usr/lib/*/libharfbuzz-subset.so.0=libharfbuzz-subset0' \
	'/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf=fonts-liberation'
# Sample letters come in more hands than one.
HANDS := '/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf=fonts-dejavu-core'

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

demo: paper $(VENV)/.project ## the gateway at work on an embedded mail server, every SOP played to its end
	@$(BIN)/mailgate demo

test: servers paper $(VENV)/.dev ## everything that is checked: lint, types, layers and the tests with real servers
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## lint, format, types and layers only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: servers paper $(VENV)/.dev ## what a mail costs on this machine (BENCH=quick, TICKETS=1000000, ONLY="mails growth")
	@$(if $(BENCH),BENCH=$(BENCH)) $(if $(TICKETS),TICKETS=$(TICKETS)) $(BIN)/python -m benchmarks $(ONLY)

bench-laporan: $(VENV)/.dev ## what the reports of an office with 5,000 tickets in the week cost
	@$(BIN)/python -m benchmarks.reports

bench-waktu: $(VENV)/.dev ## how long due moments and a tick over many open tickets take
	@$(BIN)/python -m benchmarks.waktu

bench-surat: paper $(VENV)/.dev ## what reading a scanned page costs, against Tesseract alone
	@$(BIN)/python -m benchmarks.reading

chaos: servers $(VENV)/.dev ## processes killed under load, and what must hold then (CHAOS=500 kills over all settings)
	@$(if $(CHAOS),CHAOS=$(CHAOS)) $(BIN)/python -m tests.chaos

cluster: servers $(VENV)/.dev ## four gateways, ten mailboxes, one process killed every few seconds (MAILS=20000)
	@$(if $(MAILS),MAILS=$(MAILS)) $(if $(EVERY),EVERY=$(EVERY)) $(BIN)/python -m tests.chaos cluster

eval: $(VENV)/.dev ## how well replies are read, on the project's own corpus and on public ones
	@$(BIN)/python -m evaluation

fuzz: $(VENV)/.dev ## so many (FUZZ=100000, SEED=1) broken mails on their whole way: what escapes lies in var/fuzz
	@$(BIN)/python -m tools.fuzz

audit: $(VENV)/.runtime ## known faults of the pinned packages, where a registry answers
	@tools/audit $(BIN)/python requirements.lock

letters: paper $(VENV)/.dev ## letters with known fields as PDF, scans and photographs, in var/letters (LETTERS=36, SET=latih)
	@tools/system-packages $(HANDS)
	@$(BIN)/python -m evaluation.letters write $(if $(LETTERS),--count $(LETTERS)) $(if $(SET),--set $(SET))

eval-surat: paper $(VENV)/.dev ## how well letters are read, by field and degradation (EVAL_LETTERS=, SET=latih, MISSES=1)
	@tools/system-packages $(HANDS)
	@$(BIN)/python -m evaluation.letters measure --set $(or $(SET),uji) --count $(or $(EVAL_LETTERS),126) $(if $(MISSES),--misses)

preview: $(VENV)/.dev ## every mail as people see it, in var/preview (pictures where chromium is installed)
	@$(BIN)/python -m tools.preview_mails

servers:
	@tools/system-packages $(SERVERS)

paper:
	@tools/system-packages $(PAPER)

# ---- the virtual environment: a stamp for each layer, so that a second run costs nothing

$(VENV)/.runtime: requirements.lock
	@echo "mailgate: filling $(VENV) from $<"
	@tools/venv $(VENV)
	@$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.project
	@echo "mailgate: adding the tools of $<"
	@$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

# ---- the locks: what pyproject.toml asks for, pinned with the hashes of the published files

# Local folders and extra indexes are left out of the reckoning, so that the hashes hold on every machine.
COMPILE := env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	$(BIN)/pip-compile --quiet --no-config --generate-hashes --strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	--extra demo --build-deps-for editable

lock: $(VENV)/.project ## recompile both locks after a change of pyproject.toml; UPGRADE=1 takes the newest of all
	$(PIP_INSTALL) 'pip-tools>=7.5'
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.lock pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## away with everything that can be made again
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
