# `make repro` and the tests set up all that they need, in .venv, from the pinned set.
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PYTHON ?= python3
APT := $(if $(filter 0,$(shell id -u)),,sudo -n )DEBIAN_FRONTEND=noninteractive apt-get
export PATH := $(BIN):$(PATH)
export DVC_NO_ANALYTICS := 1

.PHONY: repro audit lint quick test nightly browser clean

# In a copy without .git DVC runs only if it is told that there is none.
repro: $(VENV)/repro.stamp
	@git rev-parse --git-dir >/dev/null 2>&1 || $(VENV)/bin/python -m dvc config --local core.no_scm true
	$(VENV)/bin/python -m dvc repro
	$(VENV)/bin/python -m pipeline summary outputs

audit: repro
	$(VENV)/bin/python -m pipeline audit

lint: $(VENV)/test.stamp
	ruff check .
	ruff format --check .
	mypy

# What needs no model: under a minute.
quick: lint
	pytest --quick --numprocesses 2

# Everything, in two processes, whatever the number of cores.
test: lint browser
	pytest --numprocesses 2 --dist loadfile

# The properties over other examples each time and many more, and what takes too long for every day.
nightly: lint
	pytest --hypothesis-profile nightly -m 'hypothesis or nightly'

# The review app is tested in a real browser; where none can be installed those tests are skipped.
browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || $(APT) install -y -qq chromium >/dev/null 2>&1 \
		|| { $(APT) update -qq && $(APT) install -y -qq chromium; } >/dev/null 2>&1 \
		|| echo "Chromium is missing and cannot be installed here: the browser tests will be skipped."

# What the tests hold the program to, after a change that was meant: tests/quality, tests/golden.
.PHONY: floors golden dictionary lexicons
floors: $(VENV)/test.stamp
	python -m tests.quality.floors

golden: $(VENV)/test.stamp
	python -m tests.golden.accept

# The data dictionary in outputs/README.md, after a change of the tables' schemas.
dictionary: $(VENV)/test.stamp
	python -m tests.outputs_page

# The lexicons sorted, explained at their head, after a change of words or of their schema.
lexicons: $(VENV)/test.stamp
	python -m tests.lexicon_files

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/repro.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dvc]'
	touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@ $(VENV)/repro.stamp
