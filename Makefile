# Two commands: `make run` (a demo book and its page) and `make test` (everything that must hold).
# Nothing but git, make and a Python of at least 3.11 is needed; the rest is installed here, from the lock files.

ARGS ?=
ROUNDS ?= 100
VENV := .venv
BIN := $(VENV)/bin

# A candidate must run and be new enough: a shim can be on the PATH and fail. The full name counts: a shim may also
# answer in one folder and not in another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& $$p -c 'import sys; print(sys.executable)' && break; done)

.PHONY: run test test-spark check drills bench fit lock translations reference clean browser java

run: $(VENV)/run.done
	@$(BIN)/kithbook demo $(ARGS)

test: $(VENV)/test.done browser check
	@$(BIN)/python -m pytest -m "not browser and not drill and not spark" -n auto tests
	@$(BIN)/python -m pytest -m "browser or drill" tests

test-spark: $(VENV)/spark.done java
	@$(BIN)/python -m pytest -m spark tests/spark

check: $(VENV)/test.done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

drills: $(VENV)/test.done
	@KITHBOOK_DRILL_ROUNDS=$(ROUNDS) $(BIN)/python -m pytest -m drill tests/drills

bench: $(VENV)/test.done
	@$(BIN)/python -m benchmarks.speed $(ARGS)

$(VENV)/venv.done:
	@test -n "$(PYTHON)" || { echo "No Python of at least 3.11 with venv runs here. Install one (Debian: apt-get install python3-venv), then try again."; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.done: $(VENV)/venv.done requirements/run.lock requirements/build.lock pyproject.toml setup.py $(wildcard src/kithbook/locale/*/LC_MESSAGES/*.po)
	@echo "Installing what Kithbook needs into $(VENV) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/build.lock -r requirements/run.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python scripts/translations.py compile
	@touch $@

$(VENV)/test.done: $(VENV)/run.done requirements/dev.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

# Half a gigabyte, so only for who asks for it: the measuring functions run on PySpark too.
$(VENV)/spark.done: $(VENV)/test.done requirements/spark.lock
	@echo "Installing PySpark ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/spark.lock
	@touch $@

java:
	@if command -v java >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing Java ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			default-jre-headless >/dev/null; \
	else echo "Spark needs Java 17. Debian: sudo apt-get install default-jre-headless"; exit 1; fi

# Debian's Chromium and fonts for the three scripts; without root, or elsewhere, a clear word and the tests that need it skip.
browser:
	@if command -v chromium >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing Chromium and fonts ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-noto-core fonts-noto-cjk >/dev/null; \
	else echo "Chromium is not here, so the browser tests will skip. Debian: sudo apt-get install chromium fonts-noto-core fonts-noto-cjk"; fi

# Fits again, from ../shared/data, the small numbers that ship beside the code.
fit: $(VENV)/test.done
	@$(BIN)/python -m benchmarks.fit_strength --write
	@$(BIN)/python -m benchmarks.fit_drift --write
	@$(BIN)/python -m benchmarks.fit_replies --write
	@$(BIN)/python -m benchmarks.fit_propose --write
	@$(BIN)/python -m benchmarks.fit_groups --write

lock: $(VENV)/venv.done
	@$(BIN)/python -m pip install -q pip-tools
	@for set in "run.lock pyproject.toml" "dev.lock pyproject.toml --extra dev -c requirements/run.lock" "spark.lock pyproject.toml --extra spark -c requirements/dev.lock" "build.lock requirements/build.in -c requirements/run.lock"; do \
		set -- $$set; out=$$1; shift; \
		$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/$$out "$$@"; done

translations: $(VENV)/test.done
	@$(BIN)/python scripts/translations.py extract
	@$(BIN)/python scripts/translations.py compile

reference: $(VENV)/test.done
	@$(BIN)/python scripts/make_reference.py

clean:
	rm -rf $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
