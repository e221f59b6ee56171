# Soát. Needs python3 (3.11 or newer) with pip, and make. Everything lands in this folder.
#
#   make demo       set up, simulate a province, check it, print the report, open the application
#   make demo-stop  end the application that the demo left running
#   make test       set up and run everything that CI runs
#   make install    set up only: .venv/bin/soat works afterwards
#   make bench      speed, accuracy and a duel with Splink 5, in minutes: bench/out/scorecard.html
#   make bench-national   the whole country, 1 to 82.2 million people: an hour or more, and it says
#                         what disk it needs before it starts
#   make bench-peers      every peer from its package, at the sizes it survives
#
# Packages come from wherever this computer's pip takes them; versions and hashes are pinned in
# requirements/. Another Python: make install PYTHON=python3.12

PYTHON ?= python3
PEOPLE ?= 100000
# Handed to a single bench: make bench-speed ARGS="--people 200000"
ARGS ?=

BIN := .venv/bin
UV := $(PYTHON) scripts/run_uv.py
ADD := $(UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r

RUN := .venv/.run
TEST := .venv/.test
WEB := .venv/.web
SPARK := .venv/.spark
BENCH := .venv/.bench

# Where this is set, every command of every test would compile all its modules anew.
unexport PYTHONDONTWRITEBYTECODE
export PIP_ROOT_USER_ACTION := ignore
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install demo demo-stop test lint imports types docs docs-check pictures pytest browser java postgresql spark \
        bench bench-speed bench-duel bench-accuracy bench-external bench-peers bench-national \
        bench-lookup bench-engines bench-web requirements clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

# ── setting up ──────────────────────────────────────────────────────────────────────────────

install: $(RUN) $(WEB)
	@echo "Ready: .venv/bin/soat --help"

.tools/.done: requirements/tools.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Soat needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make install PYTHON=python3.11")'
	@echo "Setting up in .tools and .venv …"
	@$(PYTHON) -m pip install --quiet --target .tools --upgrade --require-hashes -r requirements/tools.txt
	@touch $@

# A stamp, not $(BIN)/python: that is a link to a file of the system, older than anything here.
.venv/.made: .tools/.done
	@$(UV) venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@touch $@

$(RUN): .venv/.made requirements/run.txt pyproject.toml
	@$(ADD) requirements/run.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(TEST): $(RUN) requirements/test.txt
	@$(ADD) requirements/test.txt
	@touch $@

# What `soat load` and the application need.
$(WEB): $(RUN) requirements/web.txt
	@$(ADD) requirements/web.txt
	@touch $@

$(SPARK): $(RUN) requirements/spark.txt
	@$(ADD) requirements/spark.txt
	@touch $@

$(BENCH): $(RUN) requirements/bench.txt
	@$(ADD) requirements/bench.txt
	@touch $@

# ── using it ────────────────────────────────────────────────────────────────────────────────

demo: $(RUN) $(WEB)
	@$(BIN)/python -m scripts.demo --people $(PEOPLE)

demo-stop: $(RUN)
	@$(BIN)/python -m scripts.demo_application stop

# The scorecard in minutes; the sizes that the targets ask for are those of the single benches.
bench: $(BENCH)
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.duel --people 100000 --rounds 1
	$(BIN)/python -m bench.accuracy --no-peer --dose-people 0

bench-speed: $(RUN)
	$(BIN)/python -m bench.run $(ARGS)

# The headline: 500,000 people, every contestant twice.
bench-duel: $(BENCH)
	$(BIN)/python -m bench.duel $(ARGS)

bench-peers: $(BENCH)
	$(BIN)/python -m bench.peers $(ARGS)

bench-national: $(RUN)
	$(BIN)/python -m bench.national $(ARGS)

bench-accuracy: $(BENCH)
	$(BIN)/python -m bench.accuracy $(ARGS)

bench-lookup: $(RUN)
	$(BIN)/python -m bench.lookup $(ARGS)

# The application with twenty users at once: make bench-web ARGS="--run RUN"
bench-web: $(RUN) $(WEB)
	$(BIN)/python -m bench.web $(ARGS)

# Both engines over the same files: every row of every table compared.
bench-engines: java $(SPARK)
	$(BIN)/python -m bench.engines $(ARGS)

bench-external: $(BENCH)
	$(BIN)/python -m bench.external $(ARGS)

# ── keeping it in order ─────────────────────────────────────────────────────────────────────

test: lint imports types docs-check pytest

lint: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

imports: $(TEST)
	$(BIN)/lint-imports --no-logo

# The types of the application's tables are read off its settings.
types: $(TEST)
	SOAT_DEMO=1 $(BIN)/mypy

docs: $(TEST)
	$(BIN)/python -m scripts.generate_docs

docs-check: $(TEST)
	$(BIN)/python -m scripts.generate_docs --check

# The pictures of the documents, from the run and the application that `make demo` leaves.
pictures: demo browser $(TEST)
	$(BIN)/python -m scripts.pictures
	$(BIN)/python -m scripts.application_pictures

pytest: $(TEST)
	$(BIN)/pytest -n 2 --dist worksteal --durations 15

# Chromium for the tests of the HTML report (tests/web); they are skipped where it is missing, but
# not on CI.
browser:
	@command -v chromium >/dev/null || { apt-get update && apt-get install --yes --no-install-recommends chromium; }

# Java for the tests of the Spark engine (tests/agree), in the same way.
java:
	@command -v java >/dev/null || { apt-get update && apt-get install --yes --no-install-recommends openjdk-17-jre-headless; }

# PostgreSQL for the tests of the application's database (tests/databases), in the same way.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { apt-get update && apt-get install --yes --no-install-recommends postgresql; }

# What `soat run --engine spark` needs beside Java.
spark: $(SPARK)

# New pins: the newest versions that pyproject.toml allows, from uv's own default source, so that
# no address and no mirror of one site gets into the files. The left-out packages are dragged in
# by vietnamadminunits, of which only the data file is read.
COMPILE = .tools/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
          --generate-hashes --no-emit-index-url --no-emit-find-links \
          --custom-compile-command "make requirements"
LEFT_OUT = $(foreach name,geographiclib geopy shapely tqdm unidecode,--no-emit-package $(name))

requirements: .tools/.done
	$(COMPILE) pyproject.toml $(LEFT_OUT) -o requirements/run.txt
	$(COMPILE) pyproject.toml $(LEFT_OUT) --extra dev --extra web -c requirements/run.txt -o requirements/test.txt
	$(COMPILE) pyproject.toml $(LEFT_OUT) --extra web -c requirements/test.txt -o requirements/web.txt
	$(COMPILE) pyproject.toml $(LEFT_OUT) --extra spark -c requirements/test.txt -o requirements/spark.txt
	$(COMPILE) pyproject.toml $(LEFT_OUT) --extra bench -c requirements/test.txt -o requirements/bench.txt
	echo uv | $(COMPILE) - -o requirements/tools.txt

clean:
	rm -rf .venv .tools demo build dist bench/out .pytest_cache .mypy_cache .ruff_cache \
	       .hypothesis .import_linter_cache .coverage
