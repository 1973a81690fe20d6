# Each word is a fresh machine's one command. What is needed is installed here, and only once.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test check advisories bench pictures bundle

run: $(STAMP)            ## the sample county, served on 127.0.0.1:8050
	$(BIN)/python app.py demo --if-empty
	exec $(BIN)/python app.py

test: .venv/.tools check ## everything that must hold; a missing browser fails
	$(BIN)/python -m pytest -n 3 --dist worksteal --durations=20

check: .venv/.tools      ## style and the directions between the rooms
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet -c pyproject.toml -r app.py data queries components pages

advisories: .venv/.tools ## known weaknesses of what is installed; needs the network
	$(BIN)/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(BIN)/pip-audit -r requirements.txt

bench: .venv/.tools      ## ratios measured in one run
	$(BIN)/python tests/speed/intake.py
	$(BIN)/python tests/speed/grid.py
	$(BIN)/python tests/speed/pages.py
	KILLS=30 $(BIN)/python -m pytest tests/intake/test_durability.py -k kill_9

bundle: $(STAMP)         ## archives for machines without network, in dist/; the Linux one is tried without network
	$(BIN)/python deploy/bundle.py --try

pictures: .venv/.tools   ## docs/pictures for the README
	$(BIN)/python tests/browser/pictures.py

$(STAMP): requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=...")'
	$(PYTHON) -m venv .venv || { $(APT) python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/.tools: $(STAMP) requirements-test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.txt
	sh tests/browser/install.sh
	touch $@

APT := $(shell [ "$$(id -u)" = 0 ] || echo sudo) apt-get install -y -q --no-install-recommends
