# `make` alone lists the targets. Needs only Python 3.11 or newer.

PYTHON ?= python3
DATA ?= ../shared/data
PYTEST_ARGS ?= -n 2

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
UV := $(BIN)/python -m uv

# A shell's own environment must not leak into this one.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PIP_USER

# uv does not read pip's settings: hand it the certificates and the package mirror that pip uses.
UV_INSTALL = SSL_CERT_FILE="$${SSL_CERT_FILE:-$$PIP_CERT}"; \
	[ -n "$$SSL_CERT_FILE" ] && export SSL_CERT_FILE || unset SSL_CERT_FILE; \
	mirror=$$($(BIN)/python -m pip config list | sed -n "s/^[^=]*\.index.url='\(.*\)'$$/\1/p" | tail -n 1); \
	[ -z "$$mirror" ] || export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$mirror}"; \
	$(UV) pip install --quiet --system-certs --python $(BIN)/python
PIP_INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check

# install(arguments for uv, arguments for pip)
define install
@if ! $(BIN)/python -c "import uv" 2>/dev/null; then $(PIP_INSTALL) $(2); else \
	($(UV_INSTALL) $(1)) || { echo "uv could not do it; trying pip, which is slower"; $(PIP_INSTALL) $(2); }; fi
endef

.PHONY: help run test check reference sources article accuracy lock clean

help:
	@echo "make run        set up, then show what an ML engineer earns"
	@echo "make test       set up, then run the tests"
	@echo "make check      formatter, linter, types, import direction, tests"
	@echo "make reference  rebuild the shipped market from DATA ($(DATA))"
	@echo "make sources    write docs/sources.md from the shipped market"
	@echo "make article    write docs/article.md: what answers each sentence of the article on pay"
	@echo "make accuracy   compare the model's accuracy with other libraries' on DATA; about an hour"
	@echo "make lock       write the requirements files again from pyproject.toml"
	@echo "make clean      remove the environment, caches and build output"
	@echo "Another interpreter: make PYTHON=python3.13 run"

run: $(STAMPS)/runtime
	@$(BIN)/paylens show
	@echo; echo "The command is $(BIN)/paylens here; \`pip install .\` puts it on your path."

test: $(STAMPS)/dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(STAMPS)/dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m pytest $(PYTEST_ARGS)

reference: $(STAMPS)/runtime
	$(BIN)/paylens build --reference --from "$(DATA)"

sources: $(STAMPS)/runtime
	$(BIN)/paylens sources --compare --md > docs/sources.md.new
	mv docs/sources.md.new docs/sources.md

article: $(STAMPS)/runtime
	(printf '# The article, sentence by sentence\n\n'; $(BIN)/paylens ask --trace --md) \
		> docs/article.md.new
	mv docs/article.md.new docs/article.md

accuracy: $(STAMPS)/benchmark
	$(BIN)/python benchmarks/accuracy --data "$(DATA)" $(ACCURACY_ARGS)

COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --system-certs --upgrade

lock: $(STAMPS)/venv
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group benchmark --constraint requirements.txt --constraint requirements-dev.txt \
		--output-file requirements-benchmark.txt
	$(UV) pip compile --group setup --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header --system-certs --upgrade \
		--output-file requirements-setup.txt

clean:
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMPS)/venv: requirements-setup.txt
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "'$(PYTHON)' was not found: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3 run"; exit 1; }
	@"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "paylens needs Python 3.11 or newer; this is $$("$(PYTHON)" --version 2>&1). Name a newer one: make PYTHON=python3.13 run"; exit 1; }
	@"$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make environments: install its venv package (Debian, Ubuntu: apt install python3-venv), then try again"; exit 1; }
	@echo "Setting up $(VENV); the first time takes about half a minute"
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP_INSTALL) --require-hashes -r requirements-setup.txt || echo "uv could not be installed; pip will do its work"
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/venv requirements.txt pyproject.toml
	$(call install,--require-hashes -r requirements.txt,--require-hashes -r requirements.txt)
	$(call install,--no-deps --no-build-isolation -e .,--no-deps -e .)
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime requirements-dev.txt
	$(call install,--require-hashes -r requirements-dev.txt,--require-hashes -r requirements-dev.txt)
	@touch $@

$(STAMPS)/benchmark: $(STAMPS)/runtime requirements-benchmark.txt
	$(call install,--require-hashes -r requirements-benchmark.txt,--require-hashes -r requirements-benchmark.txt)
	@touch $@
