# Each word is a fresh machine's one command. What is needed is installed here, and only once.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
export PYTHONDONTWRITEBYTECODE :=  # what is compiled once is kept, whatever this shell says

.PHONY: run test check advisories bench docs bundle

run: $(STAMP)            ## the sample county, served on 127.0.0.1:8050
	$(BIN)/python app.py demo --if-empty
	exec $(BIN)/python app.py

test: .venv/.tools check ## everything that must hold; a missing browser fails
	$(BIN)/python -m pytest -n 3 --dist worksteal --durations=20

check: .venv/.tools      ## style and the directions between the rooms
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet -c pyproject.toml -r app.py data queries components pages
	$(BIN)/python deploy/advisories.py

advisories: .venv/.tools ## known weaknesses of what is installed; says so where the index does not answer
	$(BIN)/python deploy/advisories.py

bench: .venv/.tools      ## ratios measured in one run; PART=update,people for these parts alone
	$(BIN)/python tests/speed/bench.py
	[ -n "$(PART)" ] || KILLS=30 $(BIN)/python -m pytest tests/intake/test_durability.py -k kill_9

bundle: $(STAMP)         ## archives for machines without network, in dist/; the Linux one is tried without network
	$(BIN)/python deploy/bundle.py --try

docs: .venv/.tools       ## docs/pictures from the running app, in both languages; README shows them
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
