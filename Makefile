# make build   set up, then build the reference course into dist/
# make test    set up, then lint, check types and run every test
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PLAYER := $(shell find scorm_templates/player/src -name '*.ts') scorm_templates/player/package-lock.json

ENGINES := scormhost openedx ralph wagtail

.PHONY: build test lint pytest player-test setup engines requirements matrix fuzz bench screenshots walk lighthouse clean

build: .venv/.installed
	$(BIN)/coursewright build

setup: .venv/.installed .venv/.tools

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Every requirement is pinned with its hashes; the tool itself is installed from this folder, its player and schemas built on the way.
.venv/.installed: .venv/bin/python pyproject.toml requirements/run.txt requirements/build.txt builder/build_hook.py $(PLAYER)
	$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.tools: .venv/.installed requirements/test.txt tests/package-lock.json scorm_templates/player/package-lock.json
	$(PIP) install --require-hashes -r requirements/test.txt
	npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel=error
	npm ci --prefix scorm_templates/player --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Learning systems nobody here wrote, each in an environment of its own, for tests/engines.
engines: $(ENGINES:%=.engines/%/.installed)

.engines/%/.installed: requirements/engines/%.txt
	$(PYTHON) -m venv --clear .engines/$*
	.engines/$*/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r $<
	@touch $@

test: setup lint player-test pytest
	$(BIN)/python tests/requirements.py reports/pytest.xml reports/player.xml

# The table of requirements from the last run of all tests: docs/requirements.md
requirements: setup player-test pytest
	$(BIN)/python tests/requirements.py reports/pytest.xml reports/player.xml

lint: setup
	$(BIN)/ruff check builder tests
	$(BIN)/ruff format --check builder tests
	$(BIN)/mypy
	tests/node_modules/.bin/tsc --project scorm_templates/player

player-test: setup
	@mkdir -p reports
	JUNIT=reports/player.xml node tests/player/run.mjs

pytest: setup engines
	$(BIN)/python -m pytest -n 3 --dist worksteal --junitxml=reports/pytest.xml

# Every example, edition, fault profile and way of leaving, and every fault of a record store: about an hour.
matrix: setup
	COURSEWRIGHT_MATRIX=all $(BIN)/python -m pytest -n 2 tests/lms/test_matrix.py tests/lms/test_lrs_matrix.py

# Many faults in every file of the small courses.
fuzz: setup
	COURSEWRIGHT_FUZZ=200 $(BIN)/python -m pytest -n 2 tests/test_fuzz.py

clean:
	rm -rf .venv .engines dist builder/coursewright/_built tests/node_modules scorm_templates/player/node_modules

bench: .venv/.installed
	$(BIN)/python benchmarks/build.py

screenshots: setup
	$(BIN)/python tests/browser/screenshots.py

# Every page, quiz and question of the reference course on a phone.
walk: setup
	$(BIN)/python tests/browser/walk.py

lighthouse: build
	npm ci --prefix benchmarks/lighthouse --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python benchmarks/lighthouse.py
