# `make repro` and `make test` set up all that they need, in .venv, from the pinned set.
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PYTHON ?= python3
export PATH := $(BIN):$(PATH)
export DVC_NO_ANALYTICS := 1

.PHONY: repro test clean

repro: $(VENV)/repro.stamp
	dvc repro
	depeche summary outputs

test: $(VENV)/test.stamp
	ruff check .
	ruff format --check .
	mypy
	pytest

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/repro.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dvc]'
	touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@ $(VENV)/repro.stamp
